"""Checks of who answers for an entry, who confirmed it and who takes part (D02, D04, D05, D22)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db.models import Max, Min

from partnerships.checking import HIGH, Found, Looking, Place
from partnerships.history import rows_of
from partnerships.roles import Role
from register.models import Partnership, Questionnaire, ServiceReturn
from register.rules.checks.where import OfPartnerships, add, field, kept, line, months_before, page
from register.rules.words import long_day


def councillors() -> frozenset[int]:
    """Who is a councillor and may sign in."""
    found = get_user_model().objects.active().holding(Role.COUNCILLOR)
    return frozenset(found.values_list("pk", flat=True))


class Confirmed(OfPartnerships):
    code = "D02"
    title = "Somebody has confirmed the entry lately"
    source = "Waverley; South Hams minutes: registers go out of date unless somebody says that they are right"
    remedy = "Look whether the entry is right, and confirm it"
    place = page("register:entry")
    limit, unit = Decimal(12), "months"

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        """The latest confirmation counts: by the lead officer, in a return, or the day on which it was recorded."""
        pks = [entry.pk for entry in entries]
        answered = Questionnaire.objects.filter(
            partnership__in=pks,
            answer__in=[Questionnaire.Answer.RIGHT, Questionnaire.Answer.CHANGED],
            service_return__status__in=ServiceReturn.ANSWERED,
        )
        certified = dict(answered.order_by().values_list("partnership").annotate(Max("service_return__certified_at")))
        rows = rows_of(Partnership, "history").objects.filter(id__in=pks, history_type="+").order_by()
        recorded = dict(rows.values_list("id").annotate(Min("history_date")))
        cut = months_before(looking.day, looking.limit)
        for entry in entries:
            if self.applies(entry, looking):
                made = None if entry.batch_id else recorded.get(entry.pk)
                yield from late(entry, (entry.confirmed_at, certified.get(entry.pk), made), cut)


def late(entry: Partnership, moments: tuple, cut: date) -> Iterator[Found]:
    last = max((each.date() for each in moments if each), default=None)
    if last is None:
        yield Found("It was imported, and nobody has confirmed it.", entry=entry.pk)
    elif last < cut:
        yield Found(f"It was confirmed or recorded last on {long_day(last)}.", entry=entry.pk)


class Led(OfPartnerships):
    code = "D04"
    title = "A lead officer and a head of service answer for it"
    source = "Wirral 2009, paragraph 2.7"
    severity = HIGH
    remedy = "Name somebody who is here"
    place = field("lead_officer")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        for name, words in (("lead_officer", "lead officer"), ("head_of_service", "head of service")):
            person, post = getattr(entry, name), getattr(entry, f"{name}_post")
            if person is not None and person.is_active:
                continue
            if person is not None:
                yield Found(f"The {words}, {person.full_name}, no longer signs in here.", name)
            elif post:
                yield Found(f"The {words} is a post, “{post}”, and nobody is named who holds it.", name)
            else:
                yield Found(f"No {words} is named.", name)

    def place_of(self, about: str) -> Place:
        return field(about or "lead_officer")


class LeadMemberRight(OfPartnerships):
    code = "D05"
    title = "The portfolio holder is who holds the portfolio now"
    source = "Gravesham 2023: a member printed wrong"
    remedy = "Name who holds the portfolio now"
    place = line("councils")
    needs = ("participations__lead_member", "participations__council", "themes__lead_member")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        now = looking.once(councillors)
        holders = {theme.lead_member for theme in entry.themes.all() if theme.lead_member_id}
        for part in entry.participations.all():
            if (member := part.lead_member) is None:
                continue
            if member.pk not in now:
                yield Found(f"{member.full_name} is no longer a councillor.", str(part.pk))
            elif (ours := {each for each in holders if each.council_id == part.council_id}) and member not in ours:
                names = " and ".join(sorted(each.full_name for each in ours))
                yield Found(f"{member.full_name} is named; the theme is led by {names}.", str(part.pk))


class PartnersListed(OfPartnerships):
    code = "D22"
    title = "Its partner organisations are listed"
    source = "Chichester 2018; Nottingham: membership lists were missing"
    remedy = "Add the organisations that take part"
    place = add("partners")
    needs = ("partners",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        if not kept(entry.partners.all()):
            yield Found("No partner organisation is listed.")

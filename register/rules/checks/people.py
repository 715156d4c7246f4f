"""Checks of who answers for an entry, who confirmed it and who takes part (D02, D04, D05, D22)."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.db.models import Max, Min
from django.utils.timezone import localdate

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
    title = "Somebody has confirmed the entry lately, and its contact can be reached"
    today = "the returns of services"
    source = "Waverley; South Hams minutes: registers go out of date unless somebody says that they are right"
    remedy = "Look whether the entry and its contact are right, and confirm it"
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
                yield from unreachable(entry, looking.day)

    def place_of(self, about: str) -> Place:
        return field("contact_failed_on") if about else self.place


def late(entry: Partnership, moments: tuple, cut: date) -> Iterator[Found]:
    last = max((each.date() for each in moments if each), default=None)
    if last is None:
        yield Found("It was imported, and nobody has confirmed it.", entry=entry.pk)
    elif last < cut:
        yield Found(f"It was confirmed or recorded last on {long_day(last)}.", entry=entry.pk)


def unreachable(entry: Partnership, day: date) -> Iterator[Found]:
    """What was sent to the contact came back, and nobody has said since that the contact is right."""
    if (failed := entry.contact_failed_on) and failed <= day:
        yield Found(f"A letter or e-mail to its contact came back on {long_day(failed)}.", "contact", entry.pk)


ANSWERING = {"lead_officer": "lead officer", "head_of_service": "head of service"}


def vacant_since(pks: Iterable[int], day: date) -> dict[tuple[int, str], date]:
    """Since when nobody is named who answers for these entries, by entry and field, as it was known on a day."""
    rows = rows_of(Partnership, "history").objects.filter(id__in=pks, history_date__date__lte=day)
    since: dict[tuple[int, str], date] = {}
    for pk, moment, *holders in rows.order_by("history_date", "history_id").values_list(
        "id", "history_date", *ANSWERING
    ):
        for name, holder in zip(ANSWERING, holders, strict=True):
            if holder:
                since.pop((pk, name), None)
            else:
                since.setdefault((pk, name), localdate(moment))
    return since


def is_vacant_post(entry: Partnership, name: str) -> bool:
    """A post answers for it, and nobody is named who holds it."""
    return getattr(entry, name) is None and bool(getattr(entry, f"{name}_post"))


class Led(OfPartnerships):
    code = "D04"
    title = "A lead officer and a head of service answer for it"
    today = "who may sign in"
    source = "Wirral 2009, paragraph 2.7"
    severity = HIGH
    remedy = "Name somebody who is here"
    place = field("lead_officer")
    limit, unit = Decimal(30), "days that a post may be vacant"

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        asked = [entry for entry in entries if self.applies(entry, looking)]
        waiting = {entry.pk for entry in asked if any(is_vacant_post(entry, name) for name in ANSWERING)}
        since = vacant_since(waiting, looking.day) if waiting else {}
        for entry in asked:
            for name in ANSWERING:
                if evidence := self.wrong(entry, name, since.get((entry.pk, name)), looking):
                    yield Found(evidence, name, entry.pk)

    def wrong(self, entry: Partnership, name: str, since: date | None, looking: Looking) -> str:
        """A post may be vacant for some days. Who left, or was never named, is missed at once."""
        person, words = getattr(entry, name), ANSWERING[name]
        if person is not None:
            return "" if person.is_active else f"The {words}, {person.full_name}, no longer signs in here."
        if not is_vacant_post(entry, name):
            return f"No {words} is named."
        if since is None or (looking.day - since).days <= looking.limit:
            return ""
        post = getattr(entry, f"{name}_post")
        return f"The {words} is a post, “{post}”, and since {long_day(since)} nobody is named who holds it."

    def place_of(self, about: str) -> Place:
        return field(about or "lead_officer")


class LeadMemberRight(OfPartnerships):
    code = "D05"
    title = "The portfolio holder is who holds the portfolio now"
    today = "who is a councillor"
    source = "Gravesham 2023: a member printed wrong"
    remedy = "Name who holds the portfolio now"
    place = line("councils")
    needs = ("participations__lead_member", "participations__council", "themes__lead_member")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        holders = {theme.lead_member for theme in entry.themes.all() if theme.lead_member_id}
        for part in entry.participations.all():
            if (member := part.lead_member) is None:
                continue
            if member.pk not in looking.once(councillors):
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

"""Checks that ask more where more is at stake, and of what was agreed (D26, D28, D30, SH-09, B15-07)."""

from collections.abc import Iterator
from datetime import date

from partnerships.checking import HIGH, LOW, Found, Looking, Place
from register.models import Action, Decision, Partnership
from register.rules.agreements import holds
from register.rules.checks.where import TIER, OfPartnerships, OfSignificant, add, field, kept, policy_in_use
from register.rules.governance import Facts, settles_disputes
from register.rules.risks import is_being_done, why_required
from register.rules.significance import tier_name
from register.rules.words import long_day


class ConditionsMet(OfPartnerships):
    code = "D26"
    title = "Conditions of a decision are met in time"
    source = "Harborough 2014, paragraphs 4.4 and 4.12"
    remedy = "Do it and report it as done, or move its day with a reason"
    place = Place("register:action", ("{about}",))
    needs = ("actions",)

    def found(self, entries: list[Partnership], looking: Looking) -> Iterator[Found]:
        """Conditions of what has taken effect by then; most entries have none, so nothing is asked for them."""
        late = [each for entry in entries if self.applies(entry, looking) for each in conditions(entry, looking.day)]
        decisions = {each.decision_id for each in late}
        effected = in_effect(decisions, looking.day) if decisions else frozenset()
        for action in late:
            if action.decision_id in effected:
                evidence = f"A condition was due on {long_day(action.due_on)}: {action.text}"
                yield Found(evidence, str(action.pk), action.partnership_id)


def conditions(entry: Partnership, day: date) -> list[Action]:
    """What a decision asks for, is not done, and is overdue."""
    return [each for each in entry.actions.all() if each.decision_id and is_being_done(each) and each.due_on < day]


def in_effect(decisions: set[int], day: date) -> frozenset[int]:
    """Those of them whose matter was carried out by a day."""
    found = Decision.objects.filter(pk__in=decisions, step__matter__carried_out_on__lte=day)
    return frozenset(found.order_by().values_list("pk", flat=True))


class TierStands(OfPartnerships):
    code = "D28"
    title = "The recorded significance is what the tests say, or somebody said why not"
    today = TIER
    source = "South Hams and West Devon 2016, paragraph 3.1"
    remedy = "Confirm the tier of the tests, or keep the other one with a reason"
    place = Place("register:significance_settle", ("{reference}", "{about}"), is_of_policy_team=True)
    needs = ("participations__council",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        policy = looking.once(policy_in_use)
        for part in entry.participations.all():
            if part.is_to_settle:
                computed = tier_name(part.computed_significance, policy)
                recorded = tier_name(part.significance, policy) or "nothing"
                evidence = f"The tests say {computed} to {part.council}; {recorded} is recorded, and nobody said why."
                yield Found(evidence, str(part.pk))


class DisputesSettled(OfSignificant):
    code = "D30"
    title = "A protocol says how disputes are settled, and people know how to complain"
    source = "Harborough 2011, paragraph 4.1.10; Audit Commission 2005, serving the public"
    severity = LOW
    remedy = "Say whether there is one, and where"
    place = field("has_dispute_protocol")
    needs = (*OfSignificant.needs, "documents__renewed_by")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        documents = tuple(each for each in kept(entry.documents.all()) if holds(each, looking.day))
        answer = settles_disputes(Facts(entry, (), (), documents))
        if answer is not True:
            words = "There is no protocol for disputes" if answer is False else "It is not known whether there is one"
            yield Found(f"{words}, and the partnership is significant.")
        if not entry.has_complaints_route:
            is_known = entry.has_complaints_route is False
            words = "There is no route for complaints" if is_known else "It is not known how people complain"
            yield Found(f"{words}, and the partnership is significant.", "complaints")

    def place_of(self, about: str) -> Place:
        return field("has_complaints_route") if about else self.place


class OfTheGrave(OfPartnerships):
    """Asked of what is significant or of high risk (SH-09)."""

    needs: tuple[str, ...] = ("participations",)
    today = TIER

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return super().applies(entry, looking) and bool(self.why(entry, looking))

    def why(self, entry: Partnership, looking: Looking) -> str:
        return why_required(entry, entry.participations.all(), looking.once(policy_in_use))


class RisksNamed(OfTheGrave):
    code = "SH-09"
    title = "Its risks are recorded"
    source = "Breckland 2015, Risks Involved in Partnership Working; Harborough 2011, paragraph 5.2"
    severity = HIGH
    remedy = "Add its risks, with what is done about them"
    place = add("risks")
    needs = (*OfTheGrave.needs, "risks")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        if not kept(entry.risks.all()):
            yield Found(f"No risk is recorded, and {self.why(entry, looking)}.")


class BenefitsNamed(OfTheGrave):
    code = "B15-07"
    title = "Its benefits are named"
    source = "Breckland 2015, Benefits of Partnership Working"
    remedy = "Add at least one benefit, and how it is measured"
    place = add("benefits")
    needs = (*OfTheGrave.needs, "benefits")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        if not kept(entry.benefits.all()):
            yield Found(f"No benefit is named, and {self.why(entry, looking)}.")

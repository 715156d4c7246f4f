"""What assessments, business cases and the definition test add to the checks of an entry (D07, D12, D20)."""

from collections.abc import Iterator
from decimal import Decimal

from assessments.models.choices import AssessmentKind, AssessmentStatus
from partnerships.checking import HIGH, LOW, Check, Found, Looking, Place
from register.models import Partnership
from register.models.choices import Classification, CouncilPosition, Rating
from register.rules.checks.where import OfPartnerships, field, kept, page
from register.rules.risks import is_being_done
from register.rules.words import long_day


class RiskAssessed(OfPartnerships):
    code = "D07"
    title = "Its risk is assessed, and a high risk is acted on"
    source = "Breckland 2015, Reviewing and Evaluating Partnerships"
    severity = HIGH
    remedy = "Assess its risk, or agree what is done about it"
    place = page("assessments:entry_assessments")
    needs = ("assessments", "risks__actions")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        standing = [
            each
            for each in entry.assessments.all()
            if each.kind == AssessmentKind.RISK and each.status == AssessmentStatus.CONFIRMED
        ]
        if not standing:
            yield Found("No assessment of its risk is confirmed.", "assessment")
        elif (expired := standing[0].expires_on) <= looking.day:
            yield Found(f"The assessment of its risk expired on {long_day(expired)}.", "assessment")
        actions = [each for risk in kept(entry.risks.all()) for each in risk.actions.all()]
        if entry.risk_rating == Rating.HIGH and not any(map(is_being_done, actions)):
            yield Found("Its risk is High, and nothing is agreed to be done about it.", "action")

    def place_of(self, about: str) -> Place:
        return page("register:risks") if about == "action" else self.place


class RationaleKept(OfPartnerships):
    code = "D12"
    title = "Why the council entered is on record"
    source = "Waverley 2006; Wirral 2009, paragraph 2.7"
    remedy = "Say why the council entered, or make the business case"
    place = field("entry_reasons")
    needs = ("entry_reasons",)

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        if not entry.entry_reasons.all() and not entry.entry_reason_note.strip():
            yield Found("No reason for entering is recorded.", "reason")
        if not entry.has_business_case:
            why = " It was recorded as existing already." if entry.recorded_reason else ""
            yield Found(f"There is no business case.{why}", "case")


class WorthRegistering(Check):
    code = "D20"
    title = "It is a partnership, and no network or group"
    source = "Harborough 2014, paragraph 2.13"
    severity = LOW
    remedy = "Answer the tests of what a partnership is, or say what it is instead"
    place = page("assessments:entry_screenings")
    limit, unit = Decimal(2), "officer hours a month"
    needs = ("screenings", "participations__contributions")

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return entry.classification == Classification.PARTNERSHIP

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        answered = list(entry.screenings.all())
        if not answered:
            yield Found("Nobody has answered the tests of what a partnership is.", "tests")
        elif not max(answered, key=lambda each: each.made_at).is_partnership:
            yield Found("By the tests it is no partnership, and it stands in the register as one.", "tests")
        if self.is_slight(entry, looking.limit):
            yield Found("It costs nothing, takes hardly any time and gives information alone.", "slight")

    def is_slight(self, entry: Partnership, limit: Decimal) -> bool:
        parts = list(entry.participations.all())
        if not parts or entry.council_position != CouncilPosition.INFORMATION:
            return False
        idle = all(each.officer_hours_per_month is not None and each.officer_hours_per_month < limit for each in parts)
        return idle and not any(line.amount != 0 for part in parts for line in kept(part.contributions.all()))

    def place_of(self, about: str) -> Place:
        return field("classification") if about == "slight" else self.place


CHECKS = (RiskAssessed(), RationaleKept(), WorthRegistering())

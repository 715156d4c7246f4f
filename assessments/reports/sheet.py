"""One assessment as it stands: each criterion with its level and evidence, last time's answer, what is suggested."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Answer, Assessment, Criterion
from assessments.models.choices import AssessmentStatus
from assessments.rules.ratings import Level, Suggestion, is_money, money_level, suggested
from register.models import Partnership
from register.models.choices import MoneyBasis
from register.querysets import PartnershipQuerySet
from register.reports.figures import Figures
from register.rules.money import Total, financial_year

ENDED = (AssessmentStatus.CONFIRMED, AssessmentStatus.SUPERSEDED)
EDITABLE = (AssessmentStatus.DRAFT, AssessmentStatus.RETURNED)


@dataclass(frozen=True)
class Line:
    """One criterion of an assessment, and how it was answered the last time."""

    number: int
    criterion: Criterion
    answer: Answer | None
    level: Level
    before: Answer | None = None

    @property
    def level_name(self) -> str:
        return dict(Answer._meta.get_field("level").choices).get(self.level.level, "")


@dataclass(frozen=True)
class Sheet:
    """A whole assessment on a day."""

    assessment: Assessment
    lines: tuple[Line, ...]
    suggestion: Suggestion
    before: Assessment | None

    @property
    def levels(self) -> list[Level]:
        return [line.level for line in self.lines]

    @property
    def differs(self) -> bool:
        """Is the rating set another than the one suggested?"""
        return bool(self.assessment.overall) and self.assessment.overall != self.suggestion.rating


def parts_of(entries: PartnershipQuerySet, basis: str, day: date) -> dict[int, list[Total]]:
    """What each council puts into each of these entries in the financial year of a day, in a few queries for all."""
    figures = Figures(entries, financial_year(day))
    found: dict[int, list[Total]] = {}
    for entry, own in figures.parts.items():
        costs = [figures.cost(part) for part in own]
        found[entry] = [cost.cash if basis == MoneyBasis.CASH else cost.full for cost in costs]
    return found


def money_of(partnership_id: int, criterion: Criterion, day: date) -> Level:
    """The money line of one entry on a day, as the register answers it."""
    parts = parts_of(Partnership._base_manager.filter(pk=partnership_id), criterion.basis, day)
    return money_level(parts.get(partnership_id, []), criterion, financial_year(day))


def level_of(criterion: Criterion, answer: Answer | None) -> Level:
    """A criterion as it was answered and kept."""
    kept = (answer.level, answer.evidence, answer.figure) if answer else ("", "", "")
    return Level(criterion.name, *kept, is_computed=is_money(criterion))


def levels_kept(assessment: Assessment) -> list[Level]:
    """Every criterion as it is kept, the money line as it was when it was submitted or confirmed."""
    answers = {each.criterion_id: each for each in assessment.answers.all()}
    return [level_of(each, answers.get(each.pk)) for each in assessment.criteria.criteria.all()]


def sheet(assessment: Assessment, day: date) -> Sheet:
    """The assessment on a day. As long as it can be edited, the money line is that of the register now."""
    answers = {each.criterion_id: each for each in assessment.answers.all()}
    before = last_before(assessment)
    earlier = {each.criterion.name: each for each in before.answers.select_related("criterion")} if before else {}
    lines = []
    for number, criterion in enumerate(assessment.criteria.criteria.all(), start=1):
        answer = answers.get(criterion.pk)
        is_live = is_money(criterion) and assessment.status in EDITABLE
        level = money_of(assessment.partnership_id, criterion, day) if is_live else level_of(criterion, answer)
        lines.append(Line(number, criterion, answer, level, earlier.get(criterion.name)))
    return Sheet(assessment, tuple(lines), suggested(line.level for line in lines), before)


def last_before(assessment: Assessment) -> Assessment | None:
    """The one of the same kind that was confirmed last before this one began, or before it was confirmed itself."""
    others = Assessment.objects.filter(
        partnership=assessment.partnership_id, kind=assessment.kind, status__in=ENDED
    ).exclude(pk=assessment.pk)
    if assessment.confirmed_at:
        others = others.filter(confirmed_at__lt=assessment.confirmed_at)
    return others.select_related("confirmed_by").order_by("-confirmed_at", "-pk").first()

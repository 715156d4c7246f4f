"""A confirmed assessment that still holds: the annual review renews it as it stands (B15-24)."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from assessments.models import Assessment
from assessments.models.choices import AssessmentStatus
from assessments.reports.sheet import level_of, money_of
from assessments.rules.ratings import Level, is_money, lacks, suggested
from assessments.workflow import assessments as workflow
from partnerships.models import User
from partnerships.saving import claimed
from register.models import Partnership

CRITERIA_CHANGED = (
    "The criteria of {} have changed since it was assessed, so it cannot stand as it is: assess it again."
)
STILL_HOLDS = "It still holds, as the review says."
NOTHING = "No confirmed assessment of {} is there to stand as it is: assess it."


def confirmed(entry: Partnership, kind: str) -> Assessment | None:
    """The assessment of this kind that counts."""
    return entry.assessments.filter(kind=kind, status=AssessmentStatus.CONFIRMED).first()


def why_not_again(entry: Partnership, kind: str, label: str, at: datetime) -> list[str]:
    """What keeps the assessment that counts from standing for another year, in sentences: criteria that have changed,
    or money that no longer suggests the rating.
    """
    last = confirmed(entry, kind)
    if last is None:
        return [NOTHING.format(label)]
    current = workflow.current_criteria(kind, at)
    if current is None or current.pk != last.criteria_id:
        return [CRITERIA_CHANGED.format(label)]
    levels = levels_now(last, at)
    found = lacks(levels, suggested(levels), last.overall, last.difference_reason, current.is_binding)
    return [f"The assessment of {label} cannot stand as it is: assess it again. {' '.join(found)}"] if found else []


def levels_now(last: Assessment, at: datetime) -> list[Level]:
    """Its levels, the money line as the register answers it now."""
    answers = {each.criterion_id: each for each in last.answers.all()}
    return [
        money_of(last.partnership_id, line, localdate(at)) if is_money(line) else level_of(line, answers.get(line.pk))
        for line in last.criteria.criteria.all()
    ]


def renew(last: Assessment, *, submitter: User, by, at: datetime) -> Assessment:
    """A new assessment that says what the last one said. `submitter` said so in the review, whoever leads the entry by
    now; who accepts the review makes it, and is asked for the permission. Raises Refused.
    """
    answers = {each.criterion_id: each for each in last.answers.all()}
    with transaction.atomic():
        begun = workflow.start(last.partnership, last.kind, by=by, at=at)
        said = [
            workflow.Given(line, answers[line.pk].level, answers[line.pk].evidence)
            for line in begun.criteria.criteria.all()
            if line.pk in answers and not is_money(line)
        ]
        overall = {"overall": last.overall, "difference_reason": last.difference_reason}
        answered = workflow.answer(begun, overall, said, version=begun.version, by=by, at=at)
        made = workflow.submit(answered, version=answered.version, by=by, at=at)
        return claimed(Assessment, made.pk, made.version, {"submitted_by": submitter}, by=by, at=at, reason=STILL_HOLDS)

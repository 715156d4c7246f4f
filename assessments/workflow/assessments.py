"""Every write about an assessment, in the order of its life: started, answered, submitted, returned or confirmed,
superseded by the next; verified by audit (B15-08, B15-24, B15-46 to B15-48, H14-14, H14-45).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from assessments.models import Answer, Assessment, CriteriaSet, Criterion
from assessments.models.choices import AssessmentKind, AssessmentStatus
from assessments.permissions import assessments as permissions
from assessments.reports.sheet import levels_kept, money_of
from assessments.rules.criteria import in_force
from assessments.rules.ratings import Level, is_money, lacks, suggested
from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.saving import Conflict, claimed, create
from partnerships.verdict import ALLOWED, Refused, Verdict, refused, require
from register.models import Partnership
from register.models.choices import Rating
from register.rules.programme import due_on
from register.workflow.ratings import RATED, take_over_rating

Status = AssessmentStatus
MONEY_MOVED = (
    "The money in the register has changed since this was submitted: it was {was} and is now {now}. Return the "
    "assessment, so that it is looked at again."
)


def complete(assessment: Assessment) -> list[str]:
    """What must be said before it is submitted, by the answers as they are kept."""
    levels = levels_kept(assessment)
    return lacks(
        levels, suggested(levels), assessment.overall, assessment.difference_reason, assessment.criteria.is_binding
    )


def says_what(assessment: Assessment) -> list[str]:
    """What must be said to return it."""
    return [] if assessment.return_comment.strip() else ["Say what is to be changed."]


def says_what_was_verified(assessment: Assessment) -> list[str]:
    """What must be said to verify it."""
    return [] if assessment.verification_note.strip() else ["Say what you verified, and how."]


ASSESSMENTS = Machine(
    Assessment,
    "assessment",
    Status.DRAFT,
    Transition(
        "submit",
        "submitted",
        (Status.DRAFT, Status.RETURNED),
        Status.SUBMITTED,
        permissions.can_submit,
        complete,
        stamp="submitted",
    ),
    Transition(
        "return",
        "returned",
        (Status.SUBMITTED,),
        Status.RETURNED,
        permissions.can_confirm,
        says_what,
        stamp="returned",
    ),
    Transition(
        "confirm", "confirmed", (Status.SUBMITTED,), Status.CONFIRMED, permissions.can_confirm, stamp="confirmed"
    ),
    Transition("supersede", "superseded", (Status.CONFIRMED,), Status.SUPERSEDED, permissions.can_supersede),
    Transition(
        "verify",
        "verified",
        (Status.CONFIRMED,),
        Status.CONFIRMED,
        permissions.can_verify,
        says_what_was_verified,
        stamp="verified",
    ),
)


@dataclass(frozen=True)
class Given:
    """What somebody answered to one criterion."""

    criterion: Criterion
    level: str
    evidence: str


def current_criteria(kind: str, at: datetime) -> CriteriaSet | None:
    """The criteria of the policy in use, as they are in force."""
    versions = CriteriaSet.objects.filter(policy__is_current=True, kind=kind)
    return in_force(versions, localdate(at))


def kinds() -> list[str]:
    """What the policy in use has criteria for, in the order in which it is assessed."""
    known = set(CriteriaSet.objects.filter(policy__is_current=True).values_list("kind", flat=True))
    return [kind for kind in AssessmentKind.values if kind in known]


def may_start(user, entry: Partnership, kind: str, at: datetime) -> Verdict:
    """May this person begin to assess this entry now? The refusal is what stands beside the button."""
    if not (verdict := permissions.can_assess(user, entry)):
        return verdict
    label = AssessmentKind(kind).label.lower()
    if entry.assessments.filter(kind=kind).under_way().exists():
        return refused(f"An assessment of {label} is under way already. Go on with that one.")
    if current_criteria(kind, at) is None:
        return refused(f"The policy in use has no criteria of {label} in force. The policy team adds them.")
    return ALLOWED


def start(entry: Partnership, kind: str, *, by, at: datetime) -> Assessment:
    """Begin an assessment by the criteria that are in force. Raises Refused while another is under way."""
    require(may_start(by, entry, kind, at))
    begun = Assessment(partnership=entry, kind=kind, criteria=current_criteria(kind, at), started_at=at, started_by=by)
    return create(begun, by=by, at=at)


def may_edit(user, assessment: Assessment) -> Verdict:
    """Answers are changed until they are submitted, and after they were returned."""
    if assessment.status not in ASSESSMENTS.transitions["submit"].sources:
        state = ASSESSMENTS.state_name(assessment.status)
        return refused(f"This assessment is {state}, so its answers stay as they are.")
    return permissions.can_submit(user, assessment)


def answer(
    assessment: Assessment, changes: Mapping[str, Any], given: Iterable[Given], *, version: int, by, at: datetime
) -> Assessment:
    """Keep the overall rating with its reason, and answers to criteria; what the register answers is not given.

    Raises Refused once it is submitted, Conflict when somebody saved meanwhile, ValidationError for a criterion that
    this assessment does not have.
    """
    with transaction.atomic():
        found = claimed(
            Assessment,
            assessment.pk,
            version,
            changes,
            by=by,
            at=at,
            guard=lambda current: require(may_edit(by, current)),
        )
        kept = {each.criterion_id: each for each in found.answers.all()}
        for each in given:
            if each.criterion.criteria_id != found.criteria_id or is_money(each.criterion):
                raise ValidationError(f"“{each.criterion}” is not answered in this assessment.")
            keep(
                found,
                each.criterion,
                kept.get(each.criterion.pk),
                {"level": each.level, "evidence": each.evidence},
                by=by,
                at=at,
            )
    return found


def keep(
    assessment: Assessment, criterion: Criterion, answer: Answer | None, values: dict[str, str], *, by, at: datetime
) -> None:
    """Write one answer, if it says anything that is not kept already."""
    if answer is None:
        if any(values.values()):
            create(Answer(assessment=assessment, criterion=criterion, **values), by=by, at=at)
    elif changes := {name: value for name, value in values.items() if getattr(answer, name) != value}:
        claimed(Answer, answer.pk, answer.version, changes, by=by, at=at)


def as_seen(assessment: Assessment, version: int) -> Assessment:
    """The assessment as it stands. Raises Conflict when it is not the version that the person saw."""
    current = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if current.version != version:
        raise Conflict(current, version)
    return current


def keep_money(assessment: Assessment, level: Level, criterion: Criterion, *, by, at: datetime) -> None:
    """Freeze the money line with its figure."""
    kept = assessment.answers.filter(criterion=criterion).first()
    keep(assessment, criterion, kept, {"level": level.level, "figure": level.figure}, by=by, at=at)


def money_lines(assessment: Assessment) -> list[Criterion]:
    return [each for each in assessment.criteria.criteria.all() if is_money(each)]


def submit(assessment: Assessment, *, version: int, by, at: datetime) -> Assessment:
    """Hand it to the policy team, with the money line as it is now. Raises Refused with what is missing."""
    with transaction.atomic():
        current = as_seen(assessment, version)
        require(ASSESSMENTS.may_start(by, current, "submit"))
        for criterion in money_lines(current):
            level = money_of(current.partnership_id, criterion, localdate(at))
            keep_money(current, level, criterion, by=by, at=at)
        changes = {"suggested": suggested(levels_kept(current)).rating}
        return ASSESSMENTS.perform("submit", current, by=by, at=at, version=version, changes=changes)


def send_back(assessment: Assessment, comment: str, *, version: int, by, at: datetime) -> Assessment:
    """Return it with what is to be changed; whoever submitted it is written to."""
    with transaction.atomic():
        changes = {"return_comment": comment}
        found = ASSESSMENTS.perform(
            "return", assessment, by=by, at=at, version=version, changes=changes, reason=comment
        )
        tell(found, "returned", by=by, at=at, comment=comment)
    return found


def confirm(assessment: Assessment, *, version: int, by, at: datetime) -> Assessment:
    """Confirm it: the one before is superseded, the rating goes into the register, and it expires in time.

    Raises Refused also when the money line has another level than when it was submitted.
    """
    with transaction.atomic():
        current = as_seen(assessment, version)
        require(ASSESSMENTS.verdict(by, current, "confirm"))
        freeze_money(current, by=by, at=at)
        for earlier in Assessment.objects.filter(partnership=current.partnership_id, kind=current.kind).confirmed():
            ASSESSMENTS.perform("supersede", earlier, by=by, at=at)
        today = localdate(at)
        changes = {"expires_on": due_on(today, current.criteria.policy.assessment_months, 1)}
        found = ASSESSMENTS.perform("confirm", current, by=by, at=at, version=version, changes=changes)
        if found.kind in RATED:
            take_over_rating(found.partnership_id, found.kind, found.overall, today, by=by, at=at)
        tell(found, "confirmed", by=by, at=at, rating=found.get_overall_display())
    return found


def freeze_money(assessment: Assessment, *, by, at: datetime) -> None:
    """The money line of the year in which it was submitted, as the register has it now. Raises Refused where its level
    is another by now.
    """
    kept = {each.criterion_id: each for each in assessment.answers.all()}
    for criterion in money_lines(assessment):
        now = money_of(assessment.partnership_id, criterion, localdate(assessment.submitted_at))
        was = kept[criterion.pk].level if criterion.pk in kept else ""
        if now.level != was:
            raise Refused(MONEY_MOVED.format(was=level_name(was), now=level_name(now.level)))
        keep_money(assessment, now, criterion, by=by, at=at)


def level_name(level: str) -> str:
    return Rating(level).label if level else "not known"


def verify(assessment: Assessment, note: str, *, version: int, by, at: datetime) -> Assessment:
    """An auditor notes that a confirmed assessment was verified, and how."""
    changes = {"verification_note": note}
    return ASSESSMENTS.perform("verify", assessment, by=by, at=at, version=version, changes=changes)


def tell(assessment: Assessment, what: str, *, by, at: datetime, **more: str) -> None:
    """Write to whoever submitted an assessment about what came of it, unless they did it themselves."""
    to = assessment.submitted_by
    if to == by:
        return
    mail.write(
        to,
        f"assessment_{what}",
        key=f"assessment {assessment.pk} {what} {assessment.version} to {to.pk}",
        at=at,
        partnership=assessment.partnership.name,
        kind=assessment.get_kind_display().lower(),
        who=by.full_name,
        path=reverse("assessments:assessment", args=[assessment.pk]),
        **more,
    )

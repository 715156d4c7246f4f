"""Every write about the follow-up of a recommendation: reported, recorded, put off (H14-28, H14-31, H14-34, H14-37)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.days import after_months
from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Verdict, refused, require
from register.models.choices import RecommendationHeading, RecommendationKind
from reviews.models import FollowUp, Recommendation, RecommendationSubject
from reviews.models.choices import FollowUpKind, FollowUpOutcome, FollowUpStatus, Source
from reviews.permissions import recommendations as permissions
from reviews.rules.recommendations import EVERY_QUARTER, first_follow_up, leading
from reviews.workflow.recommendations import start, subjects_of

ON = "Choose the day on which it is looked at again."
STILL_TO_COME = "That day is past. Enter one that is still to come."


def says_how(follow_up: FollowUp) -> list[str]:
    return [] if follow_up.report.strip() else ["Say how it went."]


def says_outcome(follow_up: FollowUp) -> list[str]:
    return [] if follow_up.outcome and follow_up.outcome_note.strip() else ["Say what came of it, and why."]


FOLLOW_UPS = Machine(
    FollowUp,
    "follow-up",
    FollowUpStatus.WAITING,
    Transition(
        "report",
        "reported on",
        (FollowUpStatus.WAITING,),
        FollowUpStatus.REPORTED,
        permissions.can_report_follow_up,
        says_how,
        "reported",
    ),
    Transition(
        "record",
        "recorded",
        (FollowUpStatus.REPORTED,),
        FollowUpStatus.RECORDED,
        permissions.can_record_follow_up,
        says_outcome,
        "recorded",
    ),
)


def report(follow_up: FollowUp, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> FollowUp:
    """Who leads one of its partnerships says how it went."""
    return FOLLOW_UPS.perform("report", follow_up, by=by, at=at, version=version, changes=changes)


def record(
    follow_up: FollowUp, changes: Mapping[str, Any], again_on: date | None = None, *, version: int, by, at: datetime
) -> FollowUp:
    """A policy officer, who did not report, records what came of it, and the next look where there is one.

    To look again needs a day; what failed begins a recommendation to withdraw. Raises Refused, Conflict or
    ValidationError by field.
    """
    if changes.get("outcome") == FollowUpOutcome.EXTEND:
        check_day(again_on, localdate(at))
    with transaction.atomic(), announced_once(by=by, at=at):
        made = FOLLOW_UPS.perform("record", follow_up, by=by, at=at, version=version, changes=changes)
        if made.outcome == FollowUpOutcome.EXTEND:
            extend(made, again_on, by=by, at=at)
        elif made.outcome == FollowUpOutcome.WITHDRAW:
            lead_to_withdrawal(made, by=by, at=at)
        elif made.kind == FollowUpKind.CONDITION:
            again = first_follow_up(made.recommendation, localdate(at))
            create(FollowUp(recommendation=made.recommendation, **again), by=by, at=at)
    return made


def check_day(again_on: date | None, today: date) -> None:
    if again_on is None or again_on <= today:
        raise ValidationError({"again_on": STILL_TO_COME if again_on else ON})


def extend(follow_up: FollowUp, again_on: date | None, *, by, at: datetime) -> FollowUp:
    """The same look again, on a new day."""
    kind = FollowUpKind.MONTHS if follow_up.kind == FollowUpKind.MEETINGS else FollowUpKind(follow_up.kind)
    said = {"kind": kind, "until": follow_up.until, "counted_from": localdate(at), "due_on": again_on}
    return create(FollowUp(recommendation=follow_up.recommendation, **said), by=by, at=at)


def lead_to_withdrawal(follow_up: FollowUp, *, by, at: datetime) -> Recommendation:
    """A draft to withdraw, about the same partnerships, that follows from the one that failed (H14-37)."""
    failed = follow_up.recommendation
    values = {
        "kind": RecommendationKind.WITHDRAW,
        "heading": RecommendationHeading.REDUCE,
        "text": f"Withdraw: {follow_up.outcome_note}",
        "group_name": failed.group_name,
        "source": Source.REGISTER,
        "source_title": f"Follow-up of {failed.reference}",
        "source_on": localdate(at),
        "follows": failed,
    }
    subjects = subjects_of(failed)
    first = leading(subjects)
    made = start(first.partnership, values, by=by, at=at)
    for each in subjects:
        if each.pk != first.pk:
            other = {"partnership": each.partnership, "is_exception": each.is_exception, "note": each.note}
            create(RecommendationSubject(recommendation=made, **other), by=by, at=at)
    return made


def may_wait(user, follow_up: FollowUp) -> Verdict:
    """Does it wait for an event, and is this the person to say that it has not come about?"""
    if follow_up.kind != FollowUpKind.EVENT or follow_up.status != FollowUpStatus.WAITING:
        return refused("Only a follow-up that waits for an event is asked after again.")
    return permissions.can_wait(user, follow_up)


def wait(follow_up: FollowUp, *, reason: str, version: int, by, at: datetime) -> FollowUp:
    """The event has not come about: it is asked after again in a quarter (H14-34)."""

    def guard(stands: FollowUp) -> None:
        require(may_wait(by, stands))

    later = {"due_on": after_months(localdate(at), EVERY_QUARTER)}
    return claimed(FollowUp, follow_up.pk, version, later, by=by, at=at, reason=reason, guard=guard)

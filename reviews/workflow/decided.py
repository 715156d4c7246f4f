"""What the bodies' decisions do to a recommendation, and what the officer carries out after them (H14-33, H14-41)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.saving import announced_once, claimed
from partnerships.verdict import Verdict, refused, require
from register.models import Decision, Matter, Seat
from register.models.choices import DecisionOutcome, RecommendationKind
from register.rules.decisions import Standing, deciding, standing
from register.workflow import decisions
from register.workflow.delegating import delegate
from reviews.models import Recommendation
from reviews.models.choices import BEFORE_BODIES, DECIDED_FOR, RecommendationStatus
from reviews.permissions import recommendations as permissions
from reviews.workflow import exits, involvement
from reviews.workflow.promised import ask_for_actions, count_from, open_follow_up, remember
from reviews.workflow.recommendations import RECOMMENDATIONS, subjects_of

TAKEN_BACK = "The matter was taken back."


def follow(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """A body deferred it or spoke again, or the matter was taken back. Contributed under `after_change`."""
    if not models & {Decision, Matter}:
        return
    waiting = Recommendation.objects.filter(status__in=BEFORE_BODIES, matter__partnership__in=ids)
    for recommendation in waiting.select_related("matter"):
        keep_up(recommendation, recommendation.matter, by=by, at=at)


def keep_up(recommendation: Recommendation, matter: Matter, *, by, at: datetime) -> None:
    """Bring its status in line with where its matter stands, short of what only takes effect on a day."""
    who = {"by": by, "at": at}
    is_deferred = standing(decisions.steps_of(matter)) == Standing.DEFERRED
    if matter.withdrawn_at:
        RECOMMENDATIONS.perform("withdraw", recommendation, changes={"closing_note": TAKEN_BACK}, **who)
    elif is_deferred and recommendation.status == RecommendationStatus.PROPOSED:
        RECOMMENDATIONS.perform("defer", recommendation, **who)
    elif not is_deferred and recommendation.status == RecommendationStatus.DEFERRED:
        RECOMMENDATIONS.perform("resume", recommendation, **who)


def decided(matter: Matter, *, approved: bool, by, at: datetime) -> None:
    """What the bodies' decision causes, once it has taken effect. Contributed under `decision_effects`."""
    recommendation = Recommendation.objects.filter(matter=matter, status__in=BEFORE_BODIES).first()
    if recommendation is None:
        return
    if not approved:
        RECOMMENDATIONS.perform("reject", recommendation, by=by, at=at)
        return
    with transaction.atomic(), announced_once(by=by, at=at):
        bring_about(recommendation, deciding(decisions.steps_of(matter)), by=by, at=at)


def bring_about(recommendation: Recommendation, found: list[Decision], *, by, at: datetime) -> None:
    """Approved: actions appear, what the register says is kept for comparison, the follow-up is set."""
    amended = any(each.outcome == DecisionOutcome.AMENDED for each in found)
    made = RECOMMENDATIONS.perform("amend" if amended else "approve", recommendation, by=by, at=at)
    subjects = subjects_of(made)
    remember([each for each in subjects if not each.is_exception], by=by, at=at)
    ask_for_actions(made, subjects, max(found, key=lambda each: each.pk), by=by, at=at)
    open_follow_up(made, localdate(at), by=by, at=at)
    involvement.decided(made, by=by, at=at)
    if made.kind == RecommendationKind.WITHDRAW:
        exits.open_group(made, by=by, at=at)


def may_note_changes(user, recommendation: Recommendation) -> Verdict:
    """Was it approved with changes, so that they can be written down?"""
    if recommendation.status != RecommendationStatus.AMENDED:
        return refused("Only what was approved with changes has them written down.")
    return permissions.can_settle(user, recommendation)


def note_changes(
    recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> Recommendation:
    """The policy team writes down the wording and the figures as the bodies approved them."""

    def guard(stands: Recommendation) -> None:
        require(may_note_changes(by, stands))

    reason = "As it was approved"
    return claimed(Recommendation, recommendation.pk, version, changes, by=by, at=at, guard=guard, reason=reason)


def may_pass_on(user, recommendation: Recommendation) -> Verdict:
    """Is there a place that is to pass to another post, and is this the person to record it?"""
    if recommendation.kind != RecommendationKind.CHANGE_REPRESENTATION:
        return refused("This recommendation changes nobody’s place.")
    if recommendation.passed_on:
        return refused("The place has passed to its new post already.")
    if recommendation.status not in DECIDED_FOR:
        return refused("The place passes once the recommendation is approved, and in effect.")
    return permissions.can_pass_on(user, recommendation)


def pass_on(
    recommendation: Recommendation, starts_on: date, person: Mapping[str, Any], *, version: int, by, at: datetime
) -> Recommendation:
    """Carry the change of representation out on a day: the place goes from post to post, and its history stays.

    `person` has `holder` or `name`, where somebody is named. The follow-up is counted from that day (H14-28, H14-33).
    """

    def guard(stands: Recommendation) -> None:
        require(may_pass_on(by, stands))

    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        made = claimed(Recommendation, recommendation.pk, version, {"passed_on": starts_on}, guard=guard, **who)
        if made.decided_at and starts_on < localdate(made.decided_at):
            raise ValidationError({"starts_on": "It was not approved by then. Enter the day of the approval or later."})
        reason = f"{made.reference}: from {made.from_post or 'the former post'} to {made.to_post}"[:200]
        delegate(Seat.objects.get(pk=made.seat_id), made.to_post, starts_on, dict(person), reason=reason, **who)
        count_from(made, starts_on, **who)
    return made


def carry_out(recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at) -> Recommendation:
    """A policy officer, who was to do none of it, says that it is carried out."""
    return RECOMMENDATIONS.perform("carry_out", recommendation, by=by, at=at, version=version)


def close(recommendation: Recommendation, changes: Mapping[str, Any], *, version: int, by, at) -> Recommendation:
    """It is followed up, and nothing more is to be done."""
    return RECOMMENDATIONS.perform("close", recommendation, by=by, at=at, version=version, changes=changes)

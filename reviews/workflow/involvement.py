"""Every write about a review of the council's involvement: proposed, opened, written, ended by what bodies decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Verdict, refused, require
from register.models import Matter, Partnership
from register.models.choices import GOING_ON, DecisionEvent, RecommendationKind, Status
from register.permissions.proposals import can_review_involvement
from register.workflow import proposals
from reviews.models import InvolvementReview, Recommendation, ScrutinyReview
from reviews.models.choices import InvolvementKind, InvolvementSource, InvolvementStatus, ScrutinyStatus
from reviews.permissions import involvement as permissions
from reviews.permissions.recommendations import can_draft_about
from reviews.rules.involvement import STAYING, lacks_to_recommend, source_of
from reviews.workflow.recommendations import start

OVER = "The entry is no longer under review."
NOT_IN = "The council is not in this partnership, so there is no involvement to look at."
THERE = "A review of the council’s involvement is proposed or under way already. Open that one."


def says_why(review: InvolvementReview) -> list[str]:
    return [] if review.why.strip() else ["Say why the council looks again."]


def says_why_not(review: InvolvementReview) -> list[str]:
    return [] if review.settled_note.strip() else ["Say why not."]


INVOLVEMENT = Machine(
    InvolvementReview,
    "review of involvement",
    InvolvementStatus.PROPOSED,
    Transition(
        "open",
        "opened",
        (InvolvementStatus.PROPOSED,),
        InvolvementStatus.OPEN,
        permissions.can_confirm_proposal,
        says_why,
        "opened",
    ),
    Transition(
        "dismiss",
        "dismissed",
        (InvolvementStatus.PROPOSED,),
        InvolvementStatus.DISMISSED,
        permissions.can_settle_proposal,
        says_why_not,
        "settled",
    ),
    Transition(
        "conclude",
        "concluded",
        (InvolvementStatus.OPEN,),
        InvolvementStatus.CONCLUDED,
        permissions.can_bring_about,
        stamp="settled",
    ),
    Transition(
        "leave",
        "decided",
        (InvolvementStatus.OPEN,),
        InvolvementStatus.LEAVING,
        permissions.can_bring_about,
        stamp="settled",
    ),
    Transition(
        "call_off",
        "called off",
        (InvolvementStatus.OPEN,),
        InvolvementStatus.CALLED_OFF,
        permissions.can_call_off,
        says_why_not,
        "settled",
    ),
)


def propose(
    partnership: Partnership,
    why: str,
    source: InvolvementSource | str,
    *,
    kind: InvolvementKind | str = InvolvementKind.ORDINARY,
    check_code: str = "",
    scrutiny_review: ScrutinyReview | None = None,
    by,
    at: datetime,
) -> InvolvementReview:
    """Propose to look again at the council's involvement; the policy team confirms or dismisses it (W09-05).

    Where one is proposed or under way already, that one is returned and nothing is written.
    """
    if standing := InvolvementReview.objects.unsettled().filter(partnership=partnership).first():
        return standing
    made = InvolvementReview(
        partnership=partnership, why=why, source=source, kind=kind, check_code=check_code,
        scrutiny_review=scrutiny_review, proposed_on=localdate(at), proposer=by,
    )  # fmt: skip
    return create(made, by=by, at=at)


def may_begin(user, entry: Partnership) -> Verdict:
    """Does the council go on taking part, is none proposed or open, and is this the person?"""
    if entry.status == Status.EXITING:
        return refused(permissions.LEAVING)
    if entry.status not in GOING_ON:
        return refused(NOT_IN)
    if InvolvementReview.objects.unsettled().filter(partnership=entry).exists():
        return refused(THERE)
    return permissions.can_begin_involvement(user, entry)


def begin(
    entry: Partnership,
    values: Mapping[str, Any],
    *,
    scrutiny_review: ScrutinyReview | None = None,
    by,
    at: datetime,
) -> InvolvementReview:
    """A policy officer opens one at once; the corporate management team and the head of service propose it.

    `scrutiny_review` is the request that scrutiny's commission agreed. Raises Refused or ValidationError.
    """
    require(may_begin(by, entry))
    if not values.get("why", "").strip():
        raise ValidationError({"why": "Say why the council looks again."})
    if scrutiny_review:
        require(agreed(scrutiny_review))
    source = InvolvementSource.SCRUTINY if scrutiny_review else InvolvementSource.HAND
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        Partnership._base_manager.select_for_update().get(pk=entry.pk)
        require(may_begin(by, entry))
        made = propose(entry, source=source, scrutiny_review=scrutiny_review, **values, **who)
        if can_review_involvement(by, entry):
            return confirm(made, {}, version=made.version, **who)
    return made


def agreed(review: ScrutinyReview) -> Verdict:
    """Did the commission agree to that review?"""
    if review.status in (ScrutinyStatus.REQUESTED, ScrutinyStatus.DECLINED):
        return refused("The commission has not agreed to this request, so it opens no review of involvement.")
    return permissions.ALLOWED


def confirm(
    review: InvolvementReview, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> InvolvementReview:
    """A policy officer opens what was proposed: the entry is under review from now on."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = INVOLVEMENT.perform("open", review, by=by, at=at, version=version, changes=changes)
        entry = Partnership._base_manager.select_for_update().get(pk=made.partnership_id)
        if entry.status != Status.UNDER_REVIEW:
            proposals.open_review(entry, made.why, version=entry.version, by=by, at=at)
    return made


def dismiss(
    review: InvolvementReview, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> InvolvementReview:
    """A policy officer says why there is nothing to look at."""
    return INVOLVEMENT.perform("dismiss", review, by=by, at=at, version=version, changes=changes)


def call_off(
    review: InvolvementReview, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> InvolvementReview:
    """Another policy officer ends one that should not have been opened; the entry is active again."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = INVOLVEMENT.perform("call_off", review, by=by, at=at, version=version, changes=changes)
        activate(made, made.settled_note, by=by, at=at)
    return made


def activate(review: InvolvementReview, reason: str, *, by, at: datetime) -> None:
    entry = Partnership._base_manager.select_for_update().get(pk=review.partnership_id)
    if entry.status == Status.UNDER_REVIEW:
        proposals.close_review(entry, reason, version=entry.version, by=by, at=at)


def may_write(user, review: InvolvementReview) -> Verdict:
    """Is it under way, and is this the person to write in it?"""
    if review.status != InvolvementStatus.OPEN:
        return refused("Only a review that is under way is written in.")
    return permissions.can_write_involvement(user, review)


def write(
    review: InvolvementReview, changes: Mapping[str, Any], *, version: int, by, at: datetime
) -> InvolvementReview:
    """What it found, where it was reported and when next (H14-36, SH-07). Raises Refused, Conflict, ValidationError."""

    def guard(stands: InvolvementReview) -> None:
        require(may_write(by, stands))

    return claimed(InvolvementReview, review.pk, version, changes, by=by, at=at, guard=guard)


def may_recommend(user, review: InvolvementReview) -> Verdict:
    """Is it under way, is this the person, and is there something to rest a recommendation on?"""
    if review.status != InvolvementStatus.OPEN:
        return refused("Only a review that is under way ends in a recommendation.")
    if not (verdict := can_draft_about(user, review.partnership)):
        return verdict
    missing = lacks_to_recommend(review)
    return refused(" ".join(missing)) if missing else verdict


def recommend(review: InvolvementReview, values: Mapping[str, Any], *, by, at: datetime) -> Recommendation:
    """Begin the recommendation that the review ends in; what bodies decide on it ends the review."""
    require(may_recommend(by, review))
    source = {"source": source_of(review), "source_title": f"{review}"[:200], "source_on": localdate(at)}
    more = {"involvement": review, "scrutiny_review": review.scrutiny_review}
    return start(review.partnership, {**values, **source, **more}, by=by, at=at)


def decided(recommendation: Recommendation, *, by, at: datetime) -> None:
    """Its recommendation is approved and in effect: the council goes on, or is to leave; or there is more to find."""
    review = recommendation.involvement
    if review is None or review.status != InvolvementStatus.OPEN:
        return
    if recommendation.kind == RecommendationKind.WITHDRAW:
        INVOLVEMENT.perform("leave", review, by=by, at=at)
    elif recommendation.kind in STAYING:
        INVOLVEMENT.perform("conclude", review, by=by, at=at)
        activate(review, f"{recommendation.reference} is approved", by=by, at=at)


def turned_down(matter: Matter, *, approved: bool, by, at: datetime) -> None:
    """A business case for staying was rejected, and the entry is under review: the review has its record (W09-05).

    Contributed under `decision_effects`, after what the case itself causes.
    """
    if approved or matter.event != DecisionEvent.RETAIN:
        return
    entry = Partnership._base_manager.get(pk=matter.partnership_id)
    if entry.status != Status.UNDER_REVIEW:
        return
    with transaction.atomic(), announced_once(by=by, at=at):
        made = propose(entry, f"{matter.title} was rejected.", InvolvementSource.BUSINESS_CASE, by=by, at=at)
        if made.status == InvolvementStatus.PROPOSED:
            stamps = {"status": InvolvementStatus.OPEN, "opened_at": at, "opened_by": by}
            claimed(InvolvementReview, made.pk, made.version, stamps, by=by, at=at, reason="By the bodies’ decision")


def follow(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """An entry left the register, or was made active by hand: its review ends. Contributed under `after_change`."""
    if Partnership not in models or by is None:
        return
    under_way = InvolvementReview.objects.filter(partnership__in=ids, status=InvolvementStatus.OPEN)
    for review in under_way.exclude(partnership__status=Status.UNDER_REVIEW):
        ended = {"status": InvolvementStatus.CALLED_OFF, "settled_note": OVER, "settled_at": at, "settled_by": by}
        claimed(InvolvementReview, review.pk, review.version, ended, by=by, at=at, reason=OVER)

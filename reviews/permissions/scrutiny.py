"""Who asks scrutiny to review a partnership, who records its answer, and who sees to the review (H11-07, B15-34)."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.permissions.decisions import records_decisions
from reviews.models import ScrutinyReview

RECORDERS = "Democratic services and the policy team record what scrutiny decides and reports."


def can_see_scrutiny(user) -> Verdict:
    """Scrutiny members see their own requests, officers and auditors all."""
    return allowed_if(
        user.has_role(Role.SCRUTINY_MEMBER) or user.reads_register,
        "Requests of scrutiny are read by its members and by officers.",
    )


def can_ask_scrutiny(user) -> Verdict:
    """Scrutiny members ask; democratic services and the policy team record what was asked elsewhere."""
    return allowed_if(
        user.has_role(Role.SCRUTINY_MEMBER) or records_decisions(user),
        "Only scrutiny members ask for a review; democratic services and the policy team record it for them.",
    )


def is_asker(user, review: ScrutinyReview) -> bool:
    """Did this person ask, or write the request down?"""
    return user.pk in {review.member_id, review.asked_by_id}


def can_answer(user, review: ScrutinyReview) -> Verdict:
    """What the commission decided is recorded by somebody who did not ask."""
    if not records_decisions(user):
        return refused(RECORDERS)
    if is_asker(user, review):
        return refused("You asked for this review or wrote the request down, so somebody else records the answer.")
    return ALLOWED


def can_see_to(user, review: ScrutinyReview) -> Verdict:
    """Which panel holds it, and what it reports."""
    return allowed_if(records_decisions(user), RECORDERS)

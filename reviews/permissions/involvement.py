"""Who proposes, opens, writes and ends a review of the council's involvement."""

from partnerships.roles import Role
from partnerships.verdict import ALLOWED, Verdict, allowed_if, refused
from register.models import Partnership
from register.models.choices import GOING_ON
from register.permissions.decisions import records_decisions
from register.permissions.proposals import can_review_involvement
from reviews.models import InvolvementReview

LEAVING = "The council is leaving this partnership, or has left it, so its involvement is not looked at again."


def can_see_involvement(user) -> Verdict:
    """Officers and auditors; councillors read the outcome in papers."""
    return allowed_if(user.reads_register, "Reviews of involvement are read by officers; councillors read the papers.")


def can_begin_involvement(user, entry: Partnership) -> Verdict:
    """The policy team opens one by hand; the corporate management team and its head of service propose one."""
    if user.has_role(Role.CORPORATE_MANAGER) or user.pk == entry.head_of_service_id:
        return ALLOWED
    return can_review_involvement(user, entry)


def can_settle_proposal(user, review: InvolvementReview) -> Verdict:
    """The policy team confirms or dismisses what was proposed."""
    return can_review_involvement(user, review.partnership)


def can_confirm_proposal(user, review: InvolvementReview) -> Verdict:
    """It is confirmed as long as the council goes on taking part; what is being left is not looked at again."""
    if review.partnership.status not in GOING_ON:
        return refused(LEAVING)
    return can_settle_proposal(user, review)


def can_write_involvement(user, review: InvolvementReview) -> Verdict:
    """The policy team and the lead officer write what it found."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER) or user.pk == review.partnership.lead_officer_id,
        "Only the lead officer and the policy team write down what the review found.",
    )


def can_bring_about(user, review: InvolvementReview) -> Verdict:
    """What bodies decided on its recommendation is brought about by recording it."""
    return allowed_if(records_decisions(user), "Democratic services and the policy team record what a body decided.")


def can_call_off(user, review: InvolvementReview) -> Verdict:
    """A policy officer ends one that should not have been opened, never who opened it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer calls a review of involvement off.")
    return allowed_if(user.pk != review.opened_by_id, "You opened this review, so another policy officer calls it off.")

"""Who sees rounds of reviews, and who runs them."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if
from reviews.models import ReviewRound


def can_run_rounds(user, round: ReviewRound | None = None) -> Verdict:
    """The policy team plans, opens, freezes and closes rounds."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer runs a round of reviews.")


def can_see_rounds(user) -> Verdict:
    """Officers see how a round goes."""
    return allowed_if(user.reads_register, "Officers who read the register see its rounds of reviews.")

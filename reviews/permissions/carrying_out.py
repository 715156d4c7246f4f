"""Who confirms what leaving ends, and who says how something that is handed over was settled (B15-42, D35)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from reviews.models import ExitStrategy, HandoverItem
from reviews.permissions.exits import leads_or_keeps


def can_confirm_ends(user, strategy: ExitStrategy) -> Verdict:
    """The lead officer and the policy team confirm what leaving ends, and on which days."""
    return allowed_if(
        leads_or_keeps(user, strategy.partnership),
        "Only the lead officer and the policy team confirm what leaving ends.",
    )


def can_settle_item(user, item: HandoverItem) -> Verdict:
    """A policy officer says how something was settled, as for any action, and never who was to do it."""
    if not user.has_role(Role.POLICY_OFFICER):
        return refused("Only a policy officer says how something that is handed over was settled.")
    return allowed_if(
        user.pk != item.owner_id, "You were to see to this, so another policy officer says how it was settled."
    )

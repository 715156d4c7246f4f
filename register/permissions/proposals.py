"""Who proposes a partnership, and who moves it on its way to being joined or looked at again."""

from partnerships.roles import OFFICERS, Role
from partnerships.verdict import Verdict, allowed_if
from register.models import Partnership
from register.permissions.decisions import records_decisions


def can_propose(user) -> Verdict:
    """Every officer of the council may propose a partnership (H11-01)."""
    return allowed_if(user.has_role(*OFFICERS), "Only officers of the council propose a partnership.")


def can_propose_again(user, entry: Partnership) -> Verdict:
    """Who leads it, and the policy team, propose again what was turned down or left."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk == entry.lead_officer_id
    return allowed_if(allowed, "Only the lead officer and the policy team propose it again.")


def can_withdraw_proposal(user, entry: Partnership) -> Verdict:
    """The same people take a proposal back."""
    allowed = user.has_role(Role.POLICY_OFFICER) or user.pk == entry.lead_officer_id
    return allowed_if(allowed, "Only the lead officer and the policy team take a proposal back.")


def can_submit_proposal(user, entry: Partnership) -> Verdict:
    """The lead officer alone hands a business case in."""
    return allowed_if(
        user.pk == entry.lead_officer_id, "Only the lead officer hands the business case in. Name one on the entry."
    )


def can_move_proposal(user, entry: Partnership) -> Verdict:
    """The policy team challenges, returns, joins and lets lapse."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer takes this step with a proposal.")


def can_carry_out_decision(user, entry: Partnership) -> Verdict:
    """What a body decided is brought about by recording it."""
    return allowed_if(records_decisions(user), "Democratic services and the policy team record what a body decided.")


def can_review_involvement(user, entry: Partnership) -> Verdict:
    """The policy team opens a review of the council's involvement and ends it."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer opens or ends a review of the council's involvement."
    )

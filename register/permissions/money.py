"""Who may read and plan what the councils put in."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_see_money(user) -> Verdict:
    """Lists that add up the whole register are for those who read all of it; part of it would add up to wrong sums."""
    return allowed_if(user.reads_register, "Only people who read the whole register see what it adds up to.")


def can_roll_forward(user) -> Verdict:
    """Contributions of the next year are the policy team's to carry forward (SH-03)."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer carries contributions into the next year."
    )

"""Who settles significance and keeps its tests."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_settle_significance(user) -> Verdict:
    """The policy team confirms a computed tier or keeps another; an administrator never does."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer confirms how significant a partnership is."
    )


def can_keep_significance_tests(user) -> Verdict:
    """The tests of significance are the policy team's."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer changes the tests of significance.")

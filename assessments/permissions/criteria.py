"""Who keeps the criteria and the questions of the policy."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_keep_criteria(user) -> Verdict:
    """The criteria of risk and value are the policy team's."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer changes the criteria of assessments.")


def can_keep_questions(user) -> Verdict:
    """The questions that the policy asks are the policy team's."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer changes the questions of the policy.")

"""Who sees what the checks found, who waives a finding, and who sets the checks."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_see_findings(user) -> Verdict:
    """Officers who read the register and auditors; never councillors."""
    return allowed_if(user.reads_register, "What the checks found is read by officers and auditors.")


def can_waive(user) -> Verdict:
    """Accepting a finding for a time is for the policy team."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer waives a finding or lifts a waiver.")

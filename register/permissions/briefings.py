"""Who keeps the record of who was briefed (W09-12)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_see_briefings(user) -> Verdict:
    """The policy team briefs people; audit looks at the record."""
    allowed = user.has_role(Role.POLICY_OFFICER, Role.AUDITOR)
    return allowed_if(allowed, "Only the policy team and auditors see who was briefed.")


def can_record_briefing(user) -> Verdict:
    """Briefings are recorded by the policy team."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer records briefings.")

"""Who keeps the record of audits (H11-04, H14-10, W09-04)."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_keep_audits(user, audit=None) -> Verdict:
    """Auditors and the policy team."""
    return allowed_if(
        user.has_role(Role.AUDITOR, Role.POLICY_OFFICER), "Only auditors and the policy team keep the record of audits."
    )

"""Who sees what a person holds, and who hands it over."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if
from register.models import Handover


def can_see_handovers(user) -> Verdict:
    """Administrators switch sign-in off and auditors look, so both see what is held; policy officers act."""
    readers = (Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)
    return allowed_if(user.has_role(*readers), "Only policy officers, administrators and auditors see handovers.")


def can_hand_over(user) -> Verdict:
    """Who takes over what is decided by the policy team; an administrator never decides."""
    return allowed_if(user.has_role(Role.POLICY_OFFICER), "Only a policy officer hands over what somebody holds.")


def can_cancel_handover(user, handover: Handover) -> Verdict:
    """As long as it waits for its day."""
    if not handover.waits:
        return Verdict(False, "This handover does not wait any more, so there is nothing to cancel.")
    return can_hand_over(user)

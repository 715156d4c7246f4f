"""Who puts the definition test to an entry, and who says that it is no partnership."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if, refused
from register.models import Partnership
from register.models.choices import CURRENT, Status
from register.permissions import can_edit_partnership

SCREENED = (*CURRENT, Status.PROPOSED)


def can_screen(user, entry: Partnership) -> Verdict:
    """Who edits the entry answers the council's tests (H11-08, B15-03)."""
    if entry.status not in SCREENED:
        state = entry.get_status_display().lower()
        return refused(f"This entry is {state}, so the test whether it is a partnership is not put to it.")
    return allowed_if(
        bool(can_edit_partnership(user, entry)),
        "Only the lead officer, the head of service, case managers and the policy team answer whether it is a "
        "partnership.",
    )


def can_settle_screening(user, screening) -> Verdict:
    """That something is no partnership is for the policy team to say (H14-21)."""
    if screening.is_partnership or screening.partnership.status not in SCREENED:
        return refused("There is nothing to settle: the answers say that it is a partnership, or it is settled.")
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer says that an entry is not a partnership."
    )

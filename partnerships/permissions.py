"""Who may manage people and councils."""

from partnerships.roles import Role
from partnerships.verdict import Verdict, allowed_if


def can_manage_people(user) -> Verdict:
    """People and their roles are for administrators alone."""
    return allowed_if(user.has_role(Role.ADMINISTRATOR), "Only an administrator manages people and their roles.")


def can_keep_lists(user) -> Verdict:
    """Lists, guidance and branding are kept by the policy team."""
    return allowed_if(
        user.has_role(Role.POLICY_OFFICER), "Only a policy officer keeps the lists, the guidance and the branding."
    )


def can_open_admin(user) -> Verdict:
    """The administration is for those who keep something there."""
    allowed = user.is_authenticated and (can_manage_people(user) or can_keep_lists(user))
    return allowed_if(bool(allowed), "Only administrators and policy officers open the administration.")

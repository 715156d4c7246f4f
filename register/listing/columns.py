"""Which columns a person may see."""

from register import permissions
from register.columns import COLUMNS, PERSONAL
from register.models import Partnership


def columns_for(user) -> tuple[str, ...]:
    """The columns that this person may see, in the order of the register; contacts only for those who may see them."""
    contacts = permissions.can_see_contacts(user, Partnership())
    return tuple(column.field for column in COLUMNS if contacts or column.field not in PERSONAL)

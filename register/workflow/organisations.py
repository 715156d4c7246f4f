"""Organisations that turn out to be one."""

from datetime import datetime

from partnerships.saving import Versioned, create
from register.models import Organisation, OrganisationName


def keep_name(keep: Versioned, gone: Versioned, *, by, at: datetime, reason: str, change_set) -> None:
    """The name of an organisation that was merged into another is kept as another name of that one, so that search
    and import still find it.
    """
    if isinstance(keep, Organisation):
        name = OrganisationName(organisation=keep, name=gone.name)
        create(name, by=by, at=at, reason=reason, change_set=change_set)

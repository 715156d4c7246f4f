"""Every write about people and councils, in the order of their life."""

from datetime import datetime

from django.db import transaction

from partnerships.events import log
from partnerships.models import Event, RoleGrant, User
from partnerships.permissions import can_manage_people
from partnerships.verdict import require


def set_roles(user: User, roles: set[str], *, by: User, at: datetime) -> None:
    """Give a person exactly these roles. Each role given or taken away is an event (who, when, which)."""
    require(can_manage_people(by))
    grant_roles(user, roles, by=by, at=at)


def grant_roles(user: User, roles: set[str], *, by: User | None, at: datetime) -> None:
    """The same without asking, for the first administrator and demonstration people."""
    with transaction.atomic():
        held = set(user.grants.values_list("role", flat=True))
        for role in sorted(roles - held):
            RoleGrant.objects.create(user=user, role=role)
            log(Event.Kind.ROLE_GRANTED, f"{user.email}: {role}", by=by, at=at)
        for role in sorted(held - roles):
            user.grants.filter(role=role).delete()
            log(Event.Kind.ROLE_WITHDRAWN, f"{user.email}: {role}", by=by, at=at)
    user.__dict__.pop("roles", None)


def set_shortcuts(user: User, *, off: bool) -> None:
    """Switch one's own keyboard shortcuts off or on."""
    user.shortcuts_off = off
    user.save(update_fields=["shortcuts_off"])

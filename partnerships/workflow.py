"""Every write about people, in the order of their life."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from partnerships import mail
from partnerships.events import log
from partnerships.models import Event, RoleGrant, User
from partnerships.permissions import can_manage_people
from partnerships.roles import Role
from partnerships.verdict import require


def add_person(user: User, values: Mapping[str, Any], roles: set[str], *, by: User, at: datetime) -> User:
    """Add somebody who may sign in. They are written to, and set their own password from that letter."""
    require(can_manage_people(by))
    with transaction.atomic():
        for name, value in values.items():
            setattr(user, name, value)
        user.set_unusable_password()
        user.full_clean()
        user.save()
        log(Event.Kind.PERSON_ADDED, user.email, by=by, at=at)
        grant_roles(user, roles, by=by, at=at)
        mail.write(user, "welcome", key=f"welcome {user.pk}", at=at)
    return user


def change_person(user: User, values: Mapping[str, Any], roles: set[str], *, by: User, at: datetime) -> User:
    """Change who somebody is, whether they may sign in, and their roles. Who leaves is switched off, not deleted."""
    require(can_manage_people(by))
    with transaction.atomic():
        current = User.objects.select_for_update().get(pk=user.pk)
        changed = sorted(name for name, value in values.items() if getattr(current, name) != value)
        for name in changed:
            setattr(current, name, values[name])
        if changed:
            current.full_clean(exclude=["password"])
            current.save(update_fields=changed)
            log(Event.Kind.PERSON_CHANGED, current.email, by=by, at=at, fields=changed)
        grant_roles(current, roles, by=by, at=at)
    return current


def is_last_administrator(user: User) -> bool:
    """Would nobody be left who can manage people, if this person could not?"""
    administrators = User.objects.active().holding(Role.ADMINISTRATOR)
    return administrators.filter(pk=user.pk).exists() and not administrators.exclude(pk=user.pk).exists()


def grant_roles(user: User, roles: set[str], *, by: User | None, at: datetime) -> None:
    """Give a person exactly these roles. Each role given or taken away is an event: who, when, which."""
    with transaction.atomic():
        held = set(user.grants.values_list("role", flat=True))
        for role in sorted(roles - held):
            RoleGrant.objects.create(user=user, role=role)
            log(Event.Kind.ROLE_GRANTED, f"{user.email}: {Role(role).label}", by=by, at=at)
        for role in sorted(held - roles):
            user.grants.filter(role=role).delete()
            log(Event.Kind.ROLE_WITHDRAWN, f"{user.email}: {Role(role).label}", by=by, at=at)
    user.__dict__.pop("roles", None)


PREFERENCES = ("shortcuts_off", "reminders_off", "digest_off", "notices_off")


def set_preferences(user: User, values: Mapping[str, bool]) -> None:
    """Switch what is one's own off or on; what is not named stays as it is."""
    chosen = {name: value for name, value in values.items() if name in PREFERENCES}
    for name, value in chosen.items():
        setattr(user, name, value)
    user.save(update_fields=chosen)

"""Records for tests, made only by walking the real workflow."""

from datetime import UTC, datetime

from partnerships import saving, workflow
from partnerships.models import Council, Service, User
from register.models import Partnership, Theme
from register.workflow import entries

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
PASSWORD = "correct horse battery staple"


def council(
    name: str = "Harborough District Council", short_name: str = "HDC", column_prefix: str = "", **values
) -> Council:
    return saving.create(
        Council(name=name, short_name=short_name, column_prefix=column_prefix, **values), by=None, at=NOW
    )


def service(council: Council, name: str = "Communities") -> Service:
    return saving.create(Service(council=council, name=name), by=None, at=NOW)


def person(email: str, full_name: str, *roles: str, council: Council | None = None, **values) -> User:
    """A person who may sign in with PASSWORD and holds these roles."""
    user = User(email=email, full_name=full_name, council=council, **values)
    user.set_password(PASSWORD)
    user.save()
    workflow.grant_roles(user, set(roles), by=None, at=NOW)
    return User.objects.get(pk=user.pk)


def partnership(
    *, by: User, council: Council | None = None, name: str = "Harborough Tourism Partnership", **values
) -> Partnership:
    """An entry of the register with one council's part, made by a policy officer."""
    return entries.add({"name": name, **values}, councils=[council or by.council], by=by, at=NOW)


def theme(name: str = "Economy") -> Theme:
    return saving.create(Theme(name=name), by=None, at=NOW)

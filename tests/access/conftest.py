"""The world of the access tests, made once: each request is undone after it."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.access.visits import Visitor
from tests.access.world import ROLES, World


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all tests here, and taken away with them. Those tests must not ask for `db` as well: what it
    opens for one test, it closes after it.
    """
    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("documents"))
    with folder, django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="package")
def visitors(world) -> dict[str, Visitor]:
    """A browser for each person, who is signed in."""
    return {role: Visitor(world.people[role]) for role in ROLES}

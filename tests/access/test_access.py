"""Who may do what: every route × role × method answers as the table says. A route without a row fails."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.access import routes, table
from tests.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.access]
NEVER = ("PUT", "PATCH", "DELETE")


@pytest.fixture
def world(db):
    return World()


def test_every_route_has_a_row():
    assert set(routes.names()) == set(table.ROWS), "Each address needs a row in tests/access/table.py, and each row an address."


@pytest.mark.parametrize("route", sorted(table.ROWS))
def test_route_answers_each_role_and_method_as_the_table_says(route, world):
    row = table.ROWS[route]
    address = reverse(route, kwargs=world.arguments(row.about)) + row.query
    wrong = []
    for role, person in world.people.items():
        for method in ("GET", "HEAD", "POST", *NEVER):
            expected = row.expected(role, method)
            status = answer(person, method, address, row.posted(world) if method == "POST" else None)
            if status not in expected:
                wrong.append(f"{role} {method} {address}: {status}, expected {' or '.join(map(str, expected))}")
    assert wrong == []


def answer(person, method: str, address: str, data) -> int:
    """The status that this person gets; whatever the request wrote is undone."""
    client = Client(raise_request_exception=True)
    with transaction.atomic():
        if person is not None:
            client.force_login(person)
        response = client.generic(method, address) if data is None else client.post(address, data)
        if getattr(response, "streaming", False):
            response.close()
        transaction.set_rollback(True)
    return response.status_code

"""Who may do what: every route × person × method answers as the table says. A route without a row fails."""

import pytest

from tests.access import routes, table
from tests.access.rows import DONE, NEVER_METHODS, PAGE, Row
from tests.access.world import ROLES
from tests.pages import Page

pytestmark = pytest.mark.access
CASES = [(route, number) for route, rows in sorted(table.ROWS.items()) for number in range(len(rows))]
EVENTS = {"partnerships_event"}


def test_every_route_has_a_row():
    assert set(routes.names()) == set(table.ROWS), (
        "Each address needs a row in tests/access/table.py, and each row an address."
    )


def test_every_row_says_something():
    assert [route for route, rows in table.ROWS.items() if not rows] == []


@pytest.mark.parametrize(("route", "number"), CASES, ids=[f"{route}-{number}" for route, number in CASES])
def test_address_answers_each_person_and_method_as_the_table_says(route, number, world, visitors):
    row = table.ROWS[route][number]
    address = world.address(route, row.about, row.kwargs)
    held = held_by(row, address, visitors)
    wrong = []
    for role in ROLES:
        for method in ("GET", "HEAD", "POST", *NEVER_METHODS):
            data = sent(row, held, world) if method == "POST" else None
            visit, expected = visitors[role].visit(method, address, data), row.expected(role, method)
            if visit.word != expected:
                wrong.append(f"{role} {method} {address}: {visit.word}, the table says {expected}")
            elif expected != DONE and (written := visit.written - (EVENTS if row.logged else set())):
                wrong.append(f"{role} {method} {address}: {visit.word}, and yet wrote {', '.join(sorted(written))}")
    assert wrong == [], "\n".join([f"About {row.about}:", *wrong])


def held_by(row: Row, address: str, visitors) -> dict:
    """The form of the page as somebody who may act finds it."""
    if not row.act or not row.has_page or row.posts == PAGE:
        return {}
    page = visitors[min(row.act)].visit("GET", address)
    assert page.word == PAGE, f"{min(row.act)} GET {address}: {page.word}; the table says that they may act there."
    return Page(page.content.decode()).posted(address)


def sent(row: Row, held: dict, world) -> dict:
    """What is posted: the form as it was found, and what is typed over it."""
    typed = {name: value(world) if callable(value) else value for name, value in row.fill.items()}
    return {name: value for name, value in {**held, **typed}.items() if value != ""}

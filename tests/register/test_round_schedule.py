"""The printed schedule of a round: how its groups fall on pages."""

from datetime import date

import pytest

from register.rendering import schedule_pdf
from register.reports.rounds import Group, Line, Schedule
from tests import pdf_structure

FACTS = (("Appointments begin on", "18 May 2027"), ("Appointed by", "Council"))
TERM = "Until the next Annual Council"


def schedule(groups: int, places: int) -> Schedule:
    """A schedule of so many groups, each of so many places."""
    lines = tuple(
        Line(f"Rural Partnership {number}", "needs: Member", "Vacant", "", TERM, "15 May 2028")
        for number in range(places)
    )
    found = tuple(Group(f"Group {number}", lines, places) for number in range(groups))
    day, title = date(2027, 4, 1), "Annual Council 2027"
    return Schedule("Harborough", title, "Open", FACTS, found, day, day, groups * places, 0)


def places_on_pages(content: bytes) -> list[int]:
    """How many rows of places stand on each page."""
    with pdf_structure.opened(content) as document:
        found = [0] * len(document.pages)
        for node in pdf_structure.structure(document).walk():
            if node.kind == "/TR" and "Vacant" in node.text():
                found[node.page] += 1
    return found


@pytest.mark.parametrize(("groups", "places"), [(3, 2), (4, 1), (3, 5), (2, 10), (6, 2)])
def test_the_first_page_is_filled_whatever_the_number_of_groups(groups, places):
    """SH-21: small groups stay with their headings and still share the first page."""
    found = places_on_pages(schedule_pdf(schedule(groups, places)))
    assert sum(found) == groups * places
    assert found[0] >= min(4, groups * places)
    assert all(found)

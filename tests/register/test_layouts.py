"""Whole sets of columns under one name, on screen and in the export."""

import io
import re

import openpyxl
import pytest
from django.utils.html import escape

from register.columns import BY_FIELD
from register.columns.layouts import BRECKLAND, LAYOUTS, SOUTH_HAMS
from register.listing.cells import label_of

pytestmark = pytest.mark.django_db


def address(layout, page="/partnerships/"):
    return page + "?" + "&".join(f"columns={name}" for name in layout)


def test_the_sixteen_headings_of_breckland_are_a_layout():
    """B15-43: the fourth heading asks three things, so sixteen headings give eighteen columns."""
    assert len(BRECKLAND) == 18
    assert set(BRECKLAND) <= set(BY_FIELD)


def test_the_eleven_headings_of_south_hams_are_a_layout():
    """SH-19: agreement dates and financial arrangements are two columns each."""
    assert len(SOUTH_HAMS) == 13
    assert set(SOUTH_HAMS) <= set(BY_FIELD)


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_a_layout_is_offered_and_shown_on_screen(sign_in, policy_officer, partnership, name, layout):
    client = sign_in(policy_officer)
    assert escape(name) in client.get("/partnerships/").content.decode()
    page = re.sub(r"<[^>]+>", "", client.get(address(layout)).content.decode())
    assert [field for field in layout if escape(label_of(field)) not in page] == []


@pytest.mark.parametrize("layout", [BRECKLAND, SOUTH_HAMS])
def test_a_layout_is_exported_with_its_headings(sign_in, policy_officer, partnership, layout):
    response = sign_in(policy_officer).post(address(layout, "/partnerships/export/xlsx/"))
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert [
        field
        for field in layout
        if not any(heading.startswith(BY_FIELD[field].label.split(" (")[0]) for heading in headings)
    ] == [], headings

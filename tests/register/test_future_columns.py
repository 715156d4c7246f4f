"""What is to become of an entry goes out in a workbook and comes back unchanged (H14-32, H14-39, H14-44)."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from register.columns.future import FUTURE
from register.workflow import entries
from register.workflow.imports.batches import upload
from register.workflow.imports.checking import check
from register.workflow.imports.committing import commit

pytestmark = pytest.mark.django_db
SAID = {
    "recommendation": "Consider again with the budget.",
    "recommendation_kind": "defer",
    "recommendation_heading": "review",
    "deferred_until_on": date(2027, 2, 1),
    "deferred_to": "The budget report",
    "hours_change": Decimal("-4.50"),
    "pounds_change": Decimal("2500.00"),
    "look_again_meetings": 2,
    "look_again_from": date(2026, 5, 3),
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def entry(partnership, policy_officer, now):
    return entries.edit(partnership, SAID, version=partnership.version, by=policy_officer, at=now)


@pytest.fixture
def exported(entry, policy_officer, sign_in) -> bytes:
    return sign_in(policy_officer).post(f"{reverse('register:export', args=['xlsx'])}?columns=all").getvalue()


def checked(content: bytes, administrator, now):
    return check(upload(content, "register.xlsx", by=administrator, at=now), by=administrator, at=now)


def changed(content: bytes, cells: dict[str, object]) -> bytes:
    """The workbook with other values under these headings of its first entry."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    headings = {cell.value: cell.column for cell in book.worksheets[0][1]}
    for heading, value in cells.items():
        book.worksheets[0].cell(2, headings[heading]).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_an_export_of_every_column_comes_back_with_nothing_to_change(exported, administrator, now):
    """H14-32, H14-39, H14-44."""
    headings = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(exported)).worksheets[0][1]]
    assert {column.label for column in FUTURE} <= set(headings)
    batch = checked(exported, administrator, now)
    assert (batch.totals["unchanged"], batch.totals["open"]) == (1, 0), batch.rows.get().changes


def test_a_change_in_the_workbook_arrives(exported, entry, administrator, now):
    """H14-32, H14-39, H14-44: a day alone is enough, since the kind that it belongs to stands already."""
    cells = {
        "Deferred until": date(2027, 3, 1),
        "Change of officer hours a month": 3,
        "Look at it again after (meetings)": 4,
    }
    batch = checked(changed(exported, cells), administrator, now)
    fields = {each["field"] for each in batch.rows.get().changes["differences"]}
    assert fields == {"deferred_until_on", "hours_change", "look_again_meetings"}
    commit(batch, version=batch.version, by=administrator, at=now)
    entry.refresh_from_db()
    assert (entry.deferred_until_on, entry.hours_change, entry.look_again_meetings, entry.deferred_to) == (
        date(2027, 3, 1),
        Decimal(3),
        4,
        "The budget report",
    )
    assert entry.look_again_from == date(2026, 5, 3)

"""A file of the register that comes back: unedited it changes nothing, and one edited cell is that one change."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from partnerships import saving
from register.columns import every_column
from register.forms.imports.columns import ColumnForms
from register.listing.export import written
from register.models import Contribution, Participation, Partnership, Seat
from register.models.choices import ContributionKind
from register.reports.imports import unused_columns
from register.rules.imports import is_understood
from register.workflow.imports.checking import answer
from register.workflow.imports.committing import commit
from tests import factories
from tests.register.test_import_workflow import checked

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
SHOWN = ["reference", "name", "partnership_type", "lead_officer", "officer_hours_per_month", "contribution"]
KINDS = {
    "every column": (every_column(), "xlsx"),
    "csv": (every_column(), "csv"),
    "by theme": (every_column(), "themes"),
    "shown by theme": (SHOWN, "themes"),
    "shown": (SHOWN, "xlsx"),
    "shown without reference": (SHOWN[1:], "xlsx"),
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def rich(policy_officer, lead_officer, councillor, council):
    """An entry with all that a cell cannot say in so many words, beside others that look like it."""
    who = {"by": policy_officer, "at": NOW}
    made = factories.partnership(
        by=policy_officer,
        council=council,
        name="Rural Partnership (all except the north); Farms",
        lead_officer=lead_officer,
        head_of_service_post="Head of Communities",
        statutory_basis="",
        is_statutory=True,
        recommendation="Retain, review or withdraw",
        comments="Line one\n\n  Line two  ",
        contact="alice@example.org",
        meeting_frequency="Quarterly",
        meetings_per_year=Decimal(5),
        themes=[factories.theme("Economy"), factories.theme("Health, homes and neighbourhoods of the district")],
    )
    part = made.participations.get()
    hours = {"officer_hours_per_month": Decimal("3.25"), "lead_member": councillor, "representation": "through_another"}
    saving.claimed(Participation, part.pk, part.version, hours, **who)
    for year, amount, kind in ((2026, "123", "cash"), (2026, "1234.56", "in_kind"), (2025, "500", "cash")):
        values = {"financial_year": year, "amount": Decimal(amount), "kind": ContributionKind(kind)}
        saving.create(Contribution(participation=part, **values), **who)
    for values in (
        {"holder": councillor, "kind": "member", "starts_on": date(2025, 5, 1), "ends_on": date(2029, 4, 30)},
        {"kind": "member", "name": "By correspondence", "level": "member"},
        {"kind": "officer", "name": "Pat Typed", "post": "Deputy (observer)", "capacity": "observer"},
        {"kind": "officer", "is_vacant": True, "post": "Director"},
    ):
        saving.create(Seat(partnership=made, council=council, **values), **who)
    for name in ("Rural Partnership", "Rural Partnerships", "TOTAL Place", "Health"):
        factories.partnership(by=policy_officer, council=council, name=name)
    return made


def file_of(kind: str) -> bytes:
    columns, file_format = KINDS[kind]
    return b"".join(written(Partnership.objects.order_by("name"), columns, file_format, TODAY))


def edited(content: bytes, entry: Partnership, cells: dict[str, object]) -> bytes:
    """The file with other cells in the row of the entry on its first tab."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    tab = book.worksheets[0]
    headings = {cell.value: cell.column for cell in tab[1]}
    [row] = [row for row in range(2, tab.max_row + 1) if tab.cell(row, headings["Reference"]).value == entry.reference]
    for heading, value in cells.items():
        tab.cell(row, headings[heading]).value = value
    book.save(saved := io.BytesIO())
    return saved.getvalue()


def differences(batch) -> list[tuple[str, str]]:
    return [(row.name, each["field"]) for row in batch.rows.all() for each in row.changes["differences"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_comes_back_unedited_changes_nothing_and_asks_nothing(kind, rich, administrator):
    batch = checked(file_of(kind), administrator, NOW, "register.csv" if kind == "csv" else "register.xlsx")
    assert (batch.totals["new"], batch.totals["changed"], batch.totals["error"], batch.totals["open"]) == (0, 0, 0, 0)
    assert batch.totals["unchanged"] == 5
    assert unused_columns(batch) == []
    assert is_understood(batch)
    assert {sheet["header_row"] for sheet in batch.sheets if sheet["used"]} == {1}
    assert {sheet["name"] for sheet in batch.sheets if not sheet["used"]} <= {"Lists"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "csv"])
def test_one_edited_cell_comes_in_as_that_one_change(kind, rich, administrator):
    content = edited(file_of(kind), rich, {"Lead officer": "Head of Place"})
    batch = checked(content, administrator, NOW)
    assert (differences(batch), batch.totals["open"]) == ([(rich.name, "lead_officer")], 0)
    before = list(rich.seats.order_by("pk").values_list("pk", "version", "removed_at"))
    sums = list(Contribution.objects.order_by("pk").values_list("pk", "amount", "version"))
    commit(batch, version=batch.version, by=administrator, at=NOW)
    found = Partnership.objects.get(pk=rich.pk)
    assert (found.lead_officer, found.lead_officer_post) == (None, "Head of Place")
    assert list(rich.seats.order_by("pk").values_list("pk", "version", "removed_at")) == before
    assert list(Contribution.objects.order_by("pk").values_list("pk", "amount", "version")) == sums


@pytest.mark.parametrize("cell", [2000, 123, "1234.56"])
def test_another_total_of_several_sums_is_asked_and_writes_over_none_of_them(cell, rich, administrator):
    content = edited(file_of("every column"), rich, {"Contribution (£) 2026/27": cell, "Area covered": "The district"})
    batch = checked(content, administrator, NOW)
    assert (differences(batch), batch.totals["open"]) == ([(rich.name, "area")], 1)
    [question] = batch.rows.get(partnership=rich).changes["questions"]
    assert "2 sums of 2026/27, £1,357.56 together" in question["messages"][0]
    answers = {batch.rows.get(partnership=rich).pk: {"questions": {question["key"]: {"choice": "suggestion"}}}}
    batch = answer(batch, answers, version=batch.version, by=administrator, at=NOW)
    commit(batch, version=batch.version, by=administrator, at=NOW)
    amounts = Contribution.objects.filter(financial_year=2026).order_by("pk").values_list("amount", flat=True)
    assert list(amounts) == [Decimal(123), Decimal("1234.56")]


def test_another_total_alone_is_asked_though_the_row_changes_nothing(rich, administrator):
    content = edited(file_of("every column"), rich, {"Contribution (£) 2026/27": 900})
    batch = checked(content, administrator, NOW)
    assert (batch.totals["changed"], batch.totals["unchanged"], batch.totals["open"]) == (0, 5, 1)


def test_a_single_sum_that_was_edited_comes_in(rich, administrator):
    batch = checked(edited(file_of("shown"), rich, {"Contribution (£) 2025/26": 750}), administrator, NOW)
    commit(batch, version=batch.version, by=administrator, at=NOW)
    assert Contribution.objects.get(financial_year=2025).amount == Decimal(750)


def test_a_representative_added_in_the_cell_leaves_the_linked_one_linked(rich, administrator, councillor):
    standing = "Cllr Member A; Cllr Member C"
    batch = checked(edited(file_of("every column"), rich, {"Council representatives": standing}), administrator, NOW)
    commit(batch, version=batch.version, by=administrator, at=NOW)
    kept = rich.seats.filter(removed_at__isnull=True)
    assert kept.get(holder=councillor).ends_on == date(2029, 4, 30)
    assert kept.filter(name="Member C").count() == 1


def test_a_cell_edited_on_the_first_tab_alone_is_no_contradiction_of_the_tabs_by_theme(rich, administrator):
    content = edited(file_of("by theme"), rich, {"Comments": "Quite another comment"})
    batch = checked(content, administrator, NOW)
    assert (differences(batch), batch.totals["open"]) == ([(rich.name, "comments")], 0)


def test_a_column_that_somebody_added_to_the_file_is_still_named(rich, administrator):
    book = openpyxl.load_workbook(io.BytesIO(file_of("shown")))
    tab = book.worksheets[0]
    tab.cell(1, tab.max_column + 1).value = "Colour of the folder"
    tab.cell(2, tab.max_column).value = "Blue"
    book.save(saved := io.BytesIO())
    batch = checked(saved.getvalue(), administrator, NOW)
    assert [each.heading for each in unused_columns(batch)] == ["Colour of the folder"]
    assert batch.totals["changed"] == 0


def test_tabs_that_were_read_alike_have_their_columns_matched_once_for_all(rich, administrator):
    batch = checked(file_of("shown by theme"), administrator, NOW)
    shown = ColumnForms(None, batch)
    used = [form for form in shown.sheets if form.sheet["used"]]
    assert [bool(form.columns()) for form in used] == [True, *[False] * (len(used) - 1)]
    assert len(used) == 4
    data = {
        form.add_prefix(name): value
        for form in shown.forms
        for name, field in form.fields.items()
        if (value := form.get_initial_for_field(field, name)) not in (None, False)
    }
    letters = next(column["letters"] for column in used[0].columns() if column["fields"] == ["lead_officer"])
    posted = ColumnForms({**data, used[0].add_prefix(f"column_{letters}"): ""}, batch)
    assert posted.is_valid(), posted.errors
    layout = posted.layout()
    assert [layout[form.sheet["name"]]["columns"] for form in used] == [{letters: None}] * 4

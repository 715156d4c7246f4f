"""Reading: what comes out of honest workbooks, and that no workbook brings the caller down."""

import logging
import subprocess
import sys
import time as clock
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from partnerships.spreadsheets import reader
from partnerships.spreadsheets.limits import Limits
from partnerships.spreadsheets.reader import Unreadable, read_bytes, read_file, read_workbook
from partnerships.spreadsheets.workbook import Area, Sheet
from tests.partnerships.spreadsheets.bombs import packed, parts, saved

LEGACY = Path(__file__).resolve().parents[3] / "fixtures" / "legacy"
HALF_PAST_NINE = datetime.fromisoformat("2014-01-16T09:30")


@pytest.fixture
def book():
    return openpyxl.Workbook()


def only_sheet(content: bytes, name: str = "register.xlsx") -> Sheet:
    """The first tab of a workbook."""
    return read_bytes(content, name).sheets[0]


def read_one(book: openpyxl.Workbook, value: object, number_format: str = "") -> object:
    """What a single cell comes out as."""
    book.active["A1"] = value
    if number_format:
        book.active["A1"].number_format = number_format
    return only_sheet(saved(book)).rows[0][0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3, 3),
        (3.5, 3.5),
        (0.1 + 0.2, 0.3),
        (123456789012, 123456789012),
        (True, True),
        ("  two\nlines ", "  two\nlines "),
        ("007", "007"),
        ("£5,710 – Cllr O’Neill", "£5,710 – Cllr O’Neill"),
        (date(2014, 1, 16), date(2014, 1, 16)),
        (HALF_PAST_NINE, HALF_PAST_NINE),
        (time(9, 30), time(9, 30)),
        (timedelta(hours=30), timedelta(hours=30)),
    ],
)
def test_cells_keep_their_type(book, value, expected):
    found = read_one(book, value)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("serial", "expected"),
    [(59, date(1900, 2, 28)), (60, "29/02/1900"), (61, date(1900, 3, 1)), (0, 0), (-5, -5)],
)
def test_serial_numbers_that_are_no_dates_do_not_become_dates(book, serial, expected):
    assert read_one(book, serial, "dd/mm/yyyy") == expected


def test_a_workbook_that_counts_from_1904_gives_its_own_dates(book):
    book.epoch = CALENDAR_MAC_1904
    assert read_one(book, 59, "dd/mm/yyyy") == date(1904, 2, 29)


def test_error_cells_come_out_as_their_text(book):
    book.active["B2"] = "#REF!"
    book.active["B2"].data_type = "e"
    assert only_sheet(saved(book)).rows == ((None, None), (None, "#REF!"))


def test_a_formula_without_a_stored_result_is_reported(book):
    book.active["A1"], book.active["C7"] = "Total", "=SUM(C1:C6)"
    [note] = read_bytes(saved(book), "register.xlsx").notes
    assert "1 formula has no stored result, first in C7" in note


def test_the_cells_of_formulas_without_a_stored_result_are_known(book):
    book.active["A1"], book.active["C7"] = "Total", "=SUM(C1:C6)"
    book.active["B2"] = "=1+1"
    assert only_sheet(saved(book)).uncalculated == {(1, 1), (6, 2)}


def test_leading_blanks_are_kept_and_trailing_ones_are_not(book):
    book.active["B3"] = "x"
    book.active["D9"] = "  "
    assert only_sheet(saved(book)).rows == ((None, None), (None, None), (None, "x"))


def test_what_is_hidden_merged_struck_or_commented_is_reported(book):
    sheet = book.active
    for row in range(1, 6):
        sheet.append([row, "text", "more"])
    sheet.merge_cells("A1:C1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet["C4"].font = Font(strike=True)
    sheet["A5"].comment = Comment("ask finance", "somebody")
    found = only_sheet(saved(book))
    assert found.merged == (Area(0, 0, 0, 2),)
    assert (found.hidden_rows, found.hidden_columns) == ({2}, {1})
    assert found.struck == {(3, 2)}
    assert found.comments == (((4, 0), "ask finance"),)


def test_hidden_tabs_are_marked_and_chart_tabs_are_left_aside_with_a_note(book):
    book.create_sheet("Old").sheet_state = "hidden"
    book.create_sheet("Older").sheet_state = "veryHidden"
    book.create_chartsheet("Chart")
    workbook = read_bytes(saved(book), "register.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in workbook.sheets] == [
        ("Sheet", False),
        ("Old", True),
        ("Older", True),
    ]
    assert workbook.notes == ('The tab "Chart" holds no cells and was left aside.',)


def test_links_to_other_workbooks_are_named_and_not_followed():
    workbook = read_bytes(packed(parts() | {"xl/externalLinks/externalLink1.xml": b"<a/>"}), "register.xlsx")
    assert workbook.notes == ("The workbook also holds links to other workbooks: only its cells were read.",)


@pytest.mark.parametrize(
    ("name", "tabs", "first"),
    [
        ("harborough-2014.xlsx", 3, (46, 18)),
        ("south-hams-west-devon-2016.xlsx", 9, (6, 12)),
        ("breckland-headings.xlsx", 1, (22, 16)),
    ],
)
def test_the_sample_registers_are_read_whole(name, tabs, first):
    workbook = read_workbook(LEGACY / name, name)
    rows = workbook.sheets[0].rows
    assert (len(workbook.sheets), (len(rows), len(rows[0])), workbook.notes) == (tabs, first, ())


@pytest.mark.parametrize("cell", ["XFD1048576", "A1048576", "XFD1"])
def test_a_stray_cell_is_named_instead_of_read(book, cell):
    book.active["A1"], book.active[cell] = "Name", "stray"
    begun = clock.monotonic()
    with pytest.raises(Unreadable, match=cell):
        read_bytes(saved(book), "register.xlsx")
    assert clock.monotonic() - begun < 5


def test_styled_empty_rows_do_not_count():
    rows = b'<row r="1"><c r="A1"><v>1</v></c></row>' + b"".join(
        b'<row r="%d"><c r="A%d" s="0"/><c r="XFD%d" s="0"></c></row>' % (number, number, number)
        for number in range(2, 100_001)
    )
    assert only_sheet(packed(parts(rows))).rows == ((1,),)


def test_a_declared_dimension_is_not_believed():
    dimension = b'<dimension ref="A1:XFD1048576"/>'
    assert only_sheet(packed(parts(around=dimension))).rows == ((1,),)


def test_cells_without_a_reference_cannot_bring_the_reader_down():
    rows = b'<row r="1"><c><v>1</v></c></row><row r="1048576">' + b"<c/>" * 20_000 + b"<c><v>2</v></c></row>"
    with pytest.raises(Unreadable):
        read_bytes(packed(parts(rows)), "register.xlsx")


def test_more_tabs_than_are_read_is_said_at_once(book):
    for number in range(250):
        book.create_sheet(f"Tab {number}")
    with pytest.raises(Unreadable, match="more than 200 tabs"):
        read_bytes(saved(book), "register.xlsx")


def test_a_reader_that_runs_out_of_memory_is_an_unreadable_file(caplog):
    with caplog.at_level(logging.ERROR), pytest.raises(Unreadable, match="could not be read"):
        read_bytes(packed(parts()), "register.xlsx", Limits(memory_bytes=20 * 1024 * 1024))


def test_a_reader_that_takes_too_long_is_stopped():
    with pytest.raises(Unreadable, match="takes too long"):
        read_bytes(packed(parts()), "register.xlsx", Limits(wall_seconds=0))


def test_a_reader_that_writes_nonsense_is_an_unreadable_file():
    done = subprocess.CompletedProcess([], 0, stdout=b'{"name": 1}', stderr=b"")
    with pytest.raises(Unreadable, match="could not be read"):
        reader._answer(done)


def test_the_reading_process_knows_nothing_of_the_site():
    code = "import sys, partnerships.spreadsheets.child; print('django' in sys.modules, 'socket' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=reader.PROJECT, env={}, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split() == ["False", "False"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd.xlsx", "a\x00b.xlsx", "x" * 300 + ".xlsx", "gro\u202exslx.xlsx", "CON.xlsx", "-c.xlsx", ""],
)
def test_the_name_is_only_data(name, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(packed(parts()))
    with path.open("rb") as file:
        workbook = read_file(file, name)
    assert workbook.sheets[0].rows == ((1,),)
    assert workbook.name.isprintable()


def test_the_checksum_is_that_of_the_file():
    assert read_bytes(b"a,b\n", "x.csv").sha256 == "5be08c9684a1d25efcee09318204824278b08bbfb4aef973ffefd0b9d7478313"

"""Writing: no live formula, no damaged number, the same bytes again, and everything back as it was."""

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.bidi import straight
from partnerships.spreadsheets.escaping import MARKER, escaped, unescaped
from partnerships.spreadsheets.reader import read_bytes
from partnerships.spreadsheets.table import Column, Table
from partnerships.spreadsheets.writer import csv_lines, tab_names, xlsx

AS_OF = date(2026, 11, 20)
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"]
BEFORE = ["", " ", "\u00a0", "\ufeff", "\u200b", "'", "''", "\t", "\u202e", "\u00ad"]
AFTER = ["1+1", 'HYPERLINK("http://127.0.0.1/","x")', "cmd|' /C calc'!A0", "SUM(A1:A9)", "", "44 1363 774000"]
HOSTILE = sorted({before + start + after for before in BEFORE for start in STARTS for after in AFTER})
UNKEPT = "\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=UNKEPT), max_size=30)


def table(rows, *columns: Column) -> Table:
    """A table whose columns are named after their place."""
    width = max((len(row) for row in rows), default=1)
    return Table("Register", columns or [Column(f"H{number}") for number in range(width)], rows)


def as_xlsx(rows, *columns: Column) -> bytes:
    return xlsx([table(rows, *columns)], title="Partnership register", as_of=AS_OF)


def as_csv(rows, *columns: Column) -> bytes:
    return b"".join(csv_lines(table(rows, *columns)))


def cells(content: bytes) -> list[openpyxl.cell.Cell]:
    workbook = openpyxl.load_workbook(io.BytesIO(content))
    return [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]


def test_there_are_enough_hostile_texts():
    assert len(HOSTILE) >= 200


def test_no_text_becomes_a_formula_in_a_workbook():
    found = cells(as_xlsx([[text] for text in HOSTILE]))
    assert {cell.data_type for cell in found} == {"s"}
    assert [cell.value for cell in found[1:5]] == [text.replace("\r", "_x000D_") for text in HOSTILE[:4]]


def test_no_part_of_a_workbook_holds_a_formula_or_a_link():
    content = as_xlsx([[text] for text in HOSTILE], Column("=1+1", choices=("=1", "+2"), guidance="=3"))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [package.read(name) for name in package.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_no_text_starts_like_a_formula_in_a_csv_file():
    content = as_csv([[text] for text in HOSTILE]).decode("utf-8-sig")
    written = [row[0] for row in csv.reader(io.StringIO(content, newline=""))][1:]
    assert len(written) == len(HOSTILE)
    assert {text[0] for text in written} == {"'"}


def test_numbers_stay_numbers():
    row = [-5, -5.5, Decimal("-0.10"), 0]
    assert [cell.data_type for cell in cells(as_xlsx([row]))[4:]] == ["n"] * 4
    assert as_csv([row]).decode().splitlines()[1] == "-5,-5.5,-0.10,0,"


@pytest.mark.parametrize("write", [as_xlsx, as_csv])
def test_hostile_texts_come_back_exactly_but_for_what_turns_text_round(write):
    name = "register.csv" if write is as_csv else "register.xlsx"
    found = read_bytes(write([[text, "end"] for text in HOSTILE]), name).sheets[0].rows
    assert [row[0] for row in found[1:]] == [straight(text) for text in HOSTILE]


@given(TEXTS)
def test_an_apostrophe_is_taken_off_exactly_where_it_was_put(text):
    assert unescaped(escaped(text)) == text


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(-(10**14), 10**14), TEXTS), min_size=1, max_size=20))
def test_any_rows_come_back_from_a_workbook(rows):
    found = read_bytes(as_xlsx([*rows, ("end", 1, "end")]), "register.xlsx").sheets[0].rows
    assert [tuple(cell or "" if not isinstance(cell, int) else cell for cell in row) for row in found[1:-1]] == rows


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=20))
def test_any_rows_come_back_from_a_csv_file(rows):
    found = read_bytes(as_csv([*rows, ("end", "end")]), "register.csv").sheets[0].rows
    assert [tuple(cell or "" for cell in row) for row in found[1:-1]] == rows


def test_dates_come_back_as_dates_and_old_ones_as_text():
    moment = datetime.fromisoformat("2014-01-16T09:30")
    row = [date(2014, 1, 16), moment, date(1900, 2, 28), date(1888, 8, 13)]
    found = read_bytes(as_xlsx([row]), "register.xlsx").sheets[0].rows[1]
    assert found == (date(2014, 1, 16), moment, date(1900, 2, 28), "13/08/1888")
    assert as_csv([row]).decode().splitlines()[1] == "2014-01-16,2014-01-16 09:30,1900-02-28,1888-08-13,"


def test_what_a_cell_cannot_hold_is_text_or_visibly_cut():
    row = [12345678901234567890, Decimal("1.2345678901234567"), float("nan"), True, "x" * 40_000]
    found = read_bytes(as_xlsx([row]), "register.xlsx").sheets[0].rows[1]
    assert found[:4] == ("12345678901234567890", "1.2345678901234567", "nan", "Yes")
    assert found[4].endswith("[cut: longer than a cell can hold]")


def test_the_same_rows_give_the_same_bytes():
    rows = [["Welland", -5, date(2014, 1, 16)]]
    first = as_xlsx(rows)
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        years = {part.date_time[0] for part in package.infolist()}
    assert first == as_xlsx(rows)
    assert years == {1980}


def test_the_file_shows_the_given_date_and_title():
    properties = openpyxl.load_workbook(io.BytesIO(as_xlsx([["x"]]))).properties
    assert (properties.title, properties.created.date(), properties.modified.date()) == (
        "Partnership register",
        AS_OF,
        AS_OF,
    )


def test_the_heading_row_is_bold_frozen_and_filtered():
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx([["x", "y"]])))["Register"]
    assert sheet["A1"].font.bold
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:B2", "$1:$1")


def test_choices_become_a_drop_down_of_a_hidden_tab():
    columns = [Column("Risk", choices=("High", "Low"), guidance="How likely?"), Column("id", hidden=True)]
    workbook = openpyxl.load_workbook(io.BytesIO(as_xlsx([["High", 1]], *columns)))
    [validation] = workbook["Register"].data_validations.dataValidation
    assert (validation.formula1, validation.prompt) == ("Lists!$A$1:$A$2", "How likely?")
    assert [cell.value for cell in workbook["Lists"]["A"]] == ["High", "Low"]
    assert workbook["Lists"].sheet_state == "veryHidden"
    assert workbook["Register"].column_dimensions["B"].hidden


def test_an_empty_table_is_a_workbook_with_headings():
    assert read_bytes(as_xlsx([]), "register.xlsx").sheets[0].rows == (("H0",),)


def test_tabs_get_names_that_excel_accepts():
    names = tab_names(["Risk / value", "Risk : value", "history", "", "'" * 3, "x" * 40, "x" * 41, "Lists"])
    assert names == [
        "Risk   value",
        "Risk   value 2",
        "history 2",
        "Sheet",
        "Sheet 2",
        "x" * 31,
        "x" * 27 + " 2",
        "Lists 2",
    ]


def test_the_marker_of_a_csv_file_is_not_read_as_a_column():
    content = as_csv([["a", "b"]])
    assert MARKER in content.decode()
    assert read_bytes(content, "register.csv").sheets[0].rows == (("H0", "H1"), ("a", "b"))


def test_an_apostrophe_of_somebody_else_is_left_alone():
    assert read_bytes(b"Name,Notes\nA,'=1\n", "register.csv").sheets[0].rows[1] == ("A", "'=1")


def test_a_csv_file_is_written_in_pieces():
    pieces = list(csv_lines(Table("Register", [Column("H")], (["x" * 1_000] for _ in range(200)))))
    assert len(pieces) > 2
    assert pieces[0].startswith(b"\xef\xbb\xbf")

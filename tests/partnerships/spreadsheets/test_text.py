"""CSV files as councils send them: encodings, delimiters, quotation marks, ragged rows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.spreadsheets import text
from partnerships.spreadsheets.limits import DEFAULT_LIMITS, Refused
from partnerships.spreadsheets.reader import read_bytes

REGISTER = "Name,Cost\r\nCaffi’r Dŵr,£5–£6\r\n"
WINDOWS = "Name,Cost\r\nO’Neill – café,£5\r\n"


def rows(data: bytes, name: str = "register.csv") -> list[list[str]]:
    """The rows of a text file."""
    return text.rows_of(data, name, DEFAULT_LIMITS)[0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_encoding_is_understood_without_a_note(encoding):
    found, notes = text.rows_of(REGISTER.encode(encoding), "register.csv", DEFAULT_LIMITS)
    assert found == [["Name", "Cost"], ["Caffi’r Dŵr", "£5–£6"]]
    assert notes == []


def test_windows_text_is_understood_and_said_so():
    found, notes = text.rows_of(WINDOWS.encode("cp1252"), "register.csv", DEFAULT_LIMITS)
    assert found[1] == ["O’Neill – café", "£5"]
    assert "Windows-1252" in notes[0]


@pytest.mark.parametrize("data", [b"Name\x00,b\n", b"\xff\xfea", b"caf\x81 \xe9"])
def test_what_is_no_text_is_refused(data):
    with pytest.raises(Refused, match="not text"):
        text.rows_of(data, "register.csv", DEFAULT_LIMITS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter):
    lines = [["Name", "Cost", "Notes"], ["A, B and C", "1", "x; y"], ["D", "2", "a, b, c"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    assert rows(quoted.encode()) == lines


def test_commas_in_unquoted_text_do_not_outvote_semicolons():
    found = rows(b"Name;Purpose\nOne;roads, parks, waste\nTwo;health, housing, jobs\nThree;skills\n")
    assert found[0] == ["Name", "Purpose"]


def test_a_delimiter_given_on_the_first_line_is_taken():
    assert rows(b"sep=|\nName|Cost\nA,B|1\n") == [["Name", "Cost"], ["A,B", "1"]]


def test_a_tab_separated_file_is_known_by_its_name():
    assert rows(b"Name\tCost, with, commas\nA\t1,2,3\n", "register.tsv")[1] == ["A", "1,2,3"]


def test_a_single_column_stays_whole():
    assert rows(b"Name\nWelland\nRutland & Melton\n") == [["Name"], ["Welland"], ["Rutland & Melton"]]


def test_line_breaks_in_cells_and_blank_lines_keep_the_row_numbers():
    assert rows(b'Name,Notes\r\nA,"one\r\ntwo"\r\n\r\nB,x\r\n') == [
        ["Name", "Notes"],
        ["A", "one\r\ntwo"],
        [],
        ["B", "x"],
    ]


def test_ragged_rows_become_a_rectangle():
    sheet = read_bytes(b"a,b,c\n1\n1,2,3,4\n", "ragged.csv").sheets[0]
    assert sheet.rows == (("a", "b", "c", None), ("1", None, None, None), ("1", "2", "3", "4"))
    assert sheet.name == "ragged"


def test_numbers_and_dates_in_text_stay_text():
    assert read_bytes(b"007,01/02/03,1.0\n", "a.csv").sheets[0].rows == (("007", "01/02/03", "1.0"),)


def test_odd_quotation_marks_are_read_and_reported():
    found, notes = text.rows_of(b'Name,Notes\nA,"said "yes" today"\nB,x\n', "register.csv", DEFAULT_LIMITS)
    assert found[2] == ["B", "x"]
    assert "quotation marks" in notes[0]


def test_a_quotation_mark_that_is_never_closed_is_refused_in_a_long_file():
    with pytest.raises(Refused, match="never closed"):
        text.rows_of(b'Name,"Notes\n' + b"A,x\n" * 50_000, "register.csv", DEFAULT_LIMITS)


def rows_or_sentence(data: bytes) -> list[list[str]] | str:
    """The rows, or why there are none."""
    try:
        return rows(data)
    except Refused as refusal:
        return str(refusal)


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_a_refusal(data):
    found = rows_or_sentence(data)
    assert (
        found.endswith(".") if isinstance(found, str) else all(isinstance(cell, str) for row in found for cell in row)
    )

"""The three sample workbooks, once and again, against what people found in them by hand."""

import json
from pathlib import Path

import openpyxl
import pytest

from register.interchange.compare import compare
from register.interchange.reading import RowKind, Severity
from register.interchange.report import report
from register.interchange.understand import understand
from tests.register.expectations import held_against
from tests.register.variants import load_expected, read, variant

LEGACY = Path(__file__).parents[3] / "fixtures" / "legacy"
STEMS = ("harborough-2014", "south-hams-west-devon-2016", "breckland-headings")


def reading_of(stem):
    path = LEGACY / f"{stem}.xlsx"
    return understand(read(openpyxl.load_workbook(path), path.name))


def printed(reading, compared):
    return json.loads(json.dumps(report(reading, compared)))


def entries_of(compared):
    return [
        {"key": number, **one.row.values, "contributions": one.row.contributions, "by_council": one.row.by_council}
        for number, one in enumerate(compared)
        if one.outcome == "new"
    ]


def questions(compared):
    return sum(issue.severity is not Severity.NOTE for one in compared for issue in one.issues)


@pytest.mark.parametrize("stem", STEMS)
def test_every_row_value_and_issue_of_a_sample_is_as_expected(stem):
    reading = reading_of(stem)
    found = held_against(printed(reading, compare(reading, [])), load_expected(LEGACY, stem))
    assert found.differences == []
    assert min(found.rows.asked, found.values.asked, found.issues.asked) > 10


@pytest.mark.parametrize("stem", STEMS)
def test_a_sample_imported_again_changes_nothing(stem):
    reading = reading_of(stem)
    again = compare(reading, entries_of(compare(reading, [])))
    expected = load_expected(LEGACY, f"{stem}-again")
    assert held_against(printed(reading, again), expected).differences == []
    assert [one.differences for one in again if one.differences] == []


@pytest.mark.parametrize("stem", STEMS)
@pytest.mark.parametrize("seed", range(20))
def test_a_variant_of_a_sample_is_understood_as_well(stem, seed):
    path = LEGACY / f"{stem}.xlsx"
    book, expected = variant(path, load_expected(LEGACY, stem), seed)
    reading = understand(read(book, path.name))
    compared = compare(reading, [])
    found = held_against(printed(reading, compared), expected)
    assert found.rows.share == 1, found.differences
    assert found.values.share >= 0.9, found.differences
    assert found.issues.share >= 0.9, found.differences
    assert questions(compared) <= questions(compare(reading_of(stem), [])) + 3


def test_the_llep_family_comes_to_104_hours_and_538000_pounds():
    family = [
        row for row in reading_of("harborough-2014").entries if row.values.get("parent") == "LLEP and associated groups"
    ]
    assert len(family) == 5
    assert sum(row.values["officer_hours_per_month"] for row in family) == 104
    assert sum(row.values["contribution"] for row in family) == 538_000


def test_two_councils_money_is_kept_apart():
    lep = next(row for row in reading_of("south-hams-west-devon-2016").entries if row.values["name"] == "LEP")
    assert [(item["council"], item["amount"]) for item in lep.contributions] == [("SH", 5000), ("WD", 5000)]


def test_every_filled_cell_of_a_sample_is_kept_raw_in_a_row_or_named_as_title_or_heading():
    for stem in STEMS:
        path = LEGACY / f"{stem}.xlsx"
        workbook = read(openpyxl.load_workbook(path), path.name)
        reading = understand(workbook)
        used = {sheet.name for sheet in reading.sheets if sheet.used}
        for sheet in workbook.sheets:
            if sheet.name not in used:
                continue
            header = next(one.header_row for one in reading.sheets if one.name == sheet.name)
            below = sum(raw not in (None, "") for row in sheet.rows[header:] for raw in row)
            assert below == sum(len(row.raw) for row in reading.rows if row.sheet == sheet.name)


def test_a_tab_that_is_no_register_is_left_aside_and_says_so():
    key = next(sheet for sheet in reading_of("south-hams-west-devon-2016").sheets if sheet.name == "Key")
    assert not key.used
    assert "left aside" in key.notes[0]


def test_a_merged_row_points_to_the_row_that_took_it_in():
    merged = [row for row in reading_of("south-hams-west-devon-2016").rows if row.kind is RowKind.MERGED]
    assert [(row.sheet, row.row, row.joined) for row in merged] == [("Heritage", 5, ("Environment", 4))]

"""Shapes of sheets that the samples do not have, and what somebody sets by hand."""

from datetime import date
from decimal import Decimal

import pytest

from partnerships.spreadsheets.workbook import Area, Sheet, Workbook
from register.interchange.reading import RowKind, Severity
from register.interchange.understand import understand
from register.interchange.vocabulary import KnownCouncil, Vocabulary

BOTH = Vocabulary(
    councils=(
        KnownCouncil("South Hams District Council", ("SH",)),
        KnownCouncil("West Devon Borough Council", ("WD",)),
    ),
    themes=("Economy", "Homes"),
)


def sheet(*rows, name="Register", **more):
    return Sheet(name, tuple(tuple(row) for row in rows), **more)


def read(*sheets, vocabulary=None, layout=None):
    return understand(Workbook("test.xlsx", "0" * 64, sheets), vocabulary=vocabulary, layout=layout)


def kinds(reading):
    return [(row.row, row.kind.value) for row in reading.rows]


def asked(reading):
    return [
        (issue.cell, issue.message)
        for row in reading.rows
        for issue in row.issues
        if issue.severity is not Severity.NOTE
    ]


HEADING = ("Partnership Name", "Lead Partner", "Risk", "Officer hours per month", "Financial contribution")


def test_titles_above_and_remarks_below_are_no_partnerships():
    reading = read(
        sheet(
            ("Example Borough Council",),
            ("Register of partnerships, as reported to the panel in March",),
            (),
            HEADING,
            ("Safer Streets Board", "Police", "H", 4, 100),
            ("Rural Forum", "County", "L", 2, None),
            (),
            ("Figures are those known at the time of writing and will be refreshed in the autumn.",),
        )
    )
    assert reading.sheets[0].header_row == 4
    assert kinds(reading) == [(5, "entry"), (6, "entry"), (8, "note")]
    assert asked(reading) == []


def test_a_heading_of_two_lines_without_any_merge_is_read():
    reading = read(
        sheet(
            ("Partnership", "Resources", None, "Assessment", None),
            (None, "Officer hours per month", "Contribution (£)", "Risk", "Value"),
            ("Safer Streets Board", 4, 100, "H", "L"),
        )
    )
    assert [column.field for column in reading.sheets[0].columns] == [
        "name",
        "officer_hours_per_month",
        "contribution",
        "risk_rating",
        "value_rating",
    ]
    assert reading.entries[0].values["value_rating"] == "low"


def test_rows_under_a_merged_name_add_their_people_to_it():
    reading = read(
        sheet(
            ("Partnership Name", "Representative", "Lead Partner"),
            ("Safer Streets Board", "Cllr A", "Police"),
            (None, "Chief Executive", None),
            ("Rural Forum", "Cllr B", "County"),
            merged=(Area(1, 0, 2, 0),),
        )
    )
    assert kinds(reading) == [(2, "entry"), (3, "continuation"), (4, "entry")]
    people = reading.entries[0].values["representatives"]
    assert [one["name"] or one["post"] for one in people] == ["A", "Chief Executive"]


def test_values_without_a_name_are_an_error_at_the_cell_of_the_name():
    reading = read(sheet(HEADING, ("Safer Streets Board", "Police", "H", 4, 100), (None, "County", "L", 2, None)))
    row = reading.rows[1]
    assert row.kind is RowKind.NAMELESS
    assert [(issue.cell, issue.severity.value) for issue in row.issues] == [("A3", "error")]


def test_a_lone_heading_that_the_policy_knows_as_theme_gives_the_theme():
    reading = read(
        sheet(
            HEADING,
            ("Homes",),
            ("Housing Forum", "County", "L", 2, None),
            ("Tenancy Board", "County", "L", 2, None),
            merged=(Area(1, 0, 1, 4),),
        ),
        vocabulary=BOTH,
    )
    assert [row.values["themes"] for row in reading.entries] == [["Homes"], ["Homes"]]
    assert "parent" not in reading.entries[0].values


def test_a_lone_name_that_nothing_shows_to_be_a_heading_is_asked():
    reading = read(
        sheet(
            HEADING,
            ("Safer Streets Board", "Police", "H", 4, 100),
            ("Quayside Compact",),
            ("Rural Forum", "County", "L", 2, None),
            ("Bus Alliance", "County", "L", 2, None),
        )
    )
    assert len(reading.entries) == 4
    assert [cell for cell, _ in asked(reading)] == ["A3"]


@pytest.mark.parametrize("label", ["TOTAL", "Total:", "Sub-total", "Grand total", "TOTALS (£)"])
def test_a_total_is_checked_under_any_of_its_names(label):
    reading = read(
        sheet(
            HEADING,
            ("Safer Streets Board", "Police", "H", 4, 100),
            ("Rural Forum", "County", "L", 2, "£50"),
            (label, None, None, 6, "£200"),
        )
    )
    assert reading.rows[-1].kind is RowKind.TOTAL
    assert asked(reading) == [
        ("E4", "The total 200 does not agree with the rows above, which come to 150. Check the figures.")
    ]


def test_a_partnership_whose_name_begins_with_total_is_no_total():
    reading = read(
        sheet(HEADING, ("Total Place Partnership", "County", "H", 4, 100), ("Rural Forum", "County", "L", 2, 3))
    )
    assert kinds(reading) == [(2, "entry"), (3, "entry")]


def test_each_councils_own_columns_are_kept_apart():
    reading = read(
        sheet(
            ("Name", "SH Lead Member", "WD Lead Member", "SH £", "WD £", "SH hours per month", "WD hours per month"),
            ("Ring and Ride", "Cllr A", "Cllr B", 100, "£250 p.a.", 2, 3),
        ),
        vocabulary=BOTH,
    )
    row = reading.entries[0]
    assert [(item["council"], item["amount"], item["period"]) for item in row.contributions] == [
        ("South Hams District Council", Decimal(100), None),
        ("West Devon Borough Council", Decimal(250), "annual"),
    ]
    assert row.by_council["West Devon Borough Council"]["lead_member"] == "Cllr B"
    assert row.by_council["South Hams District Council"]["officer_hours_per_month"] == 2


def test_columns_of_several_years_give_a_contribution_for_each():
    reading = read(sheet(("Name", "Contribution 2014/15 (£)", "Contribution 2015/16 (£)"), ("Rural Forum", 100, 120)))
    row = reading.entries[0]
    assert [(item["year"], item["amount"]) for item in row.contributions] == [("2014/15", 100), ("2015/16", 120)]
    assert row.values["contribution"] == 120


def test_as_above_is_filled_and_asked():
    reading = read(
        sheet(
            ("Partnership Name", "Lead Partner", "Function"),
            ("Safer Streets Board", "Police", "Less crime"),
            ("Safer Roads Board", "County", "As above"),
        )
    )
    assert reading.entries[1].values["function"] == "Less crime"
    assert [cell for cell, _ in asked(reading)] == ["C3"]


def test_a_column_that_nothing_explains_is_named_with_its_filled_cells():
    reading = read(sheet((*HEADING, "Zebra"), ("Safer Streets Board", "Police", "H", 4, 100, "stripes")))
    assert reading.sheets[0].notes == ["Column F 'Zebra' is not imported; it has 1 filled cell."]
    assert reading.rows[0].raw["F"] == "stripes"


def test_a_hidden_tab_is_left_aside_until_somebody_wants_it():
    hidden = sheet(HEADING, ("Safer Streets Board", "Police", "H", 4, 100), hidden=True)
    assert read(hidden).entries == []
    assert "hidden" in read(hidden).sheets[0].notes[0]
    assert len(read(hidden, layout={"Register": {"used": True}}).entries) == 1


def test_hidden_rows_and_columns_are_read_and_told():
    reading = read(
        sheet(
            HEADING,
            ("Safer Streets Board", "Police", "H", 4, 100),
            hidden_rows=frozenset({1}),
            hidden_columns=frozenset({2}),
        )
    )
    assert reading.sheets[0].notes == ["Hidden columns were read too: C.", "Hidden rows were read too: 2."]


def test_by_hand_the_heading_row_and_the_columns_can_be_set():
    strange = sheet(
        ("Blatt", "Wert", "Zahl"),
        ("x", "y", "z"),
        ("Safer Streets Board", "High", "seven"),
    )
    assert read(strange).entries == []
    layout = {"Register": {"used": True, "header_row": 1, "columns": {"A": "name", "B": "value_rating", "C": None}}}
    rows = read(strange, layout=layout).entries
    assert [row.values["name"] for row in rows][-1] == "Safer Streets Board"
    assert rows[-1].values["value_rating"] == "high"


def test_by_hand_a_column_can_be_kept_out():
    reading = read(
        sheet(HEADING, ("Safer Streets Board", "Police", "H", 4, 100)), layout={"Register": {"columns": {"C": None}}}
    )
    assert "risk_rating" not in reading.entries[0].values


def test_by_hand_a_tab_can_be_kept_out():
    assert read(sheet(HEADING, ("Safer Streets Board", "Police")), layout={"Register": {"used": False}}).rows == []


def test_the_end_of_an_agreement_before_its_start_in_another_cell_is_asked():
    reading = read(
        sheet(
            ("Name", "Agreement start", "Agreement end", "Risk"),
            ("Rural Forum", date(2019, 4, 1), date(2016, 3, 31), "L"),
        )
    )
    assert "agreement_ends_on" not in reading.entries[0].values
    assert "before it starts" in asked(reading)[0][1]


def test_contradicting_rows_of_one_partnership_are_asked():
    reading = read(
        sheet(
            HEADING,
            ("Safer Streets Board", "Police", "H", 4, 100),
            ("SAFER STREETS  BOARD", "County", None, None, None),
            ("Rural Forum", "County", "L", 2, None),
        )
    )
    assert kinds(reading) == [(2, "entry"), (3, "merged"), (4, "entry")]
    assert reading.entries[0].values["lead_partner"] == "Police"
    assert [cell for cell, _ in asked(reading)] == ["B3"]


def test_nearly_the_same_name_twice_is_asked():
    reading = read(
        sheet(HEADING, ("Safer Streets Board", "Police", "H", 4, 100), ("Safer Street Board", "Police", "H", 4, 100))
    )
    assert len(reading.entries) == 2
    assert "may be the same partnership" in asked(reading)[0][1]


def test_an_empty_workbook_gives_nothing_and_says_why():
    reading = read(sheet(), sheet((None,), name="Two"))
    assert reading.rows == []
    assert [one.notes for one in reading.sheets] == [["This tab is empty."]] * 2


def test_a_plain_list_of_names_is_a_register():
    reading = read(sheet(("Partnership name",), ("Safer Streets Board",), ("Rural Forum",), ("Bus Alliance",)))
    assert [row.values["name"] for row in reading.entries] == ["Safer Streets Board", "Rural Forum", "Bus Alliance"]
    assert asked(reading) == []


def test_repeated_headings_further_down_are_skipped():
    reading = read(sheet(HEADING, ("Rural Forum", "County", "L", 2, 1), HEADING, ("Bus Alliance", "County", "L", 2, 1)))
    assert kinds(reading) == [(2, "entry"), (3, "heading"), (4, "entry")]


def test_a_name_struck_through_is_asked():
    reading = read(sheet(HEADING, ("Rural Forum", "County", "L", 2, 100), struck=frozenset({(1, 0)})))
    assert "struck through" in asked(reading)[0][1]


def test_error_cells_are_asked_and_give_no_value():
    reading = read(sheet(HEADING, ("Rural Forum", "#REF!", "#N/A", "#VALUE!", "#DIV/0!")))
    assert reading.entries[0].values == {"name": "Rural Forum"}
    assert [cell for cell, _ in asked(reading)] == ["B2", "C2", "D2", "E2"]

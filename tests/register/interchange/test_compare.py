"""Rows beside the register: new, changed, unchanged; blank never clears."""

from decimal import Decimal

from partnerships.spreadsheets.workbook import Sheet, Workbook
from register.interchange.compare import compare, totals
from register.interchange.fields import revived
from register.interchange.report import plain
from register.interchange.understand import understand

HEADING = ("Partnership Name", "Lead Partner", "Theme", "Officer hours per month", "Financial contribution", "Comments")


def reading(*rows):
    return understand(Workbook("test.xlsx", "0" * 64, (Sheet("Register", (HEADING, *rows)),)))


FULL = ("Rural Forum (RF)", "County", "Economy", 2, 100, "Fine")
ENTRY = {
    "key": 7,
    "name": "Rural Forum",
    "acronym": "RF",
    "aliases": ["Countryside Group"],
    "lead_partner": "County",
    "themes": ["Economy", "Homes"],
    "officer_hours_per_month": Decimal("2.00"),
    "officer_hours_is_estimate": False,
    "comments": "Fine",
    "contributions": [{"council": "Example", "year": "2015/16", "amount": Decimal("100.00"), "period": None}],
}


def test_the_same_again_is_unchanged():
    (one,) = compare(reading(FULL), [ENTRY])
    assert (one.outcome, one.key, one.differences) == ("unchanged", 7, [])


def test_a_name_the_register_does_not_know_is_new():
    (one,) = compare(reading(("Bus Alliance", *FULL[1:])), [ENTRY])
    assert (one.outcome, one.key) == ("new", None)


def test_an_alias_or_acronym_finds_the_entry():
    for name in ("COUNTRYSIDE GROUP", "RF"):
        (one,) = compare(reading((name, "County", None, None, None, None)), [ENTRY])
        assert one.key == 7


def test_an_acronym_of_two_entries_finds_neither():
    other = {"key": 8, "name": "Royal Festival", "acronym": "RF"}
    (one,) = compare(reading(("RF", "County", None, None, None, None)), [ENTRY, other])
    assert one.outcome == "new"


def test_a_blank_cell_clears_nothing():
    (one,) = compare(reading(("Rural Forum", None, None, None, None, "Fine")), [ENTRY])
    assert one.outcome == "unchanged"


def test_each_changed_field_is_told_with_before_and_after():
    (one,) = compare(reading(("Rural Forum", "Police", "Heritage", 3, 120, "Fine")), [ENTRY])
    assert one.outcome == "changed"
    assert {(found.field, str(found.old), str(found.new)) for found in one.differences} == {
        ("lead_partner", "County", "Police"),
        ("themes", "['Economy', 'Homes']", "['Economy', 'Homes', 'Heritage']"),
        ("officer_hours_per_month", "2.00", "3"),
        ("contribution", "100.00", "120"),
    }


def test_nought_is_a_change_and_blank_is_none():
    (one,) = compare(reading(("Rural Forum", None, None, None, 0, None)), [ENTRY])
    assert [(found.field, found.new) for found in one.differences] == [("contribution", 0)]


def test_nearly_the_name_of_an_entry_is_asked():
    (one,) = compare(reading(("Rurral Forum", *FULL[1:])), [ENTRY])
    assert "nearly the name of 'Rural Forum'" in one.issues[-1].message
    assert one.issues[-1].cell == "A2"


def test_totals_count_every_outcome():
    found = compare(
        reading(FULL, ("Bus Alliance", *FULL[1:]), ("?", *FULL[1:]), ("Total", None, None, 6, None, None)), [ENTRY]
    )
    assert totals(found) == {"new": 1, "changed": 0, "unchanged": 1, "error": 1, "skipped": 1}


def test_values_come_back_from_json_as_they_were():
    row = reading(FULL).entries[0]
    for name, value in row.values.items():
        assert revived(name, plain(name, value)) == value

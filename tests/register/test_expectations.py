"""The comparison with hand-checked expectations can fail: each kind of wrong answer is found."""

import copy

import pytest

from tests.register.expectations import held_against

EXPECTED = {
    "rows": [
        {
            "sheet": "Register",
            "row": 4,
            "outcome": "new",
            "values": {
                "name": "Leisure & Sports Group (LSG)",
                "contribution": "8000",
                "is_statutory": None,
                "themes": ["Sports"],
            },
            "issues": [{"cell": "J4", "severity": "confirm"}],
        }
    ],
    "totals": {"new": 1},
}
PRINTED = {
    "sheets": [],
    "rows": [
        {
            "sheet": "register",
            "row": 4,
            "outcome": "new",
            "values": {"name": "LEISURE and sports group", "contribution": "8000.00", "themes": ["sports"]},
            "issues": [{"cell": "J4", "severity": "confirm", "field": "officer_hours_per_month", "message": ""}],
        }
    ],
    "totals": {"new": 1},
}


def changed(**row):
    printed = copy.deepcopy(PRINTED)
    printed["rows"][0] |= row
    return printed


def test_an_answer_that_differs_in_nothing_that_counts_is_right():
    found = held_against(PRINTED, EXPECTED)
    assert (found.differences, found.values.asked, found.issues.asked) == ([], 4, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": "skipped"},
        {"values": {}},
        {"values": {**PRINTED["rows"][0]["values"], "contribution": "8001"}},
        {"values": {**PRINTED["rows"][0]["values"], "is_statutory": False}},
        {"values": {**PRINTED["rows"][0]["values"], "themes": ["Sports", "Leisure"]}},
        {"issues": []},
        {"issues": [{"cell": "J4", "severity": "note", "field": "officer_hours_per_month", "message": ""}]},
        {"row": 5},
    ],
)
def test_a_wrong_answer_is_found(wrong):
    assert held_against(changed(**wrong), EXPECTED).differences != []


def test_a_wrong_total_is_found():
    assert held_against({**PRINTED, "totals": {"new": 2}}, EXPECTED).differences != []

"""The kind and the heading of a recommendation, from its words alone."""

from pathlib import Path

import openpyxl
import pytest

from register.interchange.recommendations import guess

WORKBOOK = Path(__file__).parents[3] / "fixtures" / "legacy" / "harborough-2014.xlsx"
PARAGRAPHS = {
    "4.1": "increase",
    "4.2": "increase",
    "4.3": "increase",
    "4.4": "reduce",
    "4.5": "reduce",
    "4.6": "reduce",
}


def reported():
    """Each recommendation of the 2014 register with the heading its report put it under."""
    sheet = openpyxl.load_workbook(WORKBOOK)["Register"]
    for row in sheet.iter_rows(min_row=8, values_only=True):
        text, comment = row[16], str(row[17] or "")
        paragraphs = [word.strip("().,;") for word in comment.split() if word.startswith("4.")]
        if text and paragraphs:
            yield text, PARAGRAPHS.get(paragraphs[-1], "review")


def test_no_guess_contradicts_the_report_of_2014():
    pairs = list(reported())
    assert len(pairs) > 15
    wrong = [
        (text, guess(text).heading, heading) for text, heading in pairs if guess(text).heading not in (None, heading)
    ]
    assert wrong == []


def test_the_plain_recommendations_of_the_report_are_decided():
    decided = [text for text, _ in reported() if guess(text).heading]
    assert len(decided) >= 7


PLAIN = (
    ("Withdraw formally", "withdraw", "reduce"),
    ("Cease attendance from April", "withdraw", "reduce"),
    ("Scale back officer time", "reduce", "reduce"),
    ("May need to increase resources in line with its role", "increase", "increase"),
    ("Expand our contribution to the joint team", "increase", "increase"),
    ("Review after the election", "review", "review"),
    ("Explore what it could deliver", "explore", "review"),
)


@pytest.mark.parametrize(("text", "kind", "heading"), PLAIN)
def test_one_direction_decides(text, kind, heading):
    found = guess(text)
    assert (found.kind, found.heading) == (kind, heading)


MIXED = (
    "Review whether to withdraw",
    "Increase officer time but reduce the contribution",
    "Do not withdraw",
    "Remain whilst it remains value for money",
    "Delegate to the Regulatory Services Manager",
    "Consider whether to increase the contribution",
    "Remain, with fewer meetings attended",
    "Further consideration in a future report",
    "Chocolate",
    "",
)


@pytest.mark.parametrize("text", MIXED)
def test_mixed_or_absent_signals_are_asked_and_the_reason_is_told(text):
    found = guess(text)
    assert found.heading is None
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "No increase",
        "Avoid any increase in officer time",
        "Stop increasing the contribution",
        "No withdrawal",
        "Oppose withdrawal from the partnership",
        "Increase the number of reviews",
        "Against any reduction of our contribution",
    ],
)
def test_a_direction_that_is_denied_decides_nothing(text):
    assert guess(text).heading is None

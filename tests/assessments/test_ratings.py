"""What the levels suggest, the money line at its bounds, and what a different rating needs."""

from datetime import date
from decimal import Decimal

import pytest

from assessments.models import Criterion
from assessments.rules.ratings import Level, has_expired, lacks, money_level, suggested
from register.rules.money import UNKNOWN, Total

MONEY = Criterion(name="Money", computed="money", basis="cash", medium_from=Decimal(50_000), medium_to=Decimal(100_000))


def levels(*said: str) -> list[Level]:
    return [Level(f"Criterion {number}", each) for number, each in enumerate(said, start=1)]


def known(*amounts: str) -> list[Total]:
    return [Total(Decimal(amount), 1, 0) for amount in amounts]


@pytest.mark.parametrize(
    ("amount", "level"),
    [
        ("0", "low"),
        ("49999.99", "low"),
        ("50000.00", "medium"),
        ("50000.01", "medium"),
        ("99999.99", "medium"),
        ("100000.00", "medium"),
        ("100000.01", "high"),
    ],
)
def test_fifty_and_a_hundred_thousand_pounds_exactly_are_medium(amount, level):
    """B15-46"""
    found = money_level(known(amount), MONEY, 2026)
    assert (found.level, found.is_computed) == (level, True)


def test_the_money_line_says_its_figure_what_is_counted_and_the_year():
    assert money_level(known("60000"), MONEY, 2026).figure == "£60,000 of cash in 2026/27"


def test_of_several_councils_the_largest_part_counts():
    found = money_level(known("40000", "60000"), MONEY, 2026)
    assert found.level == "medium"
    assert found.figure == "£60,000 of cash in 2026/27, the largest part of one council"


@pytest.mark.parametrize("parts", [[], [UNKNOWN], [UNKNOWN, *known("0")], [Total(Decimal(99_999), 1, 1)]])
def test_money_that_nobody_knows_is_unknown_and_never_low(parts):
    found = money_level(parts, MONEY, 2026)
    assert (found.level, found.figure) == ("", "Not known in full: cash in 2026/27")


def test_what_is_known_may_be_enough_for_high():
    found = money_level([UNKNOWN, *known("100000.01")], MONEY, 2026)
    assert found.level == "high"
    assert found.figure.startswith("At least £100,000.01")


@pytest.mark.parametrize(
    ("said", "rating"),
    [
        (("high",), "high"),
        (("low", "low", "high"), "low"),
        (("low", "low", "high", "high"), "high"),
        (("low", "low", "medium", "medium", "high"), "medium"),
        (("high", "medium", "low"), "high"),
        (("low",) * 5 + ("high",) * 4, "low"),
    ],
)
def test_the_most_frequent_level_is_suggested_and_the_higher_of_two(said, rating):
    """B15-48"""
    assert suggested(levels(*said)).rating == rating


def test_with_a_criterion_unanswered_nothing_is_suggested_and_it_is_named():
    found = suggested(levels("high", "high", ""))
    assert found.rating == ""
    assert found.sentence == "Nothing is suggested yet. Without an answer: Criterion 3."


def test_nine_criteria_of_value_count_and_not_eight():
    """B15-47: the ninth turns the scale."""
    eight = levels(*("low",) * 4, *("medium",) * 4)
    assert suggested(eight).rating == "medium"
    assert suggested([*eight, Level("The ninth", "low")]).rating == "low"
    assert (
        suggested([*eight, Level("The ninth", "low")]).sentence
        == "Suggested: Low. Of 9 criteria 4 are Medium and 5 are Low."
    )


def test_no_criteria_suggest_nothing():
    assert (suggested([]).rating, suggested([]).sentence) == ("", "")


def missing(said, overall="", reason="", is_binding=False):
    return lacks(said, suggested(said), overall, reason, is_binding)


def test_what_is_not_answered_is_named_and_the_overall_rating_asked_for():
    assert missing(levels("high", "", "")) == ["Answer “Criterion 2” and “Criterion 3”.", "Set the overall rating."]


def test_the_suggested_rating_needs_no_reason():
    assert missing(levels("high"), "high") == []


def test_another_rating_needs_a_reason():
    """B15-48"""
    assert missing(levels("high"), "low", "  ") == ["The overall rating is Low and High is suggested. Say why."]
    assert missing(levels("high"), "low", "The board was replaced.") == []


def test_where_the_suggestion_binds_no_reason_helps():
    expected = ["The suggested rating binds, so the overall rating is High."]
    assert missing(levels("high"), "low", "The board was replaced.", is_binding=True) == expected


def test_unknown_money_suggests_nothing_so_that_the_rating_needs_a_reason():
    said = [*levels("low"), Level("Money", "", is_computed=True)]
    assert missing(said, "low") == ["Nothing is suggested, so say why the overall rating is Low."]
    assert missing(said, "low", "No money has ever been asked for.") == []
    assert "binds" in missing(said, "low", "None", is_binding=True)[0]


def test_an_assessment_has_expired_on_the_day_on_which_it_expires():
    """B15-24"""
    day = date(2026, 5, 3)
    assert (has_expired(day, date(2026, 5, 2)), has_expired(day, day), has_expired(None, day)) == (False, True, False)

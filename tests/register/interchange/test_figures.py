"""Cells that hold what a recommendation changes, and after how many meetings to look again (H14-39, H14-44)."""

from decimal import Decimal

import pytest

from register.columns import BY_FIELD
from register.interchange.cells.parsed import Context
from register.interchange.converters import parser_of


def read(field, raw):
    return parser_of(field)(raw, Context(field, BY_FIELD[field].label))


@pytest.mark.parametrize(
    ("raw", "figure"),
    [
        (-2500, "-2500.00"),
        (4.5, "4.50"),
        (0, "0.00"),
        ("+4", "4.00"),
        ("-£2,500", "-2500.00"),
        ("\N{MINUS SIGN}1,200.50", "-1200.50"),
        ("£1,000", "1000.00"),
    ],
)
def test_a_change_is_read_with_its_sign(raw, figure):
    """H14-44."""
    assert read("pounds_change", raw).values == {"pounds_change": Decimal(figure)}


@pytest.mark.parametrize("raw", ["a few hours", "2-3", "1e20", 1e12, "12.345", True])
def test_what_is_no_single_figure_is_asked(raw):
    """H14-44."""
    parsed = read("hours_change", raw)
    assert parsed.values == {}
    assert "Enter one figure, with a minus before what is saved" in parsed.doubt


@pytest.mark.parametrize("field", ["hours_change", "pounds_change", "look_again_meetings"])
def test_blank_is_not_nought(field):
    """H14-44."""
    assert read(field, "").values == {}
    assert read(field, None).doubt is None


@pytest.mark.parametrize(("raw", "number"), [(2, 2), ("2", 2), (24.0, 24)])
def test_a_number_of_meetings_is_whole(raw, number):
    """H14-39."""
    assert read("look_again_meetings", raw).values == {"look_again_meetings": number}


@pytest.mark.parametrize("raw", [0, -1, 2.5, 25, "some"])
def test_a_number_of_meetings_that_makes_no_sense_is_asked(raw):
    """H14-39."""
    assert "Enter a whole number from 1 to 24" in read("look_again_meetings", raw).doubt

"""How often a review is asked for follows from significance and risk; a quarterly return is a choice as well."""

import pytest

from register.models import ReviewFrequency
from register.models.choices import Asked
from register.rules.frequency import asked

LINES = (
    ReviewFrequency(asks="review", every_months=12, source="3.1"),
    ReviewFrequency(asks="review", risk="high", every_months=6, source="3.2"),
    ReviewFrequency(asks="return", significance="significant", only_selected=True, every_months=3, source="3.1"),
)


def ask(what: Asked, tiers=("desirable",), risk: str = "low", is_selected: bool = False) -> str:
    found = asked(LINES, what, tiers=tiers, risk=risk, is_selected=is_selected)
    return found.sentence if found else ""


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Every year (3.1)"),
        ({"tiers": ()}, "Every year (3.1)"),
        ({"risk": "high"}, "Every half year, because its risk is high (3.2)"),
    ],
)
def test_the_most_frequent_line_that_fits_is_asked(given, sentence):
    """B15-24, W09-10."""
    assert ask(Asked.REVIEW, **given) == sentence


def test_a_return_is_asked_of_those_that_are_significant_and_selected():
    """SH-14: selected is a tick, never automatic."""
    assert ask(Asked.RETURN, tiers=("significant",)) == ""
    assert ask(Asked.RETURN, is_selected=True) == ""
    sentence = "Every quarter, because it is significant and it is selected (3.1)"
    assert ask(Asked.RETURN, tiers=("desirable", "significant"), is_selected=True) == sentence

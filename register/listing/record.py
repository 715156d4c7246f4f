"""One entry as plain values by column."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from register.rules.money import Total

NOTHING = Total(Decimal(0), 0, 0)


@dataclass
class Part:
    """What one council puts in. `paid` has the sum of each financial year by the year it begins in, None if unknown."""

    values: dict[str, object] = field(default_factory=dict)
    paid: dict[str, Decimal | None] = field(default_factory=dict)


@dataclass
class Record:
    """One entry. `values` has a plain value for each column asked for: text, list, number, date, yes or no, or None.

    Codes stay codes. What each council has of its own stands in `parts` by the council's key; in `values` it is
    brought together: hours and money are added up, tiers and names are those that are given.
    """

    pk: int
    reference: str
    version: int
    name: str
    status: str
    is_exempt: bool
    describes_several: bool
    is_to_be_removed: bool
    is_waiting: bool
    is_unconfirmed: bool
    values: dict[str, object] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    hours: Total = NOTHING
    money: Total = NOTHING
    money_year: int | None = None


def total_unknown(figure: Total) -> str:
    """What a total leaves out, in words; empty when it leaves out nothing."""
    if figure.is_complete or not figure.known:
        return ""
    return f"{figure.unknown} {'figure is' if figure.unknown == 1 else 'figures are'} not known"

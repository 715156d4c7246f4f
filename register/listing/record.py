"""One entry as plain values by column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from register.rules.money import Total

DOUBTS = ("estimate", "invented")
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
    brought together: hours and money are added up, tiers and names are those that are given. `doubts` says of
    figures and ratings what they rest on where that is no record: `officer_hours_per_month 1` -> estimate, invented,
    by field and council, and for money by year.
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
    doubts: dict[str, str] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    hours: Total = NOTHING
    money: Total = NOTHING
    money_year: int | None = None

    def doubt(self, field: str, year: int | None = None) -> str:
        """What the figures of this field rest on, all councils together; of one year where one is given."""
        keys = [key.split(" ") for key in self.doubts]
        found = [" ".join(key) for key in keys if key[0] == field and (year is None or key[-1] == str(year))]
        return together(self.doubts[key] for key in found)

    def add_doubt(self, figure: str, *, estimate: bool, invented: bool) -> None:
        """Remember that a figure is no record; the lines of one figure are taken together."""
        words = zip(DOUBTS, (estimate, invented), strict=True)
        said = together([self.doubts.get(figure, ""), *(word for word, holds in words if holds)])
        if said:
            self.doubts[figure] = said


def together(doubts: Iterable[str]) -> str:
    """`estimate, invented`, each word once."""
    said = ", ".join(doubts)
    return ", ".join(word for word in DOUBTS if word in said)


def total_unknown(figure: Total) -> str:
    """What a total leaves out, in words; empty when it leaves out nothing."""
    if figure.is_complete or not figure.known:
        return ""
    return f"{figure.unknown} {'figure is' if figure.unknown == 1 else 'figures are'} not known"


def plain(record: Record) -> dict:
    """The record as one mapping; what each council has of its own stands under its key."""
    councils = {key: {**part.values, "contributions": part.paid} for key, part in record.parts.items()}
    return {"reference": record.reference, "version": record.version, **record.values, "councils": councils}


def text(value: Decimal | date) -> str:
    """A figure or a day as a document in JSON writes it."""
    return value.isoformat() if isinstance(value, date) else str(value)

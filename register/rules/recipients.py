"""All that one organisation receives from the councils, across partnerships and financial years (SH-25)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from register.rules.money import NOTHING, Total, together, total

NEAR = Decimal("0.8")


class Standing(StrEnum):
    """How a total stands to the limit."""

    NONE = ""
    NEAR = "near"
    ABOVE = "above"


@dataclass(frozen=True)
class Payment:
    """One amount: whom it reaches (None where nobody knows), through which entry, in which financial year."""

    recipient: int | None
    entry: int
    year: int
    amount: Decimal | None


@dataclass(frozen=True)
class Support:
    """What one organisation has received, year by year, and through which entries."""

    recipient: int | None
    by_year: Mapping[int, Total]
    entries: frozenset[int]

    @property
    def total(self) -> Total:
        return together(*self.by_year.values())


def years_added_up(last: int, count: int) -> tuple[int, ...]:
    """The financial years that end with `last`, oldest first."""
    return tuple(range(last - count + 1, last + 1))


def received(payments: Iterable[Payment], years: Iterable[int]) -> list[Support]:
    """One line for each organisation, of the given years alone; blank amounts are counted as unknown."""
    years, found = tuple(years), defaultdict(list)
    for payment in payments:
        if payment.year in years:
            found[payment.recipient].append(payment)
    return [supported(recipient, mine, years) for recipient, mine in found.items()]


def supported(recipient: int | None, payments: list[Payment], years: tuple[int, ...]) -> Support:
    amounts = defaultdict(list)
    for payment in payments:
        amounts[payment.year].append(payment.amount)
    by_year = {year: total(amounts[year]) if year in amounts else NOTHING for year in years}
    return Support(recipient, by_year, frozenset(payment.entry for payment in payments))


def against(amount: Total, limit: Decimal | None) -> Standing:
    """Near from four fifths of the limit on, above only beyond it; without a limit nothing is compared."""
    if limit is None:
        return Standing.NONE
    if amount.amount > limit:
        return Standing.ABOVE
    return Standing.NEAR if amount.known and amount.amount >= limit * NEAR else Standing.NONE

"""What a partnership costs a council in a financial year, and what money of others its own brings in (SH-22, SH-29).

Full cost is cash and officer time. Support in kind stands beside it. What nobody knows is never counted as nought.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from register.models.choices import ContributionKind, Level
from register.rules.money import NOTHING, UNKNOWN, Total, pence, together, total

MONTHS = 12


@dataclass(frozen=True)
class Rate:
    """Pounds an hour of officers of one level, from a day until a later rate begins."""

    level: str
    from_on: date
    amount: Decimal
    source: str = ""


@dataclass(frozen=True)
class Stretch:
    """Months in a row at one rate; None where no rate is in force yet."""

    first: date
    months: int
    rate: Rate | None


@dataclass(frozen=True)
class Paid:
    """One sum: what it is, how sure it is and who says so."""

    amount: Decimal | None
    kind: str = ContributionKind.CASH
    status: str = ""
    source: str = ""
    label: str = ""


def months_of(year: int, until: date | None = None) -> list[date]:
    """The first days of the months of a financial year, up to the month in which the partnership ended."""
    days = [date(year + (month < 4), month, 1) for month in (*range(4, 13), *range(1, 4))]
    return [day for day in days if until is None or day <= until]


def in_force(rates: Iterable[Rate], level: str, day: date) -> Rate | None:
    """The rate of a level on a day: the latest that has begun."""
    begun = (rate for rate in rates if rate.level == level and rate.from_on <= day)
    return max(begun, key=lambda rate: rate.from_on, default=None)


def stretches(rates: Iterable[Rate], level: str, year: int, until: date | None = None) -> tuple[Stretch, ...]:
    """The months of a year with the rate in force on the first of each; months in a row at one rate stand together."""
    rates, found = list(rates), []
    for day in months_of(year, until):
        rate = in_force(rates, level, day)
        if found and found[-1].rate == rate:
            found[-1] = Stretch(found[-1].first, found[-1].months + 1, rate)
        else:
            found.append(Stretch(day, 1, rate))
    return tuple(found)


def level_to_cost(level: str) -> str:
    """The level whose rate counts: where nobody has said which, that of officers."""
    return level or Level.OFFICER


@dataclass(frozen=True)
class OfficerTime:
    """Hours a month as the register has them now, and the rates of the year's months."""

    hours: Decimal | None
    stretches: tuple[Stretch, ...]

    @cached_property
    def cost(self) -> Total:
        """Pounds in the year, to the penny, with the number of months that have no rate. No hours cost nothing."""
        if self.hours is None:
            return UNKNOWN
        if self.hours == 0 or not self.stretches:
            return Total(Decimal(0), 1, 0)
        priced = [each for each in self.stretches if each.rate]
        spent = sum((self.hours * each.months * each.rate.amount for each in priced), Decimal(0))
        months = sum(each.months for each in priced)
        return Total(pence(spent), months, sum(each.months for each in self.stretches) - months)

    @property
    def hours_in_year(self) -> Decimal | None:
        if self.hours is None:
            return None
        return self.hours * sum(each.months for each in self.stretches)


@dataclass(frozen=True)
class Cost:
    """One council's part in one financial year."""

    sums: tuple[Paid, ...]
    time: OfficerTime

    @cached_property
    def cash(self) -> Total:
        """Money paid. Where no sum of the year is recorded, nobody knows."""
        cash = [paid.amount for paid in self.sums if paid.kind == ContributionKind.CASH]
        return total(cash) if cash else UNKNOWN

    @cached_property
    def in_kind(self) -> Total:
        """What is given in kind, at the worth that somebody put on it."""
        return total(paid.amount for paid in self.sums if paid.kind == ContributionKind.IN_KIND)

    @cached_property
    def full(self) -> Total:
        """Cash and officer time together (SH-22)."""
        return together(self.cash, self.time.cost)


@dataclass(frozen=True)
class Leverage:
    """Money of others beside the council's own cash, and the worth of volunteers' hours (SH-29)."""

    own: Total
    others: Total
    volunteers: Total = NOTHING

    @property
    def ratio(self) -> Decimal | None:
        """Pounds of others to each pound of the council's own; None where there is none of it, or nobody knows."""
        return self.to_own(self.others)

    @property
    def with_volunteers(self) -> Decimal | None:
        """The same, volunteers' hours counted at the worth that is recorded for them."""
        return self.to_own(together(self.others, self.volunteers)) if self.volunteers.known else None

    @property
    def is_at_least(self) -> bool:
        """Is some money of others of unknown amount?"""
        return not self.others.is_complete

    @property
    def volunteers_at_least(self) -> bool:
        """Is something of either unknown?"""
        return self.is_at_least or not self.others.known or not self.volunteers.is_complete

    def to_own(self, theirs: Total) -> Decimal | None:
        if not self.own.is_complete or not self.own.amount or not theirs.known:
            return None
        return pence(theirs.amount / self.own.amount)


def volunteers_worth(given: Iterable[tuple[Decimal, Decimal | None]]) -> Total:
    """Volunteers' hours in pounds: each an amount of hours and what an hour counts, None where nobody has said."""
    found = total(None if worth is None else hours * worth for hours, worth in given)
    return Total(pence(found.amount), found.known, found.unknown)

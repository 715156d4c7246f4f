"""Figures: financial years, hours a month, totals that know what is unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from register.models.choices import HoursUnit

CENT = Decimal("0.01")
MILLIONTH = Decimal("0.000001")


def financial_year(day: date) -> int:
    """The year in which the financial year of a day begins: 31 March 2014 -> 2013, 1 April 2014 -> 2014."""
    return day.year if (day.month, day.day) >= (4, 1) else day.year - 1


def year_name(start: int) -> str:
    """2013 -> '2013/14'."""
    return f"{start}/{(start + 1) % 100:02d}"


def hours_per_month(figure: Decimal, unit: str, *, hours_per_day: Decimal, weeks_per_year: Decimal) -> Decimal:
    """A figure of officer time as hours a month (B15-53): weeks count weeks_per_year / 12, a day hours_per_day.

    It is kept to a millionth of an hour, so that a year of it costs what the figure as typed costs, to the penny.
    """
    factor = {
        HoursUnit.HOURS_PER_MONTH: Decimal(1),
        HoursUnit.HOURS_PER_WEEK: weeks_per_year / 12,
        HoursUnit.DAYS_PER_MONTH: hours_per_day,
    }[unit]
    return (figure * factor).quantize(MILLIONTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Total:
    """A sum, and how many figures it could not count because nobody knows them (blank is not nought)."""

    amount: Decimal
    known: int
    unknown: int

    @property
    def is_complete(self) -> bool:
        return self.unknown == 0


def total(figures: Iterable[Decimal | None]) -> Total:
    """Add up what is known; count what is not."""
    figures = list(figures)
    known = [figure for figure in figures if figure is not None]
    return Total(sum(known, Decimal(0)), len(known), len(figures) - len(known))


UNKNOWN = Total(Decimal(0), 0, 1)
NOTHING = Total(Decimal(0), 0, 0)


def together(*totals: Total) -> Total:
    """Several totals as one: what is known added up, what is not known counted."""
    if len(totals) == 1:
        return totals[0]
    return Total(
        sum((each.amount for each in totals), Decimal(0)),
        sum(each.known for each in totals),
        sum(each.unknown for each in totals),
    )


def pence(amount: Decimal) -> Decimal:
    """To the penny, half a penny up. Sums are rounded once, when they are whole."""
    return amount.quantize(CENT, ROUND_HALF_UP)

"""When reports of the programme fall due. Everything that asks when, asks here (B15-37)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=30)


class Standing(StrEnum):
    """How the next report of a line of the programme stands on a day."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    LATER = "later"


def due_on(first: date, every_months: int, number: int) -> date:
    """The day on which a report is due, the first being number 0.

    Months are counted from the first day, so that what is due on 31 January is due on 28 or 29 February and on
    31 March again.
    """
    months = first.year * 12 + first.month - 1 + number * every_months
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))


def days(first: date, every_months: int) -> Iterator[date]:
    """Every day on which a report is due, without end."""
    number = 0
    while True:
        yield due_on(first, every_months, number)
        number += 1


@dataclass(frozen=True)
class Next:
    """The report that is due next, how it stands, and how many more after it were due before today."""

    due_on: date
    standing: Standing
    further: int = 0


def next_report(first: date, every_months: int, last_submitted: date | None, today: date) -> Next:
    """The first report due after the one submitted last. Due today is not overdue.

    A report that was passed over stays out once a later one has been submitted.
    """
    found = days(first, every_months)
    due = next(day for day in found if last_submitted is None or day > last_submitted)
    if due >= today:
        return Next(due, Standing.DUE_SOON if due <= today + SOON else Standing.LATER)
    further = 0
    while next(found) < today:
        further += 1
    return Next(due, Standing.OVERDUE, further)

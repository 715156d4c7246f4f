"""When reports of the programme fall due. Everything that asks when, asks here (B15-37)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from partnerships.days import after_months

DAY = timedelta(days=1)
SOON = timedelta(days=30)
MOST = 12


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
    return after_months(first, number * every_months)


def number_after(first: date, every_months: int, day: date) -> int:
    """Which report is the first one due after a day."""
    months = (day.year - first.year) * 12 + day.month - first.month
    number = max(0, months // every_months - 1)
    while due_on(first, every_months, number) <= day:
        number += 1
    return number


@dataclass(frozen=True)
class Next:
    """The report that is due next, how it stands, and how many more after it were due before today."""

    due_on: date
    standing: Standing
    further: int = 0


def next_due(first: date, every_months: int, last_submitted: date | None) -> date:
    """The day of the first report due after the one submitted last."""
    if last_submitted is None:
        return first
    return due_on(first, every_months, number_after(first, every_months, last_submitted))


def next_report(first: date, every_months: int, last_submitted: date | None, today: date) -> Next:
    """The first report due after the one submitted last. Due today is not overdue.

    A report that was passed over stays out once a later one has been submitted.
    """
    number = 0 if last_submitted is None else number_after(first, every_months, last_submitted)
    due = due_on(first, every_months, number)
    if due >= today:
        return Next(due, Standing.DUE_SOON if due <= today + SOON else Standing.LATER)
    return Next(due, Standing.OVERDUE, number_after(first, every_months, today - DAY) - number - 1)


def may_be_submitted(first: date, every_months: int, last_submitted: date | None, today: date) -> list[date]:
    """The reports that somebody may submit: those that are due, the newest twelve at most, and the next one."""
    number = 0 if last_submitted is None else number_after(first, every_months, last_submitted)
    ahead = max(number, number_after(first, every_months, today - DAY))
    return [due_on(first, every_months, each) for each in range(max(number, ahead - MOST), ahead + 1)]

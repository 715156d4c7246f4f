"""Which months a performance return is about, what it must say, and how it reads in a report (SH-14)."""

from collections.abc import Iterable
from datetime import date, timedelta

from register.models import PerformanceReturn
from register.models.performance import Progress, ReturnStatus
from register.rules.money import financial_year
from register.rules.programme import due_on

DAY = timedelta(days=1)
# The first reminder, four weeks before, then comes when the months are over.
TIME_TO_RECORD = timedelta(days=30)


def months_of(day: date, every: int) -> tuple[date, date]:
    """The first and the last day of the months in which a day lies, counted from the start of the financial year."""
    first = date(financial_year(day), 4, 1)
    passed = (day.year - first.year) * 12 + day.month - first.month
    number = passed // every
    return due_on(first, every, number), due_on(first, every, number + 1) - DAY


def missing(found: PerformanceReturn) -> list[str]:
    """What it must say to be recorded, in sentences."""
    is_behind = found.progress not in ("", Progress.PLANNED)
    asked = (
        (found.progress, "Choose how it goes."),
        (found.achieved.strip(), "Say what was achieved."),
        (not is_behind or found.concerns.strip(), "Say what is behind, and what is done about it."),
    )
    return [sentence for said, sentence in asked if not said]


def is_overdue(found: PerformanceReturn, today: date) -> bool:
    """Asked for, not recorded, and its day is past."""
    return found.status == ReturnStatus.ASKED and found.due_on < today


def told(found: Iterable[PerformanceReturn]) -> str:
    """What was recorded, oldest first, as a report prints it: a line for each, and its points below."""
    lines = []
    for each in sorted(found, key=lambda one: one.starts_on):
        lines.append(f"{each}: {each.get_progress_display().lower()}.")
        lines += [f"- {point}" for text in (each.achieved, each.measured, each.concerns) for point in points(text)]
    return "\n".join(lines)


def points(text: str) -> list[str]:
    return [line.strip().lstrip("-• ") for line in text.splitlines() if line.strip()]

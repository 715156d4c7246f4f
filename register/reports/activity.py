"""The draft of a year's activity summary, from what was written about its meetings and performance (H11-06, SH-14)."""

from datetime import date

from partnerships.numbers import whole
from register.models import Meeting, Partnership, PerformanceReturn
from register.rules.activity import Met, draft
from register.rules.money import financial_year
from register.rules.performance import told

# The financial years that anything can be written about, as they can be typed elsewhere.
KNOWN = range(1974, 2101)


def year_to_write(entry: Partnership, asked: object, today: date) -> int:
    """The financial year to write about: the one that was asked for, else the newest that met and has no summary."""
    year = whole(asked)
    if year and year in KNOWN:
        return year
    return next(iter(years_without(entry, today)), financial_year(today))


def years_without(entry: Partnership, today: date) -> list[int]:
    """The financial years in which it met and that have no summary yet, newest first."""
    held = Meeting.objects.kept().filter(partnership=entry, held_on__lte=today).values_list("held_on", flat=True)
    written = set(entry.summaries.filter(removed_at__isnull=True).values_list("financial_year", flat=True))
    return sorted({financial_year(day) for day in held} - written, reverse=True)


def draft_of(entry: Partnership, year: int) -> str:
    """A first text about a financial year."""
    days = (date(year, 4, 1), date(year + 1, 3, 31))
    held = Meeting.objects.kept().filter(partnership=entry, held_on__range=days).prefetch_related("reports")
    performed = told(PerformanceReturn.objects.filter(partnership=entry).of_year(year))
    met = draft(
        year,
        [
            Met(
                meeting.held_on,
                meeting.decisions,
                tuple(report.points for report in meeting.reports.all() if report.removed_at is None),
            )
            for meeting in held
        ],
    )
    return "\n\n".join(filter(None, [met, performed]))

"""An edition as a workbook: a row for each entry as it was kept, in the columns that the person may see."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from partnerships import events
from partnerships.models import Event
from partnerships.spreadsheets import writer
from partnerships.spreadsheets.table import Cell, Column, Table
from partnerships.verdict import require
from register import permissions
from register.columns import BY_FIELD, NUMBER_FORMATS, every_column
from register.listing.cells import NUMERIC
from register.listing.columns import columns_for
from register.listing.export import XLSX, Export
from register.rules.money import year_name
from reviews.models import Edition
from reviews.reports import kept
from reviews.reports.editions import DATES, words
from reviews.reports.figures import contribution_of
from reviews.reports.kept import KeptEntry

REVIEW = ("Review", "Tier in the review", "Recommended", "Recommendation of the review", "Hours", "Pounds", "Activity")
MONEY = "#,##0.00"
# Money stands year by year instead, as the review's own recommendation does beside the register's.
LEFT_OUT = {"contribution"}


def export(edition: Edition, *, by, at: datetime) -> Export:
    """The workbook for a person, noted in the event log. Raises Refused for who does not read the whole register."""
    require(permissions.can_export_register(by))
    found = kept.entries(edition)
    columns = [name for name in every_column() if name in columns_for(by) and name not in LEFT_OUT]
    events.log(
        Event.Kind.EXPORTED, f"edition {edition.number}", by=by, at=at, format="xlsx", count=len(found),
        columns=columns,
    )  # fmt: skip
    content = writer.xlsx([table(edition, found, columns)], title=str(edition), as_of=localdate(edition.made_at))
    return Export(f"edition-{edition.number}.xlsx", XLSX, iter([content]))


def table(edition: Edition, found: list[KeptEntry], columns: Sequence[str]) -> Table:
    """The register's columns, then what was paid year by year, then what the review said."""
    years = sorted({sum_.financial_year for entry in found for part in entry.parts for sum_ in part.live_contributions})
    headings = [
        *(Column(BY_FIELD[name].label, NUMBER_FORMATS.get(BY_FIELD[name].kind, "")) for name in columns),
        *(Column(f"Contribution {year_name(year)}", MONEY) for year in years),
        *(Column(label, MONEY if label in ("Hours", "Pounds") else "") for label in REVIEW),
    ]
    return Table(str(edition), headings, (list(cells(entry, columns, years)) for entry in found))


def cells(entry: KeptEntry, columns: Sequence[str], years: Sequence[int]) -> Iterator[Cell]:
    for name in columns:
        yield cell(name, entry.values.get(name))
    for year in years:
        yield contribution_of(entry, year).amount
    yield entry.outcome
    yield entry.review.tier if entry.review else None
    yield entry.recommendation_kind or None
    yield entry.recommendation or None
    yield entry.hours_change
    yield entry.pounds_change
    yield entry.said("activity") or None


def cell(field: str, value: object) -> Cell:
    """Figures stay figures and days stay days; all else is text, and blank is blank."""
    if value in (None, "", []):
        return None
    if isinstance(value, bool):
        return words(field, value)
    if BY_FIELD[field].kind in NUMERIC:
        return Decimal(str(value))
    return date.fromisoformat(str(value)) if BY_FIELD[field].kind in DATES else words(field, value)

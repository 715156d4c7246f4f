"""The list as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partnerships import events
from partnerships.models import Event
from partnerships.spreadsheets import writer
from partnerships.verdict import require
from register import permissions
from register.querysets import PartnershipQuerySet
from register.resources import RegisterResource, by_theme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {"xlsx": XLSX, "themes": XLSX, "csv": "text/csv; charset=utf-8"}
NAMES = {
    "xlsx": "partnerships-{}.xlsx",
    "themes": "partnerships-by-theme-{}.xlsx",
    "csv": "partnerships-{}.csv",
}


@dataclass(frozen=True)
class Export:
    """A file on its way out: its name, its type and its bytes in pieces."""

    name: str
    content_type: str
    content: Iterator[bytes]


def written(queryset: PartnershipQuerySet, columns: Sequence[str], file_format: str, today: date) -> Iterator[bytes]:
    """The entries as the bytes of a file, in pieces. `themes` is a workbook with a tab for each theme (SH-11)."""
    if file_format == "themes":
        tables = by_theme(columns, queryset, today=today)
    else:
        tables = [RegisterResource(columns, queryset, today=today).table()]
    if file_format == "csv":
        return writer.csv_lines(tables[0])
    return iter([writer.xlsx(tables, title="Partnership register", as_of=today)])


def export(
    queryset: PartnershipQuerySet,
    columns: Sequence[str],
    file_format: str,
    filters: str,
    *,
    by,
    at: datetime,
    today: date,
) -> Export:
    """The entries of a list as a file for a person, noted in the event log with their number and the filters.

    Raises Refused for who does not read the whole register.
    """
    require(permissions.can_export_register(by))
    events.log(
        Event.Kind.EXPORTED,
        "register",
        by=by,
        at=at,
        format=file_format,
        count=queryset.count(),
        filters=filters,
        columns=list(columns),
    )
    content = written(queryset, columns, file_format, today)
    return Export(NAMES[file_format].format(f"{today:%Y-%m-%d}"), TYPES[file_format], content)

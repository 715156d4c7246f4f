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
from register.resources import RegisterResource

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True)
class Export:
    """A file on its way out: its name, its type and its bytes in pieces."""

    name: str
    content_type: str
    content: Iterator[bytes]


def written(queryset: PartnershipQuerySet, columns: Sequence[str], file_format: str, today: date) -> Iterator[bytes]:
    """The entries as the bytes of a file, in pieces."""
    table = RegisterResource(columns, queryset, today=today).table()
    if file_format == "csv":
        return writer.csv_lines(table)
    return iter([writer.xlsx([table], title="Partnership register", as_of=today)])


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
    return Export(f"partnerships-{today:%Y-%m-%d}.{file_format}", TYPES[file_format], content)

"""What the register writes now of the entries that a workbook names, cell by cell."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice
from typing import Any

from partnerships.models import Council
from partnerships.spreadsheets.workbook import Workbook
from register.columns import COLUMNS
from register.interchange.held import Held, Place
from register.models import Partnership
from register.resources import RegisterResource, reader
from register.rules.money import year_name

AT_ONCE = 500


def named(workbook: Workbook) -> set[str]:
    """The texts of a workbook that may be references of entries."""
    cells = (raw for sheet in workbook.sheets for row in sheet.rows for raw in row)
    return {raw.strip() for raw in cells if isinstance(raw, str) and raw.strip().startswith("P-") and len(raw) < 20}


def held(workbook: Workbook, known: Mapping[str, Mapping[str, object]], council: str | None, today: date) -> Held:
    """Those of the known entries that the workbook names by reference, as a file of the register has them now.

    `known` is what the fields of each entry hold, by its reference.
    """
    references, words = sorted(named(workbook) & known.keys()), {}
    for chunk in chunks(references):
        words |= cells_of(chunk, today)
    first = Council.objects.current().first()
    return Held(words, known, council=council or (first.name if first else None))


def chunks(references: list[str]) -> Iterable[list[str]]:
    rest = iter(references)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk


def cells_of(references: list[str], today: date) -> dict[str, dict[Place, Any]]:
    """The written cells of these entries, by reference and place."""
    entries = Partnership.objects.filter(reference__in=references).order_by("pk")
    resource = RegisterResource([column.field for column in COLUMNS], entries, today=today)
    councils = {str(council.pk): council.name for council in resource.councils}
    plan = [
        (place(name, councils), reader(field.attribute.split("__")), field.widget.render)
        for name, field in resource.fields.items()
        if name.split(" ")[0] in {column.field for column in COLUMNS if column.imported}
    ]
    return {
        record.reference: {where: render(read(record)) for where, read, render in plan}
        for record in resource.iter_queryset(entries)
    }


def place(name: str, councils: dict[str, str]) -> Place:
    """A field of the resource as field, council and financial year."""
    field, council, year = [*name.split(" "), "", ""][:3]
    return field, councils.get(council), year_name(int(year)) if year else None

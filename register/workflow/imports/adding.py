"""New entries of an import with all their lines, written in bulk."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from partnerships.models import Council, Sequence
from partnerships.saving import create_many
from register.models import Contribution, ImportBatch, ImportRow, Participation, Partnership
from register.workflow.imports import lines
from register.workflow.imports.columns import detail_columns, entry_columns, entry_lists
from register.workflow.imports.lists import Lists
from register.workflow.imports.staged import Facts


def add_entries(
    batch: ImportBatch,
    rows: list[ImportRow],
    facts: Mapping[int, Facts],
    lists: Lists,
    council: Council,
    who: Mapping[str, Any],
) -> list[Partnership]:
    """One entry for each row, in their order, with its parts, sums, seats, partners, names and agreement."""
    references = Sequence.take("P", len(rows)) if rows else []
    entries = [
        Partnership(reference=reference, batch=batch, **entry_columns(facts[row.pk], lists))
        for row, reference in zip(rows, references, strict=True)
    ]
    create_many(entries, lists=[entry_lists(facts[row.pk], lists) for row in rows], **who)
    parts, rest = [], {"seats": [], "partners": [], "names": [], "agreements": []}
    made: list[tuple[list, Facts]] = []
    for row, entry in zip(rows, entries, strict=True):
        known = facts[row.pk]
        own = lines.parts(entry, known, lists, council, typed(batch, row, "officer_hours_per_month"))
        parts += own
        made.append((own, known))
        rest["seats"] += lines.seats(entry, known, council)
        rest["partners"] += lines.partners(entry, known, lists)
        rest["names"] += lines.other_names(entry, known)
        rest["agreements"] += lines.agreements(entry, known, typed_dates(batch, row))
    create_many(parts, **who)
    create_many([item for own, known in made for item in sums(own, known, lists, localdate(who["at"]))], **who)
    for records in rest.values():
        create_many(records, **who)
    return entries


def sums(own: list[Participation], known: Facts, lists: Lists, today: date) -> list[Contribution]:
    """The sums of a new entry, of each council one with what the row says beside the amount."""
    found = lines.sums(own, known)
    for part in own:
        of_council = [item for item in found if item.participation is part]
        details = detail_columns(known.by_council.get(part.council.name, {}), lists)
        if told := lines.told_of(of_council, today):
            for name, value in details.items():
                setattr(told, name, value)
    return found


def typed(batch: ImportBatch, row: ImportRow, field: str) -> dict[str, str]:
    """The raw cells of a field by council, as the sheet has them; a column of no council counts for the batch's own."""
    return {
        column["council"] or batch.options["council"]: row.raw[column["letters"]]
        for column in columns_of(batch, row, field)
    }


def typed_dates(batch: ImportBatch, row: ImportRow) -> str:
    """The raw cells of the agreement's dates."""
    found = columns_of(batch, row, "agreement_starts_on") + columns_of(batch, row, "agreement_ends_on")
    return " – ".join(dict.fromkeys(row.raw[column["letters"]] for column in found))


def columns_of(batch: ImportBatch, row: ImportRow, field: str) -> list[dict[str, Any]]:
    """The columns of a row's sheet that were read as this field and hold something in the row."""
    sheet = next(sheet for sheet in batch.sheets if sheet["name"] == row.sheet)
    return [column for column in sheet["columns"] if field in column["fields"] and column["letters"] in row.raw]

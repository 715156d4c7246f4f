"""Committing a checked import: every entry, line and list value in one transaction and one change set, or nothing."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from partnerships.models import ChangeSet, Council
from partnerships.saving import announced_once
from partnerships.verdict import Refused
from register.interchange.compare import Outcome
from register.interchange.names import key
from register.models import ImportBatch, ImportRow, Partnership
from register.models.choices import Status
from register.workflow.imports import standing
from register.workflow.imports.adding import add_entries
from register.workflow.imports.batches import PROCEDURE, note
from register.workflow.imports.changing import change_entry
from register.workflow.imports.lists import Lists
from register.workflow.imports.staged import Facts


class Outdated(Refused):
    """The register changed after the check. Nothing was written; checking again shows what changed."""


def commit(batch: ImportBatch, *, version: int, by, at: datetime) -> ImportBatch:
    """Write the rows that are new or changed. Submitting twice writes once: the second meets a batch already committed.

    Raises Refused (Outdated when an entry was changed since the check), Conflict or ValidationError; nothing is
    written then.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.IMPORT,
            label=f"Import {batch.reference} of {batch.file_name}"[:200],
            made_at=at,
            made_by=by,
        )
        batch = PROCEDURE.perform("commit", batch, by=by, at=at, version=version, changes={"change_set": change_set})
        rows = list(batch.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]))
        write(batch, rows, by=by, at=at)
        note(batch, "committed", by=by, at=at, **batch.totals)
    return batch


def write(batch: ImportBatch, rows: list[ImportRow], *, by, at: datetime) -> None:
    """The entries of all rows, and in each row which entry it became."""
    who = {"by": by, "at": at, "change_set": batch.change_set}
    facts = {row.pk: Facts.from_json(row.values) for row in rows}
    lists = Lists()
    lists.add_missing(facts.values(), **who)
    council = Council.objects.get(name=batch.options["council"])
    new = [row for row in rows if row.outcome == Outcome.NEW]
    changed = [row for row in rows if row.outcome == Outcome.CHANGED]
    still_new(new)
    entries = unchanged_since(changed, timezone.localdate(at))
    for row, entry in zip(new, add_entries(batch, new, facts, lists, council, who), strict=True):
        row.partnership, row.after_version = entry, entry.version
    for row in changed:
        entry = change_entry(entries[row.partnership_id], row, facts[row.pk], lists, council, who)
        row.after_version = entry.version
    ImportRow.objects.bulk_update(rows, ["partnership", "after_version"], batch_size=200)


def still_new(rows: list[ImportRow]) -> None:
    """Refuse when somebody put one of the new names on the register after the check."""
    names = {key(row.name): row for row in rows}
    standing_now = Partnership.objects.exclude(status=Status.IMPORT_UNDONE).values_list("name_key", "name", "reference")
    clashes = [f"{name} ({reference})" for found, name, reference in standing_now if found in names]
    if clashes:
        raise Outdated(f"{listed(clashes)} came onto the register after this file was checked. Check the file again.")


def unchanged_since(rows: list[ImportRow], today: date) -> dict[int, Partnership]:
    """The entries to change, as they stood at the check; refuse when somebody changed one, or a line of it, since."""
    keys = [row.partnership_id for row in rows]
    found = {entry.pk: entry for entry in standing.entries(today, pk__in=keys)}
    moved = [
        f"{row.partnership.name} ({row.partnership.reference})"
        for row in rows
        if row.partnership_id not in found or standing.seen(found[row.partnership_id]) != row.changes["seen"]
    ]
    if moved:
        raise Outdated(
            f"{listed(moved)} changed after this file was checked. Nothing was imported. Check the file again."
        )
    return found


def listed(names: list[str], most: int = 5) -> str:
    """A list in a sentence, long ones cut with a count."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")

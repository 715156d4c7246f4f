"""Undoing an import as a whole: what it made goes, what it changed is as it was, and nothing is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from partnerships.models import ChangeSet, Council, Service
from partnerships.saving import Edit, Versioned, announced_once, claimed_many
from partnerships.verdict import Verdict, refused, require
from register.models import (
    Contribution,
    Family,
    GoverningDocument,
    ImportBatch,
    Organisation,
    Participation,
    Partner,
    Partnership,
    PartnershipName,
    PartnershipType,
    Seat,
    Theme,
)
from register.models.choices import Status
from register.workflow.entries import LIFE
from register.workflow.imports.batches import PROCEDURE, note
from register.workflow.imports.committing import listed

LINES: tuple[type[Versioned], ...] = (Seat, Partner, GoverningDocument, PartnershipName, Contribution)
LISTS: tuple[type[Versioned], ...] = (Family, Theme, PartnershipType, Organisation, Service, Council)
BLANK_PART = {
    "officer_hours_per_month": None,
    "officer_hours_as_typed": "",
    "officer_hours_is_estimate": False,
    "officer_hours_source": "",
    "officer_level": "",
    "lead_member": None,
    "lead_member_post": "",
    "significance": "",
    "significance_source": "",
}


@dataclass(frozen=True)
class Written:
    """What an import wrote on one record: its first and last version of it, and whether it made the record."""

    first: int
    last: int
    made: bool


def may_undo(user, batch: ImportBatch) -> Verdict:
    """May this person undo this import as the register stands? The refusal names the entries touched since."""
    if not (verdict := PROCEDURE.may_start(user, batch, "undo")):
        return verdict
    if names := [f"{entry.name} ({entry.reference})" for entry in touched(batch)]:
        return refused(
            f"{listed(names)} changed since this import, so it cannot be undone. Correct the entries one by one."
        )
    return verdict


def undo(batch: ImportBatch, *, version: int, by, at: datetime) -> ImportBatch:
    """Bring the register back to what it was before the import. Raises Refused or Conflict; nothing is written then."""
    with transaction.atomic(), announced_once(by=by, at=at):
        require(may_undo(by, batch))
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.UNDO, label=f"Undoing import {batch.reference}", made_at=at, made_by=by
        )
        who = {"by": by, "at": at, "change_set": change_set, "reason": f"Import {batch.reference} undone"}
        entries = written(Partnership, batch)
        gone = {pk for pk, what in entries.items() if what.made}
        for model in LINES:
            take_back_lines(model, batch, gone, who)
        take_back_parts(batch, gone, who)
        restore(Partnership, {pk: what for pk, what in entries.items() if not what.made}, who)
        leaving = Partnership.objects.filter(pk__in=gone).select_related("batch").order_by("pk")
        LIFE.perform_many("undo_import", list(leaving), **who)
        for model in LISTS:
            retire_unused(model, batch, who)
        batch = PROCEDURE.perform("undo", batch, by=by, at=at, version=version)
        note(batch, "undone", by=by, at=at)
    return batch


def written(model: type[Versioned], batch: ImportBatch) -> dict[int, Written]:
    """Every record of a model that the import wrote, by key."""
    found: dict[int, Written] = {}
    rows = model.history.filter(change_set=batch.change_set).order_by("id", "version")
    for pk, version, kind in rows.values_list("id", "version", "history_type"):
        known = found.get(pk)
        found[pk] = Written(known.first if known else version, version, known.made if known else kind == "+")
    return found


def touched(batch: ImportBatch) -> list[Partnership]:
    """The entries of which somebody changed anything after the import wrote it, in the order of their names."""
    subjects: set[int] = set()
    for model in (Partnership, Participation, *LINES):
        for record in moved_on(model, batch):
            subjects |= record.subject_ids()
        if model is not Partnership:
            subjects |= added_since(model, batch)
    return list(Partnership.objects.filter(pk__in=subjects).order_by("name", "pk"))


def rows_of(model: type[Versioned], batch: ImportBatch) -> QuerySet:
    """What history holds of a model from this import."""
    return model.history.filter(change_set=batch.change_set).order_by()


def moved_on(model: type[Versioned], batch: ImportBatch) -> QuerySet:
    """The records that the import wrote and somebody changed since. Only versions are read, not whole records."""
    left = dict(rows_of(model, batch).values_list("id").annotate(last=Max("version")))
    own = model._base_manager.filter(pk__in=rows_of(model, batch).values("id")).values_list("pk", "version")
    return subjects_known(model).filter(pk__in=[pk for pk, version in own if version != left[pk]])


def subjects_known(model: type[Versioned]) -> QuerySet:
    """All records of a model, each knowing its partnership without another look."""
    records = model._base_manager.all()
    return records.select_related("participation") if model is Contribution else records


def added_since(model: type[Versioned], batch: ImportBatch) -> set[int]:
    """The import's own entries to which somebody added a line since."""
    path = "participation__partnership" if model is Contribution else "partnership"
    made = rows_of(Partnership, batch).filter(history_type="+").values("id")
    own = rows_of(model, batch).values("id")
    return set(model._base_manager.filter(**{f"{path}__in": made}).exclude(pk__in=own).values_list(path, flat=True))


def take_back_lines(model: type[Versioned], batch: ImportBatch, gone: set[int], who: Mapping[str, Any]) -> None:
    """Lines the import added to entries that stay are taken off them; lines it changed or took off are as before."""
    own = written(model, batch)
    new = list(subjects_known(model).filter(pk__in=[pk for pk, what in own.items() if what.made]))
    removed = {"removed_at": who["at"], "removed_by": who["by"]}
    edits = [
        Edit(record.pk, record.version, removed)
        for record in new
        if not record.subject_ids() <= gone and record.removed_at is None
    ]
    claimed_many(model, edits, **who)
    restore(model, {pk: what for pk, what in own.items() if not what.made}, who)


def take_back_parts(batch: ImportBatch, gone: set[int], who: Mapping[str, Any]) -> None:
    """A council's part that the import added to an entry that stays says nothing again; one it changed is as before."""
    own = written(Participation, batch)
    new = Participation.objects.filter(pk__in=[pk for pk, what in own.items() if what.made]).exclude(
        partnership__in=gone
    )
    claimed_many(Participation, [Edit(part.pk, part.version, BLANK_PART) for part in new], **who)
    restore(Participation, {pk: what for pk, what in own.items() if not what.made}, who)


def restore(model: type[Versioned], changed: Mapping[int, Written], who: Mapping[str, Any]) -> None:
    """Set records back to the version before the import's first; each claimed at the version that the import left."""
    if not changed:
        return
    before = {row.id: row for row in model.history.filter(id__in=changed) if row.version == changed[row.id].first - 1}
    edits = [Edit(pk, changed[pk].last, values_in(model, row)) for pk, row in sorted(before.items())]
    claimed_many(model, edits, **who)


def values_in(model: type[Versioned], row) -> dict[str, Any]:
    """The values of a row of history, lists included, as changes to set."""
    left_out = {"id", "version", *model.derived_fields}
    plain = {
        column.attname: getattr(row, column.attname)
        for column in model._meta.concrete_fields
        if column.name not in left_out
    }
    lists = {
        column.name: [
            getattr(link, f"{column.m2m_reverse_field_name()}_id") for link in getattr(row, column.name).all()
        ]
        for column in row._history_m2m_fields
    }
    return plain | lists


def retire_unused(model: type[Versioned], batch: ImportBatch, who: Mapping[str, Any]) -> None:
    """List values that the import added are retired, unless somebody changed them or an entry that stays uses them."""
    own = {pk: what for pk, what in written(model, batch).items() if what.made}
    records = [record for record in model._base_manager.filter(pk__in=own) if record.version == own[record.pk].last]
    edits = [Edit(record.pk, record.version, {"is_retired": True}) for record in records if not in_use(record)]
    claimed_many(model, edits, **who)


def in_use(record: Versioned) -> bool:
    """Whether an entry that is not undone refers to this value."""
    if isinstance(record, Organisation):
        paid = {"participations__contributions__removed_at__isnull": True}
        entries = Partnership.objects.filter(
            Q(partners__organisation=record, partners__removed_at__isnull=True)
            | Q(participations__contributions__recipient=record, **paid)
        )
    elif isinstance(record, Council):
        return (
            record.people.exists()
            or Participation.objects.filter(council=record).exclude(partnership__status=Status.IMPORT_UNDONE).exists()
        )
    else:
        entries = record.partnerships.all()
    return entries.exclude(status=Status.IMPORT_UNDONE).exists()

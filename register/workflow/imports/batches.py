"""The procedure of an import, and its beginning: a file is uploaded, and may be discarded before it is committed."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from partnerships.events import log
from partnerships.machine import Machine, Transition
from partnerships.models import Event, Sequence
from partnerships.saving import create
from partnerships.spreadsheets.reader import Unreadable, read_bytes
from partnerships.spreadsheets.workbook import Sheet, Workbook
from partnerships.verdict import require
from register import permissions
from register.interchange.cells.parsed import empty
from register.interchange.reading import ReadSheet, RowKind
from register.interchange.understand import understand
from register.models import ImportBatch
from register.rules.imports import file_fault, ready_to_commit
from register.workflow.imports.assessing import vocabulary

Status = ImportBatch.Status
FEW = 20  # filled rows up to which it is worth looking whether any of them is more than a heading
WAITING = (Status.UPLOADED, Status.CHECKED, Status.COMMITTED)

PROCEDURE = Machine(
    ImportBatch,
    "import",
    Status.UPLOADED,
    Transition("check", "checked", (Status.UPLOADED, Status.CHECKED), Status.CHECKED, permissions.can_work_on_batch),
    Transition(
        "commit",
        "committed",
        (Status.CHECKED,),
        Status.COMMITTED,
        permissions.can_work_on_batch,
        ready_to_commit,
        stamp="committed",
    ),
    Transition(
        "accept", "accepted", (Status.COMMITTED,), Status.ACCEPTED, permissions.can_accept_batch, stamp="accepted"
    ),
    Transition(
        "undo", "undone", (Status.COMMITTED, Status.ACCEPTED), Status.UNDONE, permissions.can_undo_batch, stamp="undone"
    ),
    Transition(
        "discard", "discarded", (Status.UPLOADED, Status.CHECKED), Status.DISCARDED, permissions.can_work_on_batch
    ),
)


class AlreadyWaiting(Exception):
    """The same file was uploaded before and is still on its way."""

    def __init__(self, batch: ImportBatch):
        super().__init__(f"The same file was uploaded before, as {batch.reference}.")
        self.batch = batch


def upload(content: bytes, name: str, *, by, at: datetime) -> ImportBatch:
    """Take a file in: it is read once, so that what cannot be read is never kept.

    Raises Refused, ValidationError with one sentence about the file, or AlreadyWaiting.
    """
    require(permissions.can_import(by))
    if fault := file_fault(name, len(content), most=settings.IMPORT_MAX_BYTES):
        raise ValidationError(fault)
    workbook = readable(content, name)
    if fault := bare(workbook):
        raise ValidationError(fault)
    digest = sha256(content).hexdigest()
    with transaction.atomic():
        if waiting := ImportBatch.objects.filter(sha256=digest, status__in=WAITING).first():
            raise AlreadyWaiting(waiting)
        batch = ImportBatch(
            reference=Sequence.take("IMP")[0],
            file_name=workbook.name[:200],
            sha256=digest,
            uploaded_at=at,
            uploaded_by=by,
            options={"lines": sum(len(sheet.rows) for sheet in workbook.sheets)},
            file=ContentFile(content, name=name),
        )
        create(batch, by=by, at=at)
        note(batch, "uploaded", by=by, at=at)
    return batch


def bare(workbook: Workbook) -> str:
    """Why a file has nothing to import: no tab has a row below its headings. Blank where there may be something."""
    filled = {sheet.name: sum(any(not empty(raw) for raw in row) for row in sheet.rows) for sheet in workbook.sheets}
    if sum(filled.values()) > FEW:
        return ""
    reading = understand(workbook, vocabulary=vocabulary())
    if any(row.kind not in (RowKind.TOTAL, RowKind.HEADING) for row in reading.rows):
        return ""
    if any(perhaps_a_table(sheet, read) for sheet, read in zip(workbook.sheets, reading.sheets, strict=True)):
        return ""
    tabs = " and ".join(f"“{name}”" for name in filled) if len(filled) < 4 else f"all {len(filled)} tabs"
    return (
        f"The selected file has nothing to import. On {tabs} we looked for a row of headings, such as Partnership "
        "name, and for filled rows below it. Fill in the rows and save the file, then choose it again."
    )


def perhaps_a_table(sheet: Sheet, read: ReadSheet) -> bool:
    """Whether filled rows stand where no row was read: on a tab left aside, or above or within what was taken for
    the headings, which may be elsewhere. A title alone in its row is neither.
    """
    if not read.used:
        return sum(any(not empty(raw) for raw in row) for row in sheet.rows) > 1
    above = sheet.rows[: (read.header_row or 1) - read.header_rows]
    return read.header_rows > 1 or any(sum(not empty(raw) for raw in row) > 1 for row in above)


def readable(content: bytes, name: str) -> Workbook:
    """The file as plain values. Raises ValidationError with the reader's sentence."""
    try:
        return read_bytes(content, name)
    except Unreadable as error:
        raise ValidationError(str(error)) from error


def workbook_of(batch: ImportBatch) -> Workbook:
    """The stored file, read again."""
    with batch.file.open("rb") as file:
        return readable(file.read(), batch.file_name)


def discard(batch: ImportBatch, *, version: int, by, at: datetime) -> ImportBatch:
    """Put an upload aside that was never committed. Its file and rows stay for whoever asks."""
    with transaction.atomic():
        batch = PROCEDURE.perform("discard", batch, by=by, at=at, version=version)
        note(batch, "discarded", by=by, at=at)
    return batch


def note(batch: ImportBatch, step: str, *, by, at: datetime, **detail) -> None:
    """One line of the event log for a step of the procedure."""
    log(Event.Kind.IMPORT_STEP, f"import {batch.reference}", by=by, at=at, step=step, **detail)

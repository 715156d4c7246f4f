"""Every write about a stored file: kept, replaced by a newer version, taken off, put back, handed out."""

from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.events import log
from partnerships.models import Event
from partnerships.saving import claimed, create
from partnerships.storage import stored
from partnerships.verdict import Refused, require
from register import permissions
from register.models import GoverningDocument, Meeting, PartnerPaper, StoredFile
from register.models.documents import where_kept
from register.rules.files import Accepted, Unsuitable, accepted

Owner = GoverningDocument | Meeting | PartnerPaper
OWNED_AS = {GoverningDocument: "document", Meeting: "meeting", PartnerPaper: "paper"}
DAMAGED = "The stored file “{}” is not the one that was uploaded, so it is not handed out. Tell the policy team."
TWICE = "This very file is stored here already, as “{}”. Choose another one."
REPLACED = "A newer version has taken the place of this file already. Replace that one instead."


def store(
    name: str,
    content: bytes,
    owner: Owner,
    *,
    title: str = "",
    replaces: StoredFile | None = None,
    by,
    at: datetime,
) -> StoredFile:
    """Keep a file of what it belongs to, in the place of an older version where `replaces` names one.

    Raises Refused, or ValidationError with one sentence about the file; nothing is kept then.
    """
    require(permissions.can_keep_files(by, owner))
    fine = suitable(name, content)
    digest = sha256(content).hexdigest()
    file = StoredFile(
        partnership=owner.partnership,
        **belonging(owner),
        title=title,
        file_name=fine.name,
        media_type=fine.media_type,
        size=len(content),
        sha256=digest,
        replaces=replaces,
        uploaded_at=at,
        uploaded_by=by,
    )
    with stored(where_kept(file, fine.name), content) as path, transaction.atomic():
        refuse_second_time(owner, digest, replaces)
        file.content = path
        create(file, by=by, at=at)
    return file


def suitable(name: str, content: bytes) -> Accepted:
    """What is kept of an upload. Raises ValidationError with one sentence about the file."""
    try:
        return accepted(name, content, most=settings.FILE_MAX_BYTES)
    except Unsuitable as fault:
        raise ValidationError({"file": str(fault)}) from fault


def belonging(owner: Owner) -> dict[str, Owner]:
    return {OWNED_AS[type(owner)]: owner}


def refuse_second_time(owner: Owner, digest: str, replaces: StoredFile | None) -> None:
    """A file is stored once, and replaced once."""
    if same := owner.files.filter(sha256=digest, removed_at__isnull=True).first():
        raise ValidationError({"file": TWICE.format(same)})
    if replaces and StoredFile.objects.filter(replaces=replaces).exists():
        raise ValidationError({"file": REPLACED})


def remove(file: StoredFile, *, version: int, by, at: datetime, reason: str = "") -> StoredFile:
    """Take a file off; nobody can download it until it is put back."""
    return moved(file, {"removed_at": at, "removed_by": by}, version=version, by=by, at=at, reason=reason)


def put_back(file: StoredFile, *, version: int, by, at: datetime, reason: str = "") -> StoredFile:
    """Undo that."""
    return moved(file, {"removed_at": None, "removed_by": None}, version=version, by=by, at=at, reason=reason)


def moved(file: StoredFile, changes: dict, *, version: int, by, at: datetime, reason: str) -> StoredFile:
    require(permissions.can_change_file(by, file))
    return claimed(StoredFile, file.pk, version, changes, by=by, at=at, reason=reason)


def download(file: StoredFile, *, by, at: datetime) -> bytes:
    """The bytes that were uploaded, compared with their hash. Noted in the log. Raises Refused where they differ."""
    content = undamaged(file)
    subject = f"file {file.pk} of {file.partnership.reference}"
    log(Event.Kind.DOWNLOADED, subject, by=by, at=at, file_name=file.file_name, bytes=len(content))
    return content


def undamaged(file) -> bytes:
    """The bytes of a row that keeps content and hash. Raises Refused where the file is lost or is another one."""
    try:
        with file.content.open() as kept:
            content = kept.read()
    except OSError as error:
        raise Refused(DAMAGED.format(file)) from error
    if sha256(content).hexdigest() != file.sha256:
        raise Refused(DAMAGED.format(file))
    return content

"""Every write about a file that goes with a paper: attached, taken off, carried into a correction, handed out (H14-42).

A file belongs to what is issued: attaching one moves the draft a version on, so that nobody issues it unseen.
"""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.events import log
from partnerships.models import Event
from partnerships.saving import claimed, create
from partnerships.storage import stored
from partnerships.verdict import require
from register.models.documents import where_kept
from register.workflow.files import suitable, undamaged
from reviews import permissions
from reviews.models import CommitteePaper, PaperFile

TWICE = "This very file is attached here already, as “{}”. Choose another one."
NO_HEADING = "The paper has no implication of that name. Choose one of those listed."
CARRIED = ("heading", "title", "file_name", "media_type", "size", "sha256", "content", "uploaded_at", "uploaded_by")


def attach(
    paper: CommitteePaper, name: str, content: bytes, *, heading: str = "", title: str = "", by, at: datetime
) -> PaperFile:
    """Attach a file to a draft, under one of its implications or, without a heading, to all of it.

    Raises Refused, Conflict where somebody changed the paper meanwhile, or ValidationError with one sentence about the
    file; nothing is kept then.
    """
    require(permissions.can_edit_paper(by, paper))
    fine = suitable(name, content)
    file = PaperFile(
        paper=paper,
        heading=heading,
        title=title,
        file_name=fine.name,
        media_type=fine.media_type,
        size=len(content),
        sha256=sha256(content).hexdigest(),
        uploaded_at=at,
        uploaded_by=by,
    )
    with stored(where_kept(file, fine.name), content) as path, transaction.atomic():
        moved_on(paper, f"Attached {fine.name}", by=by, at=at)
        refuse_second_time(file)
        file.content = path
        create(file, by=by, at=at)
    return file


def refuse_second_time(file: PaperFile) -> None:
    """A file is attached once, and under an implication that the paper answers."""
    if same := file.paper.files.kept().filter(sha256=file.sha256).first():
        raise ValidationError({"file": TWICE.format(same)})
    if file.heading and not file.paper.implications.filter(heading=file.heading).exists():
        raise ValidationError({"heading": NO_HEADING})


def take_off(file: PaperFile, *, by, at: datetime) -> PaperFile:
    """Take a file off a draft. It stays in history; nobody can download it. Raises Refused or Conflict."""
    require(permissions.can_edit_paper(by, file.paper))
    with transaction.atomic():
        moved_on(file.paper, f"Took off {file.file_name}", by=by, at=at)
        return claimed(PaperFile, file.pk, file.version, {"removed_at": at, "removed_by": by}, by=by, at=at)


def moved_on(paper: CommitteePaper, reason: str, *, by, at: datetime) -> CommitteePaper:
    """The draft a version further, so that what was read before is not issued."""

    def still_a_draft(current: CommitteePaper) -> None:
        require(permissions.can_edit_paper(by, current))

    return claimed(CommitteePaper, paper.pk, paper.version, {}, by=by, at=at, reason=reason, guard=still_a_draft)


def carry_over(paper: CommitteePaper, correction: CommitteePaper, *, by, at: datetime) -> None:
    """A correction begins with the files of the paper that it corrects."""
    for old in paper.files.kept():
        create(PaperFile(paper=correction, **{name: getattr(old, name) for name in CARRIED}), by=by, at=at)


def download(file: PaperFile, *, by, at: datetime) -> bytes:
    """The bytes that were attached, compared with their hash. Noted in the log. Raises Refused where they differ."""
    content = undamaged(file)
    subject = f"file {file.pk} of {file.paper.subject}"
    log(Event.Kind.DOWNLOADED, subject, by=by, at=at, file_name=file.file_name, bytes=len(content))
    return content

"""Agreements and files for tests, made by walking the workflow; and files that ought to be refused."""

import io
import zipfile
from datetime import date, timedelta

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from register.models import AgreedOutcome, GoverningDocument
from register.models.choices import DocumentKind
from register.workflow import agreements, entries
from tests.factories import NOW

TODAY = NOW.date()
WORD_TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'


def document(entry, by, *, title="Tourism agreement", ends=None, **values) -> GoverningDocument:
    """An agreement in force, which ends so many days from today."""
    end = None if ends is None else TODAY + timedelta(days=ends)
    values = {"kind": DocumentKind.AGREEMENT, "starts_on": date(2020, 4, 1), "ends_on": end, **values}
    made = GoverningDocument(partnership=entry, title=title, **values)
    return entries.add_line(made, entry, by=by, at=NOW)


def drafted(entry, by, **values) -> GoverningDocument:
    made = GoverningDocument(partnership=entry, **{"title": "New agreement", **values})
    return agreements.draft(made, entry, by=by, at=NOW)


def outcome(agreement, by, *, text="More visitors", theme=None, localities="") -> AgreedOutcome:
    made = AgreedOutcome(document=agreement, text=text, theme=theme, localities=localities)
    return agreements.add_outcome(made, by=by, at=NOW)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def pdf(*, script: bool = False, password: str = "", packed: bool = True) -> bytes:
    """A real PDF of one empty page."""
    with pikepdf.new() as made:
        made.add_blank_page()
        if script:
            made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        file = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        made.save(
            file,
            object_stream_mode=mode,
            encryption=pikepdf.Encryption(owner=password, user=password) if password else False,
        )
    return file.getvalue()


def package(parts: dict[str, bytes], compression=zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(**more: bytes) -> bytes:
    parts = {"[Content_Types].xml": WORD_TYPES, "word/document.xml": b"<w:document/>"}
    return package(parts | {name.replace("__", "/"): content for name, content in more.items()})


def odt(**more: bytes) -> bytes:
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"}
    return package(parts | {name.replace("__", "/"): content for name, content in more.items()})


def upload(name: str = "agreement.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf() if content is None else content)

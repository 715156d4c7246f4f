"""Which files the register keeps: told by what they hold first and by their names second. Nothing here writes."""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from partnerships.spreadsheets import guard
from partnerships.spreadsheets.limits import MEGABYTE, Limits, Refused

LONGEST_NAME = 120
LIMITS = Limits(unpacked_bytes=200 * MEGABYTE, parts=5_000)
ALLOWED_WORDS = "PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt or .ods), PNG, JPEG, plain text (.txt) or .csv"

EMPTY = "The selected file is empty. Choose the file that holds the document."
WRONG_KIND = f"The selected file must be one of these: {ALLOWED_WORDS}."
NOT_WHAT_IT_SAYS = "The selected file is not what its name says ({ending}). Save it again as {kind} and choose that."
PROTECTED = "The selected file is password protected. Save it without a password and choose that."
MACROS = "The selected file contains macros or scripts. Save it without them, as {kind}, and choose that."
DAMAGED = "The selected file is damaged, or unpacks to far more than a document holds. Save it anew and choose that."
TWO_KINDS = "The selected file is of two kinds at once. Save it again as {kind} and choose that."
NAME_TOO_LONG = "The name of the selected file is longer than {most} characters. Give it a shorter name."

PDF_NAME = re.compile(rb"#([0-9a-fA-F]{2})")
PDF_SCRIPTS = re.compile(rb"/(?:JavaScript|JS|Launch)(?![A-Za-z])")
PDF_ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
PDF_OBJECTS = re.compile(rb"/ObjStm[^>]*(?:>(?!>)[^>]*)*>>\s*stream\r?\n(.*?)endstream", re.DOTALL)
MOST_OBJECTS = 50 * MEGABYTE
TEXT_STARTS = (
    b"%pdf", b"<!doctype", b"<html", b"<?xml", b"<svg", b"<script", b"<?php", b"#!", b"mz\x90", b"\x7felf", b"{\\rtf",
    b"\x89png", b"pk\x03\x04", b"\xff\xd8\xff", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


class Unsuitable(ValueError):
    """The file is not kept. The message is one sentence for who chose it."""


@dataclass(frozen=True)
class FileKind:
    """One kind of file that is kept: what it is called, its media type, and the check of what it holds."""

    words: str
    media_type: str
    check: Callable[[bytes, "FileKind"], None]


@dataclass(frozen=True)
class Accepted:
    """A file that may be kept: its name as people see it, and the media type under which it is handed out."""

    name: str
    media_type: str


def accepted(name: str, content: bytes, *, most: int) -> Accepted:
    """What is kept of an upload. Raises Unsuitable with the sentence that says what is wrong and what to do.

    `most` is the largest size in bytes.
    """
    clean = clean_name(name)
    if fault := name_fault(clean) or size_fault(len(content), most):
        raise Unsuitable(fault)
    ending = PurePosixPath(clean).suffix.lower()
    kind = KINDS[ending]
    kind.check(content, kind)
    return Accepted(clean, kind.media_type)


def clean_name(name: str) -> str:
    """The file's own name without a path, without characters that hide or turn text round, and never a dot file."""
    own = re.split(r"[/\\\\]", name)[-1]
    words = " ".join(UNPRINTABLE.sub("", own).replace('"', "'").split())
    return words.lstrip(". ").strip()


def name_fault(name: str) -> str:
    """What is wrong with a file's name; empty when nothing is."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in MACRO_ENDINGS:
        return MACROS.format(kind=KINDS[MACRO_ENDINGS[ending]].words)
    if ending not in KINDS:
        return WRONG_KIND
    return NAME_TOO_LONG.format(most=LONGEST_NAME) if len(name) > LONGEST_NAME else ""


def size_fault(size: int, most: int) -> str:
    """What is wrong with a file's size in bytes; empty when nothing is."""
    if not size:
        return EMPTY
    return f"The selected file must be smaller than {most // MEGABYTE} MB." if size > most else ""


def ending_of(kind: FileKind) -> str:
    return next(ending for ending, each in KINDS.items() if each is kind)


def refuse_other(kind: FileKind) -> None:
    raise Unsuitable(NOT_WHAT_IT_SAYS.format(ending=ending_of(kind), kind=kind.words))


def refuse_second_kind(content: bytes, kind: FileKind) -> None:
    """A picture or PDF that is a zip archive as well."""
    if zipfile.is_zipfile(BytesIO(content)):
        raise Unsuitable(TWO_KINDS.format(kind=kind.words))


def check_pdf(content: bytes, kind: FileKind) -> None:
    """A PDF from its first byte on, not protected, and without anything that runs."""
    if not content.startswith(b"%PDF-"):
        refuse_other(kind)
    refuse_second_kind(content, kind)
    written = b"".join(pdf_objects(content))
    if PDF_ENCRYPTED.search(written):
        raise Unsuitable(PROTECTED)
    if PDF_SCRIPTS.search(PDF_NAME.sub(lambda found: bytes([int(found[1], 16)]), written)):
        raise Unsuitable(MACROS.format(kind=kind.words))


def pdf_objects(content: bytes) -> Iterator[bytes]:
    """What a PDF says of itself: its objects, those packed in streams too, without pictures, fonts and text."""
    yield PDF_STREAM.sub(b"", content)
    left = MOST_OBJECTS
    for packed in PDF_OBJECTS.finditer(content):
        try:
            found = zlib.decompressobj().decompress(packed[1], left)
        except zlib.error:
            continue
        left = max(left - len(found), 1)
        yield found


def check_picture(start: bytes, needs: bytes) -> Callable[[bytes, FileKind], None]:
    """A picture by its signature and by the mark of its end."""

    def check(content: bytes, kind: FileKind) -> None:
        if not content.startswith(start) or needs not in content:
            refuse_other(kind)
        refuse_second_kind(content, kind)

    return check


def check_package(part: str, value: bytes = b"") -> Callable[[bytes, FileKind], None]:
    """An office document: a zip that is safe to unpack and holds this part, with this value where one is given."""

    def check(content: bytes, kind: FileKind) -> None:
        package = opened(content, kind)
        if part not in package.namelist() or (value and guard.part(package, part).strip() != value):
            refuse_other(kind)
        refuse_what_runs(package, kind)

    return check


def opened(content: bytes, kind: FileKind) -> zipfile.ZipFile:
    """The parts of an office document. Raises Unsuitable where it is protected, damaged or a bomb."""
    if content.startswith(guard.COMPOUND_FILE):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise Unsuitable(PROTECTED) if protected else Unsuitable(WRONG_KIND)
    if not content.startswith(guard.ZIP):
        refuse_other(kind)
    try:
        return guard.safe_package(content, LIMITS)
    except Refused as refusal:
        raise Unsuitable(PROTECTED if str(refusal) == guard.PROTECTED else DAMAGED) from refusal


def refuse_what_runs(package: zipfile.ZipFile, kind: FileKind) -> None:
    """Macros, controls and scripts of any office format, and OpenDocument's own protection."""
    names = [name.lower() for name in package.namelist()]
    try:
        guard.check_macros(package)
        manifest = guard.part(package, "META-INF/manifest.xml") if "meta-inf/manifest.xml" in names else b""
    except Refused as refusal:
        raise Unsuitable(MACROS.format(kind=kind.words)) from refusal
    if any(name.startswith(("basic/", "scripts/")) or "/activex/" in name for name in names):
        raise Unsuitable(MACROS.format(kind=kind.words))
    if b"encryption-data" in manifest:
        raise Unsuitable(PROTECTED)


def check_text(content: bytes, kind: FileKind) -> None:
    """Plain text in an encoding that people use, which no program takes for something else."""
    start = content[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(TEXT_STARTS):
        refuse_other(kind)
    if not content.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" in content:
        refuse_other(kind)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT, ODS = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))
JPEG = FileKind("a JPEG picture (.jpg)", "image/jpeg", check_picture(b"\xff\xd8\xff", b"\xff\xd9"))
KINDS: dict[str, FileKind] = {
    ".pdf": FileKind("a PDF (.pdf)", "application/pdf", check_pdf),
    ".docx": FileKind("a Word document (.docx)", WORD, check_package("word/document.xml")),
    ".xlsx": FileKind("an Excel workbook (.xlsx)", EXCEL, check_package("xl/workbook.xml")),
    ".odt": FileKind("an OpenDocument text (.odt)", ODT, check_package("mimetype", ODT.encode())),
    ".ods": FileKind("an OpenDocument spreadsheet (.ods)", ODS, check_package("mimetype", ODS.encode())),
    ".png": FileKind("a PNG picture (.png)", "image/png", check_picture(b"\x89PNG\r\n\x1a\n", b"IEND")),
    ".jpg": JPEG,
    ".jpeg": JPEG,
    ".txt": FileKind("plain text (.txt)", "text/plain", check_text),
    ".csv": FileKind("a table as text (.csv)", "text/csv", check_text),
}
MACRO_ENDINGS = {".docm": ".docx", ".dotm": ".docx", ".xlsm": ".xlsx", ".xltm": ".xlsx", ".xlsb": ".xlsx"}

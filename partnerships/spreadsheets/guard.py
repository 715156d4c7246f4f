"""What is looked at before a spreadsheet is read: kind of file, zip directory, parts of the package.

Nothing here inflates a part before its declared size has been accepted, and no part that holds a document
type or an entity gets as far as a parser.
"""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath

from partnerships.spreadsheets.limits import MEGABYTE, Limits, Refused

ZIP = b"PK\x03\x04"
COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
END_OF_DIRECTORY = b"PK\x05\x06"
DIRECTORY_BYTES_PER_PART = 512
XML_ENDINGS = (".xml", ".rels", ".vml")
ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\bencoding\s*=\s*["']([\w.\-]+)""")
PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}

NOT_A_SPREADSHEET = "This file is not a spreadsheet. Upload an Excel workbook (.xlsx) or a CSV file."
DAMAGED = "This workbook is damaged. Open it in Excel, save it as a new .xlsx file and upload that."
PROTECTED = "The file is password protected. Save it without a password and upload it again."
MACROS = "This workbook contains macros. Save it as an Excel workbook (.xlsx), which has none, and upload that."
UNPACKS = "This workbook unpacks to far more data than a register holds. Copy the cells to a new workbook."
ENTITIES = "This workbook contains XML definitions that no spreadsheet needs. Save it anew in Excel and upload that."

OTHER_PACKAGES = {
    "mimetype": "This is an OpenDocument file. Save it as an Excel workbook (.xlsx) and upload that.",
    "content.xml": "This is an OpenDocument file. Save it as an Excel workbook (.xlsx) and upload that.",
    "xl/workbook.bin": "This is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx) and upload that.",
    "word/document.xml": "This is a Word document. Copy the table to a workbook, save it as .xlsx and upload that.",
    "ppt/presentation.xml": "This is a PowerPoint file. " + NOT_A_SPREADSHEET.split(". ")[1],
}
LEFT_ASIDE = {
    "xl/externallinks/": "links to other workbooks",
    "xl/connections.xml": "data connections",
    "xl/embeddings/": "embedded files",
    "xl/activex/": "controls",
    "xl/media/": "pictures",
}


def kind_of(data: bytes, name: str, limits: Limits) -> str:
    """ "xlsx" or "text", judged by the bytes first and by the ending of the name second.

    Raises Refused with a sentence where the file is empty, too large, or neither.
    """
    ending = PurePosixPath(name.lower()).suffix
    if not data:
        raise Refused("This file is empty.")
    if len(data) > limits.file_bytes:
        raise Refused(f"This file is larger than {limits.file_bytes // MEGABYTE} MB. Split it and upload the parts.")
    if data.startswith(COMPOUND_FILE):
        raise Refused(_compound_file(data))
    if data.startswith(ZIP):
        if ending in {".csv", ".tsv", ".txt"}:
            raise Refused("This is an Excel workbook with the name of a text file. Rename it to end in .xlsx.")
        return "xlsx"
    if ending not in {".csv", ".tsv", ".txt"} or _is_something_else(data):
        raise Refused(NOT_A_SPREADSHEET)
    return "text"


def _compound_file(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return PROTECTED
    return "This is a workbook in the old .xls format. Save it as an Excel workbook (.xlsx) and upload that."


def _is_something_else(data: bytes) -> bool:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"%pdf", b"<!doctype", b"<html", b"<?xml", b"mz\x90", b"\x7felf", b"{\\rtf", b"\x89png"))


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The workbook's zip, every part of which is safe to inflate. Raises Refused."""
    package = safe_package(data, limits)
    names = package.namelist()
    if "xl/workbook.xml" not in names:
        found = (sentence for name, sentence in OTHER_PACKAGES.items() if name in names)
        raise Refused(next(found, NOT_A_SPREADSHEET))
    check_macros(package)
    return package


def safe_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The zip of any office document, every part of which is safe to inflate. Raises Refused."""
    _check_directory_size(data, limits)
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError) as error:
        raise Refused(DAMAGED) from error
    parts = package.infolist()
    _check_parts(parts, limits)
    _check_names([part.filename for part in parts])
    return package


def _check_directory_size(data: bytes, limits: Limits) -> None:
    end = data.rfind(END_OF_DIRECTORY, -65_557)
    if end < 0 or len(data) < end + 22:
        raise Refused(DAMAGED)
    count, size = struct.unpack_from("<HL", data, end + 10)
    if count > limits.parts or size > limits.parts * DIRECTORY_BYTES_PER_PART:
        raise Refused(f"This workbook has more than {limits.parts:,} parts. Copy the cells to a new workbook.")


def _check_parts(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > limits.parts:
        raise Refused(f"This workbook has more than {limits.parts:,} parts. Copy the cells to a new workbook.")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(PROTECTED)
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise Refused(DAMAGED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > limits.unpacked_bytes or (unpacked > MEGABYTE and unpacked > limits.ratio * packed):
        raise Refused(UNPACKS)
    in_order = sorted(parts, key=lambda part: part.header_offset)
    if any(part.header_offset + part.compress_size > following.header_offset for part, following in pairwise(in_order)):
        raise Refused(DAMAGED)


def _check_names(names: list[str]) -> None:
    if len({name.lower() for name in names}) != len(names):
        raise Refused(DAMAGED)
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise Refused(DAMAGED)


def check_macros(package: zipfile.ZipFile) -> None:
    """Raise Refused where an office document holds macros or controls that run."""
    names = [name.lower() for name in package.namelist()]
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in names):
        raise Refused(MACROS)
    if "[Content_Types].xml" in package.namelist() and b"macroenabled" in part(package, "[Content_Types].xml").lower():
        raise Refused(MACROS)


def part(package: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one part, checked against its declared length and checksum. Raises Refused."""
    try:
        return package.read(name)
    except Exception as error:
        raise Refused(DAMAGED) from error


def check_xml(data: bytes) -> None:
    """Raise Refused where an XML part declares a document type, an entity or an unusual encoding."""
    declared = ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:8]:
        raise Refused(ENTITIES)
    if declared and declared[1].lower() not in PLAIN_ENCODINGS:
        raise Refused(ENTITIES)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Refused(ENTITIES)


def left_aside(package: zipfile.ZipFile) -> list[str]:
    """What the workbook holds besides cells, as a sentence for the person who uploaded it."""
    names = [name.lower() for name in package.namelist()]
    found = [words for start, words in LEFT_ASIDE.items() if any(name.startswith(start) for name in names)]
    return [f"The workbook also holds {', '.join(found)}: only its cells were read."] if found else []

"""Comma-, semicolon- or tab-separated text: which encoding, which delimiter, which rows."""

from __future__ import annotations

import csv
import io
from collections import Counter

from partnerships.spreadsheets.limits import Limits, Refused

DELIMITERS = ",;\t|"
SAMPLE = 64 * 1024
NOT_TEXT = "This file is not text. Save it in Excel as CSV UTF-8 and upload it again."


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text and the notes about how it was decoded. Raises Refused where no encoding fits."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(data, "utf-16"), []
    silent = _utf16_without_mark(data)
    if silent:
        return _decode(data, silent), []
    if b"\x00" in data:
        raise Refused(NOT_TEXT)
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = _decode(data, "cp1252")
    return text, ["The file was read as Windows text (Windows-1252). Look at its £ signs, dashes and accents."]


def _decode(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(NOT_TEXT) from error


def _utf16_without_mark(data: bytes) -> str:
    start = data[:SAMPLE]
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) / half > 0.4 and 0 not in start[0::2]:
        return "utf-16-le"
    if start[0::2].count(0) / half > 0.4 and 0 not in start[1::2]:
        return "utf-16-be"
    return ""


def delimiter_of(text: str, name: str) -> str:
    """The delimiter that cuts most of the first lines into the same number of cells, two or more."""
    if name.lower().endswith(".tsv"):
        return "\t"
    return max(DELIMITERS, key=lambda delimiter: _evenness(text[:SAMPLE], delimiter))


def _evenness(sample: str, delimiter: str) -> float:
    widths = Counter(len(row) for row in _parsed(sample, delimiter, strict=False) if row)
    if not widths:
        return 0
    width, times = widths.most_common(1)[0]
    wider = sum(count for found, count in widths.items() if found > 1)
    return times / widths.total() + wider / widths.total() + min(width, 50) / 1000 if width > 1 else wider / 1000


def _parsed(text: str, delimiter: str, *, strict: bool) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    try:
        return list(csv.reader(lines, delimiter=delimiter, strict=strict))
    except csv.Error:
        return []


def rows_of(data: bytes, name: str, limits: Limits) -> tuple[list[list[str]], list[str]]:
    """The rows as text and the notes about how the file was understood. Raises Refused."""
    text, notes = decoded(data)
    delimiter = delimiter_of(text, name)
    if text[:6].lower().startswith("sep=") and text[4:5]:
        delimiter, text = text[4], text.partition("\n")[2]
    rows, more = _rows(text, delimiter, limits)
    return rows, notes + more


def _rows(text: str, delimiter: str, limits: Limits) -> tuple[list[list[str]], list[str]]:
    try:
        return _limited(text, delimiter, limits, strict=True), []
    except csv.Error:
        pass
    try:
        rows = _limited(text, delimiter, limits, strict=False)
    except csv.Error as error:
        raise Refused(
            "A quotation mark in this file is never closed. Save it anew in Excel and upload that."
        ) from error
    return rows, ["Some quotation marks in the file do not come in pairs. Look at the cells that contain them."]


def _limited(text: str, delimiter: str, limits: Limits, *, strict: bool) -> list[list[str]]:
    rows = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict):
        rows.append(row)
        if len(rows) > limits.rows or len(row) > limits.columns:
            raise Refused(
                f"This file has more than {limits.rows:,} rows or {limits.columns:,} columns. "
                "Split it and upload the parts."
            )
    return rows

"""Several things in one cell: themes, organisations, numbered priorities."""

import re
from datetime import date, datetime

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    NOT_APPLICABLE,
    NOTHING,
    UNKNOWNS,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    is_clock,
    is_day,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain, tidy
from register.interchange.reading import Severity, shown

_HARD = re.compile(r"\s*[;|\n•]\s*|\s+/\s+")
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")
_ETC = re.compile(r"[,;]?\s*\b(?:etc\.?|et al\.?|and others)\s*$", re.I)
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[).]\s*|and\s+)")
_AFTER_BODY = re.compile(
    r"(?<=\bCouncil)\s+and\s+|(?<=\bPolice)\s+and\s+|(?<=\bAuthority)\s+and\s+|(?<=\bTrust)\s+and\s+"
    r"|(?<=\bCouncils)\s+and\s+|(?<=\bAssociation)\s+and\s+|(?<=\bNHS)\s+and\s+|(?<=\bUniversity)\s+and\s+"
)
_ELSEWHERE = re.compile(r"^(?:various|several|many|see .{1,40}|as per .{1,40}|all|\d+\+?)$", re.I)
_NUMBERS = re.compile(r"\s*(?:[,;&+/\n]|\band\b)\s*")
_PREFIX = re.compile(
    r"^(?:corporate\s+)?(?:priorit(?:y|ies)|p|no\.?|#)\s*(?=\d)|^(?:corporate\s+)?(?:priorit(?:y"
    r"|ies))\s+(?=(?:one|two|three|four|five|six|seven|eight|nine)\b)",
    re.I,
)
_SPELT = {
    word: str(figure)
    for figure, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"])
}


def _unique(parts: list[str]) -> list[str]:
    known = (
        part for part in reversed(parts) if re.search(r"\w", part) and plain(part) not in UNKNOWNS | NOT_APPLICABLE
    )
    return list({plain(part): part for part in known}.values())[::-1]


def _clean(part: str) -> str:
    """A name in a list without its number, a joining 'and' and stray stops."""
    before = None
    while part != before:
        before, part = part, _NUMBERED.sub("", tidy(part).strip(" ,;."))
    return part


def _hard_parts(raw: Raw) -> list[str]:
    return [tidy(part).strip(" ,;") for part in _HARD.split(str(shown(raw))[:20_000])]


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a list of names. A comma parts them only where no 'and' shows that it belongs to one name (`SH-11`)."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, str) and (ready := usual(raw, context.field, "List the names with a semicolon between them.")):
        return ready
    known = {plain(theme) for theme in context.vocabulary.themes} if context.field == "themes" else set()
    parts: list[str] = []
    for part in _hard_parts(raw):
        pieces = _COMMA.split(part)
        apart = len(pieces) > 1 and (
            all(plain(piece) in known for piece in pieces) or not re.search(r"\band\b|&", part)
        )
        parts += pieces if apart and plain(part) not in known else [part]
    found = _unique(parts)
    return Parsed({context.field: found}) if found else NOTHING


def organisations(raw: Raw, context: Context) -> Parsed:
    """Read the partners (`H11-14`): names with commas or semicolons between them; 'etc.' is told, not kept."""
    if empty(raw):
        return NOTHING
    remedy = "List the organisations with a semicolon between them."
    if isinstance(raw, str) and (ready := usual(raw, context.field, remedy)):
        return ready
    text = _ETC.sub("", str(shown(raw))[:20_000])
    found = _unique([_clean(part) for part in re.split(r"\s*[;|\n•]\s*", text)])
    if len(found) == 1:
        parts = _COMMA.split(found[0])
        parts = [*parts[:-1], *_AFTER_BODY.split(parts[-1])] if len(parts) > 1 else parts
        found = _unique([_clean(part) for part in parts])
    remarks = []
    if _ETC.search(tidy(str(shown(raw))[:20_000])):
        line = f"{quoted(raw)} says that there are more partners. Name them when you can."
        remarks.append(Remark(Severity.NOTE, line, context.field))
    if len(found) == 1 and _ELSEWHERE.match(found[0]):
        remarks.append(Remark(Severity.NOTE, f"{quoted(raw)} names no organisation. {remedy}", context.field))
    return Parsed({context.field: found} if found else {}, tuple(remarks))


def numbers(raw: Raw, context: Context) -> Parsed:
    """Read the numbers of priorities and critical outcomes (`B15-43`): '1, 3 & 4', '1-4', 'P2 CO 2.1/2.3'."""
    if empty(raw):
        return NOTHING
    remedy = "List the numbers with commas between them, such as 1, 3, 4."
    if is_day(raw) or is_clock(raw) or isinstance(raw, bool):
        return _changed(raw, context, remedy)
    if isinstance(raw, str) and (ready := usual(raw, context.field, remedy)):
        return ready
    text = re.sub(r"(?<=[\w.])\s+(?=co\s?\d)", "; ", text_of(raw), flags=re.I)
    if plain(text).strip(" .") in ("none", "nil"):
        return note(f"{quoted(raw)} is read as no priority.", context.field)
    parts = [_one(part) for part in _NUMBERS.split(text)]
    found = _unique([number for part in parts for number in _spread(part)])
    ranged = any(len(_spread(part)) > 1 for part in parts)
    values = {context.field: found} if found else {}
    return note(f"{quoted(raw)} is read as {', '.join(found)}.", context.field, values) if ranged else Parsed(values)


def _one(part: str) -> str:
    part = _PREFIX.sub("", part.strip(" .()"))
    return _SPELT.get(part.casefold(), part)


def _spread(part: str) -> list[str]:
    span = re.fullmatch(r"(\d{1,2})\s*(?:-|–|to)\s*(\d{1,2})", part)
    if span and int(span[1]) < int(span[2]):
        return [str(number) for number in range(int(span[1]), int(span[2]) + 1)]
    return [part]


def _changed(raw: Raw, context: Context, remedy: str) -> Parsed:
    if isinstance(raw, date | datetime):
        parts = list(dict.fromkeys((str(raw.day), str(raw.month))))
        line = f"{quoted(raw)} is a date; the spreadsheet may have changed '{raw.day}/{raw.month}'. {remedy}"
        return doubt(line, context.field, {context.field: parts})
    return doubt(f"{quoted(raw)} is not a number of a priority. {remedy}", context.field)

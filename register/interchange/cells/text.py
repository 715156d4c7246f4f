"""Words kept as they stand, and closed lists that no policy changes."""

import re
from collections.abc import Callable

from rapidfuzz import fuzz

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    BLANKS,
    ERRORS,
    NOT_APPLICABLE,
    NOTHING,
    UNKNOWNS,
    Context,
    Parsed,
    doubt,
    empty,
    note,
    quoted,
)
from register.interchange.fold import plain, tidy
from register.interchange.reading import shown

LONG = 32_767
SHORT = 250
_CUT_AT = 255
_ABOVE = frozenset({"as above", '"', "''", "ditto", "do", "see above", "same as above", "as per above"})
POSTS = frozenset({"lead_officer", "head_of_service", "lead_member"})
_VACANT = re.compile(r"^(?:post )?(?:currently )?(?:vacant|vacancy|under recruitment)\b")
_BREAKS = re.compile(r"[ \t\u00a0]*(?:\r\n|\r|\n)[ \t\u00a0]*")


def parse(raw: Raw, context: Context) -> Parsed:
    """Keep words on one line. What only says that nothing is known is told and left out."""
    return _text(raw, context, tidy, SHORT)


def long(raw: Raw, context: Context) -> Parsed:
    """Keep words with their line breaks."""
    return _text(raw, context, _paragraphs, LONG)


def _paragraphs(text: str) -> str:
    return "\n".join(line for part in _BREAKS.split(text) if (line := tidy(part)))


def _text(raw: Raw, context: Context, form: Callable[[str], str], most: int) -> Parsed:
    if empty(raw):
        return NOTHING
    text = form(shown(raw))
    key = plain(text[:60]).strip()
    if not text or key in BLANKS:
        return NOTHING
    if key in ERRORS:
        return doubt(f"{quoted(raw)} is an error of the spreadsheet, not a text. Enter the text.", context.field)
    if key in UNKNOWNS or key in NOT_APPLICABLE or not key.strip("? ."):
        return note(f"{quoted(raw)} says that nothing is known, so nothing is set.", context.field)
    if context.field in POSTS and _VACANT.match(key):
        return note(f"{quoted(raw)} says that nobody holds the post, so nobody is named.", context.field)
    if len(text) > most:
        line = f"{quoted(raw)} has {len(text):,} characters; the field holds {most:,}, so it was cut. Shorten it."
        return doubt(line, context.field, {context.field: text[:most].rstrip()})
    if len(text) == _CUT_AT:
        return note(
            f"{quoted(raw)} is exactly 255 characters long; its end may have been cut.",
            context.field,
            {context.field: text},
        )
    return Parsed({context.field: text})


def repeats(raw: Raw) -> bool:
    """Whether a cell only points to the one above it."""
    return isinstance(raw, str) and len(raw) < 30 and plain(raw).rstrip(" .") in _ABOVE


def contact(raw: Raw, context: Context) -> Parsed:
    """Keep whom to ask (`SH-39`). An address that a web page hid is no address."""
    parsed = long(raw, context)
    if isinstance(raw, str) and "[email" in plain(raw[:400]):
        return note(
            f"{quoted(raw)} is an address hidden by the web page it was copied from. Enter the address.", context.field
        )
    if "mailto:" in str(parsed.values.get(context.field, "")):
        return Parsed({context.field: parsed.values[context.field].replace("mailto:", "")})
    return parsed


def choice(raw: Raw, context: Context) -> Parsed:
    """Read one of a closed list by its label or code; a near miss has to be confirmed."""
    parsed = parse(raw, context)
    text = parsed.values.get(context.field)
    if not isinstance(text, str):
        return parsed
    key = plain(text[:100]).strip(" .")
    for code, label in context.choices:
        if key in (plain(label), plain(code), plain(code.replace("_", " "))):
            return Parsed({context.field: code})
    remedy = f"Choose one of: {', '.join(label for _, label in context.choices)}."
    near = max(context.choices, key=lambda pair: fuzz.ratio(key, plain(pair[1])), default=None)
    if near and fuzz.ratio(key, plain(near[1])) >= 80:
        return doubt(
            f"{quoted(raw)} is read as {near[1]}. Confirm or correct it.", context.field, {context.field: near[0]}
        )
    return doubt(f"{quoted(raw)} is not in the list. {remedy}", context.field)

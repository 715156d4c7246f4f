"""High, medium or low."""

import re

from rapidfuzz.distance import OSA

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    doubt,
    empty,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain

REMEDY = "Choose high, medium or low."
_WORDS = {
    "high": ("h", "hi", "high", "hgh", "very high", "highest"),
    "medium": ("m", "med", "medium", "mid", "moderate", "average", "mod"),
    "low": ("l", "lo", "low", "very low", "lowest", "minimal"),
}
RATING = {word: rating for rating, words in _WORDS.items() for word in words}
_COLOURS = {
    "red": "high",
    "amber": "medium",
    "yellow": "medium",
    "green": "low",
    "🔴": "high",
    "🟠": "medium",
    "🟡": "medium",
    "🟢": "low",
}
_OTHER_SCALE = {"major": "high", "limited": "low", "significant": "high", "minor": "low"}
_ASSURANCE = frozenset({"substantial", "reasonable", "weak", "full", "none"})
_PRINTED = re.compile(r"^h(?:igh)?\W+m(?:ed(?:ium)?)?\W+(?:or\W+)?l(?:ow)?$")
_LEADING = re.compile(
    r"^(high|medium|med|low|h|m|l)\b(?:[\s-]*\b(?P<of>risk|value|impact|priority)\b)?\s*(?P<rest>[-:;,(].*)?$"
)
_UNSURE = re.compile(
    r"\b(?:rising|falling|increas\w*|decreas\w*|reduc\w*|until|till|was|were|now|but|except|if|for|at|in|not|no|tbc"
    r"|former\w*|previous\w*|likelihood|impact|to)\b|\?|^-$"
)
_ORDER = ("low", "medium", "high")


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a rating (`B15-08`). A mixed rating has to be chosen; numbers belong to a scale that nobody named."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, str) and (ready := usual(raw, context.field, REMEDY)):
        return ready
    text = plain(text_of(raw)).strip(" .!")
    if text in RATING:
        return Parsed({context.field: RATING[text]})
    if _PRINTED.match(text):
        return note(f"{quoted(raw)} was left as printed; the rating is unknown. {REMEDY}", context.field)
    return _mixed(text, raw, context) or _worded(text, raw, context) or _strange(text, raw, context)


def _mixed(text: str, raw: Raw, context: Context) -> Parsed | None:
    parts = [RATING.get(part.strip()) for part in re.split(r"\s*(?:/|-|\bto\b|\bor\b|&|\band\b)\s*", text)]
    if len(parts) != 2 or None in parts:
        return None
    if parts[0] == parts[1]:
        return Parsed({context.field: parts[0]})
    higher = max(parts, key=_ORDER.index)
    return doubt(
        f"{quoted(raw)} names two ratings. {REMEDY} The higher, {higher}, is suggested.",
        context.field,
        {context.field: higher},
    )


def _worded(text: str, raw: Raw, context: Context) -> Parsed | None:
    if leading := _LEADING.match(text):
        return _with_rest(leading, raw, context)
    if text in _COLOURS and "value" not in context.field:
        return _suggested(_COLOURS[text], "is a colour, read as", raw, context)
    if text in _OTHER_SCALE:
        return _suggested(_OTHER_SCALE[text], "is of another scale, read as", raw, context)
    close = [word for word in _ORDER if 3 <= len(text) <= 8 and OSA.distance(text, word) <= (2 if len(word) > 4 else 1)]
    return _suggested(close[0], "looks like a slip for", raw, context) if len(close) == 1 else None


def _suggested(rating: str, how: str, raw: Raw, context: Context) -> Parsed:
    return doubt(f"{quoted(raw)} {how} {rating}. Confirm or correct it.", context.field, {context.field: rating})


def _with_rest(leading: re.Match[str], raw: Raw, context: Context) -> Parsed:
    rating, rest = RATING[leading[1]], leading["rest"] or ""
    if (leading["of"] in ("risk", "value") and leading["of"] not in context.field) or leading["of"] == "impact":
        return _suggested(rating, "speaks of something else; it is read as", raw, context)
    others = {RATING[word] for word in re.findall(r"[a-z]+", rest) if word in RATING} - {rating}
    if others or _UNSURE.search(rest):
        return _suggested(rating, "is read as", raw, context)
    if not rest:
        return Parsed({context.field: rating})
    line = f"{quoted(raw)} is read as {rating}; the rest is kept as a note."
    return note(line, context.field, {context.field: rating})


def _strange(text: str, raw: Raw, context: Context) -> Parsed:
    if re.match(r"^\d", text):
        return doubt(f"{quoted(raw)} is a score; its scale is not known. {REMEDY}", context.field)
    if text in _ASSURANCE:
        return doubt(f"{quoted(raw)} belongs to an assurance scale, not to this one. {REMEDY}", context.field)
    return doubt(f"{quoted(raw)} is not a rating. {REMEDY}", context.field)

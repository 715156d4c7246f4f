"""Significant or desirable."""

import re

from rapidfuzz.distance import OSA

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import NOTHING, Context, Parsed, doubt, empty, note, quoted, text_of, usual
from register.interchange.fold import plain

FIELD = "significance"
REMEDY = "Choose significant or desirable."
_WORDS = {
    "significant": ("s", "sig", "signif", "significant", "y", "yes", "key", "significant partnership"),
    "desirable": (
        "d",
        "des",
        "desir",
        "desirable",
        "desireable",
        "desirables",
        "n",
        "no",
        "not significant",
        "other",
        "desirable partnership",
    ),
}
_TIER = {word: tier for tier, words in _WORDS.items() for word in words}
_PRINTED = re.compile(r"^(?:significant|sig|s)\s*(?:/|or)\s*(?:desirable|des|d)\??$|^y\s*/\s*n$")


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the tier (`SH-12`). Both words left as printed say nothing."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, bool):
        return Parsed({FIELD: "significant" if raw else "desirable"})
    if isinstance(raw, str) and (ready := usual(raw, FIELD, REMEDY)):
        return ready
    text = plain(text_of(raw)).strip(" .*")
    if text in _TIER:
        return Parsed({FIELD: _TIER[text]})
    if _PRINTED.match(text):
        return note(f"{quoted(raw)} was left as printed; the tier is unknown. {REMEDY}", FIELD)
    leading = re.match(r"^([a-z]+)\b", text)
    guess = _TIER.get(leading[1]) if leading else None
    guess = guess or next((word for word in ("significant", "desirable") if OSA.distance(text, word) <= 2), None)
    if guess:
        return doubt(f"{quoted(raw)} is read as {guess}. Confirm or correct it.", FIELD, {FIELD: guess})
    return doubt(f"{quoted(raw)} is neither significant nor desirable. {REMEDY}", FIELD)

"""The level of those who attend: CMT, SMT, member, officer."""

import re
from functools import lru_cache

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import NOTHING, Context, Parsed, doubt, empty, note, quoted, text_of, usual
from register.interchange.fold import plain

FIELD = "representative_level"
REMEDY = "Choose from CMT, SMT, member and officer."
_PARTS = re.compile(r"\s*(?:[/;,&+|]|\band\b|\bor\b|\n)\s*")
ORDER = ("cmt", "smt", "member", "officer")


@lru_cache(maxsize=64)
def _words(levels: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {plain(word).rstrip("s"): level for level, words in levels for word in (level, *words)}


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the levels (`B15-43`). Several may stand in one cell; the printed list of all four says nothing."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, str) and (ready := usual(raw, FIELD, REMEDY)):
        return ready
    known = _words(tuple(context.vocabulary.levels.items()))
    parts = [part for part in _PARTS.split(plain(re.sub(r"\([^()]*\)", "", text_of(raw)))) if part.strip(" .")]
    found = [_level(part.strip(" ."), known) for part in parts]
    levels = [level for level in ORDER if level in found]
    levels += sorted({level for level in found if level and level not in ORDER})
    if len(levels) == 4 and len(parts) == 4 and "/" in text_of(raw):
        return note(f"{quoted(raw)} was left as printed; the level is unknown. {REMEDY}", FIELD)
    values = {FIELD: levels} if levels else {}
    if None in found:
        return doubt(f"{quoted(raw)} is not fully understood as a level. {REMEDY}", FIELD, values)
    return Parsed(values)


def _level(part: str, known: dict[str, str]) -> str | None:
    part = re.sub(r"\s+(?:level|rep|representative|tier)$", "", part).rstrip("s")
    if part in known:
        return known[part]
    for word, level in sorted(known.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"\b{re.escape(word)}s?\b", part):
            return level
    return None

"""What the typeface of documents can print, and what stands on paper in place of what it cannot."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

FACES = tuple(f"fonts/atkinson-hyperlegible-next-{subset}-400-normal.woff2" for subset in ("latin", "latin-ext"))
# Controls such as line ends lay text out, and format characters such as soft hyphens leave nothing on the page.
BLANK = {"Cc", "Cf", "Zl", "Zp"}
UNSEEN = "\ufe0e\ufe0f\u200d"


@lru_cache(maxsize=1)
def printable() -> frozenset[int]:
    """The code points that every document can print; none while the typeface has not been built."""
    codes: set[int] = set()
    for path in filter(None, map(finders.find, FACES)):
        with TTFont(path) as font:
            codes |= set(font.getBestCmap())
    return frozenset(codes)


def has_glyph(letter: str) -> bool:
    return ord(letter) in printable() or unicodedata.category(letter) in BLANK or not printable()


def missing(text: str) -> list[str]:
    """The characters of a text that documents print by their names, in order, each once."""
    composed = unicodedata.normalize("NFC", text)
    return list(dict.fromkeys(letter for letter in composed if letter not in UNSEEN and not has_glyph(letter)))


def spelt(text: str) -> str:
    """The text as documents print it: `[party popper]` for a character that the typeface lacks."""
    if all(map(has_glyph, text)) and not any(letter in UNSEEN for letter in text):
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter if has_glyph(letter) else name_of(letter) for letter in composed if letter not in UNSEEN)


def name_of(letter: str) -> str:
    """Its name in the Unicode standard in brackets; its number where it has none."""
    return f"[{unicodedata.name(letter, f'character {ord(letter):04X}').lower()}]"


def note_on(texts: Iterable[str]) -> str:
    """One sentence on what of these texts a PDF prints by name; empty where it prints all of it."""
    found = missing("".join(texts))
    if not found:
        return ""
    named = ", ".join(f"{letter} as {name_of(letter)}" for letter in found[:10])
    more = f", and {len(found) - 10} more" if len(found) > 10 else ""
    return f"The typeface of the PDF lacks some characters of this paper and prints their names: {named}{more}."

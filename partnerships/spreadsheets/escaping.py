"""Text that a spreadsheet program would take for a formula, in a file without cell types.

The apostrophe goes before text that starts with a formula's first character, also after blanks, invisible
characters or apostrophes, so that taking it off again restores exactly what was there.
"""

from __future__ import annotations

import re

MARKER = "A leading apostrophe marks text"
_INVISIBLE = r"['\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x1f]*"
_DANGER = re.compile(rf"{_INVISIBLE}[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]")


def escaped(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet program could take it for a formula."""
    return f"'{text}" if _DANGER.match(text) else text


def unescaped(text: str) -> str:
    """The text as it was before `escaped`."""
    return text[1:] if text[:1] == "'" and _DANGER.match(text, 1) else text

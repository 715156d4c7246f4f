"""Invisible characters that turn the text after them round: they are taken out of everything that comes in."""

import re

REVERSING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def straight(text: str) -> str:
    """The text without embeddings, overrides and isolates of direction; right-to-left letters stay as they are."""
    return REVERSING.sub("", text)

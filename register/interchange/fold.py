"""Bringing text to one form before it is compared. What is stored keeps the form that was typed."""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(zip("АВСЕНІЈКМОРЅТХУаеіјорѕсхуԁԛһӏ", "ABCEHIJKMOPSTXYaeijopscxydqhl", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρ", "ABEZHIKMNOPTYXovp", strict=True))
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"'}
_UNSEEN = dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
_INVISIBLE = str.maketrans(_UNSEEN)
_PLAIN = str.maketrans(_DASHES | _QUOTES | _UNSEEN)
_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_MOJIBAKE = (("Â£", "£"), ("â€“", "–"), ("â€”", "—"), ("â€™", "’"), ("â€œ", "“"), ("Â ", " "))


def tidy(text: str) -> str:
    """The text with one space between words, none at the ends, no unseen characters and no broken encoding."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
        for broken, meant in _MOJIBAKE:
            if broken in text:
                text = text.replace(broken, meant)
    return " ".join(text.split())


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Lower case, one kind of dash and quotation mark, Latin letters in place of those that only look Latin."""
    text = tidy(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN).translate(_LATIN)
    return " ".join(text.replace("`", "'").casefold().split())


def words(text: str) -> list[str]:
    """The words of a text in plain form: letters and figures, and the pound sign as a word of its own."""
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?|£", plain(text))

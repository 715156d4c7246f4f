"""Figures inside text."""

import re
from decimal import Decimal, InvalidOperation

_FRACTIONS = {"1⁄2": ".5", "1⁄4": ".25", "3⁄4": ".75"}
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}
SMALL = r"\d{1,4}(?:\.\d{1,4})?|\.\d{1,4}"
APPROXIMATE = re.compile(
    r"(?:^|\W)(?:c\.?|ca\.?|circa|approx\w*\.?|about|around|roughly|estimated?|est\.?|~)(?=\W|\d|$)"
)
AT_LEAST = re.compile(r"(?:more than|over|at least|minimum|min\.?|or more|upwards|\d\s*\+|>)")
AT_MOST = re.compile(r"(?:less than|up to|under|at most|maximum|max\.?|or less|no more than|<)")


def spelt(text: str) -> str:
    """The text with fractions and number words as figures: '½ day' is '0.5 day', 'three times' is '3 times'."""
    for sign, figures in _FRACTIONS.items():
        text = re.sub(rf"(\d+)\s+{sign}", rf"\g<1>{figures}", text).replace(sign, f"0{figures}")
    text = re.sub(r"\bhalf (?:an? )?(?=\w)", "0.5 ", text)
    return re.sub(
        r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
        lambda word: str(_WORDS[word.group()]),
        text,
    )


def decimal(text: str) -> Decimal | None:
    """The figure, thousands separators and spaces ignored, or None when it is none."""
    try:
        number = Decimal(re.sub(r"[£,\s]", "", text))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e15") else None


def rounded(number: Decimal, places: str) -> Decimal:
    """The number at so many places ('0.01'), without needless noughts."""
    result = number.quantize(Decimal(places))
    return result.quantize(Decimal(1)) if result == result.to_integral_value() else result.normalize()


def said(number: Decimal) -> str:
    """A figure in a sentence: 1,234.5."""
    return f"{number:,f}"

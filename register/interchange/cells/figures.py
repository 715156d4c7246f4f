"""Plain figures: what a recommendation changes, which may be less than nought, and counts."""

import re
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.numbers import decimal
from register.interchange.cells.parsed import Context, Parsed, doubt, finite, quoted, text_of, usual

LARGEST = Decimal(10) ** 9
MOST = 24
CHANGE = "Enter one figure, with a minus before what is saved, such as -2500, or leave it blank."
COUNT = f"Enter a whole number from 1 to {MOST}, or leave it blank."
_SIGNED = re.compile(r"^(?P<sign>[+\-\u2212\u2013]?)\s?£?\s?(?P<figure>\d[\d,]*(?:\.\d{1,2})?)$")


def change(raw: Raw, context: Context) -> Parsed:
    """A figure with its sign, kept to the penny. Nought is no change; blank is not worked out (H14-44)."""
    if found := usual(raw, context.field, CHANGE):
        return found
    figure = Decimal(str(raw)) if finite(raw) else signed(text_of(raw))
    if figure is None or abs(figure) >= LARGEST:
        return doubt(f"{quoted(raw)} is not one figure. {CHANGE}", context.field)
    return Parsed({context.field: figure.quantize(Decimal("0.01"))})


def signed(text: str) -> Decimal | None:
    """The figure of a text that is nothing else."""
    match = _SIGNED.match(text)
    figure = decimal(match["figure"]) if match else None
    return figure if figure is None or match["sign"] in ("", "+") else -figure


def count(raw: Raw, context: Context) -> Parsed:
    """A whole number from 1 (H14-39)."""
    if found := usual(raw, context.field, COUNT):
        return found
    figure = Decimal(str(raw)) if finite(raw) else signed(text_of(raw))
    if figure is None or figure != int(figure) or not 1 <= figure <= MOST:
        return doubt(f"{quoted(raw)} is no number of meetings. {COUNT}", context.field)
    return Parsed({context.field: int(figure)})

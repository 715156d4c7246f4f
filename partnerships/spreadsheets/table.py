"""What the writers take: columns with their headings and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

Cell = str | int | float | Decimal | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True)
class Column:
    """A column of a table that is written.

    `choices` become a drop-down and `guidance` what Excel shows beside a selected cell, both in XLSX only;
    `number_format` is Excel's, such as "#,##0.00". A width in characters is worked out where none is given.
    """

    heading: str
    number_format: str = ""
    choices: tuple[str, ...] = ()
    guidance: str = ""
    width: int = 0
    hidden: bool = False


@dataclass(frozen=True)
class Table:
    """One tab: its name, its columns and its rows, which may be a generator and are run through once."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def plain(value: object) -> str:
    """A value as the text that both writers use for what is neither text, number nor date."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return str(value)

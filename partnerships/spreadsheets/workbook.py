"""What the safe reader yields: a spreadsheet as plain values, nothing of the file itself.

Rows and columns count from 0 inside these classes; `cell_name` gives the name a person sees.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

Raw = str | int | float | bool | date | datetime | time | timedelta | None


@lru_cache(maxsize=20_000)
def column_letters(column: int) -> str:
    """The letters a spreadsheet shows for a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name a spreadsheet shows for a cell, both counted from 0: (13, 5) is F14."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Area:
    """A block of cells, both ends included, counted from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int

    @property
    def name(self) -> str:
        """The name a spreadsheet shows, such as A1:C3."""
        return f"{cell_name(self.first_row, self.first_column)}:{cell_name(self.last_row, self.last_column)}"


@dataclass(frozen=True)
class Sheet:
    """One tab. An error cell is its text, such as "#REF!"; an empty cell is None.

    Rows may differ in length. `struck` holds (row, column) of cells crossed out and `comments` pairs of
    (row, column) with the comment's text, where the reader can see them; `uncalculated` holds (row, column) of
    formulas without a stored result, which are empty here.
    """

    name: str
    rows: tuple[tuple[Raw, ...], ...]
    hidden: bool = False
    merged: tuple[Area, ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    comments: tuple[tuple[tuple[int, int], str], ...] = ()
    uncalculated: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Workbook:
    """A file as read: its name, the SHA-256 of its bytes in hexadecimal, its tabs in order, and
    sentences about what the reader had to leave aside or decide, such as the encoding of a CSV file."""

    name: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()

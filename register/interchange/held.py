"""What the register would write into a cell: a cell that says exactly that changes nothing.

One rule for every column, so that a file of the register that comes back unedited is understood as no change at all,
whatever a reader would make of the words: a linked person written with their post, two sums of a year in one figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from partnerships.spreadsheets.table import Cell
from partnerships.spreadsheets.workbook import Raw
from partnerships.spreadsheets.writer import CUT
from register.columns import BY_FIELD
from register.interchange.cells.money import financial_year
from register.interchange.fold import plain, tidy
from register.interchange.reading import ReadColumn, ReadRow, shown

Place = tuple[str, str | None, str | None]
# What decides how other cells of the row are read or kept, and so is needed where those were edited.
DECIDING = frozenset(
    {
        "is_statutory",
        "statutory_basis",
        "is_exempt",
        "exempt_paragraph",
        "safeguarding",
        "external_review_by",
        "recommendation_kind",
        "look_again_meetings",
        "agreement_starts_on",
        "agreement_ends_on",
    }
)


@dataclass(frozen=True, slots=True)
class Held:
    """Entries by reference. `words` are the cells written of each, by field, council and financial year (2025/26);
    `values` what the fields hold; `council` is whose a column is that names no council.
    """

    words: Mapping[str, Mapping[Place, Cell]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    council: str | None = None

    def known(self, columns: Sequence[ReadColumn], cells: Mapping[int, Raw]) -> str | None:
        """The reference of the entry that a row names, where the register has it."""
        found = (tidy(shown(cells.get(column.index))) for column in columns if "reference" in column.fields)
        return next((reference for reference in found if reference in self.words), None)

    def says(self, reference: str, column: ReadColumn, raw: Raw) -> bool:
        """Whether the cell is what the register writes there for the entry now."""
        return len(column.fields) == 1 and same(self.words[reference].get(self.place(column)), raw)

    def place(self, column: ReadColumn) -> Place:
        """What a column stands for among the columns written."""
        name = column.fields[0]
        council = (column.council or self.council) if BY_FIELD[name].council else None
        return name, council, financial_year(plain(column.heading)) if name == "contribution" else None

    def restore(self, row: ReadRow, columns: list[ReadColumn]) -> None:
        """Give a row what its untouched cells say and other cells are understood by."""
        if row.known is None:
            return
        untouched = {name for column in columns if column.letters in row.untouched for name in column.fields}
        for name in untouched & DECIDING:
            if (value := self.values[row.known].get(name)) is not None:
                row.values.setdefault(name, value)


def same(written: Cell, raw: Raw) -> bool:
    """Whether a cell that was read is the one that was written: numbers by value, days as days, texts by their words.

    A CSV file has everything as text, and a text that no cell can hold comes back cut.
    """
    if written is None or raw is None:
        return False
    if isinstance(written, date):
        day = raw.date() if isinstance(raw, datetime) else raw
        return day == written or shown(raw) in (f"{written:%Y-%m-%d}", f"{written:%d/%m/%Y}")
    if isinstance(written, int | float | Decimal) and not isinstance(written, bool):
        return number(raw) == Decimal(str(written))
    text = shown(raw)
    if text.endswith(CUT):
        return str(written).startswith(text.removesuffix(CUT))
    return tidy(text) == tidy(str(written))


def number(raw: Raw) -> Decimal | None:
    """The number that a cell is, or None."""
    try:
        return Decimal(str(raw).strip()) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else None
    except InvalidOperation:
        return None

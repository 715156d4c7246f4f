"""Checking TOTAL rows against the rows they add up. A total is never a partnership (`H14-24`)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw, cell_name
from register.interchange.cells.numbers import said
from register.interchange.reading import ReadRow, Severity, shown

Figures = dict[int, Decimal | None]


@dataclass(slots=True)
class Sums:
    """Figures of a sheet's entries by column, those since the last total or group apart from all of them."""

    block: list[Figures] = field(default_factory=list)
    sheet: list[Figures] = field(default_factory=list)

    def take(self, figures: Figures) -> None:
        """Count an entry; None stands for a filled cell that gave no figure."""
        self.block.append(figures)
        self.sheet.append(figures)

    def close(self) -> None:
        """Start a new block."""
        self.block = []


def _sum(rows: Sequence[Figures], column: int) -> Decimal:
    return sum((figure for row in rows if (figure := row.get(column)) is not None), Decimal(0))


def check(row: ReadRow, stated: dict[int, tuple[Raw, Decimal | None]], sums: Sums) -> None:
    """Say of each stated total whether it agrees with the block above it or with the whole sheet so far."""
    for column, (raw, total) in stated.items():
        place = cell_name(row.row - 1, column)
        if total is None:
            row.add(place, Severity.NOTE, f"The total '{shown(raw)}' is not a figure and was not checked.", None, raw)
            continue
        block, sheet = _sum(sums.block, column), _sum(sums.sheet, column)
        if total in (block, sheet):
            line = f"The total {said(total)} agrees with the rows above. Totals are computed, not imported."
            row.add(place, Severity.NOTE, line, None, raw)
        else:
            found = f"The total {said(total)} does not agree with the rows above, which come to {said(block)}."
            line = f"{found} Check the figures."
            row.add(place, Severity.CONFIRM, line, None, raw)

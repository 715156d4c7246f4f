"""Other workbooks with the same content: columns shuffled, headings reworded, titles added, tabs renamed, merges and
fonts changed. The expectation moves along, so that what was right of the original is known of the variant."""

import json
import random
import re
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from partnerships.spreadsheets.workbook import Area, Sheet, Workbook
from register.interchange.headings import asked, best
from tests.register.wordings import GROUPS, TABS, TITLES, WORDINGS

FONTS = ("Calibri", "Arial", "Gill Sans MT", "Times New Roman", "Verdana")
FILLS = ("FFF2CC", "DDEBF7", "E2EFDA", "FCE4D6", "FFFFFF")


@dataclass
class Moved:
    """Where a tab went: its new name, how far its rows moved, and the new letter of each old letter."""

    name: str
    rows: int
    columns: dict[str, str] = field(default_factory=dict)

    def cell(self, cell: str) -> str:
        """The new name of an old cell; '*' stays."""
        found = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        return f"{self.columns.get(found[1], found[1])}{int(found[2]) + self.rows}" if found else cell


def read(book: openpyxl.Workbook, name: str) -> Workbook:
    """The plain workbook the safe reader would give."""
    sheets = []
    for tab in book:
        rows = tuple(tuple(row) for row in tab.iter_rows(values_only=True))
        merged = tuple(
            Area(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in tab.merged_cells.ranges
        )
        sheets.append(Sheet(tab.title, rows, merged=merged))
    return Workbook(name, "0" * 64, tuple(sheets))


def variant(path: Path, expected: dict, seed: int) -> tuple[openpyxl.Workbook, dict]:
    """A variant of a workbook and the expectation that goes with it. The same seed gives the same variant."""
    chance = random.Random(f"{path.name}-{seed}")
    old, new = openpyxl.load_workbook(path), openpyxl.Workbook()
    new.remove(new.active)
    headers = {sheet["name"]: sheet.get("header_row") for sheet in expected["sheets"] if sheet["used"]}
    themed = len([tab for tab in old if _has_table(tab)]) > 1
    moves = {tab.title: _Tab(tab, new, chance, themed, number).write() for number, tab in enumerate(old, 1)}
    assert headers
    return new, _moved(expected, moves)


def _has_table(tab: Worksheet) -> bool:
    return tab.max_column > 2


def _header(tab: Worksheet) -> tuple[int, int] | None:
    """The first and last row of the heading, found by its merged cells or by its many texts."""
    if not _has_table(tab):
        return None
    first = next(row[0].row for row in tab.iter_rows() if sum(cell.value is not None for cell in row) > 4)
    double = any(area.min_row == first and area.max_row == first + 1 for area in tab.merged_cells.ranges)
    return first, first + double


class _Tab:
    def __init__(
        self, tab: Worksheet, book: openpyxl.Workbook, chance: random.Random, themed: bool, number: int
    ) -> None:
        self.tab, self.chance, self.header = tab, chance, _header(tab)
        self.wide = max((cell.column for row in tab.iter_rows() for cell in row if cell.value is not None), default=1)
        self.new = book.create_sheet(self._title(themed, number))
        self.extra = chance.randint(0, 4) if self.header else 0
        self.blocks = self._blocks()
        self.place = self._order()

    def _title(self, themed: bool, number: int) -> str:
        title = self.tab.title
        if self.header is None:
            return self.chance.choice(TABS["key"]) if self.tab["A1"].value else title
        if not themed:
            return self.chance.choice(TABS["register"])
        return self.chance.choice(TABS["theme"]).format(title, upper=title.upper(), number=number)

    def _blocks(self) -> list[list[int]]:
        """Columns that must stay together because one group heading stands over them."""
        if self.header is None:
            return [[column] for column in range(1, self.wide + 1)]
        areas = {
            area.min_col: area.max_col
            for area in self.tab.merged_cells.ranges
            if area.min_row == area.max_row == self.header[0] and area.max_col > area.min_col
        }
        blocks, column = [], 1
        while column <= self.wide:
            last = areas.get(column, column)
            blocks.append(list(range(column, last + 1)))
            column = last + 1
        return blocks

    def _order(self) -> dict[int, int]:
        if self.header is None:
            return {column: column for column in range(1, self.wide + 1)}
        blocks = self.blocks[:]
        self.chance.shuffle(blocks)
        for block in blocks:
            self.chance.shuffle(block)
        spacer = self.chance.randrange(1, len(blocks)) if self.chance.random() < 0.3 else None
        place, column = {}, 1
        for position, block in enumerate(blocks):
            column += position == spacer
            for old in block:
                place[old] = column
                column += 1
        return place

    def write(self) -> Moved:
        """Write the tab anew and say where everything went."""
        for row in self.tab.iter_rows():
            for cell in row:
                if cell.value is not None:
                    self._cell(cell)
        self._titles()
        self._merges()
        if self.header:
            self._headings()
        self._dress()
        return Moved(
            self.new.title,
            self.extra,
            {get_column_letter(old): get_column_letter(new) for old, new in self.place.items()},
        )

    def _in_table(self, row: int) -> bool:
        return self.header is not None and row >= self.header[0]

    def _cell(self, cell) -> None:
        across = self._across(cell.row)
        column = 1 if across or not self._in_table(cell.row) else self.place[cell.column]
        if not self._in_table(cell.row):
            column = cell.column
        self.new.cell(cell.row + self.extra, column, cell.value)

    def _across(self, row: int) -> bool:
        return self._in_table(row) and any(
            area.min_row == area.max_row == row and area.max_col - area.min_col > 2
            for area in self.tab.merged_cells.ranges
        )

    def _titles(self) -> None:
        for row, text in enumerate(self.chance.sample(TITLES, self.extra), 1):
            if self.chance.random() < 0.8:
                self.new.cell(row, 1, text)
                if self.chance.random() < 0.5:
                    self.new.merge_cells(start_row=row, start_column=1, end_row=row, end_column=max(self.wide, 2))

    def _merges(self) -> None:
        wide = max(self.place.values(), default=1)
        for area in self.tab.merged_cells.ranges:
            if not self._in_table(area.min_row):
                if self.chance.random() < 0.5:
                    self.new.merge_cells(
                        start_row=area.min_row + self.extra,
                        start_column=1,
                        end_row=area.max_row + self.extra,
                        end_column=max(wide, 2),
                    )
            elif area.min_row == area.max_row and area.max_col - area.min_col > 2:
                self._group_row(area.min_row, wide)
            elif area.min_row == area.max_row:
                self._group_heading(area)
            elif self.chance.random() < 0.6:
                column = self.place[area.min_col]
                self.new.merge_cells(
                    start_row=area.min_row + self.extra,
                    start_column=column,
                    end_row=area.max_row + self.extra,
                    end_column=column,
                )

    def _group_row(self, row: int, wide: int) -> None:
        """A heading over the rows below: merged, or alone in the first column, or alone in the column of names."""
        way = self.chance.choice(("merged", "merged", "first", "name"))
        if way == "merged":
            self.new.merge_cells(start_row=row + self.extra, start_column=1, end_row=row + self.extra, end_column=wide)
        elif way == "name" and self.place[1] != 1:
            text = self.new.cell(row + self.extra, 1).value
            self.new.cell(row + self.extra, 1).value = None
            self.new.cell(row + self.extra, self.place[1], text)

    def _group_heading(self, area) -> None:
        columns = sorted(self.place[column] for column in range(area.min_col, area.max_col + 1))
        text = self.tab.cell(area.min_row, area.min_col).value
        row = area.min_row + self.extra
        for column in columns:
            self.new.cell(row, column).value = None
        if self.chance.random() < 0.2:
            return
        text = self.chance.choice(GROUPS.get(text, (text,)))
        self.new.cell(row, columns[0], text)
        if self.chance.random() < 0.7:
            self.new.merge_cells(start_row=row, start_column=columns[0], end_row=row, end_column=columns[-1])

    def _headings(self) -> None:
        first, last = self.header
        for old, new in self.place.items():
            row = last if self.tab.cell(last, old).value is not None else first
            text = self.tab.cell(row, old).value
            if text:
                self.new.cell(row + self.extra, new).value = self._reworded(str(text), first, last, old)

    def _reworded(self, text: str, first: int, last: int, column: int) -> str:
        if self.chance.random() < 0.25:
            return text
        council = re.match(r"^(SH|WD) £$", text)
        if council:
            return self.chance.choice(
                ("{0} contribution (£)", "{0} £ p.a.", "Funding from {0} (£)", "{0} budget", "{0} £")
            ).format(council[1])
        compound = asked(text)
        if compound:
            return self.chance.choice(WORDINGS["orientation+is_statutory"])
        found = best(text)
        dates = found.field == "agreement_starts_on" and "dates" in text
        wording = self.chance.choice(WORDINGS["agreement" if dates else found.field])
        return f"{wording}*" if "*" in text else wording

    def _dress(self) -> None:
        font, fill = self.chance.choice(FONTS), self.chance.choice(FILLS)
        for row in self.new.iter_rows():
            for cell in row:
                if cell.value is None:
                    continue
                cell.font = Font(name=font, size=self.chance.choice((9, 10, 11, 14)), bold=self.chance.random() < 0.2)
                cell.fill = PatternFill("solid", start_color=fill)
                cell.alignment = Alignment(wrap_text=self.chance.random() < 0.5)


def _moved(expected: dict, moves: dict[str, Moved]) -> dict:
    expected = deepcopy(expected)
    for sheet in expected["sheets"]:
        move = moves[sheet["name"]]
        sheet["name"] = move.name
        if "header_row" in sheet:
            sheet["header_row"] = _shifted(sheet["header_row"], move.rows)
        if "columns" in sheet:
            sheet["columns"] = {move.columns[letters]: field for letters, field in sheet["columns"].items()}
    for row in expected["rows"]:
        move = moves[row["sheet"]]
        row["sheet"], row["row"] = move.name, row["row"] + move.rows
        for issue in row.get("issues", ()):
            issue["cell"] = "|".join(move.cell(cell) for cell in issue["cell"].split("|"))
    for merged in expected.get("merged") or ():
        merged["rows"] = [[moves[sheet].name, row + moves[sheet].rows] for sheet, row in merged["rows"]]
    return expected


def _shifted(value: object, rows: int) -> object:
    if isinstance(value, dict):
        return {"any_of": [row + rows for row in value["any_of"]]}
    return value + rows


def load_expected(folder: Path, stem: str) -> dict:
    """The hand-checked expectation of a workbook."""
    return json.loads((folder / "expected" / f"{stem}.json").read_text(encoding="utf-8"))

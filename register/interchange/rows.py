"""What each row below a heading is: a partnership, a group, a total, a remark, or the rest of the row above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from partnerships.spreadsheets.workbook import Raw, Sheet
from register.columns import BY_FIELD, Kind
from register.interchange.assign import REPEATED
from register.interchange.cells.parsed import empty
from register.interchange.fold import plain, words
from register.interchange.layout import Layout
from register.interchange.names import is_fragment, is_sentence, key, usable
from register.interchange.reading import RowKind

_TOTAL = re.compile(
    r"^(?:grand |sub-?\s?|overall )?totals?\b(?!\s+\w+\s+(?:partnership|place|group))|^sum\b|^sub-?\s?tot", re.I
)
_GROUP_WORDS = re.compile(
    r"\b(?:partnerships|groups|boards|bodies|others?|associated|and related|family|category|section|theme)\b"
)
_ADDING = frozenset({Kind.HOURS, Kind.MONEY, Kind.NUMBER, Kind.CHANGE})


@dataclass(frozen=True, slots=True)
class Line:
    """A filled row: its position counted from 0, its kind, its filled cells by column."""

    row: int
    kind: RowKind
    cells: dict[int, Raw]
    sure: bool = True


def lines(sheet: Sheet, layout: Layout) -> list[Line]:
    """Every filled row below the heading with its kind."""
    filled = [(row, cells) for row in range(layout.last + 1, len(sheet.rows)) if (cells := _filled(sheet.rows[row]))]
    headings = {column.index: plain(column.heading) for column in layout.columns if column.heading}
    reader = _Reader(
        sheet, layout, headings, mostly_names=_mostly_names(filled, layout.name_column), across=_across(sheet)
    )
    found: list[Line] = []
    for position, (row, cells) in enumerate(filled):
        after = filled[position + 1] if position + 1 < len(filled) else None
        found.append(reader.line(row, cells, found[-1] if found else None, after))
    return found


def _filled(row: Sequence[Raw]) -> dict[int, Raw]:
    return {
        index: raw
        for index, raw in enumerate(row)
        if raw is not None and not (isinstance(raw, str) and not raw.strip())
    }


def _across(sheet: Sheet) -> frozenset[int]:
    """The rows that are merged over three columns or more."""
    wide = (
        area for area in sheet.merged if area.last_column - area.first_column >= 2 and area.first_row == area.last_row
    )
    return frozenset(area.first_row for area in wide)


def _mostly_names(filled: list[tuple[int, dict[int, Raw]]], name: int) -> bool:
    """Whether rows with nothing but a name are the rule in this sheet."""
    alone = sum(list(cells) == [name] for _, cells in filled)
    return alone > 0.5 * len(filled)


@dataclass(frozen=True, slots=True)
class _Reader:
    sheet: Sheet
    layout: Layout
    headings: dict[int, str]
    mostly_names: bool
    across: frozenset[int]

    def line(
        self, row: int, cells: dict[int, Raw], before: Line | None, after: tuple[int, dict[int, Raw]] | None
    ) -> Line:
        name = cells.get(self.layout.name_column)
        first = next(iter(cells.values()))
        if self._is_total(cells, name, first):
            return Line(row, RowKind.TOTAL, cells)
        if self._repeats_heading(cells):
            return Line(row, RowKind.HEADING, cells)
        if len(cells) == 1 and isinstance(first, str):
            return self._single(row, cells, first, before, after)
        if row in self.across:
            return Line(row, RowKind.GROUP, cells)
        if empty(name):
            return self._nameless(row, cells, before)
        return Line(row, RowKind.ENTRY, cells)

    @staticmethod
    def _is_total(cells: dict[int, Raw], name: Raw, first: Raw) -> bool:
        """A total has a label that says so, and nothing but figures beside it."""
        label = name if isinstance(name, str) else first
        if (not isinstance(label, str) and len(cells) > 8) or (
            isinstance(label, str) and not _TOTAL.match(label.strip()) and len(cells) > 8
        ):
            return False
        texts = [raw for raw in cells.values() if isinstance(raw, str) and not re.fullmatch(r"[-£\s]*|.*\d.*", raw)]
        return len(texts) == 1 and bool(_TOTAL.match(plain(texts[0])))

    def _repeats_heading(self, cells: dict[int, Raw]) -> bool:
        name = cells.get(self.layout.name_column)
        if not isinstance(name, str) or plain(name) != self.headings.get(self.layout.name_column):
            return False
        same = sum(isinstance(raw, str) and plain(raw) == self.headings.get(index) for index, raw in cells.items())
        return same >= 2 and same >= 0.6 * len(cells)

    def _single(
        self, row: int, cells: dict[int, Raw], text: str, before: Line | None, after: tuple[int, dict[int, Raw]] | None
    ) -> Line:
        column = next(iter(cells))
        leads = after is not None and len(after[1]) > 1
        if row in self.across:
            return Line(row, RowKind.NOTE if is_sentence(text) and not leads else RowKind.GROUP, cells)
        if is_sentence(text):
            return Line(row, RowKind.NOTE, cells)
        if column != self.layout.name_column:
            heads = leads and column < self.layout.name_column and not any(index < column for index in after[1])
            return Line(row, RowKind.GROUP, cells) if heads and usable(text) else self._nameless(row, cells, before)
        if before and before.row == row - 1 and before.kind is RowKind.ENTRY and is_fragment(text):
            return Line(row, RowKind.FRAGMENT, cells)
        if self.mostly_names or not usable(text):
            return Line(row, RowKind.ENTRY, cells)
        if leads and self._heads(text, before, after):
            return Line(row, RowKind.GROUP, cells)
        return Line(row, RowKind.ENTRY, cells, sure=False)

    def _heads(self, text: str, before: Line | None, after: tuple[int, dict[int, Raw]]) -> bool:
        """Whether a lone text heads the rows below: by its words, its capitals, or a name that repeats it."""
        below = after[1].get(self.layout.name_column)
        shared = isinstance(below, str) and bool(key(text)) and _begins_alike(key(text), key(below))
        capitals = text.isupper() and isinstance(below, str) and not below.isupper()
        return bool(shared or capitals or text.rstrip().endswith(":") or _GROUP_WORDS.search(plain(text)))

    def _nameless(self, row: int, cells: dict[int, Raw], before: Line | None) -> Line:
        fields = {field for column in self.layout.columns if column.index in cells for field in column.fields}
        if len(cells) == 1 and isinstance(next(iter(cells.values())), str) and not fields:
            return Line(row, RowKind.NOTE, cells)
        if self._under_merged_name(row) or (
            fields and fields <= REPEATED and before and before.kind in _OPEN_ENDED and before.row == row - 1
        ):
            return Line(row, RowKind.CONTINUATION, cells)
        if (
            fields
            and all(BY_FIELD[field].kind in _ADDING for field in fields)
            and all(not isinstance(raw, str) or re.search(r"\d", raw) for raw in cells.values())
        ):
            return Line(row, RowKind.TOTAL, cells, sure=False)
        return Line(row, RowKind.NAMELESS, cells)

    def _under_merged_name(self, row: int) -> bool:
        column = self.layout.name_column
        return any(
            area.first_row < row <= area.last_row and area.first_column <= column <= area.last_column
            for area in self.sheet.merged
        )


_OPEN_ENDED = frozenset({RowKind.ENTRY, RowKind.CONTINUATION, RowKind.FRAGMENT})


def _begins_alike(group: str, name: str) -> bool:
    return name.startswith(f"{group} ") or (words(group)[:1] == words(name)[:1] and len(words(group)) > 1)

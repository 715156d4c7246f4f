"""Where the table of a sheet begins: the heading, on one line or two, and what its columns hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from partnerships.spreadsheets.workbook import Area, Raw, Sheet
from register.columns import BY_FIELD
from register.interchange.assign import assign
from register.interchange.cells.parsed import empty
from register.interchange.fold import tidy
from register.interchange.headings import ENOUGH, asked, guesses
from register.interchange.own import is_own, recognised
from register.interchange.reading import ReadColumn
from register.interchange.vocabulary import Vocabulary

DEEPEST = 60
LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class Layout:
    """The table of a sheet. Rows count from 0; the data begin after `last`."""

    first: int
    last: int
    columns: list[ReadColumn]

    @property
    def name_column(self) -> int:
        """The position of the column of names."""
        return next(column.index for column in self.columns if "name" in column.fields)


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    headings: tuple[str, ...]
    worth: float
    matched: int
    named: bool


def width(sheet: Sheet) -> int:
    """The number of columns that hold anything."""
    return max(
        (index + 1 for row in sheet.rows for index, raw in enumerate(row) if raw is not None and raw != ""), default=0
    )


def cell(sheet: Sheet, row: int, column: int) -> Raw:
    """A cell, or None outside the table."""
    if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
        return None
    return sheet.rows[row][column]


def find(sheet: Sheet, vocabulary: Vocabulary, chosen: Mapping[str, object] | None = None) -> Layout | None:
    """The table of a sheet, or None where no line reads like a heading with a name among its columns.

    `chosen` is what somebody set by hand: `header_row` as the spreadsheet shows it, `columns` from letters to fields.
    """
    chosen = chosen or {}
    own = is_own(sheet) and chosen.get("header_row") in (None, 1)
    candidate = _candidate(sheet, 0, 0, width(sheet)) if own else _by_hand(sheet, chosen) or _best(sheet)
    if candidate is None:
        return None
    below = _below(sheet, candidate)
    columns = _own(candidate, below, vocabulary) if own else assign(candidate.headings, below, vocabulary)
    columns = _choose(columns, chosen.get("columns"))
    if not any("name" in column.fields for column in columns) and not _name_by_content(columns, below, chosen):
        return None
    return Layout(candidate.first, candidate.last, columns)


def _own(candidate: _Candidate, below: list[list[Raw]], vocabulary: Vocabulary) -> list[ReadColumn]:
    """The columns of a file of the register: as it wrote them, and what somebody added by what it looks like."""
    known = {column.index: column for column in recognised(candidate.headings, below, vocabulary)}
    strange = ["" if index in known else heading for index, heading in enumerate(candidate.headings)]
    taken = {name for column in known.values() for name in column.fields}
    added = assign(strange, below, vocabulary)
    for column in added:
        column.fields = () if taken & set(column.fields) else column.fields
    return [known.get(column.index, column) for column in added]


def _below(sheet: Sheet, candidate: _Candidate) -> list[list[Raw]]:
    """The cells under each heading, without the rows that hold one cell alone: those are headings or remarks."""
    rows = sheet.rows[candidate.last + 1 :]
    full = [row for row in rows if len(row) - row.count(None) - row.count("") > 1] or rows
    return [[row[index] if index < len(row) else None for row in full] for index in range(len(candidate.headings))]


def _by_hand(sheet: Sheet, chosen: Mapping[str, object]) -> _Candidate | None:
    row = chosen.get("header_row")
    if not isinstance(row, int) or not 1 <= row <= len(sheet.rows):
        return None
    columns = width(sheet)
    options = [
        _candidate(sheet, first, last, columns)
        for first, last in ((row - 1, row - 1), (row - 2, row - 1), (row - 1, row))
        if first >= 0
    ]
    single, *double = [option for option in options if option] or [None]
    return single and max(
        [option for option in double if option.matched > single.matched] or [single], key=lambda option: option.worth
    )


def _best(sheet: Sheet) -> _Candidate | None:
    best: _Candidate | None = None
    columns = width(sheet)
    for row in range(min(len(sheet.rows), DEEPEST)):
        if all(empty(raw) for raw in sheet.rows[row]):
            continue
        for last in (row, row + 1):
            option = _candidate(sheet, row, last, columns)
            if option and _reads_as_heading(option) and (best is None or option.worth > best.worth + 1e-6):
                best = option
    return best


def _reads_as_heading(option: _Candidate) -> bool:
    filled = sum(bool(heading) for heading in option.headings)
    if option.matched == 1:
        return option.named and filled == 1
    return option.matched >= 2 and option.matched >= filled * 0.4 and (option.named or option.matched >= 4)


def _candidate(sheet: Sheet, first: int, last: int, columns: int) -> _Candidate | None:
    if last == first:
        headings = [_heading(cell(sheet, first, index)) for index in range(columns)]
    else:
        headings = _two_lines(sheet, first, last, columns)
    if not any(headings):
        return None
    return _weighed(first, last, headings)


def _heading(raw: Raw) -> str:
    if not isinstance(raw, str) or len(raw) > LONGEST_HEADING:
        return ""
    return tidy(raw.replace("\n", " ")) if not asked(raw) else raw.strip()


def _weighed(first: int, last: int, headings: list[str]) -> _Candidate:
    best: dict[str, float] = {}
    unexplained = 0
    for heading in headings:
        if not heading:
            continue
        score, field = _score(heading)
        if field is None:
            unexplained += 1
        best[field or heading] = max(best.get(field or heading, 0.0), score)
    known = {field: score for field, score in best.items() if field in BY_FIELD}
    worth = sum(known.values()) - 0.3 * unexplained - 0.05 * (last - first)
    return _Candidate(first, last, tuple(headings), worth, len(known), "name" in known)


def _score(heading: str) -> tuple[float, str | None]:
    if compound := asked(heading):
        return 1.0, compound[0]
    found = guesses(heading)
    return (found[0].score, found[0].field) if found and found[0].score >= ENOUGH else (0.0, None)


def _two_lines(sheet: Sheet, first: int, last: int, columns: int) -> list[str]:
    """Headings whose lower line may be a leaf under a group, or the second half of a wrapped heading."""
    lower = [cell(sheet, last, index) for index in range(columns)]
    if not any(not empty(raw) for raw in lower) or any(not isinstance(raw, str) for raw in lower if not empty(raw)):
        return []
    upper = _spread(sheet, first, columns, lower)
    headings, leaves, good = [], 0, 0
    for top, raw in zip(upper, lower, strict=True):
        leaf = _heading(raw)
        if not leaf:
            headings.append(top)
            continue
        leaves += 1
        text = _joined(top, leaf)
        good += (
            _score(text)[0] > (_score(top)[0] if top and top != leaf and text != leaf else 0.0)
            or _score(leaf)[0] >= ENOUGH
        )
        headings.append(text)
    return headings if good >= 0.6 * leaves else []


def _joined(top: str, leaf: str) -> str:
    if not top or top == leaf:
        return leaf
    both = f"{top} {leaf}"
    return leaf if _score(leaf)[0] >= _score(both)[0] - 0.02 and _score(leaf)[0] > 0 else both


def _spread(sheet: Sheet, row: int, columns: int, lower: Sequence[Raw]) -> list[str]:
    """The upper line with each group heading over all the columns it stands for."""
    texts = [_heading(cell(sheet, row, index)) for index in range(columns)]
    areas = [
        area for area in sheet.merged if area.first_row <= row <= area.last_row and area.last_column > area.first_column
    ]
    for area in areas:
        for index in range(area.first_column + 1, min(area.last_column + 1, columns)):
            texts[index] = texts[area.first_column]
    for index in range(1, columns):
        if (
            not texts[index]
            and not empty(lower[index])
            and not empty(lower[index - 1])
            and not _inside(areas, index - 1)
        ):
            texts[index] = texts[index - 1]
    return texts


def _inside(areas: list[Area], column: int) -> bool:
    return any(area.first_column <= column <= area.last_column for area in areas)


def _choose(columns: list[ReadColumn], chosen: object) -> list[ReadColumn]:
    if not isinstance(chosen, Mapping):
        return columns
    result = []
    for column in columns:
        if column.letters in chosen:
            field = chosen[column.letters]
            fields = column.fields if field and field in column.fields else (field,) if field in BY_FIELD else ()
            column = replace(column, fields=fields, score=1.0 if fields else 0.0, kept=False)
        result.append(column)
    return result


def _name_by_content(columns: list[ReadColumn], below: list[list[Raw]], chosen: Mapping[str, object]) -> bool:
    """Take the leftmost unexplained column of differing texts for the names; True if there is one."""
    by_hand = chosen.get("columns") if isinstance(chosen.get("columns"), Mapping) else {}
    for column, cells in zip(columns, below, strict=True):
        texts = [raw for raw in cells if isinstance(raw, str) and not empty(raw)]
        if (
            not column.fields
            and column.letters not in by_hand
            and len(texts) > 1
            and len(set(texts)) >= 0.9 * len(texts)
        ):
            column.fields, column.score = ("name",), 0.5
            return True
    return False

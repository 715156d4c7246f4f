"""The process that reads one spreadsheet and ends: `python -m partnerships.spreadsheets.child NAME LIMITS`.

The file comes on standard input, the workbook leaves as JSON on standard output. Exit code 3 means refused,
with the sentence on standard output; anything else but 0 is a death that the parent need not understand.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
from datetime import date, time
from io import BytesIO
from pathlib import PurePosixPath

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from partnerships.spreadsheets import guard, text, wire
from partnerships.spreadsheets.escaping import MARKER, unescaped
from partnerships.spreadsheets.facts import Facts, facts_of
from partnerships.spreadsheets.limits import Limits, Refused
from partnerships.spreadsheets.workbook import Area, Raw, Sheet, Workbook, cell_name

REFUSED = 3
EXACT_UP_TO = 10**15
NEVER_EXISTED = 60


def restrict(limits: Limits) -> None:
    """Take away what reading a spreadsheet does not need: memory, processor time, files to write, dumps."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor_seconds, limits.processor_seconds))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.open_files, limits.open_files))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(data: bytes, name: str, limits: Limits) -> Workbook:
    """The workbook in these bytes. Raises Refused with a sentence for people."""
    kind = guard.kind_of(data, name, limits)
    sheets, notes = _read_text(data, name, limits) if kind == "text" else _read_xlsx(data, limits)
    return Workbook(name, hashlib.sha256(data).hexdigest(), tuple(sheets), tuple(notes))


def _read_text(data: bytes, name: str, limits: Limits) -> tuple[list[Sheet], list[str]]:
    rows, notes = text.rows_of(data, name, limits)
    if rows and rows[0][-1:] == [MARKER]:
        rows = [[unescaped(cell) for cell in row[: len(rows[0]) - 1]] for row in rows]
    title = PurePosixPath(name).stem or name
    return [Sheet(title, _trimmed([[cell or None for cell in row] for row in rows]))], notes


def _read_xlsx(data: bytes, limits: Limits) -> tuple[list[Sheet], list[str]]:
    with guard.open_package(data, limits) as package:
        facts = facts_of(package, limits)
        notes = guard.left_aside(package)
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
    except CalamineError as error:
        raise Refused(guard.DAMAGED) from error
    sheets = []
    for number, tab in enumerate(workbook.sheets_metadata):
        if tab.typ is not SheetTypeEnum.WorkSheet:
            notes.append(f'The tab "{tab.name}" holds no cells and was left aside.')
            continue
        known = facts.get(tab.name, Facts())
        notes.extend(_uncalculated(tab.name, known))
        hidden = tab.visible is not SheetVisibleEnum.Visible
        sheets.append(_sheet(workbook.get_sheet_by_index(number), tab.name, hidden, known))
    return sheets, notes


def _uncalculated(title: str, facts: Facts) -> list[str]:
    if not facts.uncalculated:
        return []
    count, first = len(facts.uncalculated), cell_name(*facts.uncalculated[0])
    note = (
        f'On the tab "{title}" {count} formula{"s have" if count > 1 else " has"} no stored result, first in {first}: '
        "open the workbook in Excel, save it and upload it again."
    )
    return [note]


def _sheet(source: CalamineSheet, title: str, hidden: bool, facts: Facts) -> Sheet:
    rows = [[_value(cell) for cell in row] for row in source.to_python(skip_empty_area=False)]
    for row, column in facts.errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = facts.errors[row, column]
    _mend_impossible_dates(rows, facts)
    trimmed = _trimmed(rows)
    height, width = len(trimmed), len(trimmed[0]) if trimmed else 0
    return Sheet(
        name=title,
        rows=trimmed,
        hidden=hidden,
        merged=_merged(source, height, width),
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < height),
        hidden_columns=frozenset(column for column in facts.hidden_columns if column < width),
        struck=frozenset((row, column) for row, column in facts.struck if row < height and column < width),
        comments=tuple(sorted(facts.comments.items())),
        uncalculated=frozenset(facts.uncalculated),
    )


def _value(cell: Raw) -> Raw:
    if type(cell) is float:
        if cell.is_integer() and abs(cell) < EXACT_UP_TO:
            return int(cell)
        # A spreadsheet shows fifteen digits at most: 0.1 + 0.2 is 0.3 there.
        return float(f"{cell:.15g}")
    return None if cell == "" else cell


def _mend_impossible_dates(rows: list[list[Raw]], facts: Facts) -> None:
    """A number at or below 0 and the 29 February 1900, which only spreadsheets know, are no dates."""
    doubtful = {
        (row, column)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell == time(0) or (isinstance(cell, date) and (cell.year, cell.month, cell.day) == (1900, 2, 28))
    }
    for (row, column), number in facts.numbers_at(doubtful).items():
        if number <= 0:
            rows[row][column] = _value(number)
        elif rows[row][column] != time(0) and int(number) == NEVER_EXISTED:
            rows[row][column] = "29/02/1900"


def _trimmed(rows: list[list[Raw]]) -> tuple[tuple[Raw, ...], ...]:
    """The rows as a rectangle without the blank rows and columns at its end."""
    filled = [max((place for place, cell in enumerate(row) if not _is_blank(cell)), default=-1) + 1 for row in rows]
    width = max(filled, default=0)
    height = max((row for row, reach in enumerate(filled) if reach), default=-1) + 1
    return tuple(tuple(row[:width] + [None] * (width - len(row))) for row in rows[:height])


def _is_blank(cell: Raw) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _merged(source: CalamineSheet, height: int, width: int) -> tuple[Area, ...]:
    areas = (
        Area(top, left, min(bottom, height - 1), min(right, width - 1))
        for (top, left), (bottom, right) in source.merged_cell_ranges or ()
        if top < height and left < width
    )
    return tuple(sorted(areas, key=lambda area: (area.first_row, area.first_column)))


def main(name: str, given_limits: str) -> int:
    """Read standard input, answer on standard output, return the exit code."""
    limits = Limits(**json.loads(given_limits))
    restrict(limits)
    try:
        answer, code = wire.dumped(read(sys.stdin.buffer.read(limits.file_bytes + 1), name, limits)), 0
    except Refused as refusal:
        answer, code = str(refusal).encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))

"""Writing workbooks and CSV files that no spreadsheet program can take for more than data.

In a workbook a text cell is typed as text, so that "=1+1" stays three characters; a CSV file has no types, so
that such text gets an apostrophe, which the reader takes off again. Numbers stay numbers and dates stay dates.
The same table and date give the same bytes.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING

from partnerships.spreadsheets.escaping import MARKER, escaped
from partnerships.spreadsheets.table import Cell, Column, Table, plain
from partnerships.spreadsheets.workbook import column_letters

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CELL_LIMIT = 32_767
CUT = " [cut: longer than a cell can hold]"
EXACT_DIGITS = 15
NARROWEST, WIDEST = 10, 48
ROWS_WITH_DROP_DOWN = 5_000
LISTS = "Lists"
NAME_LIMIT = 31
SENT_AT_ONCE = 64 * 1024


def xlsx(tables: Sequence[Table], *, title: str, as_of: date) -> bytes:
    """A workbook with one tab for each table. `as_of` is the date that the file's properties show."""
    from xlsxwriter import Workbook

    content = io.BytesIO()
    with Workbook(content, {"constant_memory": True, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": title, "created": datetime.combine(as_of, time())})
        formats = Formats(workbook)
        tabs = [workbook.add_worksheet(name) for name in tab_names([table.name for table in tables])]
        for tab, table in zip(tabs, tables, strict=True):
            _write_tab(tab, table, formats)
        _write_drop_downs(workbook, tabs, tables)
    return content.getvalue()


class Formats:
    """The cell formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.heading = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.made: dict[str, Format] = {}

    def of(self, number_format: str) -> Format:
        """The format for a number format, cells being aligned to the top."""
        if number_format not in self.made:
            properties = {"valign": "top"} | ({"num_format": number_format} if number_format else {})
            self.made[number_format] = self.workbook.add_format(properties)
        return self.made[number_format]


def tab_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel accepts for tabs: at most 31 characters, no []:*?/\\, no two alike."""
    names: list[str] = []
    for name in wanted:
        allowed = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip().strip("'")[:NAME_LIMIT].strip() or "Sheet"
        taken = {other.lower() for other in [*names, LISTS, "History"]}
        candidate, number = allowed, 2
        while candidate.lower() in taken:
            candidate, number = f"{allowed[: NAME_LIMIT - 4]} {number}", number + 1
        names.append(candidate)
    return names


def _write_tab(tab: Worksheet, table: Table, formats: Formats) -> None:
    widths = [_width(column.heading) for column in table.columns]
    for place, column in enumerate(table.columns):
        tab.write_string(0, place, column.heading, formats.heading)
    last_row = 0
    for last_row, row in enumerate(table.rows, start=1):
        for place, value in enumerate(row):
            length = _write_cell(tab, last_row, place, value, formats, table.columns[place])
            widths[place] = max(widths[place], length)
    for place, column in enumerate(table.columns):
        width = column.width or min(max(widths[place] + 2, NARROWEST), WIDEST)
        tab.set_column(place, place, width, formats.of(column.number_format), {"hidden": column.hidden})
    tab.freeze_panes(1, 0)
    if table.columns:
        tab.autofilter(0, 0, last_row, len(table.columns) - 1)
    tab.set_landscape()
    tab.set_paper(9)
    tab.fit_to_pages(1, 0)
    tab.repeat_rows(0)


def _width(heading: str) -> int:
    return max((len(word) for word in heading.split()), default=0)


def _write_cell(tab: Worksheet, row: int, place: int, value: Cell, formats: Formats, column: Column) -> int:
    """Write one cell by its type and return how many characters it shows."""
    if value is None or value == "":
        return 0
    if isinstance(value, date):
        return _write_date(tab, row, place, value, formats, column)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and _is_exact(value):
        tab.write_number(row, place, float(value), formats.of(column.number_format))
        return len(str(value))
    text = _cell_text(plain(value))
    tab.write_string(row, place, text, formats.of(column.number_format))
    return len(text)


def _write_date(tab: Worksheet, row: int, place: int, value: date, formats: Formats, column: Column) -> int:
    moment = value.replace(tzinfo=None) if isinstance(value, datetime) else value
    shape = "dd/mm/yyyy hh:mm" if isinstance(value, datetime) else "dd/mm/yyyy"
    if (value.year, value.month, value.day) < (1900, 1, 1):
        tab.write_string(row, place, value.strftime("%d/%m/%Y"), formats.of(""))
    else:
        tab.write_datetime(row, place, moment, formats.of(column.number_format or shape))
    return len(shape)


def _is_exact(value: int | float | Decimal) -> bool:
    """Whether a spreadsheet, which keeps fifteen digits, keeps this number."""
    if isinstance(value, int):
        return abs(value) < 10**EXACT_DIGITS
    if isinstance(value, float):
        return math.isfinite(value)
    return value.is_finite() and len(value.normalize().as_tuple().digits) <= EXACT_DIGITS


def _cell_text(text: str) -> str:
    sound = text.encode("utf-8", "replace").decode()
    if len(sound.encode("utf-16-le")) // 2 <= CELL_LIMIT:
        return sound
    return sound[: (CELL_LIMIT - len(CUT)) // 2] + CUT


def _write_drop_downs(workbook: Workbook, tabs: Sequence[Worksheet], tables: Sequence[Table]) -> None:
    """Drop-downs, whose entries stand on a hidden tab, and the guidance shown beside a selected cell."""
    lists = sorted({column.choices for table in tables for column in table.columns if column.choices})
    for tab, table in zip(tabs, tables, strict=True):
        for place, column in enumerate(table.columns):
            if column.choices or column.guidance:
                tab.data_validation(1, place, ROWS_WITH_DROP_DOWN, place, _validation(column, lists))
    if lists:
        hidden = workbook.add_worksheet(LISTS)
        for row, entries in enumerate(zip_longest(*lists, fillvalue="")):
            for place, entry in enumerate(entries):
                hidden.write_string(row, place, entry)
        hidden.very_hidden()


def _validation(column: Column, lists: Sequence[tuple[str, ...]]) -> dict[str, object]:
    options: dict[str, object] = {"validate": "any"}
    if column.choices:
        letters = column_letters(lists.index(column.choices))
        source = f"={LISTS}!${letters}$1:${letters}${len(column.choices)}"
        options = {"validate": "list", "source": source, "error_type": "warning"}
    if column.guidance:
        options |= {"input_title": column.heading[:32], "input_message": column.guidance[:255]}
    return options


def csv_lines(table: Table) -> Iterator[bytes]:
    """The table as CSV in UTF-8 with a byte order mark, in pieces as a streamed answer sends them.

    A last column without cells says by its heading that apostrophes were put before text; the reader takes
    both off again.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([*(_csv_text(column.heading) for column in table.columns), MARKER])
    for row in table.rows:
        writer.writerow([*map(_csv_cell, row), ""])
        if buffer.tell() > SENT_AT_ONCE:
            yield _emptied(buffer)
    yield _emptied(buffer)


def _emptied(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode("utf-8", "replace")
    buffer.seek(0)
    buffer.truncate()
    return content


def _csv_cell(value: Cell) -> str:
    if isinstance(value, str):
        return _csv_text(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return plain(value)


def _csv_text(text: str) -> str:
    return escaped(text.replace("\x00", "\ufffd"))

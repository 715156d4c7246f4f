"""Understanding a workbook: which tabs hold partnerships, what every row is, what every cell says, what is in doubt."""

from collections.abc import Mapping

from partnerships.spreadsheets.workbook import Sheet, Workbook, column_letters
from register.interchange import checks, duplicates, tabs
from register.interchange.cells.parsed import empty
from register.interchange.fold import tidy
from register.interchange.held import Held
from register.interchange.layout import Layout, find, width
from register.interchange.own import is_own
from register.interchange.reading import Reading, ReadSheet, shown
from register.interchange.table import Table
from register.interchange.vocabulary import Vocabulary

LIKE_A_TABLE = 3


def understand(
    workbook: Workbook,
    *,
    vocabulary: Vocabulary | None = None,
    layout: Mapping[str, Mapping[str, object]] | None = None,
    held: Held | None = None,
) -> Reading:
    """Read a whole workbook. Never raises for what is in it: every doubt is an issue.

    `layout` holds what somebody set by hand, by name of the tab: `used` (bool), `header_row` (as the spreadsheet
    counts), `columns` (letters to a field, or to None for a column not to import). `held` is what the register would
    write now: a cell that says the same is left alone.
    """
    vocabulary, held = vocabulary or Vocabulary(), held or Held()
    reading = Reading(workbook.name, workbook.sha256, notes=list(workbook.notes))
    found = [(sheet, *_layout_of(sheet, vocabulary, (layout or {}).get(sheet.name, {}))) for sheet in workbook.sheets]
    reading.sheets = [read for _, read, _ in found]
    themes = tabs.themes(reading.sheets, vocabulary)
    for sheet, read, place in found:
        if place:
            rows = Table(sheet, read, place, vocabulary, themes.get(sheet.name), held).rows()
            reading.rows += rows
            if not rows:
                read.notes.append("This tab has headings but no rows below them.")
    duplicates.merge(reading)
    columns = {sheet.name: sheet.columns for sheet in reading.sheets}
    for row in reading.entries:
        held.restore(row, columns[row.sheet])
        checks.row(row)
    return reading


def _layout_of(sheet: Sheet, vocabulary: Vocabulary, chosen: Mapping[str, object]) -> tuple[ReadSheet, Layout | None]:
    read = ReadSheet(sheet.name, used=False)
    if chosen.get("used") is False:
        read.notes.append("This tab was set aside by hand.")
        return read, None
    if sheet.hidden and not chosen.get("used"):
        read.notes.append(
            "This tab is hidden in the workbook and was left aside. Set it to be used if it should be imported."
        )
        return read, None
    place = find(sheet, vocabulary, chosen)
    if place is None:
        read.notes.append(_unused(sheet))
        return read, None
    read.used, read.header_row, read.header_rows = True, place.last + 1, place.last - place.first + 1
    read.columns = [column for column in place.columns if column.heading or column.filled or column.fields]
    read.titles = [tidy(shown(raw)) for row in sheet.rows[: place.first] for raw in row if not empty(raw)]
    read.notes += _above(sheet, place) + _notes(sheet, place)
    return read, place


def _above(sheet: Sheet, place: Layout) -> list[str]:
    """Rows above the headings that are filled like a table: they may be entries, and the headings elsewhere."""
    filled = [
        number
        for number, row in enumerate(sheet.rows[: place.first], start=1)
        if sum(not empty(raw) for raw in row) >= LIKE_A_TABLE
    ]
    if not filled:
        return []
    rows = f"Row {filled[0]} stands" if len(filled) == 1 else f"Rows {filled[0]} to {filled[-1]} stand"
    return [f"{rows} above the headings and are left aside. If the headings are there, set their row by hand."]


def _unused(sheet: Sheet) -> str:
    if not width(sheet):
        return "This tab is empty."
    found = "No row of this tab reads like the headings of a register, so the tab was left aside."
    return f"{found} Set its header row by hand if it is one."


def _called(heading: str) -> str:
    return f"'{heading}'" if heading else "(no heading)"


def _filled(cells: int) -> str:
    return "1 filled cell" if cells == 1 else f"{cells:,} filled cells"


def _notes(sheet: Sheet, place: Layout) -> list[str]:
    notes = [
        f"Column {column.letters} {_called(column.heading)} is not imported; it has {_filled(column.filled)}."
        for column in place.columns
        if not column.fields and column.filled and not column.kept
    ]
    if kept := [column.heading for column in place.columns if column.kept and column.filled]:
        notes.append(f"Kept by the register itself, and so not read: {', '.join(kept)}.")
    if sheet.hidden_columns and not is_own(sheet):
        letters = ", ".join(column_letters(index) for index in sorted(sheet.hidden_columns))
        notes.append(f"Hidden columns were read too: {letters}.")
    if hidden := sorted(row + 1 for row in sheet.hidden_rows if row > place.last):
        notes.append(f"Hidden rows were read too: {', '.join(map(str, hidden[:50]))}.")
    return notes

"""Understanding a workbook: which tabs hold partnerships, what every row is, what every cell says, what is in doubt."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw, Sheet, Workbook, cell_name, column_letters
from register.columns import BY_FIELD, Kind
from register.interchange import checks, duplicates, tabs, totals
from register.interchange.cells.parsed import Context, Parsed, empty, quoted
from register.interchange.converters import ABOVE, converter
from register.interchange.fold import plain, tidy
from register.interchange.layout import Layout, find, width
from register.interchange.merging import LISTS, join, united
from register.interchange.names import describes_several
from register.interchange.reading import ReadColumn, Reading, ReadRow, ReadSheet, RowKind, Severity, shown
from register.interchange.rows import Line, lines
from register.interchange.vocabulary import Vocabulary

JOINED_TEXT = frozenset({"comments", "contact", "recommendation", "value_added", "exit_risk", "information_sharing"})
_ROUGH = re.compile(r"^\W*[*†‡].*\b(?:estimat|approx|rough|indicative)", re.I)
_NO_FAMILY = re.compile(r"^(?:other|others|miscellaneous|misc|general|various|remaining|ungrouped|no family)\b", re.I)


def understand(workbook: Workbook, *, vocabulary: Vocabulary | None = None, layout: Mapping[str, Mapping[str, object]] | None = None) -> Reading:
    """Read a whole workbook. Never raises for what is in it: every doubt is an issue.

    `layout` holds what somebody set by hand, by name of the tab: `used` (bool), `header_row` (as the spreadsheet
    counts), `columns` (letters to a field, or to None for a column not to import).
    """
    vocabulary = vocabulary or Vocabulary()
    reading = Reading(workbook.name, workbook.sha256, notes=list(workbook.notes))
    found = [(sheet, *_layout_of(sheet, vocabulary, (layout or {}).get(sheet.name, {}))) for sheet in workbook.sheets]
    reading.sheets = [read for _, read, _ in found]
    themes = tabs.themes(reading.sheets, vocabulary)
    for sheet, read, place in found:
        if place:
            rows = _Table(sheet, read, place, vocabulary, themes.get(sheet.name)).rows()
            reading.rows += rows
            if not rows:
                read.notes.append("This tab has headings but no rows below them.")
    duplicates.merge(reading)
    for row in reading.entries:
        checks.row(row)
    return reading


def _layout_of(sheet: Sheet, vocabulary: Vocabulary, chosen: Mapping[str, object]) -> tuple[ReadSheet, Layout | None]:
    read = ReadSheet(sheet.name, used=False)
    if chosen.get("used") is False:
        read.notes.append("This tab was set aside by hand.")
        return read, None
    if sheet.hidden and not chosen.get("used"):
        read.notes.append("This tab is hidden in the workbook and was left aside. Set it to be used if it should be imported.")
        return read, None
    place = find(sheet, vocabulary, chosen)
    if place is None:
        read.notes.append(_unused(sheet))
        return read, None
    read.used, read.header_row, read.header_rows = True, place.last + 1, place.last - place.first + 1
    read.columns = [column for column in place.columns if column.heading or column.filled or column.fields]
    read.titles = [tidy(shown(raw)) for row in sheet.rows[: place.first] for raw in row if not empty(raw)]
    read.notes += _notes(sheet, place)
    return read, place


def _unused(sheet: Sheet) -> str:
    if not width(sheet):
        return "This tab is empty."
    return "No row of this tab reads like the headings of a register, so the tab was left aside. Set its header row by hand if it is one."


def _notes(sheet: Sheet, place: Layout) -> list[str]:
    notes = [
        f"Column {column.letters} '{column.heading}' is not imported; it has {column.filled} filled cells."
        for column in place.columns
        if not column.fields and column.filled
    ]
    if sheet.hidden_columns:
        notes.append(f"Hidden columns were read too: {', '.join(column_letters(index) for index in sorted(sheet.hidden_columns))}.")
    if hidden := sorted(row + 1 for row in sheet.hidden_rows if row > place.last):
        notes.append(f"Hidden rows were read too: {', '.join(map(str, hidden[:50]))}.")
    return notes


@dataclass(slots=True)
class _Table:
    sheet: Sheet
    read: ReadSheet
    place: Layout
    vocabulary: Vocabulary
    theme: str | None
    family: str | None = None
    group_theme: str | None = None
    sums: totals.Sums = field(default_factory=totals.Sums)
    entry: ReadRow | None = None
    above: dict[int, Parsed] = field(default_factory=dict)
    plan: list[tuple[ReadColumn, Callable[[Raw], Parsed], bool]] = field(default_factory=list)

    def rows(self) -> list[ReadRow]:
        """Every filled row of the table."""
        found = lines(self.sheet, self.place)
        self._prepare(found)
        result = []
        for line in found:
            row = ReadRow(self.sheet.name, line.row + 1, line.kind)
            row.raw = {column_letters(index): shown(raw) for index, raw in line.cells.items()}
            _HANDLERS[line.kind](self, row, line)
            result.append(row)
        for row in result:
            self._theme(row)
        return result

    def _prepare(self, found: list[Line]) -> None:
        rough = {text[0] for line in found if line.kind is RowKind.NOTE for text in self._texts(line) if _ROUGH.match(text)}
        rough |= {text[0] for text in self.read.titles if _ROUGH.match(text)}
        for column in self.place.columns:
            if column.fields:
                adds = BY_FIELD[column.fields[0]].kind in (Kind.HOURS, Kind.MONEY)
                self.plan.append((column, converter(column.fields, self._context(column, rough)), adds))

    @staticmethod
    def _texts(line: Line) -> list[str]:
        return [tidy(raw) for raw in line.cells.values() if isinstance(raw, str)]

    def _context(self, column: ReadColumn, rough: set[str]) -> Context:
        field = BY_FIELD[column.fields[0]]
        starred = any(sign in column.heading for sign in rough) or bool(re.search(r"\bestimat|\bapprox", plain(column.heading)))
        return Context(field.field, column.heading, self.vocabulary, column.council, starred, field.choices)

    def _cell(self, line: Line, index: int) -> str:
        return cell_name(line.row, index)

    def _first_cell(self, line: Line) -> str:
        return cell_name(line.row, next(iter(line.cells)))

    def _aside(self, row: ReadRow, line: Line, message: str) -> None:
        raw = next(iter(line.cells.values()))
        row.add(self._first_cell(line), Severity.NOTE, message, None, raw)

    def _group(self, row: ReadRow, line: Line) -> None:
        text = tidy(shown(next(iter(line.cells.values())))).rstrip(":").strip()
        self.sums.close()
        self.entry, self.above = None, {}
        known = {plain(theme): theme for theme in self.vocabulary.themes}
        self.group_theme = known.get(plain(text))
        self.family = None if self.group_theme or _NO_FAMILY.match(text) else text
        meaning = f"theme '{self.group_theme}'" if self.group_theme else f"family '{text}'" if self.family else "no family"
        self._aside(row, line, f"'{text}' is a heading over the rows below: they are given {meaning}.")

    def _total(self, row: ReadRow, line: Line) -> None:
        if line.sure:
            self._aside(row, line, "A total is checked and not imported.")
        else:
            self._aside(row, line, "A row of figures without a name is taken for a total and not imported.")
        stated = {}
        for column, convert, adds in self.plan:
            if adds and not empty(line.cells.get(column.index)):
                parsed = convert(line.cells[column.index])
                figure = parsed.values.get(column.fields[0])
                stated[column.index] = (line.cells[column.index], figure if isinstance(figure, Decimal) else None)
        totals.check(row, stated, self.sums)
        self.sums.close()
        self.family, self.entry = None, None

    def _note(self, row: ReadRow, line: Line) -> None:
        self._aside(row, line, "This row is a remark and is not imported.")

    def _heading(self, row: ReadRow, line: Line) -> None:
        self._aside(row, line, "This row repeats the headings and is not imported.")

    def _nameless(self, row: ReadRow, line: Line) -> None:
        self._values(row, line)
        row.add(self._cell(line, self.place.name_column), Severity.ERROR, "The row has values but no name. Enter the full name of the partnership.", "name")

    def _fragment(self, row: ReadRow, line: Line) -> None:
        text = tidy(shown(line.cells[self.place.name_column]))
        entry = self.entry
        self._aside(row, line, f"'{text}' is taken for the rest of the name in the row above.")
        if entry is None or "name" not in entry.values:
            return
        row.joined = (entry.sheet, entry.row)
        whole = f"{entry.values['name']} {text}"
        place = cell_name(entry.row - 1, self.place.name_column)
        line_of = f"The next row holds only '{text}', so the name is read as '{whole}'. Confirm or correct the name."
        entry.values["name"] = whole
        entry.add(place, Severity.CONFIRM, line_of, "name", text)

    def _continuation(self, row: ReadRow, line: Line) -> None:
        self._values(row, line)
        if self.entry is None:
            row.kind = RowKind.NAMELESS
            row.add(self._first_cell(line), Severity.ERROR, "The row has values but no name. Enter the full name of the partnership.", "name")
            return
        row.joined = (self.entry.sheet, self.entry.row)
        join(self.entry, row, {field: self._first_cell(line) for field in row.values})
        self._aside(row, line, f"This row has no name of its own and is added to row {self.entry.row}.")

    def _entry(self, row: ReadRow, line: Line) -> None:
        self._values(row, line)
        if "name" not in row.values:
            row.kind = RowKind.NAMELESS
        elif self.family:
            row.values.setdefault("parent", self.family)
        place = self._cell(line, self.place.name_column)
        if not line.sure:
            row.add(place, Severity.CONFIRM, f"{quoted(line.cells[self.place.name_column])} stands alone in its row. Confirm that it is a partnership, not a heading.", "name")
        if (line.row, self.place.name_column) in self.sheet.struck:
            row.add(place, Severity.CONFIRM, f"{quoted(line.cells[self.place.name_column])} is struck through. Confirm that it still belongs to the register.", "name")
        if describes_several(str(row.values.get("name", ""))):
            row.values["describes_several"] = True
        self.entry = row

    def _values(self, row: ReadRow, line: Line) -> None:
        figures: totals.Figures = {}
        for column, convert, adds in self.plan:
            raw = line.cells.get(column.index)
            if raw is None:
                continue
            parsed = convert(raw)
            parsed = self._repeated(row, line, column, raw) if parsed is ABOVE else parsed
            self.above[column.index] = parsed
            for remark in parsed.remarks:
                row.add(self._cell(line, column.index), remark.severity, remark.message, remark.field or column.fields[0], raw)
            self._store(row, column, parsed, raw)
            if adds:
                figures[column.index] = parsed.values.get(column.fields[0])
        self._money(row)
        if line.kind in (RowKind.ENTRY, RowKind.CONTINUATION):
            self.sums.take(figures)

    def _repeated(self, row: ReadRow, line: Line, column: ReadColumn, raw: Raw) -> Parsed:
        line_of = f"{quoted(raw)} is filled with what the row above says. Confirm or correct it."
        row.add(self._cell(line, column.index), Severity.CONFIRM, line_of, column.fields[0], raw)
        return replace(self.above.get(column.index, Parsed()), remarks=())

    def _store(self, row: ReadRow, column: ReadColumn, parsed: Parsed, raw: Raw) -> None:
        if column.fields[0] == "contribution":
            self._contribute(row, column, parsed, raw)
            return
        values = row.values
        for name, value in parsed.values.items():
            if name not in values:
                values[name] = value
            elif not column.council:
                _put(values, name, value)
        if column.council:
            row.by_council.setdefault(column.council, {}).update(parsed.values)

    @staticmethod
    def _contribute(row: ReadRow, column: ReadColumn, parsed: Parsed, raw: Raw) -> None:
        for item in parsed.contributions:
            row.contributions.append({"year": None, "in_kind": False, **item})
        if parsed.contributions:
            return
        amount = parsed.values.get("contribution")
        in_kind = bool(parsed.values.get("contribution_in_kind"))
        if amount is None and not in_kind:
            return
        row.contributions.append(
            {
                "council": column.council,
                "amount": amount,
                "period": parsed.values.get("contribution_period"),
                "year": parsed.values.get("contribution_year"),
                "in_kind": in_kind,
                "text": shown(raw),
            }
        )

    @staticmethod
    def _money(row: ReadRow) -> None:
        """The one figure of the row: what the councils put in together in the latest year named."""
        items = [item for item in row.contributions if item["amount"] is not None]
        if not items:
            return
        latest = max((str(item["year"]) for item in items if item["year"]), default=None)
        counted = [item for item in items if latest is None or item["year"] in (latest, None)]
        row.values["contribution"] = sum((item["amount"] for item in counted), Decimal(0))
        periods = {item["period"] for item in counted}
        if len(periods) == 1 and (period := periods.pop()):
            row.values.setdefault("contribution_period", period)

    def _theme(self, row: ReadRow) -> None:
        theme = self.theme or self.group_theme
        if row.kind is RowKind.ENTRY and theme and "themes" not in row.values:
            row.values["themes"] = [theme]


def _put(values: dict[str, object], name: str, value: object) -> None:
    mine = values.get(name)
    if mine is None:
        values[name] = value
    elif name in LISTS and isinstance(mine, list) and isinstance(value, list):
        values[name] = united(mine, value)
    elif name in JOINED_TEXT and isinstance(mine, str) and isinstance(value, str) and plain(value) not in plain(mine):
        values[name] = f"{mine}\n{value}"
    elif name in ("agreement_starts_on", "agreement_ends_on"):
        return


_HANDLERS: dict[RowKind, Callable[[_Table, ReadRow, Line], None]] = {
    RowKind.ENTRY: _Table._entry,
    RowKind.GROUP: _Table._group,
    RowKind.TOTAL: _Table._total,
    RowKind.FRAGMENT: _Table._fragment,
    RowKind.CONTINUATION: _Table._continuation,
    RowKind.NOTE: _Table._note,
    RowKind.HEADING: _Table._heading,
    RowKind.NAMELESS: _Table._nameless,
}

"""One table of a sheet, row by row: values, families, totals, and what has to be said about them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw, Sheet, cell_name, column_letters
from register.columns import BY_FIELD, Kind
from register.interchange import totals
from register.interchange.cells.parsed import Context, Parsed, empty, quoted
from register.interchange.converters import ABOVE, converter
from register.interchange.fold import plain, tidy
from register.interchange.held import Held
from register.interchange.layout import Layout
from register.interchange.merging import LISTS, join, united
from register.interchange.reading import ReadColumn, ReadRow, ReadSheet, RowKind, Severity, shown
from register.interchange.rows import Line, lines
from register.interchange.vocabulary import Vocabulary

_ROUGH = re.compile(r"^\W*[*†‡].*\b(?:estimat|approx|rough|indicative)", re.I)
_NO_FAMILY = re.compile(r"^(?:other|others|miscellaneous|misc|general|various|remaining|ungrouped|no family)\b", re.I)
JOINED_TEXT = frozenset({"comments", "contact", "recommendation", "value_added", "exit_risk", "information_sharing"})


@dataclass(slots=True)
class Table:
    sheet: Sheet
    read: ReadSheet
    place: Layout
    vocabulary: Vocabulary
    theme: str | None
    held: Held = field(default_factory=Held)
    family: str | None = None
    group_theme: str | None = None
    sums: totals.Sums = field(default_factory=totals.Sums)
    entry: ReadRow | None = None
    above: dict[int, Parsed] = field(default_factory=dict)
    plan: list[tuple[ReadColumn, Callable[[Raw], Parsed], bool]] = field(default_factory=list)

    def rows(self) -> list[ReadRow]:
        """Every filled row of the table."""
        found = [self._named(line) for line in lines(self.sheet, self.place)]
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

    def _named(self, line: Line) -> Line:
        """A row that names an entry of the register is an entry, whatever its words look like."""
        known = self.held.known(self.place.columns, line.cells) and not empty(line.cells.get(self.place.name_column))
        return replace(line, kind=RowKind.ENTRY, sure=True) if known else line

    def _prepare(self, found: list[Line]) -> None:
        rough = {
            text[0] for line in found if line.kind is RowKind.NOTE for text in self._texts(line) if _ROUGH.match(text)
        }
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
        starred = any(sign in column.heading for sign in rough) or bool(
            re.search(r"\bestimat|\bapprox", plain(column.heading))
        )
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
        meaning = (
            f"theme '{self.group_theme}'" if self.group_theme else f"family '{text}'" if self.family else "no family"
        )
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
        row.add(
            self._cell(line, self.place.name_column),
            Severity.ERROR,
            "The row has values but no name. Enter the full name of the partnership.",
            "name",
        )

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
            row.add(
                self._first_cell(line),
                Severity.ERROR,
                "The row has values but no name. Enter the full name of the partnership.",
                "name",
            )
            return
        row.joined = (self.entry.sheet, self.entry.row)
        join(self.entry, row, self.place.columns)
        self._aside(row, line, f"This row has no name of its own and is added to row {self.entry.row}.")

    def _entry(self, row: ReadRow, line: Line) -> None:
        self._values(row, line)
        if "name" not in row.values:
            row.kind = RowKind.NAMELESS
        elif self.family:
            row.values.setdefault("parent", self.family)
        place = self._cell(line, self.place.name_column)
        name = quoted(line.cells.get(self.place.name_column))
        if not line.sure:
            line_of = f"{name} stands alone in its row. Confirm that it is a partnership, not a heading."
            row.add(place, Severity.CONFIRM, line_of, "name", name.strip("'"))
        if (line.row, self.place.name_column) in self.sheet.struck:
            line_of = f"{name} is struck through. Confirm that it still belongs to the register."
            row.add(place, Severity.CONFIRM, line_of, "name", name.strip("'"))
        self.entry = row

    def _values(self, row: ReadRow, line: Line) -> None:
        figures: totals.Figures = {}
        row.known = self.held.known(self.place.columns, line.cells)
        for column, convert, adds in self.plan:
            raw = line.cells.get(column.index)
            if raw is None:
                self._uncalculated(row, line, column)
                continue
            parsed = convert(raw)
            if row.known and self.held.says(row.known, column, raw):
                self._untouched(row, column)
                figures |= {column.index: parsed.values.get(column.fields[0])} if adds else {}
                continue
            parsed = self._repeated(row, line, column, raw) if parsed is ABOVE else parsed
            self.above[column.index] = parsed
            for remark in parsed.remarks:
                row.add(
                    self._cell(line, column.index),
                    remark.severity,
                    remark.message,
                    remark.field or column.fields[0],
                    raw,
                )
            self._store(row, column, parsed, raw)
            if adds:
                figures[column.index] = parsed.values.get(column.fields[0])
        self._money(row)
        if line.kind in (RowKind.ENTRY, RowKind.CONTINUATION):
            self.sums.take(figures)

    def _untouched(self, row: ReadRow, column: ReadColumn) -> None:
        """A cell that says what the register writes there: what it stands for stays, and is not read again."""
        row.untouched.append(column.letters)
        if column.fields[0] in ("name", "reference", "themes"):
            row.values[column.fields[0]] = self.held.values[row.known or ""][column.fields[0]]

    def _uncalculated(self, row: ReadRow, line: Line, column: ReadColumn) -> None:
        if (line.row, column.index) in self.sheet.uncalculated:
            line_of = "This cell holds a formula without a stored result, so nothing is known of it. Enter the value."
            row.add(self._cell(line, column.index), Severity.CONFIRM, line_of, column.fields[0])

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


_HANDLERS: dict[RowKind, Callable[[Table, ReadRow, Line], None]] = {
    RowKind.ENTRY: Table._entry,
    RowKind.GROUP: Table._group,
    RowKind.TOTAL: Table._total,
    RowKind.FRAGMENT: Table._fragment,
    RowKind.CONTINUATION: Table._continuation,
    RowKind.NOTE: Table._note,
    RowKind.HEADING: Table._heading,
    RowKind.NAMELESS: Table._nameless,
}

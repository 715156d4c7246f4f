"""The register's columns as django-import-export knows them: a field for each, whose widget reads and writes cells.

Going out, the entries are read in chunks and the fields render them into a table, which a writer of
`partnerships.spreadsheets` turns into a file. Coming back, each field's widget cleans a cell with the parser of
its column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from import_export.fields import Field
from import_export.resources import Resource
from import_export.widgets import Widget

from partnerships.models import Council
from partnerships.spreadsheets.table import Cell, Table
from partnerships.spreadsheets.table import Column as TableColumn
from register.columns import BY_FIELD, NUMBER_FORMATS, Column, Kind
from register.interchange.cells.parsed import Context
from register.interchange.converters import parser_of
from register.interchange.vocabulary import Vocabulary
from register.listing.codes import words_for
from register.listing.record import Part, Record
from register.listing.records import records
from register.models import Contribution, Theme
from register.querysets import PartnershipQuerySet
from register.rules.money import financial_year, year_name

UNKNOWN_PART = Part()
REFERENCE, VERSION = "reference", "version"
NO_THEME = "No theme"
DOUBTS, SURE = "doubts", {"officer_hours_per_month", "contribution", "risk_rating", "value_rating"}
DOUBTS_HELP = "Which figures and ratings of the row are an estimate, invented or from a spreadsheet. Not imported."


class CellWidget(Widget):
    """Writes a plain value as a cell that `clean` reads back as the same value."""

    def __init__(self, column: Column, vocabulary: Vocabulary | None = None):
        super().__init__()
        self.column = column
        self.words = words_for(column.field)
        self.context = Context(
            column.field, column.label, vocabulary or Vocabulary(), choices=tuple(self.words.items())
        )

    def clean(self, value: Cell, row=None, **kwargs: Any) -> object:
        """The value of a cell, None for unknown. Raises ValueError with a sentence where a person has to confirm."""
        parsed = parser_of(self.column.field)(value, self.context)
        if parsed.doubt:
            raise ValueError(parsed.doubt)
        return parsed.values.get(self.column.field)

    def render(self, value: object, obj=None, **kwargs: Any) -> Cell:
        """Words for codes, semicolons between several, Yes and No; numbers and dates as they are; blank for unknown."""
        if value is None:
            return None
        if isinstance(value, bool):
            return "Yes" if value else "No"
        if isinstance(value, list):
            return "; ".join(self.words.get(each, each) for each in value) or None
        return self.words.get(value, value) if self.words else value


class DoubtWidget(Widget):
    """Writes what the figures of an entry rest on, under the headings that the file has for them."""

    def __init__(self, headings: dict[str, str]):
        super().__init__()
        self.headings = headings

    def render(self, value: dict[str, str], obj=None, **kwargs: Any) -> Cell:
        """`Officer hours a month: estimate, invented`; blank where every figure of the file is a record."""
        said = (f"{heading}: {value[name]}" for name, heading in self.headings.items() if name in value)
        return "; ".join(said) or None


class AsItStands(Widget):
    """Writes a value by its own type."""

    def render(self, value: Cell, obj=None, **kwargs: Any) -> Cell:
        return value


def reader(path: list[str]) -> Callable[[Record], object]:
    """What a field reads of a record. The library walks the path anew for each cell, which costs much of an export."""
    match path:
        case [own]:
            return attrgetter(own)
        case ["values", name]:
            return lambda record: record.values.get(name)
        case ["parts", council, table, name]:
            return lambda record: getattr(record.parts.get(council, UNKNOWN_PART), table).get(name)
    raise LookupError(f"No record has {path}.")


class RegisterResource(Resource):
    """The columns asked for, those that each council has of its own once for each council.

    A contribution is a column for each council and financial year, with the year in its heading. `reference` and
    `version`, by which a file that comes back finds its entries, are always there: hidden where nobody asked for them,
    as are the columns that `besides` names.
    """

    def __init__(
        self, columns: Sequence[str], queryset: PartnershipQuerySet, *, today: date, besides: Sequence[str] = ()
    ):
        super().__init__()
        self.columns, self.queryset, self.today = list(columns), queryset, today
        self.read = list(dict.fromkeys([*columns, *besides]))
        self.councils = list(Council.objects.current())
        self.fields = {}
        for name in self.columns:
            self.fields |= self.money_fields() if name == "contribution" else self.fields_of(BY_FIELD[name])
        if SURE & set(columns):
            self.fields[DOUBTS] = self.doubts_field()
        for name in self.read[len(self.columns) :]:
            self.fields |= self.fields_of(BY_FIELD[name])
        self.fields.setdefault(REFERENCE, Field(REFERENCE, "Reference", CellWidget(BY_FIELD[REFERENCE])))
        self.fields[VERSION] = Field(VERSION, "Version", AsItStands())

    def fields_of(self, column: Column) -> dict[str, Field]:
        """The field of a column, or one for each council."""
        if not column.council:
            return {column.field: Field(f"values__{column.field}", column.label, CellWidget(column))}
        return {
            f"{column.field} {council.pk}": Field(
                f"parts__{council.pk}__values__{column.field}", self.heading(column.label, council), CellWidget(column)
            )
            for council in self.councils
        }

    def money_fields(self) -> dict[str, Field]:
        """One field for each council and each financial year in which something of these entries is recorded."""
        column = BY_FIELD["contribution"]
        return {
            f"contribution {council.pk} {year}": Field(
                f"parts__{council.pk}__paid__{year}",
                f"{self.heading(column.label, council)} {year_name(year)}",
                CellWidget(column),
            )
            for council in self.councils
            for year in self.years()
        }

    def doubts_field(self) -> Field:
        """Which figures and ratings of the file are an estimate, invented or from a spreadsheet."""
        return Field(
            DOUBTS, "How sure it is", DoubtWidget({key: field.column_name for key, field in self.fields.items()})
        )

    def years(self) -> list[int]:
        recorded = Contribution.objects.filter(
            removed_at__isnull=True, participation__partnership__in=self.queryset.order_by().values("pk")
        )
        years = recorded.order_by("financial_year").values_list("financial_year", flat=True).distinct()
        return list(years) or [financial_year(self.today)]

    def heading(self, label: str, council: Council) -> str:
        """The label, with the council before it where several share the register (SH-08)."""
        return f"{council.column_prefix or council.short_name} {label}" if len(self.councils) > 1 else label

    def get_queryset(self) -> PartnershipQuerySet:
        return self.queryset

    def iter_queryset(self, queryset: PartnershipQuerySet | Iterable[Record]) -> Iterator[Record]:
        """The entries as records, read in chunks."""
        yield from (records(queryset, self.read, self.today) if isinstance(queryset, PartnershipQuerySet) else queryset)

    def table(self, entries: Iterable[Record] | None = None, name: str = "Register") -> Table:
        """The entries as a table for a writer; its rows are read while it is written. Those given, else all."""
        columns = [self.table_column(name, field) for name, field in self.fields.items()]
        cells = [(reader(field.attribute.split("__")), field.widget.render) for field in self.fields.values()]
        found = self.queryset if entries is None else entries
        rows = ([render(read(record)) for read, render in cells] for record in self.iter_queryset(found))
        return Table(name, columns, rows)

    def table_column(self, name: str, field: Field) -> TableColumn:
        if name == DOUBTS:
            return TableColumn(field.column_name, guidance=DOUBTS_HELP)
        column = BY_FIELD.get(name.split(" ")[0])
        if column is None or column.field not in self.columns:
            return TableColumn(field.column_name, hidden=True)
        several = column.kind in (Kind.LEVELS, Kind.LIST)
        choices = () if several else tuple(words_for(column.field).values())
        return TableColumn(field.column_name, NUMBER_FORMATS.get(column.kind, ""), choices, column.help)


def by_theme(columns: Sequence[str], queryset: PartnershipQuerySet, *, today: date) -> list[Table]:
    """All entries on the first tab, then a tab for each theme with its entries, then one for those without (SH-11).

    The themes stand in a column of each tab, hidden where nobody asked for it: a file that comes back says them
    there, since a tab's name is cut short.
    """
    resource = RegisterResource(columns, queryset, today=today, besides=["themes"])
    entries = list(resource.iter_queryset(queryset))
    under = {name: [] for name in [*Theme.objects.values_list("name", flat=True), NO_THEME]}
    for entry in entries:
        for name in entry.values.get("themes") or [NO_THEME]:
            under[name].append(entry)
    return [resource.table(entries), *(resource.table(found, name) for name, found in under.items() if found)]

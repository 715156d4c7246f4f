"""What was understood of a workbook, with every doubt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from partnerships.spreadsheets.workbook import Raw


class Severity(StrEnum):
    """How much a remark asks: an error stops the row, a confirm needs a yes, a note needs nothing."""

    ERROR = "error"
    CONFIRM = "confirm"
    NOTE = "note"


class RowKind(StrEnum):
    """What a row of a sheet is."""

    ENTRY = "entry"
    GROUP = "group"
    TOTAL = "total"
    FRAGMENT = "fragment"
    CONTINUATION = "continuation"
    NOTE = "note"
    HEADING = "heading"
    MERGED = "merged"
    NAMELESS = "nameless"


@dataclass(frozen=True, slots=True)
class Issue:
    """One remark about one cell, in a sentence that names the value and the remedy."""

    cell: str
    severity: Severity
    message: str
    field: str | None = None
    value: str = ""


@dataclass(slots=True)
class ReadColumn:
    """One column of a sheet and what it was taken for. No fields: it is not imported, and `filled` cells go unused.

    `kept`: the register wrote it and keeps it itself, so that there is nothing to import.
    """

    index: int
    letters: str
    heading: str
    fields: tuple[str, ...] = ()
    council: str | None = None
    score: float = 0.0
    starred: bool = False
    filled: int = 0
    kept: bool = False

    @property
    def field(self) -> str | None:
        """The first field the column fills, or None."""
        return self.fields[0] if self.fields else None


@dataclass(slots=True)
class Clash:
    """What a joined row says otherwise than the row it joined, until somebody chooses: the first is kept.

    `follows` are values that go with the second; `before` and `money` the sums of the first row and of this one.
    """

    cell: str
    field: str
    council: str | None
    first: object
    second: object
    follows: dict[str, object] = field(default_factory=dict)
    before: list[dict[str, object]] = field(default_factory=list)
    money: list[dict[str, object]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The key of the question about it."""
        return f"{self.cell}:{self.field}"

    @property
    def both(self) -> Decimal | None:
        """The sums of both rows together; None where it is not about money."""
        return total([*self.before, *self.money]) if self.money else None


def total(items: Iterable[Mapping[str, object]]) -> Decimal | None:
    """The known amounts together; None where none is known."""
    amounts = [amount for item in items if isinstance(amount := item.get("amount"), Decimal)]
    return sum(amounts, Decimal(0)) if amounts else None


@dataclass(slots=True)
class ReadRow:
    """One row of a sheet. `values` holds known values alone: a field left out is unknown.

    `contributions` has one item for each council and financial year: council, amount, period, year, in_kind, text.
    `by_council` holds the other values that each council has of its own. `raw` keeps the text of every filled cell.
    `joined` names the sheet and row this one was merged into; `clashes` what it says otherwise, by key of the
    question; `gave` what that row held of each field before this one filled or lengthened it. `known` is the
    reference of the entry it names; `untouched` the letters of the cells that say what the register writes there.
    """

    sheet: str
    row: int
    kind: RowKind
    values: dict[str, object] = field(default_factory=dict)
    contributions: list[dict[str, object]] = field(default_factory=list)
    by_council: dict[str, dict[str, object]] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)
    joined: tuple[str, int] | None = None
    clashes: dict[str, Clash] = field(default_factory=dict)
    gave: dict[tuple[str, str | None], object] = field(default_factory=dict)
    known: str | None = None
    untouched: list[str] = field(default_factory=list)

    def add(self, cell: str, severity: Severity, message: str, about: str | None = None, value: Raw = None) -> None:
        """Attach a remark to the row."""
        self.issues.append(Issue(cell, severity, message, about, shown(value)))


@dataclass(slots=True)
class ReadSheet:
    """One tab: whether it was used and, if so, where its heading stood and what its columns hold."""

    name: str
    used: bool
    header_row: int | None = None
    header_rows: int = 1
    columns: list[ReadColumn] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """A whole workbook as understood."""

    name: str
    sha256: str
    sheets: list[ReadSheet] = field(default_factory=list)
    rows: list[ReadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def entries(self) -> list[ReadRow]:
        """The rows that stand for a partnership."""
        return [row for row in self.rows if row.kind is RowKind.ENTRY]


def shown(value: Raw) -> str:
    """A raw cell as a person would see it: whole numbers without a decimal point, dates day first."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if hasattr(value, "strftime") and hasattr(value, "year"):
        return value.strftime("%d/%m/%Y")
    return str(value)

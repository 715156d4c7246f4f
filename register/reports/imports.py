"""An import in words: values as people write them, questions with their answers, rows as cards. Renders nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from partnerships.spreadsheets.table import Column as TableColumn
from partnerships.spreadsheets.table import Table
from partnerships.templatetags.council import day
from register.columns import BY_FIELD, Kind
from register.models import ImportBatch, ImportRow
from register.models.choices import Classification

AS_HELD, BY_ITSELF = "As the register has it", "Kept by the register itself"
LABELS = {"vacant_seats": "Vacant seats", "describes_several": "Describes several partnerships"}
DAYS = (Kind.DATE, Kind.START, Kind.END)
CODES = {"classification": dict(Classification.choices)}
SEVERITIES = {"error": "Error", "confirm": "Question", "note": "Note"}
STEPS = ("Upload", "Match columns", "Check", "Confirm", "Result")
OUTCOMES = {
    "new": ("New", "green"),
    "changed": ("Changed", "blue"),
    "unchanged": ("Unchanged", "grey"),
    "error": ("Error", "red"),
    "skipped": ("Not imported", "grey"),
}


def label(name: str | None) -> str:
    """A field in words."""
    if not name:
        return ""
    return BY_FIELD[name].label if name in BY_FIELD else LABELS.get(name, name.replace("_", " ").capitalize())


def worded(name: str | None, value: Any) -> str:
    """A value of a field as people write it; blank for an unknown one."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(worded(name, each) for each in value)
    if isinstance(value, Mapping):
        return person(value)
    if name in ("contribution", "officer_hours_per_month", "meetings_per_year"):
        return figure(name, value)
    if name in BY_FIELD and BY_FIELD[name].kind in DAYS:
        return day_in_words(str(value))
    choices = dict(BY_FIELD[name].choices) if name in BY_FIELD else {}
    return str({**choices, **CODES.get(name or "", {})}.get(value, value))


def day_in_words(text: str) -> str:
    """A day as people write it; what is no day stays as it is."""
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def figure(name: str, value: Any) -> str:
    """A sum with its pound sign, a number without useless noughts."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    text = f"{number:,.2f}".removesuffix(".00") if name == "contribution" else f"{number:,f}"
    if name != "contribution" and "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"£{text}" if name == "contribution" else text


def person(value: Mapping[str, Any]) -> str:
    """A representative in words."""
    words = [value.get("name"), value.get("post"), value.get("capacity") if value.get("capacity") != "full" else None]
    return ", ".join(str(word) for word in words if word) or str(value.get("kind", ""))


@dataclass(frozen=True)
class Difference:
    """One field before and after, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Cell:
    """One cell as the spreadsheet has it, and what its column was taken for."""

    place: str
    heading: str
    raw: str
    read_as: str


@dataclass
class Card:
    """One row of the workbook on the check page."""

    row: ImportRow
    tag: str
    tone: str
    differences: list[Difference]
    cells: list[Cell]
    errors: list[dict]
    notes: list[dict]
    form: Any = None
    joined: str = ""

    @property
    def name(self) -> str:
        """The partnership; of a row that is none, the words that it begins with, such as TOTAL."""
        if self.row.name or self.errors:
            return self.row.name or "No name"
        words = next((text for text in self.row.raw.values() if any(map(str.isalpha, text))), "")
        return " ".join(words.split())[:80] or "Figures without a name"


def cards(batch: ImportBatch, rows: Iterable[ImportRow]) -> list[Card]:
    """Rows as cards, in their order."""
    columns = {sheet["name"]: {column["letters"]: column for column in sheet["columns"]} for sheet in batch.sheets}
    return [card(row, columns.get(row.sheet, {})) for row in rows]


def card(row: ImportRow, columns: Mapping[str, Mapping[str, Any]]) -> Card:
    """One row with everything that the check page says of it."""
    tag, tone = OUTCOMES[row.outcome]
    joined = row.changes.get("joined") or []
    return Card(
        row,
        "Left out" if row.answers.get("skip") else tag,
        tone,
        [difference(each) for each in row.changes.get("differences", [])],
        [cell(row, letters, text, columns.get(letters, {})) for letters, text in row.raw.items()],
        [issue for issue in row.issues if issue["severity"] == "error"],
        [issue for issue in row.issues if issue["severity"] == "note"],
        joined=f"Part of {joined[0]} row {joined[1]}." if joined else "",
    )


def difference(each: Mapping[str, Any]) -> Difference:
    """One difference in words."""
    name = label(each["field"]) + (f" ({each['council']})" if each.get("council") else "")
    return Difference(name, worded(each["field"], each["old"]), worded(each["field"], each["new"]))


def cell(row: ImportRow, letters: str, text: str, column: Mapping[str, Any]) -> Cell:
    """One cell beside what it was read as."""
    fields = column.get("fields", [])
    read = ", ".join(filter(None, (worded(name, value_of(row, name, column.get("council"))) for name in fields)))
    if letters in row.changes.get("untouched", []):
        read = AS_HELD
    elif not fields:
        read = BY_ITSELF if column.get("kept") else "Not imported"
    return Cell(f"{letters}{row.number}", column.get("heading", ""), text, read)


def value_of(row: ImportRow, name: str, council: str | None = None) -> Any:
    """What a staged row holds for a field, wherever it stands."""
    stored = row.values or {}
    if name == "contribution":
        sums = stored.get("contributions", [])
        return next((item["amount"] for item in sums if council in (None, item["council"])), None)
    if name in stored.get("values", {}):
        return stored["values"][name]
    by_council = stored.get("by_council", {})
    known = [by_council[council]] if council in by_council else by_council.values()
    return next((values[name] for values in known if name in values), None)


def steps(batch: ImportBatch | None, current: str, urls: Mapping[str, str] | None = None) -> list[dict]:
    """The five steps with where the import stands."""
    place = STEPS.index(current)
    return [
        {"label": name, "done": index < place, "current": index == place, "url": (urls or {}).get(name, "")}
        for index, name in enumerate(STEPS)
    ]


@dataclass(frozen=True)
class Unused:
    """A column that is not imported."""

    sheet: str
    letters: str
    heading: str
    filled: int


def unused_columns(batch: ImportBatch) -> list[Unused]:
    """Every column with something in it that no field was found or chosen for."""
    return [
        Unused(sheet["name"], column["letters"], column["heading"] or "No heading", column["filled"])
        for sheet in batch.sheets
        if sheet["used"]
        for column in sheet["columns"]
        if not column["fields"] and column["filled"] and not column.get("kept")
    ]


def new_councils(batch: ImportBatch) -> str:
    """A sentence about councils that the headings name, the register does not know, and the import would add."""
    names = [code for code, meant in batch.options.get("councils", {}).items() if code == meant]
    if not names:
        return ""
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    verb, added = ("is", "a council") if len(names) == 1 else ("are", "councils")
    return f"{listed} in the headings {verb} not known here and would be added as {added} under that name."


def unused_sheets(batch: ImportBatch) -> list[dict]:
    """Tabs that were left aside, each with the reason."""
    return [sheet for sheet in batch.sheets if not sheet["used"]]


def problems(batch: ImportBatch) -> Table:
    """Everything that was said about the cells of an import, as a table to keep or to work through in a spreadsheet."""
    columns = [
        TableColumn(name) for name in ("Tab", "Row", "Partnership", "Cell", "Field", "Kind", "Value", "What to do")
    ]
    lines = [
        [
            row.sheet,
            row.number,
            row.name,
            issue["cell"],
            label(issue["field"]),
            SEVERITIES[issue["severity"]],
            issue["value"],
            issue["message"],
        ]
        for row in batch.rows.all()
        for issue in row.issues
    ]
    lines += [
        [
            each.sheet,
            None,
            "",
            each.letters,
            "",
            "Column not imported",
            each.heading,
            f"{each.filled} filled cells are not imported.",
        ]
        for each in unused_columns(batch)
    ]
    return Table("Problems", columns, lines)


def headline(totals: Mapping[str, int]) -> str:
    """The counts of a check in one sentence."""
    words = (
        ("new", "new"),
        ("changed", "changed"),
        ("unchanged", "unchanged"),
        ("error", "with errors"),
        ("skipped", "not imported"),
    )
    parts = [f"{totals.get(key, 0)} {word}" for key, word in words if totals.get(key) or key == "new"]
    count = totals.get("open", 0)
    parts += [f"{count} question{'s' if count != 1 else ''} open"] if count else []
    return ", ".join(parts)


@dataclass
class Filter:
    """One way to narrow the rows of the check page."""

    key: str
    label: str
    count: int
    current: bool = False
    url: str = field(default="")

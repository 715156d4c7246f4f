"""The one JSON object that the command line prints about a workbook."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from register.interchange.compare import Compared, totals
from register.interchange.reading import Issue, ReadColumn, Reading, ReadSheet

ALWAYS = (
    "name",
    "acronym",
    "parent",
    "lead_partner",
    "function",
    "statutory_basis",
    "exit_risk",
    "value_added",
    "information_sharing",
    "lead_officer",
    "head_of_service",
    "lead_member",
    "area",
    "contact",
    "comments",
    "recommendation",
    "orientation",
    "is_statutory",
    "meeting_frequency",
    "meetings_per_year",
    "officer_hours_per_month",
    "contribution",
    "contribution_period",
    "risk_rating",
    "value_rating",
    "council_position",
    "significance",
    "agreement_starts_on",
    "agreement_ends_on",
    "partnership_type",
)
LISTS = ("representatives", "representative_level", "priorities", "themes", "partners")
FIGURES = frozenset({"officer_hours_per_month", "contribution", "amount"})


def report(reading: Reading, compared: Iterable[Compared]) -> dict[str, object]:
    """File, sheets, rows and totals, made of plain JSON values: money and hours as text, dates as ISO text."""
    compared = list(compared)
    return {
        "file": {"name": reading.name, "sha256": reading.sha256},
        "notes": list(reading.notes),
        "sheets": [_sheet(sheet) for sheet in reading.sheets],
        "rows": [_row(one) for one in compared],
        "totals": totals(compared),
    }


def _sheet(sheet: ReadSheet) -> dict[str, object]:
    return {
        "name": sheet.name,
        "used": sheet.used,
        "header_row": sheet.header_row,
        "columns": [_column(column) for column in sheet.columns],
        "notes": list(sheet.notes),
    }


def _column(column: ReadColumn) -> dict[str, object]:
    return {"column": column.letters, "heading": column.heading, "field": column.field, "council": column.council}


def _row(one: Compared) -> dict[str, object]:
    return {
        "sheet": one.row.sheet,
        "row": one.row.row,
        "outcome": one.outcome.value,
        "values": values(one),
        "issues": [issue(found) for found in one.issues],
    }


def values(one: Compared) -> dict[str, object]:
    """The values of a row as JSON, unknown ones as null and unknown lists as empty; nothing for a row without any."""
    if not one.row.values:
        return {}
    result: dict[str, object] = dict.fromkeys(ALWAYS) | {name: [] for name in LISTS}
    result |= {name: plain(name, value) for name, value in one.row.values.items()}
    if one.row.contributions:
        result["contributions"] = [
            {name: plain(name, value) for name, value in item.items()} for item in one.row.contributions
        ]
    if one.row.by_council:
        result["by_council"] = {
            council: {name: plain(name, value) for name, value in found.items()}
            for council, found in one.row.by_council.items()
        }
    return result


def plain(name: str, value: object) -> object:
    """A value as JSON: sums and hours as text, other numbers as numbers, dates as ISO text."""
    if isinstance(value, Decimal):
        if name in FIGURES:
            return f"{value:f}"
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(name, item) for item in value]
    if isinstance(value, Mapping):
        return {field: plain(field, item) for field, item in value.items()}
    return value


def issue(found: Issue) -> dict[str, object]:
    """An issue as JSON."""
    return {
        "cell": found.cell,
        "field": found.field,
        "severity": found.severity.value,
        "value": found.value,
        "message": found.message,
    }

"""The one registry of register columns: list page, export, template, import matching, field guide, public release."""

from register.columns.column import Column, Kind
from register.columns.future import FUTURE
from register.columns.governance import GOVERNANCE
from register.columns.identity import IDENTITY
from register.columns.judgement import JUDGEMENT
from register.columns.oversight import OVERSIGHT
from register.columns.people import PEOPLE
from register.columns.readiness import READINESS
from register.columns.representation import PERSONAL, REPRESENTATION
from register.columns.resources import RESOURCES

COLUMNS: tuple[Column, ...] = (
    IDENTITY + PEOPLE + REPRESENTATION + GOVERNANCE + OVERSIGHT + RESOURCES + JUDGEMENT + FUTURE + READINESS
)
# What sums up other columns.
SUMMARIES = frozenset({"information_sharing"})
# How spreadsheets show the figures of a column, in Excel's words.
NUMBER_FORMATS = {
    Kind.MONEY: "#,##0.00",
    Kind.HOURS: "#,##0.0#",
    Kind.NUMBER: "0.##",
    Kind.CHANGE: "#,##0.00",
    Kind.COUNT: "0",
}
BY_FIELD: dict[str, Column] = {column.field: column for column in COLUMNS}


def every_column() -> list[str]:
    """All columns of the register that a file holds. What sums up other columns is left out: nothing comes twice."""
    return [column.field for column in COLUMNS if column.field not in SUMMARIES]


__all__ = ["BY_FIELD", "COLUMNS", "NUMBER_FORMATS", "PERSONAL", "Column", "Kind", "every_column"]

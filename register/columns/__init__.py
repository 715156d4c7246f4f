"""The one registry of register columns: list page, export, template, import matching, field guide, public release."""

from register.columns.column import Column, Kind
from register.columns.future import FUTURE
from register.columns.governance import GOVERNANCE
from register.columns.identity import IDENTITY
from register.columns.judgement import JUDGEMENT
from register.columns.oversight import OVERSIGHT
from register.columns.people import PEOPLE
from register.columns.representation import PERSONAL, REPRESENTATION
from register.columns.resources import RESOURCES

COLUMNS: tuple[Column, ...] = (
    IDENTITY + PEOPLE + REPRESENTATION + GOVERNANCE + OVERSIGHT + RESOURCES + JUDGEMENT + FUTURE
)
BY_FIELD: dict[str, Column] = {column.field: column for column in COLUMNS}

__all__ = ["BY_FIELD", "COLUMNS", "PERSONAL", "Column", "Kind"]

"""Values on their way out of staging: JSON back to figures and dates."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

FIGURES = frozenset(
    {"officer_hours_per_month", "contribution", "amount", "meetings_per_year", "hours_change", "pounds_change"}
)
DATES = frozenset(
    {
        "agreement_starts_on",
        "agreement_ends_on",
        "next_review_due_on",
        "deferred_until_on",
        "look_again_from",
        "project_ends_on",
    }
)


def revived(name: str, value: object) -> object:
    """A value as the cell parsers gave it, from the JSON that `report.plain` made of it."""
    if value is None or isinstance(value, bool):
        return value
    if name in FIGURES:
        return Decimal(str(value))
    if name in DATES and isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, list):
        return [revived(name, item) for item in value]
    if isinstance(value, Mapping):
        return {field: revived(field, item) for field, item in value.items()}
    return value

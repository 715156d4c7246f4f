"""What a staged row holds: the values read, with what somebody answered about them, ready to be written.

Rows are kept as JSON; here they become typed values again, each council's own values under its council.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from register.columns import BY_FIELD, Kind
from register.rules.money import year_name

DECIMALS = {Kind.HOURS, Kind.MONEY, Kind.NUMBER, Kind.CHANGE}
DATES = {Kind.DATE, Kind.START, Kind.END}
COUNCIL_FIELDS = tuple(name for name, column in BY_FIELD.items() if column.council)
MONEY_FIELDS = (
    "contribution",
    "contribution_period",
    "contribution_year",
    "contribution_in_kind",
    "budget_code",
    "budget_status",
)


@dataclass
class Facts:
    """The known values of one row. `by_council` and `contributions` name councils; contributions carry a year."""

    values: dict[str, Any] = field(default_factory=dict)
    by_council: dict[str, dict[str, Any]] = field(default_factory=dict)
    contributions: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict:
        """The same as JSON: decimals and dates become text."""
        return {
            "values": encoded(self.values),
            "by_council": encoded(self.by_council),
            "contributions": encoded(self.contributions),
        }

    @classmethod
    def from_json(cls, stored: Mapping) -> "Facts":
        """The typed values of a staged row."""
        by_council = {council: decoded(values) for council, values in stored.get("by_council", {}).items()}
        money = [{**item, "amount": as_decimal(item.get("amount"))} for item in stored.get("contributions", [])]
        return cls(decoded(stored.get("values", {})), by_council, money)

    def copy(self) -> "Facts":
        return deepcopy(self)


def encoded(value: Any) -> Any:
    """JSON for any value that a reading holds."""
    if isinstance(value, Mapping):
        return {str(key): encoded(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encoded(each) for each in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def decoded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Typed values again, by the kind of their column."""
    return {name: typed(name, value) for name, value in values.items()}


def typed(name: str, value: Any) -> Any:
    """One value of a column, typed."""
    kind = BY_FIELD[name].kind if name in BY_FIELD else None
    if kind in DECIMALS:
        return as_decimal(value)
    if kind in DATES and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def as_decimal(value: Any) -> Decimal | None:
    """A decimal from what JSON keeps of it; unknown stays unknown."""
    return None if value is None else Decimal(str(value))


def settled(facts: Facts, *, council: str, year: int) -> Facts:
    """Every council's value under its council, every sum with its year; what names neither gets the batch's own."""
    result = facts.copy()
    own = result.by_council.setdefault(council, {})
    if "contribution" in result.values or result.values.get("contribution_in_kind"):
        result.contributions.append(contribution_in(result.values))
    for name in (*COUNCIL_FIELDS, *MONEY_FIELDS):
        if name in result.values:
            value = result.values.pop(name)
            if name not in MONEY_FIELDS:
                own.setdefault(name, value)
    for item in result.contributions:
        item["council"] = item.get("council") or council
        item["year"] = item.get("year") or year_name(year)
    result.by_council = {name: values for name, values in result.by_council.items() if values}
    return result


def contribution_in(values: Mapping[str, Any]) -> dict[str, Any]:
    """The sum that a row's plain values hold, as one item of contributions."""
    return {
        "council": None,
        "amount": values.get("contribution"),
        "period": values.get("contribution_period"),
        "year": values.get("contribution_year"),
        "in_kind": bool(values.get("contribution_in_kind")),
        "budget_code": values.get("budget_code"),
        "budget_status": values.get("budget_status"),
        "text": "",
    }

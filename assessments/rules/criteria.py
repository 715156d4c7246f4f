"""Which version of the criteria counts on a day, and whether two versions say the same."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from assessments.models import CriteriaSet, Criterion

SET_FIELDS = ("title", "is_binding", "source")
LINE_FIELDS = ("name", "high", "medium", "low", "computed", "basis", "medium_from", "medium_to", "source")


def in_force(versions: Iterable[CriteriaSet], day: date) -> CriteriaSet | None:
    """The criteria of a day: the latest that have begun."""
    return max((each for each in versions if each.from_on <= day), key=lambda each: each.from_on, default=None)


def content(version: CriteriaSet) -> tuple:
    """Everything that a version says, in a form that can be compared."""
    lines = tuple(line_content({name: getattr(line, name) for name in LINE_FIELDS}) for line in version.criteria.all())
    return tuple(getattr(version, name) for name in SET_FIELDS), lines


def line_content(values: dict[str, Any]) -> tuple:
    """One criterion; figures stand as text in a file."""
    return tuple(
        figure(values.get(name)) if name.startswith("medium_") else values.get(name, "") for name in LINE_FIELDS
    )


def figure(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def money_line(version: CriteriaSet | None) -> Criterion | None:
    """The criterion that the register answers, if this version has one."""
    return next((each for each in version.criteria.all() if each.computed), None) if version else None

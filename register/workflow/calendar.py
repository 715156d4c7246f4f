"""Writes about the municipal calendar."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from partnerships.saving import claimed, create
from partnerships.verdict import require
from register.models.calendar import MunicipalYear
from register.permissions import can_keep_calendar


def add_year(year: MunicipalYear, *, by, at: datetime) -> MunicipalYear:
    """Add a year, so that terms which end at its Annual Council can be computed."""
    require(can_keep_calendar(by))
    return create(year, by=by, at=at)


def edit_year(
    year: MunicipalYear, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> MunicipalYear:
    """Correct a year. Appointments made already keep their dates."""
    require(can_keep_calendar(by))
    return claimed(MunicipalYear, year.pk, version, changes, by=by, at=at, reason=reason)

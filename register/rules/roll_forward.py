"""Which contributions go on in the next financial year, and which do not without somebody's word (SH-03)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from register.models.choices import Period
from register.rules.money import year_name


class Reason(StrEnum):
    """Why a contribution is not carried forward by itself. Those in NEVER cannot be carried at all."""

    ENDED = "The entry has ended, or is no partnership"
    THERE = "It stands in the next year already"
    ANOTHER = "This council has another sum in the next year already"
    UNKNOWN = "Nobody knows the amount"
    LEAVING = "The council is leaving"
    ONE_OFF = "It was paid once"
    AGREEMENT = "The agreement ends before the next year"
    PERIOD = "Nobody has said whether it is paid every year"


NEVER = frozenset({Reason.ENDED, Reason.THERE})


@dataclass(frozen=True)
class Candidate:
    """One contribution with what decides about it. `agreement_ends_on` is the last day of the last agreement."""

    amount: Decimal | None
    period: str
    is_active: bool
    is_there: bool
    has_another: bool
    agreement_ends_on: date | None
    is_left: bool = False


def first_day(year: int) -> date:
    """1 April of the year in which a financial year begins."""
    return date(year, 4, 1)


def exception(line: Candidate, to_year: int) -> Reason | None:
    """The first reason against carrying the contribution into `to_year`; None where it is simply carried."""
    ends = line.agreement_ends_on
    found = (
        (Reason.ENDED, not line.is_active),
        (Reason.THERE, line.is_there),
        (Reason.ANOTHER, line.has_another),
        (Reason.LEAVING, line.is_left),
        (Reason.ONE_OFF, line.period == Period.ONE_OFF),
        (Reason.AGREEMENT, ends is not None and ends < first_day(to_year)),
        (Reason.UNKNOWN, line.amount is None),
        (Reason.PERIOD, line.period == ""),
    )
    return next((reason for reason, holds in found if holds), None)


def source_of(from_year: int) -> str:
    """What a carried sum says of where it comes from."""
    return f"Carried forward from {year_name(from_year)}"

"""Lines beside the council's own money, in words: money of others, volunteers, workstreams."""

from decimal import Decimal

from partnerships.templatetags.council import financial_year, in_hours, money, short_day
from register.models import OtherFunding, Volunteering, Workstream
from register.models.choices import FigureStatus
from register.rules.money import pence

Words = tuple[str, tuple[str, ...], str]


def said(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def how_sure(line: OtherFunding | Volunteering) -> str:
    """Behind a figure: that it is an estimate, or that nobody has verified it (B15-23)."""
    return "" if line.status == FigureStatus.VERIFIED else f" ({line.get_status_display().lower()})"


def funding(line: OtherFunding) -> Words:
    income = line.direction == OtherFunding.Direction.INCOME
    title = f"{financial_year(line.financial_year)}: {money(line.amount)}{how_sure(line)}"
    by = f"{'Paid' if income else 'Put in'} by {line.organisation}" if line.organisation else ""
    details = (
        by or line.get_direction_display(),
        income and f"Income of {line.council}",
        line.get_kind_display(),
        line.spent_on and f"Spent on: {line.spent_on}",
        line.ends_on and f"Funding ends on {short_day(line.ends_on)}",
        line.source and f"Source: {line.source}",
        line.note,
    )
    return title, said(*details), ""


def volunteering(line: Volunteering) -> Words:
    title = f"{financial_year(line.financial_year)}: {in_hours(line.hours)}{how_sure(line)}"
    return title, said(worth(line.hours, line.hour_worth), line.source and f"Source: {line.source}"), ""


def worth(hours: Decimal, each: Decimal | None) -> str:
    """What the hours count as money, where somebody has said what an hour counts."""
    return "" if each is None else f"At {money(each)} an hour: {money(pence(hours * each))}"


def workstream(line: Workstream) -> Words:
    start = line.starts_on and f"from {short_day(line.starts_on)}"
    end = line.ends_on and f"until {short_day(line.ends_on)}"
    term = " ".join(said(start, end))
    often = line.get_saving_period_display().lower()
    saving = "Expected saving: " + ", ".join(said(money(line.expected_saving), often))
    details = (
        line.description,
        saving,
        f"Saving delivered so far: {money(line.delivered_saving)}",
        term and term[:1].upper() + term[1:],
        line.source and f"Source: {line.source}",
    )
    return line.name, said(*details), ""

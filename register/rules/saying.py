"""How values are said that are more than their type: pounds, hours, financial years, paragraphs of the law."""

from collections.abc import Callable, Collection
from decimal import Decimal

from django.db.models import Field

from partnerships.templatetags.council import financial_year, hours, money, plain_number
from register.models.appointments import ExpectedRole
from register.models.choices import NO_RISK, RiskFactor, RiskKind
from register.rules.words import number_of

# Part 1 of Schedule 12A to the Local Government Act 1972, in short (H14-47).
SCHEDULE_12A = {
    1: "about an individual",
    2: "likely to reveal who an individual is",
    3: "financial or business affairs of a person or body",
    4: "consultations or negotiations on labour relations",
    5: "legal professional privilege",
    6: "a notice or order that the council means to serve or make",
    7: "preventing, investigating or prosecuting crime",
}
MINUS = "\N{MINUS SIGN}"
POUNDS = frozenset({"amount", "expected_saving", "delivered_saving", "hour_worth", "support_limit", "money_amount"})
OTHERS: dict[str, Callable[[object], str]] = {
    "officer_hours_per_month": hours,
    "financial_year": financial_year,
    "expected_roles": lambda roles: "; ".join(role.label for role in ExpectedRole if role in roles),
    "risk_kinds": lambda kinds: risks(kinds),
    "risk_factors": lambda factors: "; ".join(factor.label for factor in RiskFactor if factor in factors),
    "exempt_paragraph": lambda number: paragraph(number),
    "hours_change": lambda number: time_change(number),
    "pounds_change": lambda number: money_change(number),
    "look_again_meetings": lambda number: f"After {number_of(number, 'meeting', 'meetings')}",
}


def paragraph(number: int) -> str:
    """Paragraph 3: financial or business affairs of a person or body."""
    return f"Paragraph {number}: {SCHEDULE_12A.get(number, 'of Schedule 12A')}"


def risks(kinds: Collection[str]) -> str:
    """The kinds of risk that are judged significant; None where all were judged and none is (SH-12)."""
    return "None" if NO_RISK in kinds else ", ".join(kind.label for kind in RiskKind if kind in kinds)


def signed(number: Decimal, words: str) -> str:
    """Words with the sign of a number before them; none before nought."""
    return f"{'+' if number > 0 else MINUS if number < 0 else ''}{words}"


def time_change(number: Decimal) -> str:
    """What a recommendation adds or saves: +4 hours a month, 0 hours a month (H14-44)."""
    return signed(number, f"{plain_number(abs(number))} hours a month")


def money_change(number: Decimal) -> str:
    """What a recommendation adds or saves: −£2,500 a year, £0 a year (H14-44)."""
    return signed(number, f"{money(abs(number))} a year")


def rating_tone(field: str, code: str) -> str:
    """The tone of a rating's tag: a high risk is bad, a high value is good. Empty where nothing is rated."""
    return f"value_{code}" if code and field == "value_rating" else code


def formatter(field: Field) -> Callable[[object], str] | None:
    """Says the values of a field, where its type alone would not do."""
    return money if field.name in POUNDS else OTHERS.get(field.name)

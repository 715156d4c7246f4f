"""How a paper prints figures: what is not known in words, an estimate with its star."""

from decimal import Decimal

from django import template

from partnerships.templatetags.council import NOT_KNOWN, money, plain_number
from register.rules import saying
from register.rules.saying import signed
from reviews.reports.shapes import ExcerptGroup, ExcerptRow, Figure, Section, Sum, ThemeShare
from reviews.reports.widths import shared_out

register = template.Library()
NOT_WORKED_OUT = "Not worked out"
EXCERPT = {
    "name": "Partnership", "lead_partner": "Lead partner", "function": "Function", "lead_officer": "Lead officer",
    "representatives": "Representatives", "hours": "Hours", "contribution": "Contribution", "risk": "Risk",
    "value": "Value", "recommendation": "Recommendation",
}  # fmt: skip


@register.filter
def figure_hours(figure: Figure) -> str:
    """`40*`, `3.5` or `Not known`."""
    return starred(plain_number(figure.amount), figure.is_estimate)


@register.filter
def figure_money(figure: Figure) -> str:
    """`£8,000`, `£530,000*` or `Not known`."""
    return starred(money(figure.amount), figure.is_estimate)


@register.filter
def sum_hours(total: Sum) -> str:
    """A total of hours; `Not known` where no figure is."""
    return starred(plain_number(total.amount), total.has_estimate) if total.known else NOT_KNOWN


@register.filter
def sum_money(total: Sum) -> str:
    """A total in pounds; `Not known` where no figure is."""
    return starred(money(total.amount), total.has_estimate) if total.known else NOT_KNOWN


@register.filter
def change_hours(total: Sum) -> str:
    """A change of hours with its sign; in words where nobody has worked it out."""
    return signed(total.amount, plain_number(abs(total.amount))) if total.known else NOT_WORKED_OUT


@register.filter
def change_money(total: Sum) -> str:
    """A change of pounds with its sign."""
    return signed(total.amount, money(abs(total.amount))) if total.known else NOT_WORKED_OUT


@register.filter
def said_time_change(hours: Decimal) -> str:
    """+4 hours a month: a change of officer time of one recommendation (H14-44)."""
    return saying.time_change(hours)


@register.filter
def said_money_change(pounds: Decimal) -> str:
    """−£2,500 a year: a change of money of one recommendation (H14-44)."""
    return saying.money_change(pounds)


@register.filter
def paragraph_id(number: str) -> str:
    """`para-4-3` for paragraph 4.3, so that an address can lead to it."""
    return f"para-{number.replace('.', '-')}"


@register.filter
def bars(shares: tuple[ThemeShare, ...]) -> list[tuple]:
    """The themes that receive anything, for a bar chart."""
    return [
        (shortened(share.theme), share.contribution.amount, sum_money(share.contribution))
        for share in shares
        if share.contribution.amount > 0
    ]


@register.filter
def is_short(rows: tuple) -> bool:
    """Has a table too few rows to break without leaving one of them alone?"""
    return len(rows) <= 3


@register.filter
def is_one_line(section: Section) -> bool:
    """Does a section say no more than a line?"""
    if section.groups or section.summary or section.closing or section.attached or len(section.paragraphs) != 1:
        return False
    return not section.paragraphs[0].points and len(section.paragraphs[0].text) <= 80


@register.simple_tag
def excerpt_widths(groups: tuple[ExcerptGroup, ...]) -> dict[str, int]:
    """How wide the columns of Appendix A are, in hundredths: column -> share, by what they hold."""
    rows = [row for group in groups for row in group.rows]
    columns = {name: (heading, [printed(row, name) for row in rows]) for name, heading in EXCERPT.items()}
    return shared_out(columns, unbroken=("hours", "contribution"))


def printed(row: ExcerptRow, column: str) -> str:
    """What a cell of Appendix A shows."""
    value = getattr(row, column)
    if isinstance(value, Figure):
        return figure_money(value) if column == "contribution" else figure_hours(value)
    return "; ".join(value) if isinstance(value, tuple) else value


def shortened(label: str) -> str:
    """A label that fits above its bar; the table beside the chart has it in full."""
    return label if len(label) <= 70 else f"{label[:69].rstrip()}…"


def starred(text: str, is_estimate: bool) -> str:
    return f"{text}*" if is_estimate else text

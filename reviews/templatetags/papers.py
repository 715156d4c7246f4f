"""How a paper prints figures: what is not known in words, an estimate with its star."""

from django import template

from partnerships.templatetags.council import NOT_KNOWN, money, plain_number
from reviews.reports.shapes import Figure, Sum, ThemeShare

register = template.Library()


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
def paragraph_id(number: str) -> str:
    """`para-4-3` for paragraph 4.3, so that an address can lead to it."""
    return f"para-{number.replace('.', '-')}"


@register.filter
def bars(shares: tuple[ThemeShare, ...]) -> list[tuple]:
    """The themes of which anything is known, for a bar chart."""
    return [
        (shortened(share.theme), share.contribution.amount, sum_money(share.contribution))
        for share in shares
        if share.contribution.known
    ]


def shortened(label: str) -> str:
    """A label that fits above its bar; the table beside the chart has it in full."""
    return label if len(label) <= 70 else f"{label[:69].rstrip()}…"


def starred(text: str, is_estimate: bool) -> str:
    return f"{text}*" if is_estimate else text

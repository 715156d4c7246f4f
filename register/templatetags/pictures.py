"""Drawings of the register, and the words that stand for them."""

from decimal import ROUND_HALF_UP, Decimal

from django import template

from partnerships.templatetags.council import NOT_KNOWN, money
from register.models.choices import Rating
from register.rules.money import Total, year_name
from register.rules.picture import Place, draw

register = template.Library()


@register.inclusion_tag("register/picture/quadrant.html")
def quadrant(picture, title: str):
    """Value against full cost as SVG. Put the table of the same places beside it."""
    return {"drawing": draw(picture.places), "title": title}


@register.filter
def pounds(amount: Decimal) -> str:
    """To the nearest pound: a picture compares, other pages have the pence."""
    return money(amount.quantize(Decimal(1), ROUND_HALF_UP))


@register.filter
def rating(code: str) -> str:
    """A rating in words."""
    return dict(Rating.choices).get(code, "Not rated")


@register.filter
def cost_of(place: Place) -> str:
    """Its cost, said to be at least so much where a part of it is not known."""
    if place.cost is None:
        return NOT_KNOWN
    return pounds(place.cost) if place.is_whole else f"At least {pounds(place.cost)}"


@register.filter
def cost_before(place: Place) -> str:
    return NOT_KNOWN if place.cost_before is None else pounds(place.cost_before)


@register.filter
def total_cost(total: Total) -> str:
    """What several cost together."""
    if not total.known:
        return NOT_KNOWN if total.unknown else pounds(total.amount)
    return pounds(total.amount) if total.is_complete else f"At least {pounds(total.amount)}"


@register.filter
def quadrant_title(picture) -> str:
    """What the drawing is called."""
    return f"Value against full cost, {year_name(picture.year)}"

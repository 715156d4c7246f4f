"""The head of a paper's sheet: the council's colour and logo."""

from django.core.exceptions import ValidationError

from partnerships.models.council import HEX_COLOUR, readable_on_white
from reviews.models import CommitteePaper
from reviews.reports import frozen
from reviews.reports.shapes import Letterhead


def of(paper: CommitteePaper) -> Letterhead:
    """What the paper was issued with; a draft wears what its council has now."""
    if paper.frozen:
        return frozen.thaw(Letterhead, paper.frozen.get("letterhead", {}))
    return Letterhead(readable(paper.council.brand_colour), paper.council.logo.name or "")


def readable(colour: str) -> str:
    """The colour where it can be read on white paper, else none: the paper then keeps its own."""
    try:
        HEX_COLOUR(colour)
        readable_on_white(colour)
    except ValidationError:
        return ""
    return colour

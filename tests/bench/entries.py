"""Which entries of a generated register the measures ask for."""

from register.models import Partnership

A_PAGE = 25
# Many generated names hold this word.
MANY = "housing"


def pages() -> int:
    """How many pages the whole list has."""
    return -(-Partnership.objects.count() // A_PAGE)


def middle() -> Partnership:
    """An entry from the middle of the register, with everything that a generated entry has."""
    return Partnership.objects.order_by("pk")[Partnership.objects.count() // 2]

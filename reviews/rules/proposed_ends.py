"""What of the register leaving would end, as it stands, and what money of it stays (B15-42)."""

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from register.models import Contribution, GoverningDocument, Link, Seat
from register.models.choices import AGREEMENT_KINDS, LinkKind
from register.rules.money import financial_year
from reviews.models import ExitEnd, ExitStrategy
from reviews.rules import ends
from reviews.rules.ends import Ending, Kind, key_of


def said(strategy: ExitStrategy) -> QuerySet[ExitEnd]:
    """What an officer has said of things that have not ended: that they end, or, taken off again, that they go on."""
    return strategy.ends.filter(ended_at__isnull=True, left_alone="")


def proposed_ends(strategy: ExitStrategy) -> list[Ending]:
    """What of the register leaving would end, as it stands, with the day confirmed, else that on which it leaves.

    Without a day it was said to go on.
    """
    if strategy.leaves_on is None:
        return []
    days = {key_of(row): None if row.removed_at else row.ends_on for row in said(strategy)}
    found = [
        *((Kind.CONTRIBUTION, each, ends.money_words(each, strategy.leaves_on)) for each in money(strategy)),
        *((Kind.SEAT, each, ends.place_words(each)) for each in places(strategy)),
        *((Kind.AGREEMENT, each, ends.agreement_words(each)) for each in agreements(strategy)),
        *((Kind.LINK, each, ends.link_words(each)) for each in links(strategy)),
    ]
    return [
        Ending(kind, each, words[:300], days.get(f"{kind}-{each.pk}", strategy.leaves_on))
        for kind, each, words in found
    ]


def sums(strategy: ExitStrategy) -> QuerySet[Contribution]:
    """All that councils put in, year by year."""
    lines = Contribution.objects.filter(participation__partnership=strategy.partnership_id, removed_at__isnull=True)
    return lines.select_related("participation__council", "participation__partnership").order_by("pk")


def money(strategy: ExitStrategy) -> QuerySet[Contribution]:
    """Sums of the financial years that begin after the council has left."""
    return sums(strategy).filter(financial_year__gt=financial_year(strategy.leaves_on))


def staying(strategy: ExitStrategy) -> list[str]:
    """The sums of the year in which the council leaves, and of years until then that are still to come: they stay."""
    if strategy.leaves_on is None:
        return []
    last = financial_year(strategy.leaves_on)
    opened = financial_year(localdate(strategy.opened_at))
    owed = sums(strategy).filter(financial_year__range=(opened, last))
    return [ends.owed_words(each) for each in owed]


def places(strategy: ExitStrategy) -> QuerySet[Seat]:
    """The council's own places, held and vacant; who attends for another body goes on to (H14-17)."""
    standing = Seat.objects.own().filter(partnership=strategy.partnership_id, removed_at__isnull=True)
    return standing.select_related("partnership", "council", "holder").order_by("pk")


def agreements(strategy: ExitStrategy) -> QuerySet[GoverningDocument]:
    """Agreements in force that would go on; one that ends by that day needs nobody to terminate it."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=strategy.leaves_on)
    found = GoverningDocument.objects.filter(lasting, partnership=strategy.partnership_id, removed_at__isnull=True)
    found = found.filter(status=GoverningDocument.Status.IN_FORCE, kind__in=AGREEMENT_KINDS)
    return found.select_related("partnership").order_by("pk")


def links(strategy: ExitStrategy) -> QuerySet[Link]:
    """Links to other partnerships and from them; what succeeds what stays true."""
    either = Q(partnership=strategy.partnership_id) | Q(other=strategy.partnership_id)
    found = Link.objects.filter(either, removed_at__isnull=True).exclude(kind=LinkKind.SUCCEEDED_BY)
    return found.select_related("partnership", "other").order_by("pk")

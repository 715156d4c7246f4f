"""What of the register leaving would end, as it stands, and what money of it stays (B15-42)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from register.models import Contribution, GoverningDocument, Link, Participation, Seat
from register.models.choices import AGREEMENT_KINDS, LinkKind
from register.rules.money import financial_year
from reviews.models import ExitEnd, ExitStrategy
from reviews.rules import ends
from reviews.rules.ends import Ending, Kind, key_of
from reviews.rules.readiness import funders, payer


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
    """What leaving does not end, each with why: what is owed, officers' time, and what ends by itself.

    Owed are the sums of the year in which the council leaves, and of years until then that are still to come.
    """
    if strategy.leaves_on is None:
        return []
    last, opened = financial_year(strategy.leaves_on), localdate(strategy.opened_at)
    owed = sums(strategy).filter(financial_year__range=(financial_year(opened), last))
    return [*map(ends.owed_words, owed), *map(ends.hours_words, hours(strategy)), *by_itself(strategy, opened)]


def hours(strategy: ExitStrategy) -> QuerySet[Participation]:
    """The parts of councils whose officers' time is known."""
    parts = Participation.objects.filter(partnership=strategy.partnership_id, officer_hours_per_month__gt=0)
    return parts.select_related("council").order_by("pk")


def by_itself(strategy: ExitStrategy, opened: date) -> Iterator[str]:
    """Agreements that end by the day on which the council leaves, and outside money, from the day of opening on."""
    found = in_force(strategy).filter(ends_on__range=(opened, strategy.leaves_on))
    for each in found:
        yield ends.by_itself_words(ends.agreement_name(each), each.ends_on)
    for line in funders(strategy.partnership):
        if line.ends_on and line.ends_on >= opened:
            yield ends.by_itself_words(f"The money from {payer(line)}", line.ends_on)


def places(strategy: ExitStrategy) -> QuerySet[Seat]:
    """The council's own places, held and vacant; who attends for another body goes on to (H14-17)."""
    standing = Seat.objects.own().filter(partnership=strategy.partnership_id, removed_at__isnull=True)
    return standing.select_related("partnership", "council", "holder").order_by("pk")


def agreements(strategy: ExitStrategy) -> QuerySet[GoverningDocument]:
    """Agreements in force that would go on; one that ends by that day needs nobody to terminate it."""
    return in_force(strategy).filter(Q(ends_on__isnull=True) | Q(ends_on__gt=strategy.leaves_on))


def in_force(strategy: ExitStrategy) -> QuerySet[GoverningDocument]:
    found = GoverningDocument.objects.filter(partnership=strategy.partnership_id, removed_at__isnull=True)
    found = found.filter(status=GoverningDocument.Status.IN_FORCE, kind__in=AGREEMENT_KINDS)
    return found.select_related("partnership").order_by("pk")


def links(strategy: ExitStrategy) -> QuerySet[Link]:
    """Links to other partnerships and from them; what succeeds what stays true."""
    either = Q(partnership=strategy.partnership_id) | Q(other=strategy.partnership_id)
    found = Link.objects.filter(either, removed_at__isnull=True).exclude(kind=LinkKind.SUCCEEDED_BY)
    return found.select_related("partnership", "other").order_by("pk")

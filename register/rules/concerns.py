"""Who can be asked about a concern (B15-19)."""

from collections.abc import Iterable, Iterator

from django.db.models import Q, QuerySet

from partnerships.models import User
from partnerships.roles import Role
from register.models import Partnership


def advisers(entry: Partnership, *besides: int | None) -> QuerySet[User]:
    """The corporate management team and the portfolio holders of the entry, without the people named in `besides`."""
    managers = User.objects.active().holding(Role.CORPORATE_MANAGER)
    holders = User.objects.active().filter(portfolios__partnership=entry).exclude(grants__role=Role.SCRUTINY_MEMBER)
    fit = Q(pk__in=managers.values("pk")) | Q(pk__in=holders.values("pk"))
    return User.objects.filter(fit).exclude(pk__in=[pk for pk in besides if pk])


def everybody_who_advises(entries: Iterable[int]) -> Iterator[tuple[int, int | None]]:
    """The same for many entries at once: person and entry, which is None for managers, who advise on all."""
    managers = User.objects.active().holding(Role.CORPORATE_MANAGER)
    yield from ((pk, None) for pk in managers.values_list("pk", flat=True))
    holders = User.objects.active().filter(portfolios__partnership__in=set(entries))
    yield from holders.exclude(grants__role=Role.SCRUTINY_MEMBER).values_list("pk", "portfolios__partnership")


def raisers(entry: Partnership) -> QuerySet[User]:
    """The lead officer and the representatives of the entry: for whom a policy officer may raise a concern."""
    seated = Q(seats__partnership=entry, seats__removed_at__isnull=True)
    return User.objects.active().filter(seated | Q(pk=entry.lead_officer_id)).distinct()

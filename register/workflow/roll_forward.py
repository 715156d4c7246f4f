"""Carrying contributions into the next financial year, all of them in one act (SH-03)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from partnerships.models import ChangeSet
from partnerships.saving import create_many
from partnerships.verdict import require
from register.models import Contribution, GoverningDocument, Participation, Partnership
from register.models.choices import AGREEMENT_KINDS, CURRENT, FigureStatus, Status
from register.permissions import can_roll_forward
from register.rules.roll_forward import NEVER, Candidate, Reason, exception, source_of

SAME = ("participation_id", "kind", "budget_code", "recipient_id", "spent_on")
KEPT = ("participation", "kind", "budget_code", "recipient", "spent_on", "strategy_line", "period")
OWN = (
    *(field.name for field in Contribution._meta.concrete_fields),
    *("participation__council__name", "participation__council__short_name", "recipient__name"),
)
CHANGED = (
    "Somebody has carried or changed some of this meanwhile, or you have carried it before, so nothing was written. "
    "The list below is as it stands now."
)


class NotAsShown(ValidationError):
    """What was to be carried is no longer what the page showed; nothing was written."""


@dataclass(frozen=True)
class Line:
    """One contribution of the year, and the first reason against carrying it."""

    contribution: Contribution
    reason: Reason | None

    @property
    def may_be_carried(self) -> bool:
        return self.reason not in NEVER


def lines(user, from_year: int) -> list[Line]:
    """Every contribution of the year that the person may read, by council and entry, with what speaks against it."""
    found = list(standing(user, from_year))
    return judged(found, Counter(map(identity, found)), from_year)


def standing(user, year: int) -> QuerySet[Contribution]:
    """The contributions of a year that were not taken off, with all that decides about them."""
    entries = Partnership.objects.visible_to(user).accepted()
    found = Contribution.objects.filter(
        participation__partnership__in=entries.values("pk"), financial_year=year, removed_at__isnull=True
    )
    found = found.select_related("participation__partnership", "participation__council", "recipient")
    found = found.only(*OWN, *(f"participation__partnership__{name}" for name in ("reference", "name", "status")))
    return found.order_by("participation__council", "participation__partnership__name", "pk")


def identity(contribution: Contribution) -> tuple:
    """What makes two sums of two years the same one."""
    return tuple(getattr(contribution, name) for name in SAME)


def judged(contributions: Iterable[Contribution], here: Counter, from_year: int) -> list[Line]:
    """Each with the first reason against it. Where a year has several alike, all must be there to count as carried."""
    to_year = from_year + 1
    there = Counter(Contribution.objects.filter(financial_year=to_year, removed_at__isnull=True).values_list(*SAME))
    parts, ends = {part for part, *_ in there}, agreements_end()
    found = []
    for each in contributions:
        entry, key = each.participation.partnership, identity(each)
        is_active, is_there = entry.status in CURRENT, there[key] >= here[key]
        has_another = each.participation_id in parts
        is_left = entry.status == Status.EXITING
        line = Candidate(each.amount, each.period, is_active, is_there, has_another, ends.get(entry.pk), is_left)
        found.append(Line(each, exception(line, to_year)))
    return found


def agreements_end() -> dict[int, date]:
    """For each entry the last day of the agreement that ends last; one that goes on without end has none."""
    agreed = GoverningDocument.objects.filter(removed_at__isnull=True, kind__in=AGREEMENT_KINDS)
    agreed = agreed.filter(status__in=(GoverningDocument.Status.IN_FORCE, GoverningDocument.Status.TERMINATED))
    ends: dict[int, list[date | None]] = defaultdict(list)
    for entry, starts_on, ends_on, terminated_on in agreed.values_list(
        "partnership", "starts_on", "ends_on", "terminated_on"
    ):
        if starts_on or ends_on or terminated_on:
            ends[entry].append(terminated_on or ends_on)
    return {entry: max(days) for entry, days in ends.items() if None not in days}


def next_year_count(pks: Iterable[int], from_year: int) -> int:
    """How many sums of the next year the councils' parts in these contributions have: what a page shows as `seen`."""
    parts = Contribution.objects.filter(pk__in=pks).order_by().values("participation")
    following = Contribution.objects.filter(financial_year=from_year + 1, removed_at__isnull=True)
    return following.filter(participation__in=parts).count()


def carry_forward(amounts: Mapping[int, Decimal], from_year: int, *, seen: int, by, at: datetime) -> list[Contribution]:
    """Record these contributions again for the next year, each with the amount that it is to have.

    `seen` is what `next_year_count` was when the person decided. Raises Refused for who may not, and NotAsShown when
    one can no longer be carried, such as when somebody has carried it meanwhile; nothing is written then.
    """
    require(can_roll_forward(by))
    with transaction.atomic():
        lock(amounts)
        everything = list(standing(by, from_year))
        chosen = [each for each in everything if each.pk in amounts]
        found = judged(chosen, Counter(map(identity, everything)), from_year)
        ready = [line for line in found if line.may_be_carried]
        if len(ready) < len(amounts) or next_year_count(amounts, from_year) != seen:
            raise NotAsShown(CHANGED)
        change_set = ChangeSet.objects.create(
            kind=ChangeSet.Kind.BULK_EDIT, label=f"{source_of(from_year)}: {len(ready)}", made_at=at, made_by=by
        )
        made = [carried(line.contribution, amounts[line.contribution.pk], from_year) for line in ready]
        return create_many(made, by=by, at=at, reason=source_of(from_year), change_set=change_set)


def lock(pks: Iterable[int]) -> None:
    """Two people who carry the same sums at once wait for each other: the parts are locked, in one order."""
    parts = Contribution.objects.filter(pk__in=pks).order_by().values("participation")
    list(Participation.objects.filter(pk__in=parts).order_by("pk").select_for_update().values_list("pk"))


def carried(contribution: Contribution, amount: Decimal, from_year: int) -> Contribution:
    """The sum of the next year: an estimate until somebody says better, and not yet in any budget."""
    return Contribution(
        **{name: getattr(contribution, name) for name in KEPT},
        financial_year=from_year + 1,
        amount=amount,
        source=source_of(from_year),
        status=FigureStatus.ESTIMATE,
    )

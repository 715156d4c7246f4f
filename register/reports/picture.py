"""The whole register in one look: risk against value, value against full cost, and what each priority has (H14-07)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.urls import reverse

from register.models import Partnership, PlanItem
from register.models.choices import Rating
from register.querysets import PartnershipQuerySet
from register.reports.figures import Figures
from register.rules.money import Total, together
from register.rules.picture import Place
from register.rules.roll_forward import first_day

HIGH_FIRST = (Rating.HIGH, Rating.MEDIUM, Rating.LOW)


@dataclass(frozen=True)
class Picture:
    """The partnerships of one year, numbered in the order of their names."""

    year: int
    places: tuple[Place, ...]

    @property
    def drawn(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if place.is_drawn)

    @property
    def left_out(self) -> tuple[Place, ...]:
        """Those of which the value or the cost is not known."""
        return tuple(place for place in self.places if not place.is_drawn)

    @property
    def matrix(self) -> tuple[tuple[str, tuple[tuple[Place, ...], ...]], ...]:
        """Rows of risk, High first, each with its places of High, Medium and Low value."""
        return tuple(
            (
                risk.label,
                tuple(
                    tuple(each for each in self.places if (each.risk, each.value) == (risk, value))
                    for value in HIGH_FIRST
                ),
            )
            for risk in HIGH_FIRST
        )

    @property
    def unrated(self) -> tuple[Place, ...]:
        return tuple(place for place in self.places if not (place.risk and place.value))


@dataclass(frozen=True)
class Covered:
    """One priority: its partnerships by value, High first and unrated last, and what they cost in full."""

    name: str
    is_outcome: bool
    columns: tuple[tuple[Place, ...], ...]
    cost: Total

    @property
    def count(self) -> int:
        return sum(map(len, self.columns))


def build(entries: PartnershipQuerySet, year: int, council: int | None = None) -> Picture:
    """The picture of these entries, in the same few queries however many there are."""
    now = Figures(entries, year, council)
    before = Figures(entries, year - 1, council, rates=now.rates)
    rows = entries.order_by("name_key", "pk").values_list(
        "pk", "reference", "name", "value_rating", "risk_rating", "is_statutory"
    )
    rated = ratings_on(entries, first_day(year))
    places = []
    for number, (pk, reference, name, value, risk, statutory) in enumerate(rows, 1):
        cost, cost_before = full(now, pk), full(before, pk)
        places.append(
            Place(
                number,
                name,
                reverse("register:entry", args=[reference]),
                value,
                risk,
                cost.amount if cost.known else None,
                cost.is_complete,
                bool(statutory),
                rated.get(pk, ""),
                cost_before.amount if cost_before.known else None,
            )
        )
    return Picture(year, tuple(places))


def full(figures: Figures, entry: int) -> Total:
    """What the entry costs the councils: cash and officer time."""
    return together(*(figures.cost(part).full for part in figures.parts.get(entry, ())))


def ratings_on(entries: PartnershipQuerySet, day: date) -> dict[int, str]:
    """The value of each entry as it stood when the day began, from the history."""
    history = Partnership.history.filter(id__in=entries.order_by().values("pk"), history_date__date__lt=day)
    last = history.order_by().values("id").annotate(last=Max("history_id")).values("last")
    return dict(Partnership.history.filter(history_id__in=last).values_list("id", "value_rating"))


def without_addresses(picture: Picture) -> Picture:
    """The same for a paper, whose readers may not open entries."""
    return replace(picture, places=tuple(replace(place, url="") for place in picture.places))


def coverage(entries: PartnershipQuerySet, picture: Picture) -> list[Covered]:
    """Every priority and outcome of the plan in use, those without a partnership included."""
    by_pk = dict(zip(entries.order_by("name_key", "pk").values_list("pk", flat=True), picture.places, strict=True))
    found: dict[int, list[int]] = defaultdict(list)
    for entry, item in Partnership.priorities.through.objects.values_list("partnership", "planitem"):
        if entry in by_pk:
            found[item].append(entry)
    return [
        covered(item, [by_pk[entry] for entry in sorted(found[item.pk], key=lambda pk: by_pk[pk].number)])
        for item in PlanItem.objects.filter(is_retired=False).select_related("parent")
    ]


def covered(item: PlanItem, places: Sequence[Place]) -> Covered:
    columns = tuple(tuple(each for each in places if each.value == value) for value in (*HIGH_FIRST, ""))
    return Covered(str(item), item.parent_id is not None, columns, cost_of(places))


def cost_of(places: Iterable[Place]) -> Total:
    """What these cost together; those of which nobody knows are counted as such."""
    places = list(places)
    known = [place.cost for place in places if place.cost is not None]
    whole = sum(place.is_whole and place.cost is not None for place in places)
    return Total(sum(known, Decimal(0)), len(known), len(places) - whole)

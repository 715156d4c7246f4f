"""What the councils put in, entry by entry: cash, kind, officer time, full cost, money of others (SH-22, SH-29)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from partnerships.models import Council
from register.models import Contribution, Participation, Partnership, Theme
from register.models.choices import CURRENT, Status
from register.querysets import PartnershipQuerySet
from register.reports.figures import Figures
from register.rules.cost import Cost, Leverage
from register.rules.money import NOTHING, Total, together, total
from register.rules.roll_forward import first_day

SUMS = ("cash", "in_kind", "time", "full", "others", "income")


@dataclass(frozen=True)
class Spent:
    """One entry in one year. Hours are those of a month."""

    pk: int
    reference: str
    name: str
    key: str
    is_exempt: bool
    is_ended: bool
    costs: dict[int, Cost]
    hours: Total
    leverage: Leverage
    income_by_council: dict[int, Total]

    @cached_property
    def cash(self) -> Total:
        return together(*(cost.cash for cost in self.costs.values()))

    @cached_property
    def in_kind(self) -> Total:
        return together(*(cost.in_kind for cost in self.costs.values()))

    @cached_property
    def time(self) -> Total:
        return together(*(cost.time.cost for cost in self.costs.values()))

    @cached_property
    def full(self) -> Total:
        return together(self.cash, self.time)

    @property
    def others(self) -> Total:
        return self.leverage.others

    @cached_property
    def income(self) -> Total:
        return together(*self.income_by_council.values())


@dataclass(frozen=True)
class Summed:
    """Several entries together: each figure with the number of entries of which it is not known in full."""

    label: str
    entries: int
    cash: Total = NOTHING
    in_kind: Total = NOTHING
    hours: Total = NOTHING
    time: Total = NOTHING
    full: Total = NOTHING
    others: Total = NOTHING
    income: Total = NOTHING


def entries_of(user, year: int, council: int | None = None, theme: int | None = None) -> PartnershipQuerySet:
    """Accepted entries that were there in the year: active ones, ended ones that ended in it or later, or were paid."""
    paid = Contribution.objects.filter(
        participation__partnership=OuterRef("pk"), financial_year=year, removed_at__isnull=True
    )
    ended = Q(status=Status.EXITED) & (Q(ended_on__gte=first_day(year)) | Exists(paid))
    found = Partnership.objects.visible_to(user).accepted().filter(Q(status__in=CURRENT) | ended)
    if council:
        found = found.filter(Exists(Participation.objects.filter(partnership=OuterRef("pk"), council=council)))
    return found.filter(themes=theme) if theme else found


def spending(entries: PartnershipQuerySet, year: int, council: int | None = None) -> list[Spent]:
    """Every entry with its figures, in seven queries however many there are."""
    figures = Figures(entries, year, council)
    marks = entries.values_list("pk", "reference", "name", "name_key", "is_exempt", "status")
    return [spent(figures, pk, *own, status == Status.EXITED) for pk, *own, status in marks]


def spent(figures: Figures, pk: int, reference: str, name: str, key: str, is_exempt: bool, is_ended: bool) -> Spent:
    parts = figures.parts.get(pk, ())
    costs = {part.council: figures.cost(part) for part in parts}
    income = {part.council: figures.income(pk, part.council) for part in parts}
    leverage = figures.leverage(pk, list(costs.values()))
    hours = total(part.hours for part in parts)
    return Spent(pk, reference, name, key, is_exempt, is_ended, costs, hours, leverage, income)


def of_entries(figures: Iterable[Total]) -> Total:
    """The figures of many entries added up: how many entries are known, and how many are not known in full."""
    amount, known, unknown = Decimal(0), 0, 0
    for figure in figures:
        amount += figure.amount
        known += figure.known > 0
        unknown += figure.unknown > 0
    return Total(amount, known, unknown)


def summed(label: str, rows: Iterable[Spent]) -> Summed:
    """Entries added up."""
    rows = list(rows)
    added = {name: of_entries(getattr(row, name) for row in rows) for name in ("hours", *SUMS)}
    return Summed(label, len(rows), **added)


def by_council(rows: list[Spent]) -> list[Summed]:
    """What each council puts in, in the order of the councils. Money of others belongs to no council."""
    names = dict(Council.objects.values_list("pk", "name"))
    return [of_council(pk, name, rows) for pk, name in names.items() if any(pk in row.costs for row in rows)]


def of_council(pk: int, name: str, rows: list[Spent]) -> Summed:
    costs = [row.costs[pk] for row in rows if pk in row.costs]
    return Summed(
        name,
        len(costs),
        cash=of_entries(cost.cash for cost in costs),
        in_kind=of_entries(cost.in_kind for cost in costs),
        hours=of_entries(total([cost.time.hours]) for cost in costs),
        time=of_entries(cost.time.cost for cost in costs),
        full=of_entries(cost.full for cost in costs),
        income=of_entries(row.income_by_council[pk] for row in rows if pk in row.costs),
    )


def by_theme(rows: list[Spent]) -> list[Summed]:
    """Entries of each theme together; one under two themes counts under both, and those without a theme come last."""
    of_entry = {row.pk: row for row in rows}
    found: dict[int, list[Spent]] = defaultdict(list)
    placed = set()
    for entry, theme in Partnership.themes.through.objects.values_list("partnership", "theme"):
        if entry in of_entry:
            found[theme].append(of_entry[entry])
            placed.add(entry)
    themes = [summed(theme.name, found[theme.pk]) for theme in Theme.objects.all() if found[theme.pk]]
    without = [row for row in rows if row.pk not in placed]
    return [*themes, *([summed("No theme", without)] if without else [])]


def amount(name: str) -> Callable[[Spent], Decimal | None]:
    """A figure to sort by; None where nothing of it is known."""

    def of(row: Spent) -> Decimal | None:
        figure = getattr(row, name)
        return figure.amount if figure.known else None

    return of


SORTS: dict[str, Callable[[Spent], object]] = {
    "name": lambda row: row.key or row.name.casefold(),
    **{name: amount(name) for name in ("hours", *SUMS)},
    "leverage": lambda row: row.leverage.ratio,
}


def in_order(rows: list[Spent], sort: str) -> list[Spent]:
    """The rows by a column, turned round by a minus before it; what is not known comes last either way."""
    value = SORTS[sort.removeprefix("-")]
    known = sorted((row for row in rows if value(row) is not None), key=SORTS["name"])
    known.sort(key=value, reverse=sort.startswith("-"))
    return known + sorted((row for row in rows if value(row) is None), key=SORTS["name"])

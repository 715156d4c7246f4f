"""The figures of one financial year, read in the same few queries for one entry and for the whole register."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import QuerySet

from register.models import Contribution, HourlyRate, OtherFunding, Participation, Volunteering
from register.models.choices import ContributionKind
from register.rules.cost import (
    Cost,
    Leverage,
    OfficerTime,
    Paid,
    Rate,
    Stretch,
    level_to_cost,
    stretches,
    volunteers_worth,
)
from register.rules.money import Total, together, total


@dataclass(frozen=True, slots=True)
class Part:
    """One council's part in one entry. `until` is the day on which the entry ended."""

    pk: int
    entry: int
    council: int
    hours: Decimal | None
    is_estimate: bool
    source: str
    level: str
    until: date | None


@dataclass(frozen=True, slots=True)
class Fund:
    """One sum of money of others; `council` is who receives it, where it is income."""

    amount: Decimal | None
    kind: str
    status: str
    council: int | None


class Figures:
    """What is recorded of some entries for one year; a council can be chosen, and then only its parts count.

    `rates` are those that another year has read already.
    """

    def __init__(
        self,
        entries: QuerySet,
        year: int,
        council: int | None = None,
        *,
        rates: dict[int, list[Rate]] | None = None,
    ):
        self.year, self.entries = year, entries.order_by().values("pk")
        self.of_year = {"financial_year": year, "removed_at__isnull": True}
        self.parts = self.read_parts(council)
        self.sums = self.read_sums()
        self.rates = read_rates() if rates is None else rates
        self._months: dict[tuple, tuple[Stretch, ...]] = {}

    def read_parts(self, council: int | None) -> dict[int, list[Part]]:
        rows = Participation.objects.filter(partnership__in=self.entries)
        if council:
            rows = rows.filter(council=council)
        found = defaultdict(list)
        for row in rows.order_by("council", "pk").values_list(
            "pk",
            "partnership",
            "council",
            "officer_hours_per_month",
            "officer_hours_is_estimate",
            "officer_hours_source",
            "officer_level",
            "partnership__ended_on",
        ):
            found[row[1]].append(Part(*row))
        return found

    def read_sums(self) -> dict[int, tuple[Paid, ...]]:
        rows = Contribution.objects.filter(participation__partnership__in=self.entries, **self.of_year)
        found = defaultdict(list)
        for part, *paid in rows.order_by("pk").values_list("participation", "amount", "kind", "status", "source"):
            found[part].append(Paid(*paid))
        return {part: tuple(sums) for part, sums in found.items()}

    @cached_property
    def funds(self) -> dict[int, list[Fund]]:
        rows = OtherFunding.objects.filter(partnership__in=self.entries, **self.of_year)
        found = defaultdict(list)
        for entry, *fund in rows.order_by("pk").values_list("partnership", "amount", "kind", "status", "council"):
            found[entry].append(Fund(*fund))
        return found

    @cached_property
    def hours(self) -> dict[int, list[tuple[Decimal, Decimal | None]]]:
        rows = Volunteering.objects.filter(partnership__in=self.entries, **self.of_year)
        found = defaultdict(list)
        for entry, hours, worth in rows.order_by("pk").values_list("partnership", "hours", "hour_worth"):
            found[entry].append((hours, worth))
        return found

    def cost(self, part: Part) -> Cost:
        """What the part costs its council."""
        return Cost(self.sums.get(part.pk, ()), OfficerTime(part.hours, self.months(part)))

    def months(self, part: Part) -> tuple[Stretch, ...]:
        """The months of the year at the rates of this council and level; worked out once for each of them."""
        key = (part.council, level_to_cost(part.level), part.until)
        if key not in self._months:
            council, level, until = key
            self._months[key] = stretches(self.rates.get(council, ()), level, self.year, until)
        return self._months[key]

    def others(self, entry: int, kind: str = ContributionKind.CASH) -> Total:
        """Money that partners and funders put in, or what they give in kind."""
        return total(fund.amount for fund in self.funds.get(entry, ()) if fund.council is None and fund.kind == kind)

    def income(self, entry: int, council: int) -> Total:
        """Money that the partnership pays to the council."""
        return total(fund.amount for fund in self.funds.get(entry, ()) if fund.council == council)

    def leverage(self, entry: int, costs: list[Cost]) -> Leverage:
        """Money of others beside the cash of these parts."""
        worth = volunteers_worth(self.hours.get(entry, ()))
        return Leverage(together(*(cost.cash for cost in costs)), self.others(entry), worth)


def read_rates() -> dict[int, list[Rate]]:
    """Every council's hourly rates."""
    found = defaultdict(list)
    for council, *rate in HourlyRate.objects.values_list("council", "level", "from_on", "amount", "source"):
        found[council].append(Rate(*rate))
    return found

"""What each organisation receives from the councils over the years that the policy's limit adds up (SH-25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from register.models import Contribution, Organisation, Partner, Partnership, Policy
from register.rules.money import Total
from register.rules.recipients import Payment, Standing, Support, against, received, years_added_up


@dataclass(frozen=True)
class Entry:
    """An entry through which somebody is supported."""

    reference: str
    name: str
    is_exempt: bool


@dataclass(frozen=True)
class Supported:
    """One organisation: its name, blank where nobody knows who is paid; each year, the total, how it stands."""

    name: str
    years: tuple[Total, ...]
    total: Total
    standing: Standing
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class SupportList:
    """The list for the years that end with the chosen one."""

    years: tuple[int, ...]
    rows: tuple[Supported, ...]
    limit: Decimal | None
    source: str

    @property
    def above(self) -> int:
        return sum(row.standing == Standing.ABOVE for row in self.rows)


def support(user, last: int, policy: Policy) -> SupportList:
    """Every organisation that somebody supports, those who receive most first; whom nobody names comes last.

    Entries that wait for the acceptance of their import do not count; exempt and ended ones do.
    """
    years = years_added_up(last, policy.support_years)
    entries = Partnership.objects.visible_to(user).accepted()
    found = received(payments(entries, years), years)
    names = dict(Organisation.objects.values_list("pk", "name"))
    marks = entries.filter(pk__in={pk for each in found for pk in each.entries}).order_by("name", "pk")
    of_entry = {pk: Entry(*mark) for pk, *mark in marks.values_list("pk", "reference", "name", "is_exempt")}
    rows = [row(each, names, of_entry, policy.support_limit) for each in found]
    ordered = sorted(rows, key=lambda each: (not each.name, -each.total.amount, each.name.casefold()))
    return SupportList(years, tuple(ordered), policy.support_limit, policy.support_source)


def payments(entries, years: Iterable[int]) -> list[Payment]:
    """What was paid in these years, each sum with whom it reaches: whom it names, else the lead partner."""
    leads = dict(
        Partner.objects.filter(partnership__in=entries.order_by().values("pk"), is_lead=True, removed_at__isnull=True)
        .order_by("-pk")
        .values_list("partnership", "organisation")
    )
    sums = Contribution.objects.filter(
        participation__partnership__in=entries.order_by().values("pk"),
        removed_at__isnull=True,
        financial_year__in=tuple(years),
    ).order_by("pk")
    return [
        Payment(recipient or leads.get(entry), entry, year, amount)
        for recipient, entry, year, amount in sums.values_list(
            "recipient", "participation__partnership", "financial_year", "amount"
        )
    ]


def row(each: Support, names: dict[int, str], entries: dict[int, Entry], limit: Decimal | None) -> Supported:
    """One organisation in words; where nobody knows who is paid, nothing is compared."""
    standing = against(each.total, limit) if each.recipient else Standing.NONE
    return Supported(
        names.get(each.recipient, ""),
        tuple(each.by_year.values()),
        each.total,
        standing,
        tuple(sorted((entries[pk] for pk in each.entries), key=lambda entry: (entry.name, entry.reference))),
    )

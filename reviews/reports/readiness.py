"""Pages about readiness to leave: of one partnership, and of all in the order in which a failure would hurt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from assessments.reports.findings import may_mend
from assessments.reports.looking import fetching
from partnerships.roles import Role
from partnerships.spreadsheets.table import Column, Table
from partnerships.templatetags.council import money
from partnerships.work import Task, told
from register.models import GoverningDocument, Link, Participation, Partnership, Policy
from register.models.choices import CURRENT, GOING_ON, LinkKind
from register.permissions import editing
from register.querysets import PartnershipQuerySet
from register.reports.agreement_list import policy_in_use
from register.reports.figures import Figures
from register.reports.picture import full
from register.rules.money import Total, financial_year
from register.rules.risks import is_significant
from reviews.models import ExitStrategy
from reviews.permissions.readiness import can_see_readiness
from reviews.rules.readiness import (
    OWN,
    READ,
    Ending,
    Fact,
    Stake,
    endings,
    facts,
    is_due,
    stake_of,
    strategy_of,
    unanswered,
)
from reviews.rules.recommendations import after_months

SHOWN = (("all", "All"), ("due", "Exit strategy due"), ("mine", "Due from you"))
ORDER = (
    "First comes what counts most reasons to worry: it is significant, the law asks for it, the council is obliged to "
    "attend, it employs staff, there are guarantees or liabilities, others depend on it, nobody has said how to leave "
    "or what that would mean. Of two with as many, the one that costs the council more a year comes first."
)
HEADINGS = (
    "Reference",
    "Partnership",
    "What is at stake",
    "Full cost a year",
    "All of the cost is known",
    "Known of leaving",
    "Exit strategy due",
    "What ends soon",
)
UNREAD = ("search_text", "comments", "contact", "function", "outcomes_sought")


@dataclass(frozen=True)
class FactRow:
    """One thing that must be known, and the page on which this person corrects it."""

    fact: Fact
    url: str


@dataclass(frozen=True)
class EntryReadiness:
    """How ready the council is to leave one partnership."""

    rows: tuple[FactRow, ...]
    known: str
    stake: tuple[str, ...]
    endings: tuple[Ending, ...]
    is_due: bool
    months: int
    strategy: ExitStrategy | None


@dataclass(frozen=True)
class Ranked:
    """How exposed the council is by one partnership."""

    entry: int
    name: str
    stake: tuple[str, ...]
    cost: Total


@dataclass(frozen=True)
class Exposed:
    """One partnership in the list of what would hurt if it failed."""

    entry: Partnership
    url: str
    stake: tuple[str, ...]
    cost: Total
    facts: tuple[Fact, ...]
    endings: tuple[Ending, ...]
    is_due: bool
    strategy: ExitStrategy | None

    @property
    def known(self) -> str:
        return known_of(self.facts)

    @property
    def money(self) -> str:
        """What it costs the council a year; blank is unknown."""
        if not self.cost.known:
            return money(None)
        said = money(self.cost.amount)
        return said if self.cost.is_complete else f"At least {said}"


def held(entries: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """Entries with all that the rules read of them, in as many queries as there are kinds of line."""
    return entries.prefetch_related(*fetching(Partnership, READ)).defer(*UNREAD)


def of_entry(entry: Partnership, user, day: date) -> EntryReadiness:
    """What is known of leaving one partnership, where it stands, and what ends soon."""
    read, policy = held(Partnership.objects.filter(pk=entry.pk)).get(), policy_in_use()
    found, open_to = facts(read, day), editing(user, entry)
    return EntryReadiness(
        tuple(
            FactRow(fact, fact.place.url(entry.reference, "") if may_mend(fact.place, user, open_to) else "")
            for fact in found
        ),
        known_of(found),
        stake_of(read, day).reasons,
        tuple(endings(read, day, policy)),
        is_due(read, day, policy),
        policy.exit_months,
        strategy_of(read),
    )


def known_of(found: Sequence[Fact]) -> str:
    return f"{sum(fact.is_known for fact in found)} of {len(found)}"


def current(user) -> PartnershipQuerySet:
    """The partnerships that the council takes part in, each of them one."""
    return Partnership.objects.visible_to(user).counted()


def due(entries: PartnershipQuerySet, day: date) -> PartnershipQuerySet:
    """Those of these whose exit strategy is due; as `rules.readiness.is_due` (H14-35)."""
    policy = policy_in_use()
    answered = ExitStrategy.objects.answering().order_by().values("partnership")
    going_on = entries.filter(status__in=GOING_ON).ending(day, after_months(day, policy.exit_months))
    found = going_on.exclude(pk__in=answered)
    return found.exclude(pk__in=silenced(found, day, policy))


def silenced(entries: PartnershipQuerySet, day: date, policy: Policy) -> list[int]:
    """The keys of those of which all that ends soon is answered by strategies that were reversed or closed."""
    aside = list(ExitStrategy.objects.set_aside().order_by().values_list("partnership", flat=True))
    doubtful = held(entries.filter(pk__in=aside)) if aside else ()
    return [each.pk for each in doubtful if not unanswered(each, day, policy)]


def found(user, show: str, day: date) -> PartnershipQuerySet:
    """The partnerships of one part of the list."""
    entries = current(user)
    if show == "all":
        return entries
    return due(entries.led_by(user) if show == "mine" else entries, day)


def ranked(entries: PartnershipQuerySet, day: date) -> list[Ranked]:
    """The most exposed first, in the same few queries however many there are."""
    figures, keys = Figures(entries, financial_year(day)), entries.order_by().values("pk")
    significant, reported_to, noticed = significant_of(keys), reported_to_of(keys), noticed_of(keys, day)
    planned, rows = set(ExitStrategy.objects.told().values_list("partnership", flat=True)), []
    for pk, name, *own in entries.order_by().values_list("pk", "name_key", *OWN):
        stake = Stake(pk in significant, pk in reported_to, pk in noticed, pk in planned, *own)
        rows.append(Ranked(pk, name, stake.reasons, full(figures, pk)))
    return sorted(rows, key=lambda row: (-len(row.stake), -row.cost.amount, row.name))


def significant_of(keys: QuerySet) -> set[int]:
    """Those of these that are significant to a council."""
    tiers = ("partnership", "significance", "computed_significance")
    parts = Participation.objects.filter(partnership__in=keys).only(*tiers)
    return {part.partnership_id for part in parts if is_significant([part])}


def reported_to_of(keys: QuerySet) -> set[int]:
    """Those to which another partnership reports."""
    reports = Link.objects.filter(removed_at__isnull=True, kind=LinkKind.REPORTS_TO, partnership__status__in=CURRENT)
    return set(reports.filter(other__in=keys).values_list("other", flat=True))


def noticed_of(keys: QuerySet, day: date) -> set[int]:
    """Those of which a document in force says how long the notice is."""
    documents = GoverningDocument.objects.in_force(day).filter(notice_months__isnull=False)
    return set(documents.filter(partnership__in=keys).values_list("partnership", flat=True))


def exposed(rows: Sequence[Ranked], day: date) -> list[Exposed]:
    """The lines of the list for these, in their order."""
    policy = policy_in_use()
    read = {entry.pk: entry for entry in held(Partnership.objects.filter(pk__in=[row.entry for row in rows]))}
    return [line(read[row.entry], row, day, policy) for row in rows]


def line(entry: Partnership, row: Ranked, day: date, policy: Policy) -> Exposed:
    return Exposed(
        entry,
        reverse("reviews:entry_readiness", args=[entry.reference]),
        row.stake,
        row.cost,
        tuple(facts(entry, day)),
        tuple(endings(entry, day, policy)),
        is_due(entry, day, policy),
        strategy_of(entry),
    )


def table(rows: Sequence[Exposed]) -> Table:
    """The list as a file, with everything that is known of leaving."""
    titles = [fact.title for fact in rows[0].facts] if rows else []
    return Table("If it failed", [Column(each) for each in (*HEADINGS, *titles)], ([*cells(row)] for row in rows))


def cells(row: Exposed) -> Iterator[object]:
    cost = row.cost.amount if row.cost.known else None
    yield from (row.entry.reference, row.entry.name, "; ".join(row.stake), cost, row.cost.is_complete, row.known)
    yield from (row.is_due, " ".join(each.words for each in row.endings))
    yield from ("; ".join(fact.lines) for fact in row.facts)


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_readiness(user):
        return []
    url = reverse("reviews:entry_readiness", args=[entry.reference])
    return [{"key": "readiness", "label": "Readiness to leave", "url": url}]


def work(user, day: date) -> list[Task]:
    """Exit strategies that are due, for those who see to it that they are begun."""
    if not can_see_readiness(user):
        return []
    show = "all" if user.has_role(Role.POLICY_OFFICER) else "mine"
    waiting = due(current(user) if show == "all" else current(user).led_by(user), day).only("reference", "name")
    address = f"{reverse('reviews:readiness')}?show={'due' if show == 'all' else show}"
    how = {"line": told("reviews:entry_readiness", key="reference"), "nearest": ("name_key", "pk")}
    return [Task(waiting, "Exit strategy due", "Exit strategies due", address, **how)]

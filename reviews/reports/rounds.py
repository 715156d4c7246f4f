"""Rounds for people: the list, the scope before one is opened, progress by service, what keeps it open (W09-09)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, Sum
from django.urls import reverse
from django.utils.http import urlencode

from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import in_hours
from partnerships.verdict import Verdict
from register.models import Policy
from register.reports.next_steps import field
from register.rules.money import year_name
from register.rules.words import number_of
from reviews.models import ReviewRound
from reviews.models.choices import ReviewStatus, RoundKind, RoundStatus, Section, Source
from reviews.permissions.rounds import can_run_rounds
from reviews.querysets import RoundQuerySet
from reviews.rules.rounds import Planned, keeps_open
from reviews.workflow import rounds as workflow
from reviews.workflow.rounds import ROUNDS

TONES = {
    RoundStatus.PLANNED: "yellow",
    RoundStatus.OPEN: "blue",
    RoundStatus.FROZEN: "purple",
    RoundStatus.REPORTED: "green",
    RoundStatus.CLOSED: "grey",
    RoundStatus.CANCELLED: "grey",
}
GROUPS = (
    ("Under way", (RoundStatus.OPEN, RoundStatus.FROZEN, RoundStatus.REPORTED)),
    ("Planned", (RoundStatus.PLANNED,)),
    ("Past", (RoundStatus.CLOSED, RoundStatus.CANCELLED)),
)
DONE = (ReviewStatus.ACCEPTED, ReviewStatus.REPORTED, ReviewStatus.CLOSED, ReviewStatus.WAIVED)
# The columns of progress: what is counted, and how a list of reviews names it.
COLUMNS = (
    ("Not started", "opened", Q(status="opened")),
    ("In progress", "in_progress", Q(status="in_progress")),
    ("Submitted", "submitted", Q(status="submitted")),
    ("Accepted", "accepted", Q(status="accepted")),
    ("Waived", "waived", Q(status="waived")),
)
LATER = (("Reported", "reported", Q(status="reported")), ("Closed", "closed", Q(status="closed")))
NO_SERVICE = "No service"


@dataclass(frozen=True)
class RoundRow:
    """One round in the list, with how far it is."""

    round: ReviewRound
    tone: str
    done: int
    total: int


@dataclass(frozen=True)
class Group:
    """Rounds of which one says the same: under way, planned, past."""

    title: str
    rows: tuple[RoundRow, ...]


def groups(rounds: RoundQuerySet) -> tuple[Group, ...]:
    """All rounds in one query, by where they stand; a group without one is left out."""
    counted = rounds.annotate(total=Count("reviews"), done=Count("reviews", filter=Q(reviews__status__in=[*DONE])))
    rows = [RoundRow(each, TONES[RoundStatus(each.status)], each.done, each.total) for each in counted]
    found = [Group(title, tuple(row for row in rows if row.round.status in states)) for title, states in GROUPS]
    return tuple(group for group in found if group.rows)


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and the list of exactly these reviews."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class ProgressRow:
    """One service in a round: its reviews by state, those overdue, and last all; how many of them are settled."""

    name: str
    figures: tuple[Figure, ...]
    done: int

    @property
    def total(self) -> Figure:
        return self.figures[-1]

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total.number


@dataclass(frozen=True)
class Progress:
    """A round by service, with all of it in the last row."""

    headings: tuple[str, ...]
    rows: tuple[ProgressRow, ...]
    whole: ProgressRow | None


def address_of(round: ReviewRound, **narrowed) -> str:
    """The page of a round, narrowed to some of its reviews."""
    page = reverse("reviews:round", args=[round.pk])
    return f"{page}?{urlencode(narrowed)}#reviews-caption" if narrowed else page


def progress(round: ReviewRound, today: date) -> Progress:
    """How far each service is, in one query."""
    columns = (*COLUMNS, *(LATER if round.status in (RoundStatus.REPORTED, RoundStatus.CLOSED) else ()))
    columns = (*columns, ("Overdue", "overdue", Q(status__in=["opened", "in_progress"], due_on__lt=today)))
    counts = {key: Count("pk", filter=those) for _, key, those in columns}
    rows = list(
        round.reviews.order_by()
        .values(service=F("partnership__service"), name=F("partnership__service__name"))
        .annotate(total=Count("pk"), done=Count("pk", filter=Q(status__in=[*DONE])), **counts)
        .order_by(F("partnership__service__name").asc(nulls_last=True))
    )
    whole = Counter()
    for row in rows:
        whole.update({key: number for key, number in row.items() if key not in ("service", "name")})
    headings = {key: title for title, key, _ in columns}
    found = [progress_row(round, row["name"] or NO_SERVICE, row, headings, row["service"] or "none") for row in rows]
    every = progress_row(round, "All", whole, headings) if rows else None
    return Progress((*headings.values(), "All"), tuple(found), every)


def progress_row(round: ReviewRound, name: str, row, headings: dict[str, str], service=None) -> ProgressRow:
    own = {"service": service} if service else {}
    figures = [Figure(title, row[key], address_of(round, **own, state=key)) for key, title in headings.items()]
    total = Figure("All", row["total"], address_of(round, **own) if own else f"{address_of(round)}#reviews-caption")
    return ProgressRow(name, (*figures, total), row["done"])


@dataclass(frozen=True)
class Point:
    """One thing that is to be settled first, and where."""

    sentence: str
    url: str


def points(round: ReviewRound, today: date) -> list[Point]:
    """What keeps an open round from being frozen; each leads to the list of exactly these."""
    found = round.reviews.all()
    counts = (found.unsettled().count(), found.unrated(today).count(), found.with_high_findings(today).count())
    kept = keeps_open(*counts, is_baseline=round.kind == RoundKind.BASELINE)
    return [Point(sentence, address_of(round, state=key)) for key, sentence in kept]


def listed_only(round: ReviewRound, today: date) -> list[Point]:
    """What a baseline programme lists beside, as it is not held up by it."""
    if round.kind != RoundKind.BASELINE:
        return []
    found = round.reviews.all()
    counts = (0, found.unrated(today).count(), found.with_high_findings(today).count())
    return [Point(text, address_of(round, state=key)) for key, text in keeps_open(*counts, is_baseline=False)]


def facts(round: ReviewRound) -> Iterator[tuple[str, str]]:
    """What stands above the page of a round."""
    yield "What it asks", round.get_kind_display()
    yield "About", year_name(round.financial_year)
    yield "From", said_day(round.starts_on)
    yield "Due by", said_day(round.due_on)
    for label, moment, by in (
        ("Opened", round.opened_at, round.opened_by),
        ("Frozen", round.frozen_at, round.frozen_by),
        ("Reported", round.reported_at, round.reported_by),
        ("Closed", round.closed_at, round.closed_by),
    ):
        if moment:
            yield label, f"{said_day(moment)} by {by}"
    spent = round.reviews.filter(hours_spent__isnull=False).aggregate(hours=Sum("hours_spent"), number=Count("pk"))
    if spent["number"]:
        # What the reviewing itself costs is said by who likes to (W09-14).
        yield "Reviewing took", f"{in_hours(spent['hours'])}, said of {number_of(spent['number'], 'review')}"


def undecided(round: ReviewRound) -> str:
    """The list of what a reported round's reviews recommended and nobody has decided; blank where there is none."""
    if round.status != RoundStatus.REPORTED or not workflow.undecided(round).exists():
        return ""
    return f"{reverse('reviews:recommendations')}?source={Source.ANNUAL_REVIEW}"


@dataclass(frozen=True)
class StepButton:
    """One step that the round's state allows: a button, or the sentence why not yet."""

    label: str
    url: str
    verdict: Verdict


def steps(round: ReviewRound, user) -> Iterator[StepButton]:
    """What can be done with an open round and later, for who runs rounds."""
    labels = (
        ("freeze", "Freeze the round"),
        ("report", "Record that the report was received"),
        ("close", "Close the round"),
    )
    for verb, label in labels:
        if round.status in ROUNDS.transitions[verb].sources and can_run_rounds(user):
            verdict = ROUNDS.verdict(user, round, verb)
            yield StepButton(label, reverse(f"reviews:round_{verb}", args=[round.pk]), verdict)


@dataclass(frozen=True)
class ScopeTier:
    """What partnerships of one tier are asked."""

    name: str
    count: int
    sections: tuple[str, ...]


@dataclass(frozen=True)
class ScopeRow:
    """One partnership of the scope."""

    planned: Planned
    tier: str
    name_lead_url: str


@dataclass(frozen=True)
class Scope:
    """Whom a round would ask, before it is opened."""

    rows: tuple[ScopeRow, ...]
    tiers: tuple[ScopeTier, ...]
    days: tuple[tuple[date, int], ...]

    @property
    def leaderless(self) -> tuple[ScopeRow, ...]:
        return tuple(row for row in self.rows if row.planned.has_nobody)


def scope(found: Iterable[Planned], policy: Policy) -> Scope:
    """Planned reviews by tier and by day, and each with where its lead officer is named."""
    found = list(found)
    names = {"significant": policy.significant_label, "desirable": policy.desirable_label, "": "Not judged"}
    rows = tuple(ScopeRow(each, names[each.tier], field(each.entry, "lead_officer")) for each in found)
    asked = Counter((names[each.tier], each.sections) for each in found)
    tiers = [
        ScopeTier(tier, count, tuple(Section(key).label for key in sections))
        for (tier, sections), count in sorted(asked.items(), key=lambda item: -item[1])
    ]
    return Scope(rows, tuple(tiers), tuple(sorted(Counter(each.due_on for each in found).items())))

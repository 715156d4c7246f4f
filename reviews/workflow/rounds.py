"""Every write about a round: planned, opened for the partnerships that it asks, frozen, reported, closed."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min, OuterRef, Subquery
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create, create_many
from partnerships.verdict import Verdict, allowed_if, refused, require
from register.models import Partnership, Policy, ReviewFrequency
from register.models.choices import Asked
from register.querysets import PartnershipQuerySet
from register.rules.frequency import asked
from register.rules.words import number_of
from register.workflow.resting import tier_of
from reviews.models import (
    FollowUp,
    Recommendation,
    Review,
    ReviewRound,
    ReviewSection,
    SectionAsked,
)
from reviews.models.choices import UNDECIDED, RoundKind, RoundStatus
from reviews.permissions import rounds as permissions
from reviews.querysets import RecommendationQuerySet
from reviews.rules.rounds import BASELINE_WHY, Planned, due, keeps_open, sections
from reviews.workflow.letters import tell_of_round
from reviews.workflow.receipts import may_report
from reviews.workflow.reviews import REVIEWS

NO_POLICY = "No policy is in use, so nothing says what a review asks. Load one first."
NOBODY = "The round would ask nobody: no partnership is active. Put some on the register first."
DAY_PAST = "The day by which reviews are due is past. Change the round first."
NOT_OPEN = "This round is not open, so nobody is asked in it."
NOT_PLANNED = "This round is not planned any more, so it stays as it is. Give reviews other dates one by one."
SHOWN_OTHERWISE = "The scope has changed since the page was opened: {} would be asked now. Look at it again."


def freezable(round: ReviewRound) -> list[str]:
    """What still keeps it open, as of today or of the moment when it is frozen."""
    return [sentence for _, sentence in open_points(round, localdate(round.frozen_at))]


def open_points(round: ReviewRound, day: date) -> list[tuple[str, str]]:
    """The same, each with the word by which lists of reviews name those that it is about."""
    found = round.reviews.all()
    counts = (found.unsettled().count(), found.unrated(day).count(), found.with_high_findings(day).count())
    return keeps_open(*counts, is_baseline=round.kind == RoundKind.BASELINE)


def undecided(round: ReviewRound) -> RecommendationQuerySet:
    """What its reviews recommended and is not decided yet: drafts, what was handed in, what bodies have before them."""
    return Recommendation.objects.filter(review__round=round, status__in=UNDECIDED)


def still_to_settle(round: ReviewRound) -> list[str]:
    """Before it is closed, what was taken up again is settled, and every recommendation of its reviews decided."""
    reopened = [sentence for _, sentence in keeps_open(round.reviews.unsettled().count(), 0, 0, is_baseline=True)]
    count = undecided(round).count()
    waiting = number_of(count, "recommendation of its reviews is", "recommendations of its reviews are")
    return [*reopened, *([f"{waiting} not decided yet."] if count else [])]


def step(verb: str, label: str, before: str, after: str, needs=None, stamp: str = "") -> Transition:
    """Each step of a round is the policy team's."""
    more = {"needs": needs} if needs else {}
    return Transition(verb, label, (before,), after, permissions.can_run_rounds, stamp=stamp, **more)


Status = RoundStatus
ROUNDS = Machine(
    ReviewRound,
    "round",
    Status.PLANNED,
    step("open", "opened", Status.PLANNED, Status.OPEN, stamp="opened"),
    step("cancel", "cancelled", Status.PLANNED, Status.CANCELLED),
    step("freeze", "frozen", Status.OPEN, Status.FROZEN, freezable, stamp="frozen"),
    step("report", "reported", Status.FROZEN, Status.REPORTED, may_report, stamp="reported"),
    step("close", "closed", Status.REPORTED, Status.CLOSED, still_to_settle, stamp="closed"),
)


def plan(values: Mapping[str, Any], *, by, at: datetime) -> ReviewRound:
    """A round that nobody has been asked in yet. Raises Refused or ValidationError."""
    require(permissions.can_run_rounds(by))
    policy = Policy.objects.filter(is_current=True).first()
    if policy is None:
        raise ValidationError(NO_POLICY)
    return create(ReviewRound(policy=policy, **values), by=by, at=at)


def may_change(user, round: ReviewRound) -> Verdict:
    """Title, days and words of a round can be changed until it is opened."""
    if round.status != RoundStatus.PLANNED:
        return refused(NOT_PLANNED)
    return permissions.can_run_rounds(user, round)


def change(round: ReviewRound, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ReviewRound:
    """Another title, other days, other words. Raises Refused, Conflict or ValidationError."""

    def guard(stands: ReviewRound) -> None:
        require(may_change(by, stands))

    return claimed(ReviewRound, round.pk, version, changes, by=by, at=at, guard=guard)


def asked_in(round: ReviewRound) -> PartnershipQuerySet:
    """What the register counts and the report on the round reports on, as far as it is not in the round yet."""
    return Partnership.objects.counted().exclude(reviews__round=round)


def scope(round: ReviewRound, today: date, only: Iterable[int] | None = None) -> list[Planned]:
    """Whom the round would ask what, and by when, if they were asked today: all, or `only` these."""
    last = Review.objects.filter(partnership=OuterRef("pk"), accepted_at__isnull=False).order_by()
    look = FollowUp.objects.filter(status="waiting", **_about("recommendation__subjects__")).order_by()
    entries = asked_in(round) if only is None else asked_in(round).filter(pk__in=only)
    entries = (
        entries.select_related("lead_officer", "service")
        .prefetch_related("participations")
        .defer("search_text")
        .annotate(
            last_review=Subquery(last.values("partnership").annotate(day=Max("accepted_at")).values("day")),
            look_on=Subquery(
                look.values("recommendation__subjects__partnership").annotate(day=Min("due_on")).values("day")
            ),
        )
        .order_by("name_key", "pk")
    )
    lines = list(ReviewFrequency.objects.filter(policy=round.policy))
    pages = list(SectionAsked.objects.filter(policy=round.policy).values_list("section", "tier"))
    asked_on = max(round.starts_on, today)
    return [planned(entry, round, lines, pages, asked_on) for entry in entries]


def _about(path: str) -> dict[str, Any]:
    """The recommendation names the entry, and not as an exception."""
    return {f"{path}partnership": OuterRef("pk"), f"{path}removed_at": None, f"{path}is_exception": False}


def planned(
    entry: Partnership,
    round: ReviewRound,
    lines: list[ReviewFrequency],
    pages: list[tuple[str, str]],
    asked_on: date,
) -> Planned:
    """One partnership's part in the round."""
    tier = tier_of(entry)
    if round.kind == RoundKind.BASELINE:
        day, _ = due(round.due_on, asked_on, None, None, None)
        return Planned(entry, tier, day, BASELINE_WHY, sections(round.kind, tier))
    tiers = [part.significance or part.computed_significance for part in entry.participations.all()]
    asking = asked(lines, Asked.REVIEW, tiers=tiers, risk=entry.risk_rating, is_selected=entry.is_selected_for_returns)
    last = localdate(entry.last_review) if entry.last_review else None
    day, why = due(round.due_on, asked_on, asking, last, entry.look_on)
    return Planned(entry, tier, day, why, sections(round.kind, tier, pages))


def open_round(round: ReviewRound, *, version: int, by, at: datetime, shown: int | None = None) -> ReviewRound:
    """Ask every partnership of the scope, and write to each lead officer once.

    `shown` is the number of partnerships on the page of who opens it. Raises Refused, Conflict or ValidationError.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        opened = ROUNDS.perform("open", round, by=by, at=at, version=version)
        if opened.due_on <= localdate(at):
            raise ValidationError(DAY_PAST)
        found = scope(opened, localdate(at))
        if not found:
            raise ValidationError(NOBODY)
        if shown not in (None, len(found)):
            raise ValidationError(SHOWN_OTHERWISE.format(len(found)))
        take_in(opened, found, by=by, at=at)
        tell_of_round(opened, by=by, at=at)
    return opened


def take_in(round: ReviewRound, found: Iterable[Planned], *, by, at: datetime) -> list[Review]:
    """Make the reviews of these partnerships, with their sections."""
    found = list(found)
    reviews = [
        Review(
            round=round, partnership=each.entry, tier=each.tier, due_on=each.due_on, due_reason=each.due_reason[:300]
        )
        for each in found
    ]
    create_many(reviews, by=by, at=at)
    pages = [
        ReviewSection(review=review, key=key)
        for review, each in zip(reviews, found, strict=True)
        for key in each.sections
    ]
    create_many(pages, by=by, at=at)
    return reviews


def may_take_in(user, round: ReviewRound) -> Verdict:
    """Partnerships are taken in as long as the round is open."""
    if not (verdict := permissions.can_run_rounds(user, round)):
        return verdict
    return allowed_if(round.status == RoundStatus.OPEN, NOT_OPEN)


def take_in_late(round: ReviewRound, entries: Iterable[int], *, by, at: datetime) -> list[Review]:
    """Partnerships that came after the round was opened; one that is in it already stays as it is."""
    with transaction.atomic(), announced_once(by=by, at=at):
        stands = ReviewRound.objects.select_for_update().get(pk=round.pk)
        require(may_take_in(by, stands))
        reviews = take_in(stands, scope(stands, localdate(at), entries), by=by, at=at)
        tell_of_round(stands, by=by, at=at, reviews=reviews)
    return reviews


def settle_reviews(verb: str, round: ReviewRound, *, by, at: datetime, reason: str) -> None:
    """What the round's own step does with its reviews, all at once; those that were waived stay so."""
    found = round.reviews.filter(status__in=REVIEWS.transitions[verb].sources)
    REVIEWS.perform_many(verb, list(found), by=by, at=at, reason=reason)


def report(round: ReviewRound, *, version: int, by, at: datetime) -> ReviewRound:
    """The report on the round was received by the corporate management team."""
    with transaction.atomic(), announced_once(by=by, at=at):
        reported = ROUNDS.perform("report", round, by=by, at=at, version=version)
        settle_reviews("report", reported, by=by, at=at, reason="The round was reported")
    return reported


def close(round: ReviewRound, *, version: int, by, at: datetime) -> ReviewRound:
    """The bodies have decided on what the report recommends."""
    with transaction.atomic(), announced_once(by=by, at=at):
        closed = ROUNDS.perform("close", round, by=by, at=at, version=version)
        settle_reviews("close", closed, by=by, at=at, reason="The round was closed")
    return closed


def cancel(round: ReviewRound, *, version: int, by, at: datetime, reason: str) -> ReviewRound:
    """A round that was planned and is not held."""
    return ROUNDS.perform("cancel", round, by=by, at=at, version=version, reason=reason)

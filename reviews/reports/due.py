"""What is due on a day and waits for somebody: reviews, returns, actions, exits and more, with who answers for it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from register.models import Action, Partnership, PerformanceReturn, ServiceReturn
from reviews.models import ExitStrategy, FollowUp, Reminder, Review
from reviews.models.choices import FollowUpStatus, RoundStatus
from reviews.reports.readiness import held
from reviews.rules.readiness import first_end
from reviews.rules.reminders import EARLIEST

Kind = Reminder.Kind


@dataclass(frozen=True)
class Due:
    """One thing that waits, by when, for whom, and who is over them."""

    kind: str
    record: int
    due_on: date
    title: str
    url: str
    owners: frozenset[int]
    heads: frozenset[int]

    @property
    def key(self) -> tuple[str, int]:
        return self.kind, self.record


def people(*keys: int | None) -> frozenset[int]:
    return frozenset(key for key in keys if key)


def review(found: Review) -> Due:
    entry = found.partnership
    url = reverse("reviews:review_answer", args=[found.pk])
    owners, heads = people(entry.lead_officer_id), people(entry.head_of_service_id)
    return Due(Kind.REVIEW, found.pk, found.due_on, f"Review of {entry.name}", url, owners, heads)


def service_return(found: ServiceReturn) -> Due:
    url = reverse("register:service_return", args=[found.pk])
    owners = people(found.chief_officer_id)
    return Due(Kind.RETURN, found.pk, found.round.due_on, f"Return of {found.service}", url, owners, owners)


def action(found: Action) -> Due:
    entry = found.partnership
    owners = people(found.owner_id or entry.lead_officer_id)
    title = f"Action for {entry.name}: {found}"
    url = reverse("register:action", args=[found.pk])
    return Due(Kind.ACTION, found.pk, found.due_on, title, url, owners, people(entry.head_of_service_id))


def follow_up(found: FollowUp) -> Due:
    subjects = found.recommendation.subjects.all()
    entries = [each.partnership for each in subjects if each.removed_at is None and not each.is_exception]
    return Due(
        Kind.FOLLOW_UP,
        found.pk,
        found.due_on,
        f"Follow-up of recommendation {found.recommendation.reference}",
        reverse("reviews:follow_up_report", args=[found.pk]),
        people(*(entry.lead_officer_id for entry in entries)),
        people(*(entry.head_of_service_id for entry in entries)),
    )


def exit_strategy(found: ExitStrategy) -> Due | None:
    """To be written before the project, an agreement or outside money ends; None where nothing does (H14-35)."""
    entry = found.partnership
    if (first := first_end(entry, localdate(found.opened_at))) is None:
        return None
    owners, heads = people(entry.lead_officer_id), people(entry.head_of_service_id)
    url = reverse("reviews:exit_strategy", args=[found.pk])
    return Due(Kind.EXIT, found.pk, first, f"Exit strategy for {entry.name}", url, owners, heads)


def to_write() -> QuerySet:
    """Exit strategies that are still to be written, with all that says what of the partnership ends."""
    entries = Prefetch("partnership", held(Partnership.objects.all()))
    return ExitStrategy.objects.to_write().prefetch_related(entries)


def performance_return(found: PerformanceReturn) -> Due:
    """How a selected partnership performs, from the day on which its months are over (SH-14)."""
    entry = found.partnership
    owners, heads = people(entry.lead_officer_id), people(entry.head_of_service_id)
    url = reverse("register:performance_return_record", args=[found.pk])
    return Due(Kind.QUARTER, found.pk, found.due_on, f"{found}: {entry.name}", url, owners, heads)


@dataclass(frozen=True)
class Source:
    """One kind of what falls due: what is open, by which day, and how one is told; None where it has no day."""

    waiting: Callable[[], QuerySet]
    due: str
    tell: Callable[..., Due | None]


SOURCES = {
    Kind.REVIEW: Source(
        lambda: Review.objects.to_answer().filter(round__status=RoundStatus.OPEN).select_related("partnership"),
        "due_on",
        review,
    ),
    Kind.RETURN: Source(
        lambda: (
            ServiceReturn.objects.open()
            .filter(status__in=[ServiceReturn.Status.SENT, ServiceReturn.Status.RETURNED])
            .select_related("round", "service")
        ),
        "round__due_on",
        service_return,
    ),
    Kind.ACTION: Source(lambda: Action.objects.to_do().select_related("partnership"), "due_on", action),
    Kind.FOLLOW_UP: Source(
        lambda: (
            FollowUp.objects.filter(status=FollowUpStatus.WAITING)
            .select_related("recommendation")
            .prefetch_related("recommendation__subjects__partnership")
        ),
        "due_on",
        follow_up,
    ),
    Kind.EXIT: Source(
        to_write,
        # By which day follows from several ends, and is worked out one by one.
        "opened_at__date",
        exit_strategy,
    ),
    Kind.QUARTER: Source(
        lambda: PerformanceReturn.objects.asked().select_related("partnership"), "due_on", performance_return
    ),
}


def due_by(day: date) -> Iterator[Due]:
    """All that waits and is due by this day."""
    for source in SOURCES.values():
        for found in source.waiting().filter(**{f"{source.due}__lte": day}).order_by(source.due, "pk"):
            told = source.tell(found)
            if told and told.due_on <= day:
                yield told


def soon_due(today: date) -> Iterator[Due]:
    """All that somebody may have to be reminded of."""
    return due_by(today + timedelta(days=EARLIEST))


def still_waiting(keys: Iterable[tuple[str, int]], user) -> dict[tuple[str, int], Due]:
    """Those of these that still wait and that the person may read, by kind and key."""
    wanted: dict[str, set[int]] = {}
    for kind, record in keys:
        wanted.setdefault(kind, set()).add(record)
    found = [
        SOURCES[kind].tell(each)
        for kind, records in wanted.items()
        for each in SOURCES[kind].waiting().visible_to(user).filter(pk__in=records)
    ]
    return {each.key: each for each in found if each}

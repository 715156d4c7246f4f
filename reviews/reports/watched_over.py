"""What corporate managers watch over: how each round goes, and what is four weeks late (B15-22, B15-33)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from register.rules.words import long_day
from reviews.models import ReviewRound
from reviews.models.choices import ANSWERED_NOW, ReviewStatus, RoundStatus
from reviews.reports.due import Due, due_by, still_waiting
from reviews.rules.reminders import WINDOWS, when

SHOWN = 20
ESCALATED = timedelta(days=WINDOWS[-1].first)


@dataclass(frozen=True)
class Progress:
    """How far one round has come, in reviews."""

    title: str
    asked: int
    accepted: int
    waived: int
    handed_in: int
    unanswered: int
    overdue: int


@dataclass(frozen=True)
class Late:
    """One thing that was escalated."""

    title: str
    due: str
    when: str
    url: str


@dataclass(frozen=True)
class Above:
    """Both parts; false when there is nothing to tell."""

    rounds: list[Progress]
    late: list[Late]
    more: int

    def __bool__(self) -> bool:
        return bool(self.rounds or self.late)


def build(user, today: date) -> Above:
    """As this person may read it today."""
    late = escalated(user, today)
    return Above(progress(today), [told(each, today) for each in late[:SHOWN]], max(len(late) - SHOWN, 0))


def progress(today: date) -> list[Progress]:
    """Each round that is open."""
    waiting = Q(reviews__status__in=ANSWERED_NOW)
    counted = ReviewRound.objects.filter(status=RoundStatus.OPEN).annotate(
        asked=Count("reviews"),
        accepted=Count("reviews", filter=Q(reviews__status=ReviewStatus.ACCEPTED)),
        waived=Count("reviews", filter=Q(reviews__status=ReviewStatus.WAIVED)),
        handed_in=Count("reviews", filter=Q(reviews__status=ReviewStatus.SUBMITTED)),
        unanswered=Count("reviews", filter=waiting),
        overdue=Count("reviews", filter=waiting & Q(reviews__due_on__lt=today)),
    )
    names = ("title", "asked", "accepted", "waived", "handed_in", "unanswered", "overdue")
    return [Progress(*(getattr(each, name) for name in names)) for each in counted]


def escalated(user, today: date) -> list[Due]:
    """All that has been overdue for four weeks or more, the oldest first."""
    keys = [each.key for each in due_by(today - ESCALATED)]
    return sorted(still_waiting(keys, user).values(), key=lambda due: (due.due_on, due.title))


def told(late: Due, today: date) -> Late:
    return Late(late.title, long_day(late.due_on), when(late.due_on, today), late.url)

"""What the home page shows a person."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from partnerships import work
from partnerships.roles import EXPLAINED, Role
from register.models import Partnership
from register.querysets import PartnershipQuerySet
from reviews.models import CommitteePaper, Review

SOON = timedelta(days=90)
SHOWN = 10
OWN = 25
TOLD = ("reference", "name", "lead_officer", "head_of_service", "next_review_due_on", "batch__accepted_at")


@dataclass(frozen=True)
class OwnPartnership:
    """A partnership that the person has to do with, and in which part."""

    reference: str
    name: str
    part: str
    next_review_due_on: date | None
    is_waiting: bool


@dataclass(frozen=True)
class ComingUp:
    """A day to keep in mind."""

    day: date
    what: str
    url: str


@dataclass(frozen=True)
class Home:
    """All of the page."""

    tasks: list[work.Task]
    partnerships: list[OwnPartnership]
    has_more: bool
    papers: list[CommitteePaper]
    coming_up: list[ComingUp]
    counted: int | None
    may_report: bool
    roles: list[tuple[str, str]]

    @property
    def waiting(self) -> int:
        """How many things wait for the person: what the tiles say, added up."""
        return sum(task.count for task in self.tasks)


def build(user, today: date) -> Home:
    """The page for this person on this day."""
    mine = Partnership.objects.visible_to(user).active().that_concern(user)
    partnerships = own(user, mine)
    return Home(
        tasks=work.tasks(user, today),
        partnerships=partnerships[:OWN],
        has_more=len(partnerships) > OWN,
        papers=list(CommitteePaper.objects.visible_to(user).current().order_by("-meeting_on", "-pk")[:SHOWN]),
        coming_up=coming_up(user, today),
        counted=Partnership.objects.visible_to(user).counted().count() if user.reads_register else None,
        may_report=bool(partnerships) and mine.attended_by(user).exists(),
        roles=[(role.label, EXPLAINED[role]) for role in Role if user.has_role(role)],
    )


def own(user, mine: PartnershipQuerySet) -> list[OwnPartnership]:
    """Active partnerships that the person leads, answers for, holds the portfolio of, or sits on: as many as are shown,
    and one more where there are more, which the register lists.

    The next review is the one that a round asks for already, and else the one that the entry is due for.
    """
    found = mine.select_related("batch").only(*TOLD).order_by("name", "pk")
    entries = list(found[: OWN + 1])
    if not entries:
        return []
    reviews = Review.objects.visible_to(user).unsettled().filter(partnership__in=entries).order_by("-due_on")
    asked = dict(reviews.values_list("partnership", "due_on"))
    return [
        OwnPartnership(
            entry.reference,
            entry.name,
            part(user, entry),
            asked.get(entry.pk) or entry.next_review_due_on,
            entry.is_awaiting_acceptance,
        )
        for entry in entries
    ]


def part(user, entry: Partnership) -> str:
    """The person's part in a partnership, in words."""
    if entry.lead_officer_id == user.pk:
        return "Lead officer"
    if entry.head_of_service_id == user.pk:
        return "Head of service"
    return "Councillor" if user.has_role(Role.COUNCILLOR) else "Representative"


def coming_up(user, today: date) -> list[ComingUp]:
    """Reviews, ends of agreements and meetings within the next ninety days, the nearest first."""
    until = today + SOON
    entries = Partnership.objects.visible_to(user).active().accepted()
    reviews = entries.filter(next_review_due_on__range=(today, until)).order_by("next_review_due_on", "name")
    days = [
        ComingUp(due, f"Review of {name} is due", reverse("register:entry", args=[reference]))
        for reference, name, due in reviews.values_list("reference", "name", "next_review_due_on")[:SHOWN]
    ]
    kept = {"documents__removed_at__isnull": True, "documents__status": "in_force"}
    ending = entries.filter(documents__ends_on__range=(today, until), **kept).order_by("documents__ends_on", "name")
    days += [
        ComingUp(ends, f"An agreement with {name} ends", reverse("register:governance", args=[reference]))
        for reference, name, ends in ending.values_list("reference", "name", "documents__ends_on")[:SHOWN]
    ]
    papers = CommitteePaper.objects.visible_to(user).filter(meeting_on__range=(today, until))
    days += [
        ComingUp(
            paper.meeting_on, f"{paper.title} goes to {paper.body}", reverse("reviews:paper", args=[paper.reference])
        )
        for paper in papers.order_by("meeting_on", "pk")[:SHOWN]
    ]
    return sorted(days, key=lambda coming: (coming.day, coming.what))[:SHOWN]

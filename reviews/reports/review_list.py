"""Lists of reviews: of a round, of one entry, and what of them waits for a person (W09-10, SH-17)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.work import Task, told
from register.models import Partnership
from register.reports.next_steps import field
from reviews.models import Review
from reviews.models.choices import ANSWERED_NOW, ReviewStatus
from reviews.permissions.rounds import can_see_rounds
from reviews.querysets import ReviewQuerySet

SHOWN = (
    ("open", "Under way"),
    ("answer", "Yours to answer"),
    ("returned", "Returned to you"),
    ("given", "Given to you"),
    ("endorse", "To endorse"),
    ("accept", "To accept"),
    ("overdue", "Overdue"),
    ("all", "All"),
)
TONES = {
    ReviewStatus.OPENED: "grey",
    ReviewStatus.IN_PROGRESS: "blue",
    ReviewStatus.SUBMITTED: "yellow",
    ReviewStatus.ACCEPTED: "green",
    ReviewStatus.REPORTED: "green",
    ReviewStatus.CLOSED: "grey",
    ReviewStatus.WAIVED: "purple",
}


@dataclass(frozen=True)
class ReviewRow:
    """One review in a list."""

    review: Review
    url: str
    tone: str
    is_overdue: bool
    is_open: bool
    outcome: str
    name_lead_url: str


def found(user, show: str, today: date) -> ReviewQuerySet:
    """The reviews that the person may read, of one kind; of another word, those that nobody has settled."""
    every = Review.objects.visible_to(user)
    kinds = {
        "answer": lambda: every.to_answer_by(user).not_returned(),
        "returned": lambda: every.to_answer_by(user).returned(),
        "given": lambda: every.given_to(user),
        "endorse": lambda: every.to_endorse_by(user),
        "accept": lambda: every.to_accept_by(user),
        "overdue": lambda: every.overdue(today),
        "all": every.all,
    }
    return kinds.get(show, every.unsettled)()


def narrowed(reviews: ReviewQuerySet, chosen: Mapping[str, Any], today: date) -> ReviewQuerySet:
    """Those of a round, a state, a service, a type of partnership; `none` is that none is named."""
    if chosen.get("round"):
        reviews = reviews.filter(round=chosen["round"])
    for name in ("service", "type"):
        if wanted := chosen.get(name):
            reviews = reviews.filter(**{f"partnership__{name}": None if wanted == "none" else wanted})
    return in_state(reviews, chosen["state"], today) if chosen.get("state") else reviews


def in_state(reviews: ReviewQuerySet, state: str, today: date) -> ReviewQuerySet:
    """Those that stand somewhere, or of which something is said that is no state."""
    named = {
        "unsettled": reviews.unsettled,
        "overdue": lambda: reviews.overdue(today),
        "nobody": reviews.without_lead_officer,
        "unrated": lambda: reviews.unrated(today),
        "findings": lambda: reviews.with_high_findings(today),
    }
    return named[state]() if state in named else reviews.filter(status=state)


def rows(reviews: QuerySet[Review], today: date) -> list[ReviewRow]:
    """Reviews in one query however many there are."""
    related = reviews.select_related("round", "partnership__service", "partnership__lead_officer")
    return [row(each, today) for each in related.defer("partnership__search_text")]


def row(review: Review, today: date) -> ReviewRow:
    is_open = review.status in ANSWERED_NOW
    return ReviewRow(
        review,
        reverse("reviews:review", args=[review.pk]),
        TONES[ReviewStatus(review.status)],
        is_open and review.due_on < today,
        is_open,
        outcome(review),
        field(review.partnership, "lead_officer"),
    )


def outcome(review: Review) -> str:
    """What came of it, once it is accepted or waived."""
    if review.status == ReviewStatus.WAIVED:
        return review.waiver_reason
    if review.accepted_at is None:
        return ""
    if review.has_business_case is not None:
        return "There is a business case" if review.has_business_case else "There is no business case"
    return review.get_recommendation_kind_display()


def next_review(entry: Partnership) -> tuple[date, str] | None:
    """When it is reviewed next, and why then (W09-10)."""
    if waiting := entry.reviews.unsettled().order_by("due_on").first():
        return waiting.due_on, waiting.due_reason
    if entry.next_review_due_on is None:
        return None
    known = entry.reviews.filter(next_on=entry.next_review_due_on).select_related("round")
    last = known.order_by("round__kind", "-pk").first()
    if last is None:
        return entry.next_review_due_on, "The day that stands on the entry itself."
    if last.status == ReviewStatus.WAIVED:
        return last.next_on, f"Set when its review was waived in {last.round}: {last.waiver_reason}"
    return last.next_on, f"Set when its review was accepted in {last.round}."


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_rounds(user):
        return []
    url = reverse("reviews:entry_reviews", args=[entry.reference])
    return [{"key": "reviews", "label": "Reviews", "url": url}]


LINE = told("reviews:review", due="due_on")
TO_ANSWER = told("reviews:review_answer", due="due_on")


def work(user, today: date) -> Iterator[Task]:
    """What of reviews waits for this person; each count is that of the list which it opens."""
    address = reverse("reviews:reviews")
    words = (
        ("answer", "Review to answer", "Reviews to answer"),
        ("returned", "Review returned to you", "Reviews returned to you"),
        ("given", "Review with a section for you", "Reviews with sections for you"),
        ("endorse", "Review to endorse", "Reviews to endorse"),
        ("accept", "Review to accept", "Reviews to accept"),
    )
    if not can_see_rounds(user):
        return
    for show, one, many in words:
        waiting = found(user, show, today).select_related("partnership")
        line = TO_ANSWER if show in ("answer", "returned") else LINE
        yield Task(waiting, one, many, f"{address}?show={show}", line=line)

"""Reviews of the council's involvement, as people read them: lists, one of them, and what waits (W09-05, H14-36)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task
from register.models import Partnership
from register.models.choices import RecommendationKind
from register.models.choices import Status as EntryStatus
from register.reports.parts import Card, Row, Step
from reviews.models import InvolvementReview, Recommendation
from reviews.models.choices import HOLDING, InvolvementKind, InvolvementStatus
from reviews.permissions.involvement import can_write_involvement
from reviews.reports.recommendation_list import ListRow, rows
from reviews.workflow.involvement import INVOLVEMENT, may_begin, may_recommend, may_write

Status = InvolvementStatus
TONES = {
    Status.PROPOSED: "yellow",
    Status.DISMISSED: "grey",
    Status.OPEN: "blue",
    Status.CONCLUDED: "green",
    Status.LEAVING: "red",
    Status.CALLED_OFF: "grey",
}
AFTERWARDS = {
    EntryStatus.UNDER_REVIEW: "The entry stays under review until its exit begins.",
    EntryStatus.EXITING: "The council is leaving it by its exit strategy.",
    EntryStatus.EXITED: "The council has left it.",
    EntryStatus.ACTIVE: "The entry is active again.",
}
SHOWN = (
    ("open", "Under way"),
    ("proposed", "To be confirmed"),
    ("report", "Next report due"),
    ("over", "Over"),
)
LABELS = (
    ("open", "confirm", "Open the review"),
    ("dismiss", "dismiss", "Dismiss it"),
    ("call_off", "call_off", "Call it off"),
)


@dataclass(frozen=True)
class ReviewRow:
    """One review in a list."""

    review: InvolvementReview
    tone: str
    next: str


@dataclass(frozen=True)
class Page:
    """One review as one person sees it; `decision` says what the bodies decided on it."""

    review: InvolvementReview
    tone: str
    cards: tuple[Card, ...]
    steps: tuple[Step, ...]
    recommendations: tuple[ListRow, ...]
    decision: str


def found(user, show: str, today: date) -> QuerySet[InvolvementReview]:
    """The reviews that the person may read, of one kind; of another word, those under way."""
    every = InvolvementReview.objects.visible_to(user)
    kinds = {
        "proposed": every.proposed(),
        "report": every.to_report(today),
        "over": every.over(),
    }
    return kinds.get(show, every.unsettled().filter(status=Status.OPEN))


def review_rows(reviews: QuerySet[InvolvementReview] | Iterable[InvolvementReview]) -> list[ReviewRow]:
    """Reviews with their next report."""
    return [ReviewRow(each, TONES[Status(each.status)], next_report(each)) for each in reviews]


def next_report(review: InvolvementReview) -> str:
    if review.status != Status.OPEN or review.next_report_on is None:
        return ""
    return f"{review.next_report_to}, {said_day(review.next_report_on)}"


def of_entry(entry: Partnership, user) -> list[ReviewRow]:
    """The reviews of the council's involvement in one entry."""
    return review_rows(InvolvementReview.objects.visible_to(user).filter(partnership=entry))


def beginning(entry: Partnership, user) -> Step:
    """The way to look again at the council's involvement."""
    url = reverse("reviews:involvement_begin", args=[entry.reference])
    return Step("Look again at our involvement", url, may_begin(user, entry).reason)


def page(review: InvolvementReview, user) -> Page:
    """Everything about one review."""
    drawn = review.recommendations.select_related("drafted_by")
    return Page(
        review,
        TONES[Status(review.status)],
        tuple(cards(review, user)),
        tuple(steps(review, user)),
        tuple(rows(drawn)),
        decision(review),
    )


def decision(review: InvolvementReview) -> str:
    """What the bodies decided, and what has become of the entry."""
    if review.status not in (Status.CONCLUDED, Status.LEAVING):
        return ""
    drawn = review.recommendations.filter(status__in=HOLDING, decided_at__isnull=False)
    made = drawn.exclude(kind__in=[RecommendationKind.EXPLORE, RecommendationKind.REVIEW]).order_by("-decided_at")
    return said(review, made.first()) if made else ""


def said(review: InvolvementReview, made: Recommendation) -> str:
    on = f"{made.reference}, in effect since {said_day(made.decided_at)}"
    if review.status == Status.LEAVING:
        return f"It was decided to withdraw: {on}. {afterwards(review.partnership)}"
    return f"It was decided: {made.get_kind_display().lower()}. {on}. {afterwards(review.partnership)}"


def afterwards(entry: Partnership) -> str:
    """Where the entry stands today."""
    said = AFTERWARDS.get(EntryStatus(entry.status))
    return said or f"The entry is {entry.get_status_display().lower()} now."


def cards(review: InvolvementReview, user) -> Iterator[Card]:
    yield Card("Why the council looks again", tuple(begun(review)))
    if review.opened_at:
        change = reverse("reviews:involvement_write", args=[review.pk]) if may_write(user, review) else ""
        yield Card("What it found", tuple(results(review)), change_url=change)


def begun(review: InvolvementReview) -> Iterator[Row]:
    entry = review.partnership
    yield Row("Partnership", f"{entry.reference} {entry.name}", url=reverse("register:entry", args=[entry.reference]))
    yield Row("What it looks at", review.get_kind_display())
    yield Row("Why", review.why)
    check = f"Check {review.check_code}" if review.check_code else ""
    yield Row("Comes from", review.get_source_display(), note=check)
    if request := review.scrutiny_review:
        yield Row("Request of scrutiny", str(request), url=reverse("reviews:scrutiny_review", args=[request.pk]))
    yield Row("Proposed", said_day(review.proposed_on), note=f"By {review.proposer}" if review.proposer else "")
    if review.opened_at:
        yield Row("Opened", f"{said_day(review.opened_at)} by {review.opened_by}")
    if review.settled_at:
        yield Row(review.get_status_display(), f"{said_day(review.settled_at)}, recorded by {review.settled_by}")
    if review.settled_note:
        yield Row("Reason", review.settled_note)


def results(review: InvolvementReview) -> Iterator[Row]:
    yield Row("What it found", review.found, absent="Not written down yet")
    if review.kind == InvolvementKind.DELIVERY_OPTIONS:
        yield Row("Delivery options", review.options, absent="Not written down yet")
        yield Row("Finance rules", review.finance_view, absent="Not said yet")
        yield Row("Procurement rules", review.procurement_view, absent="Not said yet")
    on = f"{review.reported_to}, {said_day(review.reported_on)}" if review.reported_on else ""
    yield Row("Reported to", on, absent="Not reported yet")
    later = f"{review.next_report_to}, {said_day(review.next_report_on)}" if review.next_report_on else ""
    yield Row("Next report", later, absent="None planned")


def steps(review: InvolvementReview, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    if review.status == Status.OPEN:
        if can_write_involvement(user, review):
            yield Step("Write down what it found", reverse("reviews:involvement_write", args=[review.pk]))
        url = reverse("reviews:involvement_recommend", args=[review.pk])
        yield Step("Recommend what should happen", url, may_recommend(user, review).reason)
    for verb, name, label in LABELS:
        if review.status in INVOLVEMENT.transitions[verb].sources:
            refusal = INVOLVEMENT.may_start(user, review, verb).reason
            yield Step(label, reverse(f"reviews:involvement_{name}", args=[review.pk]), refusal)


def work(user, today: date) -> Iterator[Task]:
    """For the policy team: what was proposed, and what is to be reported again."""
    if not user.has_role(Role.POLICY_OFFICER):
        return
    address = reverse("reviews:involvement_reviews")
    every = InvolvementReview.objects.visible_to(user)
    one, many = "Review of our involvement to be confirmed", "Reviews of our involvement to be confirmed"
    yield Task(every.proposed(), one, many, f"{address}?show=proposed")
    one, many = "Review of our involvement to report on", "Reviews of our involvement to report on"
    yield Task(every.to_report(today), one, many, f"{address}?show=report")

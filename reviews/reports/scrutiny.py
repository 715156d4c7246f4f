"""Reviews that scrutiny asks for, as people read them: the list, one of them, and what waits for whom (H11-07)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.models import Council
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task
from register.permissions.decisions import records_decisions
from register.reports.parts import Card, Row, Step
from reviews.models import ScrutinyReview
from reviews.models.choices import ScrutinyStatus
from reviews.permissions.scrutiny import can_see_scrutiny
from reviews.reports import pack
from reviews.reports.involvement import ReviewRow, review_rows
from reviews.reports.recommendation_list import ListRow, rows
from reviews.workflow.involvement import may_begin
from reviews.workflow.scrutiny import SCRUTINY, may_recommend

TONES = {
    ScrutinyStatus.REQUESTED: "yellow",
    ScrutinyStatus.AGREED: "blue",
    ScrutinyStatus.DECLINED: "grey",
    ScrutinyStatus.IN_PROGRESS: "blue",
    ScrutinyStatus.REPORTED: "green",
}
SHOWN = (
    ("open", "Under way"),
    ("settle", "To be answered by me"),
    ("overdue", "Overdue"),
    ("reported", "Reported"),
    ("declined", "Declined"),
)
LABELS = (
    ("agree", "Record that it is agreed"),
    ("decline", "Record that it is declined"),
    ("begin", "Give it to a panel"),
    ("report", "Record the report"),
)
AGREED = (ScrutinyStatus.AGREED, ScrutinyStatus.IN_PROGRESS, ScrutinyStatus.REPORTED)


@dataclass(frozen=True)
class RequestRow:
    """One request in a list."""

    review: ScrutinyReview
    tone: str
    next: str


@dataclass(frozen=True)
class Page:
    """One request as one person sees it. Who reads no register meets neither the entry nor what followed."""

    review: ScrutinyReview
    tone: str
    cards: tuple[Card, ...]
    steps: tuple[Step, ...]
    involvement: tuple[ReviewRow, ...]
    recommendations: tuple[ListRow, ...]
    pack_url: str = ""


def found(user, show: str, today: date) -> QuerySet[ScrutinyReview]:
    """The requests that the person may read, of one kind; of another word, those under way. Members have few: all."""
    every = ScrutinyReview.objects.visible_to(user)
    if not user.reads_register:
        return every
    kinds = {
        "settle": every.to_settle_by(user),
        "overdue": every.overdue(today),
        "reported": every.filter(status=ScrutinyStatus.REPORTED),
        "declined": every.filter(status=ScrutinyStatus.DECLINED),
    }
    return kinds.get(show, every.exclude(status__in=[ScrutinyStatus.REPORTED, ScrutinyStatus.DECLINED]))


def request_rows(reviews: QuerySet[ScrutinyReview], today: date) -> list[RequestRow]:
    """Requests with what they wait for."""
    related = reviews.select_related("member", "commission", "panel")
    return [RequestRow(each, TONES[ScrutinyStatus(each.status)], awaited(each, today)) for each in related]


def awaited(review: ScrutinyReview, today: date) -> str:
    """What it waits for, in words."""
    if review.status == ScrutinyStatus.REQUESTED:
        return "The commission’s answer"
    if review.status == ScrutinyStatus.AGREED:
        return "A panel"
    if review.status == ScrutinyStatus.IN_PROGRESS:
        late = ", overdue" if review.due_on < today else ""
        return f"The report of {review.panel}, due {said_day(review.due_on)}{late}"
    return ""


def page(review: ScrutinyReview, user) -> Page:
    """Everything about one request that the person may read."""
    is_officer = user.reads_register
    drawn = review.recommendations.select_related("drafted_by") if is_officer else ()
    return Page(
        review,
        TONES[ScrutinyStatus(review.status)],
        tuple(cards(review, is_officer)),
        tuple(steps(review, user)) if is_officer else (),
        tuple(review_rows(review.involvement_reviews.all())) if is_officer else (),
        tuple(rows(drawn)) if is_officer else (),
        pack_url(review, user),
    )


def pack_url(review: ScrutinyReview, user) -> str:
    """The papers for the panel, once the review is agreed, for those who may read them."""
    entry = review.partnership
    if review.status not in AGREED or entry is None:
        return ""
    may_read = user.reads_register or pack.of_members(user, entry.reference, Council.objects.of(user))
    return reverse("reviews:pack", args=[entry.reference]) if may_read else ""


def cards(review: ScrutinyReview, is_officer: bool) -> Iterator[Card]:
    yield Card("The request", tuple(asked(review, is_officer)))
    if review.settled_at:
        yield Card("What the commission decided", tuple(answered(review)))
    if review.begun_at:
        yield Card("The panel", tuple(held(review)))


def asked(review: ScrutinyReview, is_officer: bool) -> Iterator[Row]:
    entry = review.partnership
    if is_officer and entry:
        url = reverse("register:entry", args=[entry.reference])
        yield Row("Partnership", f"{entry.reference} {entry.name}", url=url)
    else:
        yield Row("Partnership", review.named)
    if review.paper:
        url = reverse("reviews:paper", args=[review.paper.reference])
        yield Row("Named in", f"{review.paper.reference} {review.paper.title}", url=url)
    yield Row("Why", review.why)
    by = "" if review.asked_by_id == review.member_id else f"Written down by {review.asked_by}"
    yield Row("Asked for by", f"{review.asker}, {said_day(review.asked_at)}", note=by)


def answered(review: ScrutinyReview) -> Iterator[Row]:
    yield Row("Decided by", f"{review.commission}, {said_day(review.decided_on)}", note=review.minute)
    yield Row("Reason", review.decision_reason)
    yield Row("Recorded by", f"{review.settled_by}, {said_day(review.settled_at)}")


def held(review: ScrutinyReview) -> Iterator[Row]:
    yield Row("Panel", str(review.panel), note=f"Led by {review.lead_member}")
    yield Row("Report due", said_day(review.due_on))
    if review.reported_on:
        yield Row("Reported", said_day(review.reported_on))
        yield Row("What it found", review.found)
        yield Row("Report", "The report" if review.link else "", url=review.link, absent="No link")


def steps(review: ScrutinyReview, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    for verb, label in LABELS:
        if review.status in SCRUTINY.transitions[verb].sources:
            refusal = SCRUTINY.may_start(user, review, verb).reason
            yield Step(label, reverse(f"reviews:scrutiny_{verb}", args=[review.pk]), refusal)
    if review.status == ScrutinyStatus.REPORTED:
        label, url = "Recommend a change", reverse("reviews:scrutiny_recommend", args=[review.pk])
        yield Step(label, url, may_recommend(user, review).reason)
    if review.status in AGREED and may_begin(user, review.partnership):
        yield Step("Look again at our involvement", reverse("reviews:scrutiny_involvement", args=[review.pk]))


def work(user, today: date) -> Iterator[Task]:
    """Requests whose answer this person is to record, and reports of panels that are late."""
    if not (records_decisions(user) and can_see_scrutiny(user)):
        return
    address = reverse("reviews:scrutiny_reviews")
    every = ScrutinyReview.objects.visible_to(user)
    one, many = "Request of scrutiny to be answered", "Requests of scrutiny to be answered"
    yield Task(every.to_settle_by(user), one, many, f"{address}?show=settle")
    one, many = "Report of a scrutiny panel overdue", "Reports of scrutiny panels overdue"
    yield Task(every.overdue(today), one, many, f"{address}?show=overdue")

"""Lists of recommendations with their totals, what of them waits for a person, and the tab of an entry (H14-44)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from partnerships.work import Task, told
from register.models import Partnership
from register.models.choices import RecommendationHeading
from register.rules.money import total
from register.rules.saying import money_change, time_change
from reviews.models import FollowUp, Recommendation, RecommendationSubject
from reviews.models.choices import BEFORE_BODIES, DECIDED_FOR, RecommendationStatus
from reviews.permissions.recommendations import can_pass_on, can_see_recommendations
from reviews.reports.recommendation_page import TONES, group_of

SHOWN = (
    ("open", "Under way"),
    ("mine", "Mine"),
    ("propose", "To put to the bodies"),
    ("bodies", "Before the bodies"),
    ("approved", "Approved"),
    ("follow_up", "To follow up"),
    ("closed", "Closed"),
)
OVER = (RecommendationStatus.REJECTED, RecommendationStatus.WITHDRAWN, RecommendationStatus.CLOSED)
FILTERS = ("heading", "kind", "source", "status")


@dataclass(frozen=True)
class ListRow:
    """One recommendation in a list."""

    recommendation: Recommendation
    about: str
    tone: str
    hours: str
    pounds: str


@dataclass(frozen=True)
class TotalRow:
    """What the recommendations of one heading change together; what is not worked out is left out, and said."""

    title: str
    count: int
    hours: str
    pounds: str
    left_out: str


def found(user, show: str, today: date) -> QuerySet[Recommendation]:
    """The recommendations that the person may read, of one kind; of another word, those under way."""
    every = Recommendation.objects.visible_to(user)
    kinds = {
        "mine": every.of(user).exclude(status__in=OVER),
        "propose": every.to_propose_by(user),
        "bodies": every.filter(status__in=BEFORE_BODIES),
        "approved": every.filter(status__in=[*DECIDED_FOR, RecommendationStatus.CARRIED_OUT]),
        "follow_up": every.filter(due(user, today)),
        "closed": every.filter(status__in=OVER),
    }
    return kinds.get(show, every.exclude(status__in=OVER))


def due(user, today: date) -> Q:
    """Those with a follow-up that is to be reported on, or of which the outcome is to be recorded."""
    follow_ups = FollowUp.objects.visible_to(user).order_by()
    told = follow_ups.filter(status="reported").values("recommendation")
    return Q(pk__in=follow_ups.to_report(today).values("recommendation")) | Q(pk__in=told)


def narrowed(recommendations: QuerySet[Recommendation], chosen: dict[str, str]) -> QuerySet[Recommendation]:
    """Those of a heading, a kind, a source, a state."""
    wanted = {name: chosen[name] for name in FILTERS if chosen.get(name)}
    return recommendations.filter(**wanted)


def rows(recommendations: QuerySet[Recommendation]) -> list[ListRow]:
    """Recommendations in the same few queries however many there are."""
    kept = RecommendationSubject.objects.filter(removed_at__isnull=True).select_related("partnership")
    listed = recommendations.prefetch_related(Prefetch("subjects", kept, to_attr="kept"))
    return [row(each) for each in listed]


def row(recommendation: Recommendation) -> ListRow:
    hours, pounds = recommendation.hours_change, recommendation.pounds_change
    return ListRow(
        recommendation,
        group_of(recommendation, recommendation.kept),
        TONES[RecommendationStatus(recommendation.status)],
        "" if hours is None else time_change(hours),
        "" if pounds is None else money_change(pounds),
    )


def totals(recommendations: QuerySet[Recommendation]) -> tuple[TotalRow, ...]:
    """Hours and pounds by heading, and in all (H14-44)."""
    figures = list(recommendations.order_by().distinct().values_list("pk", "heading", "hours_change", "pounds_change"))
    by_heading = [
        total_row(heading.label, [each for each in figures if each[1] == heading]) for heading in RecommendationHeading
    ]
    return (*by_heading, total_row("All", figures)) if figures else ()


def total_row(title: str, figures: Iterable[tuple]) -> TotalRow:
    figures = list(figures)
    hours, pounds = total(each[2] for each in figures), total(each[3] for each in figures)
    sums = ((hours, "hours"), (pounds, "pounds"))
    missing = [f"{sum_of.unknown} without {what}" for sum_of, what in sums if sum_of.unknown]
    return TotalRow(title, len(figures), said(hours, time_change), said(pounds, money_change), ", ".join(missing))


def said(sum_of, say) -> str:
    """A total in words; nothing known is no nought."""
    return say(Decimal(sum_of.amount)) if sum_of.known else ("Not worked out" if sum_of.unknown else "–")


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_recommendations(user):
        return []
    url = reverse("reviews:entry_recommendations", args=[entry.reference])
    return [{"key": "recommendations", "label": "Recommendations", "url": url}]


def work(user, today: date) -> Iterator[Task]:
    """Returned, to put to the bodies, to carry out, to follow up, for those who take the step."""
    address = reverse("reviews:recommendations")
    every = Recommendation.objects.visible_to(user)
    returned = every.of(user).filter(status=RecommendationStatus.RETURNED)
    line = told("reviews:recommendation")
    plain = {"line": line, "nearest": ("pk",)}
    words = ("Recommendation returned to you", "Recommendations returned to you")
    yield Task(returned, *words, f"{address}?show=mine", **plain)
    waiting = every.to_propose_by(user)
    many = "Recommendations to put to the bodies"
    yield Task(waiting, "Recommendation to put to the bodies", many, f"{address}?show=propose", **plain)
    if can_pass_on(user, Recommendation()):
        passing = every.to_pass_on()
        many = "Places to pass to other posts"
        yield Task(passing, "Place to pass to another post", many, f"{address}?show=approved")
    follow_ups = FollowUp.objects.visible_to(user).select_related("recommendation")
    report = follow_ups.of(user).to_report(today)
    record = follow_ups.to_record_by(user)
    look = {"line": told("reviews:recommendation", key="recommendation_id", due="due_on")}
    show = f"{address}?show=follow_up"
    yield Task(report, "Recommendation to follow up", "Recommendations to follow up", show, **look)
    yield Task(record, "Follow-up to record", "Follow-ups to record", show, **look)

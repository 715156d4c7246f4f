"""Dashboards: rounds, what is overdue, recommendations, resources over the years; each figure with its list (SH-17)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Max
from django.urls import reverse
from django.utils.http import urlencode

from partnerships.templatetags.council import hours as said_hours
from partnerships.templatetags.council import money
from register.models import Participation
from register.reports.figures import Figures
from register.reports.spending import entries_of, of_entries
from register.reports.years import recorded
from register.rules.money import Total, financial_year, together, total, year_name
from register.rules.roll_forward import first_day
from register.rules.words import number_of
from reviews.models import Recommendation, Review, ReviewRound
from reviews.models.choices import RecommendationStatus, ReviewStatus
from reviews.querysets import ReviewQuerySet
from reviews.reports.recommendation_list import OVER
from reviews.reports.rounds import address_of

YEARS = 5


@dataclass(frozen=True)
class Line:
    """Something counted, with the list that shows exactly these."""

    label: str
    number: int
    url: str


@dataclass(frozen=True)
class Lines:
    """Lines that are drawn and listed together."""

    lines: tuple[Line, ...]

    @property
    def longest(self) -> int:
        return max((line.number for line in self.lines), default=0)


@dataclass(frozen=True)
class RoundLines(Lines):
    """One round under way, its reviews by state."""

    round: ReviewRound
    total: Line

    @property
    def key(self) -> str:
        return str(self.round.pk)


def rounds(user) -> list[RoundLines]:
    """Rounds under way with their reviews by state, in two queries."""
    under_way = ReviewRound.objects.visible_to(user).under_way()
    reviews = Review.objects.visible_to(user).filter(round__in=under_way).order_by()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for key, status, number in reviews.values_list("round", "status").annotate(number=Count("pk")):
        counts[key][status] = number
    return [of_round(each, counts[each.pk]) for each in under_way]


def of_round(round: ReviewRound, counts: dict[str, int]) -> RoundLines:
    lines = [
        Line(status.label, counts[status], address_of(round, state=status))
        for status in ReviewStatus
        if status in counts
    ]
    return RoundLines(tuple(lines), round, Line("All", sum(counts.values()), address_of(round)))


def overdue(user, today: date) -> Lines:
    """Reviews past their day, by service."""
    return by(Review.objects.visible_to(user).overdue(today), "service", "No service", "overdue")


def waiting(user) -> Lines:
    """Reviews that nobody has settled, by type of partnership: what is left to do, type after type (SH-17)."""
    return by(Review.objects.visible_to(user).unsettled(), "type", "No type", "open")


def by(reviews: ReviewQuerySet, name: str, none: str, show: str) -> Lines:
    """Reviews by something that their partnership names, the largest number first."""
    path = f"partnership__{name}"
    rows = reviews.order_by().values_list(path, f"{path}__name").annotate(number=Count("pk"))
    address = reverse("reviews:reviews")
    found = [
        Line(label or none, number, f"{address}?{urlencode({'show': show, name: key or 'none'})}")
        for key, label, number in rows.order_by("-number", F(f"{path}__name").asc(nulls_last=True))
    ]
    return Lines(tuple(found))


def recommendations(user) -> Lines:
    """Recommendations by where they stand, in the order of their way."""
    every = Recommendation.objects.visible_to(user).order_by()
    counts = dict(every.values_list("status").annotate(number=Count("pk")))
    address = reverse("reviews:recommendations")
    found = [
        Line(status.label, counts[status], f"{address}?show={'closed' if status in OVER else 'open'}&status={status}")
        for status in RecommendationStatus
        if status in counts
    ]
    return Lines(tuple(found))


@dataclass(frozen=True)
class YearLine:
    """What the councils put in in one year: entries with the list of them, money, and hours a month at its end."""

    name: str
    entries: Line
    cash: Total
    hours: Total

    @property
    def cash_words(self) -> str:
        return in_words(self.cash, money)

    @property
    def hours_words(self) -> str:
        return in_words(self.hours, said_hours)


def in_words(figure: Total, say) -> str:
    """The figure, or that nobody knows; blank is never nought."""
    return say(figure.amount if figure.known else None)


def trend(user, today: date) -> list[YearLine]:
    """The last five years of which something is recorded, this one included, the oldest first."""
    current = financial_year(today)
    years = sorted({year for year in recorded() if year < current} | {current})[-YEARS:]
    return [of_year(user, year, year == current) for year in years]


def of_year(user, year: int, is_current: bool) -> YearLine:
    """Money as the list of the year has it; hours as the register had them when the year ended, for this year now."""
    figures = Figures(entries_of(user, year), year)
    cash = [together(*(figures.cost(part).cash for part in parts)) for parts in figures.parts.values()]
    known = None if is_current else hours_on(first_day(year + 1))
    hours = [
        total(part.hours if known is None else known.get(part.pk) for part in parts) for parts in figures.parts.values()
    ]
    count = entries_of(user, year).count()
    line = Line(number_of(count, "partnership"), count, f"{reverse('register:spent')}?year={year}")
    return YearLine(year_name(year), line, of_entries(cash), of_entries(hours))


def hours_on(day: date) -> dict[int, Decimal | None]:
    """Officer hours a month of each council's part as the register had them when a day began, from the history."""
    before = Participation.history.filter(history_date__date__lt=day).order_by()
    last = before.values("id").annotate(last=Max("history_id")).values("last")
    return dict(Participation.history.filter(history_id__in=last).values_list("id", "officer_hours_per_month"))


def most(lines: list[YearLine]) -> dict[str, Decimal]:
    """The largest figure of each kind, by which the bars of the years are drawn."""
    return {
        name: max((getattr(line, name).amount for line in lines if getattr(line, name).known), default=Decimal(0))
        for name in ("cash", "hours")
    }

"""The meetings of all partnerships, searched and filtered as an address says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.utils.http import urlencode

from partnerships.words import shortened
from register.models import Meeting, MeetingReport
from register.reports.meetings import REPORTS
from register.rules.activity import lines_of
from register.rules.attendance import a_year_before

PER_PAGE = 25
EXCERPT = 140
# What stands in an address, and the words for it.
WHEN = (("year", "The last 12 months"), ("to_come", "Still to come"))
SHOW = (("decisions", "A decision is needed"), ("briefings", "Members to be briefed"))
WHOSE = (("mine", "That wait for me"),)
FILTERS = {"when": ("When", WHEN), "show": ("Only with", SHOW), "whose": ("Whose", WHOSE)}


@dataclass(frozen=True)
class Row:
    """One meeting in the list."""

    meeting: Meeting
    excerpt: str
    attended: int
    needs_decision: bool
    needs_briefing: bool


@dataclass(frozen=True)
class Found:
    """One page of the list, and what narrows it."""

    pages: Page
    rows: tuple[Row, ...]
    query: str
    chosen: tuple[dict[str, str], ...]
    is_empty: bool


def build(data: Mapping[str, str], path: str, user, today: date) -> Found:
    """The meetings that this person may read; a filter that does not exist is left out."""
    state = {name: data[name] for name, (_, options) in FILTERS.items() if data.get(name) in dict(options)}
    if query := " ".join(data.get("q", "").split()):
        state["q"] = query
    visible = Meeting.objects.kept().visible_to(user)
    pages = Paginator(narrowed(visible, state, user, today), PER_PAGE).get_page(data.get("page"))
    waiting = set(waits(state, user).filter(meeting__in=[each.pk for each in pages]).values_list("meeting", flat=True))
    rows = tuple(row(meeting, meeting.pk in waiting, today) for meeting in pages)
    return Found(pages, rows, query, chosen(state, path), not state and not rows)


def narrowed(meetings: QuerySet, state: Mapping[str, str], user, today: date) -> QuerySet:
    """The meetings that the filters leave, newest first; those still to come the nearest first."""
    found = meetings.about(state.get("q", "")).order_by("-held_on", "-pk")
    if state.get("when") == "year":
        found = found.filter(held_on__gt=a_year_before(today), held_on__lte=today)
    if state.get("when") == "to_come":
        found = found.filter(held_on__gt=today).order_by("held_on", "pk")
    if state.get("show") == "briefings":
        found = found.to_brief(today).order_by("held_on", "pk")
        found = found.led_by(user) if state.get("whose") == "mine" else found
    elif {"show", "whose"} & set(state):
        found = found.filter(pk__in=waits(state, user).values("meeting"))
    there = Count("reports", filter=Q(reports__removed_at__isnull=True, reports__attended=True))
    return found.select_related("partnership").prefetch_related(REPORTS).annotate(attended=there)


def waits(state: Mapping[str, str], user) -> QuerySet:
    """Decisions that wait: for this person, or for anybody."""
    reports = MeetingReport.objects
    return reports.to_be_dealt_with_by(user) if state.get("whose") == "mine" else reports.waiting_for_decision()


def row(meeting: Meeting, needs_decision: bool, today: date) -> Row:
    points = "; ".join(line for report in meeting.reports.all() for line in lines_of(report.points))
    excerpt = shortened(meeting.decisions or meeting.notes or points, EXCERPT)
    to_brief = meeting.held_on >= today and meeting.briefed_on is None
    return Row(meeting, excerpt, meeting.attended, needs_decision, to_brief)


def chosen(state: Mapping[str, str], path: str) -> tuple[dict[str, str], ...]:
    """The filters in use, each with the address of the list without it."""
    tags = []
    for name, value in state.items():
        label, options = FILTERS.get(name, ("Search", ()))
        rest = urlencode({other: kept for other, kept in state.items() if other != name})
        tags.append(
            {"label": label, "value": dict(options).get(value, value), "url": f"{path}?{rest}" if rest else path}
        )
    return tuple(tags)

"""The parts of a recommendation as cards: what it says, where it comes from, what the bodies say of it."""

from collections.abc import Iterator

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.models import Decision, Matter
from register.models.choices import Part, RecommendationKind
from register.reports.parts import Card, Row
from register.rules.decisions import last
from register.rules.saying import money_change, time_change
from register.workflow.decisions import steps_of
from reviews.models import Recommendation
from reviews.models.choices import FollowUpKind

PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "what": (
        "What is recommended",
        ("kind", "heading", "text", "hours_change", "pounds_change", "budget", "group_name", "plan"),
    ),
    "source": (
        "Where it comes from",
        ("source", "source_number", "source_title", "source_on", "audit", "follows"),
    ),
    "condition": ("If and when", ("condition", "reopening_event")),
    "place": ("Place that passes to another post", ("seat", "from_post", "to_post")),
    "follow-up": ("How it is followed up", ("follow_up", "follow_up_months", "follow_up_meetings", "follow_up_until")),
}


def cards(recommendation: Recommendation, writes: bool) -> Iterator[Card]:
    """Its parts, each with the page on which it is written."""
    rows = {
        "what": what(recommendation),
        "source": source(recommendation),
        "condition": condition(recommendation),
        "place": place(recommendation),
        "follow-up": plan(recommendation),
    }
    if recommendation.kind != RecommendationKind.CHANGE_REPRESENTATION:
        del rows["place"]
    for key, found in rows.items():
        url = reverse("reviews:recommendation_edit", args=[recommendation.pk, key]) if writes else ""
        yield Card(PARTS[key][0], tuple(found), change_url=url)


def bodies(matter: Matter) -> Iterator[Row]:
    """Each body with what it said last; they may speak in any order (H14-02)."""
    url = reverse("register:matter", args=[matter.pk])
    for step in steps_of(matter):
        found = last(step)
        silent = "Has not decided yet" if step.part == Part.APPROVES else "Has not been heard yet"
        words = found.get_outcome_display() if found else silent
        yield Row(f"{step.body} {step.get_part_display().lower()}", words, note=spoken(found) if found else "", url=url)


def spoken(decision: Decision) -> str:
    """When a body said it, until when it deferred it, and whether it was called in."""
    until = f"until {decision.deferred_until}" if decision.deferred_until else ""
    held = "called in" if decision.is_held else ""
    return ", ".join(filter(None, (said_day(decision.decided_on), until, held)))


def what(recommendation: Recommendation) -> Iterator[Row]:
    yield Row("What should happen", recommendation.get_kind_display())
    yield Row("Reported under", recommendation.get_heading_display())
    yield Row("Recommendation", recommendation.text)
    if recommendation.amended_text:
        yield Row("As it was approved", recommendation.amended_text)
    hours, pounds = recommendation.hours_change, recommendation.pounds_change
    yield Row("Officer time", "" if hours is None else time_change(hours), absent="Not worked out")
    yield Row("Money", "" if pounds is None else money_change(pounds), absent="Not worked out")
    yield Row("Is the money in the budget", recommendation.get_budget_display(), absent="No money is asked for")
    if recommendation.group_name:
        yield Row("Group", recommendation.group_name)
    yield Row("Plan or programme", recommendation.plan, absent="None named")


def source(recommendation: Recommendation) -> Iterator[Row]:
    said = (recommendation.source_title, recommendation.source_number and f"number {recommendation.source_number}")
    more = ", ".join(filter(None, said))
    yield Row("Comes from", recommendation.get_source_display(), note=more)
    if recommendation.source_on:
        yield Row("Of", said_day(recommendation.source_on))
    if audit := recommendation.audit:
        yield Row("Audit", str(audit), url=reverse("reviews:audit", args=[audit.pk]))
    yield from neighbours(recommendation)
    yield Row("Drafted by", f"{recommendation.drafted_by}, {said_day(recommendation.drafted_at)}")
    if recommendation.matter_id:
        url = reverse("register:matter", args=[recommendation.matter_id])
        yield Row("Put to the bodies", said_day(recommendation.proposed_at), url=url)
    if recommendation.closing_note:
        yield Row("How it ended", recommendation.closing_note)


def neighbours(recommendation: Recommendation) -> Iterator[Row]:
    """The recommendation that it follows from, and those that it led to (H14-37)."""
    if recommendation.follows:
        yield Row("Follows from", str(recommendation.follows), url=address_of(recommendation.follows))
    for each in recommendation.followed_by.all():
        yield Row("Led to", str(each), url=address_of(each))


def address_of(recommendation: Recommendation) -> str:
    return reverse("reviews:recommendation", args=[recommendation.pk])


def condition(recommendation: Recommendation) -> Iterator[Row]:
    yield Row("If … then …", recommendation.condition, absent="No condition")
    yield Row("Looked at again after", recommendation.reopening_event, absent="No event")


def place(recommendation: Recommendation) -> Iterator[Row]:
    seat = recommendation.seat
    yield Row("Place", f"{seat.partnership}: {seat.who()}" if seat else "", absent="Not chosen yet")
    yield Row("From the post", recommendation.from_post, absent="Not said")
    yield Row("To the post", recommendation.to_post, absent="Not said")
    if recommendation.passed_on:
        yield Row("Passed on", said_day(recommendation.passed_on))


def plan(recommendation: Recommendation) -> Iterator[Row]:
    kind = FollowUpKind(recommendation.follow_up)
    more = {
        FollowUpKind.MONTHS: f"{recommendation.follow_up_months} months after the approval, or a place is taken up",
        FollowUpKind.MEETINGS: f"{recommendation.follow_up_meetings} meetings after the approval",
        FollowUpKind.EVENT: f"{recommendation.follow_up_until}. Asked after every quarter",
        FollowUpKind.CONDITION: f"{recommendation.follow_up_until}. Looked at every year",
    }
    yield Row("Followed up", kind.label, note=more[kind])

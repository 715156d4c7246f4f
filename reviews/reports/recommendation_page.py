"""One recommendation for people: what it says, about what, what was decided, what was done and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.models.choices import RecommendationKind
from register.reports import actions as agreed
from register.reports.parts import Card, Item, Lines, Row, Step
from register.rules.saying import money_change, time_change
from register.rules.words import in_list
from reviews.models import Consultation, FollowUp, PlannedAction, Recommendation, RecommendationSubject
from reviews.models.choices import DECIDED_FOR, HOLDING, FollowUpKind, RecommendationStatus
from reviews.permissions.recommendations import can_draft, can_write
from reviews.reports.promised import Compared, compared
from reviews.rules.recommendations import when
from reviews.workflow.decided import may_note_changes, may_pass_on
from reviews.workflow.follow_ups import FOLLOW_UPS, may_wait
from reviews.workflow.promised import actions_of
from reviews.workflow.recommendations import RECOMMENDATIONS, subjects_of
from reviews.workflow.recommended_lines import may_change_lines

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
STEPS = (
    ("propose", "Put it to the bodies"),
    ("submit", "Hand it in"),
    ("return", "Return it"),
    ("carry_out", "Say that it is carried out"),
    ("close", "Close it"),
    ("withdraw", "Take it back"),
)
TONES = {
    RecommendationStatus.DRAFT: "grey",
    RecommendationStatus.RETURNED: "yellow",
    RecommendationStatus.SUBMITTED: "blue",
    RecommendationStatus.PROPOSED: "blue",
    RecommendationStatus.DEFERRED: "yellow",
    RecommendationStatus.APPROVED: "green",
    RecommendationStatus.AMENDED: "green",
    RecommendationStatus.REJECTED: "red",
    RecommendationStatus.WITHDRAWN: "grey",
    RecommendationStatus.CARRIED_OUT: "green",
    RecommendationStatus.CLOSED: "grey",
}
EXIT = "An exit strategy must be opened for each of these partnerships before the council leaves them."


@dataclass(frozen=True)
class Looked:
    """One follow-up with what was said, and what can be done."""

    title: str
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Page:
    """A recommendation as one person sees it."""

    recommendation: Recommendation
    tone: str
    cards: tuple[Card, ...]
    lines: tuple[Lines, ...]
    steps: tuple[Step, ...]
    follow_ups: tuple[Looked, ...]
    actions: tuple[agreed.ActionRow, ...]
    compared: tuple[Compared, ...]
    notice: str


def page(recommendation: Recommendation, user, today: date) -> Page:
    """Everything about one recommendation."""
    subjects = subjects_of(recommendation)
    writes = bool(can_write(user, recommendation))
    leaves = recommendation.kind == RecommendationKind.WITHDRAW and recommendation.status in DECIDED_FOR
    return Page(
        recommendation,
        TONES[RecommendationStatus(recommendation.status)],
        tuple(cards(recommendation, writes)),
        tuple(lines(recommendation, subjects, user)),
        tuple(steps(recommendation, user)),
        tuple(looked(each, user) for each in recommendation.follow_ups.select_related("reported_by", "recorded_by")),
        tuple(agreed.rows(actions_of(recommendation), today)),
        tuple(compared(recommendation, subjects, today)),
        EXIT if leaves else "",
    )


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
        yield Row("Put to the bodies", "What they decided", url=url)
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


def lines(recommendation: Recommendation, subjects: list[RecommendationSubject], user) -> Iterator[Lines]:
    """Partnerships, consultations, planned actions."""
    consulted = recommendation.consultations.filter(removed_at__isnull=True)
    planned = recommendation.planned.filter(removed_at__isnull=True).select_related("owner")
    found = (
        ("subjects", "What it is about", "partnership", subjects, about, "No partnership is named."),
        ("consultations", "Who is consulted", "consultation", consulted, heard, "Nobody must be consulted."),
        ("actions", "What is to be done once it is approved", "planned action", planned, to_do, "Nothing is planned."),
    )
    for noun, title, one, records, details, absent in found:
        may = bool(may_change_lines(user, recommendation, noun))
        items = tuple(item(noun, each, details(each), may) for each in records)
        add = reverse("reviews:recommendation_line_add", args=[recommendation.pk, noun]) if may else ""
        yield Lines(title, one, noun, items, add_url=add, absent=absent)


def item(noun: str, record, details: Iterator[str], may: bool) -> Item:
    ends = ("change", "remove")
    urls = [reverse(f"reviews:recommendation_line_{end}", args=[noun, record.pk]) if may else "" for end in ends]
    entry = record.partnership if noun == "subjects" else None
    url = reverse("register:entry", args=[entry.reference]) if entry else ""
    return Item(str(record), tuple(details), *urls, url=url)


def about(line: RecommendationSubject) -> Iterator[str]:
    if line.is_exception:
        yield "Excepted"
    if line.partnership.describes_several:
        yield "Names the group; nothing is carried out on it"
    if line.note:
        yield line.note
    if line.risk:
        source = f" ({line.get_risk_source_display()})" if line.risk_source else ""
        yield f"Risk when it was put: {line.get_risk_display()}{source}"


def heard(line: Consultation) -> Iterator[str]:
    yield f"Consulted on {said_day(line.consulted_on)}" if line.consulted_on else "Not consulted yet"
    if line.said:
        yield line.said


def to_do(line: PlannedAction) -> Iterator[str]:
    yield f"{line.owner or line.owner_post}, by {said_day(line.due_on)}"


def steps(recommendation: Recommendation, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    acts = (
        ("pass_on", "Carry out the change of representation", may_pass_on(user, recommendation)),
        ("note_changes", "Write down what was changed", may_note_changes(user, recommendation)),
    )
    for name, label, verdict in acts:
        if verdict:
            yield Step(label, reverse(f"reviews:recommendation_{name}", args=[recommendation.pk]))
    for verb, label in STEPS:
        if recommendation.status in RECOMMENDATIONS.transitions[verb].sources:
            refusal = RECOMMENDATIONS.may_start(user, recommendation, verb).reason
            yield Step(label, reverse(f"reviews:recommendation_{verb}", args=[recommendation.pk]), refusal)
    if can_draft(user) and recommendation.status in (*HOLDING, RecommendationStatus.REJECTED):
        url = reverse("reviews:recommendation_new")
        yield Step("Begin one that follows from it", f"{url}?follows={recommendation.pk}")


def looked(follow_up: FollowUp, user) -> Looked:
    """One follow-up."""
    labels = (("report", "Say how it went"), ("record", "Record what came of it"))
    found = [
        Step(
            label,
            reverse(f"reviews:follow_up_{verb}", args=[follow_up.pk]),
            FOLLOW_UPS.may_start(user, follow_up, verb).reason,
        )
        for verb, label in labels
        if follow_up.status in FOLLOW_UPS.transitions[verb].sources
    ]
    if may_wait(user, follow_up):
        found.append(Step("It has not happened yet", reverse("reviews:follow_up_wait", args=[follow_up.pk])))
    return Looked(f"Follow-up: {follow_up.get_status_display().lower()}", tuple(rows(follow_up)), tuple(found))


def rows(follow_up: FollowUp) -> Iterator[Row]:
    yield Row("When", when(follow_up))
    if follow_up.report:
        yield Row("How it went", follow_up.report, note=f"{follow_up.reported_by}, {said_day(follow_up.reported_at)}")
    if follow_up.outcome:
        by = f"{follow_up.recorded_by}, {said_day(follow_up.recorded_at)}"
        yield Row("What came of it", follow_up.get_outcome_display(), note=by)
        yield Row("Why", follow_up.outcome_note)


def group_of(recommendation: Recommendation, subjects: list[RecommendationSubject]) -> str:
    """What it is about in a few words: the name of its group, or its partnerships, with the exceptions."""
    names = [str(each) for each in subjects if not each.is_exception]
    but = [str(each) for each in subjects if each.is_exception]
    said = recommendation.group_name or (in_list(names) if len(names) < 3 else f"{names[0]} and {len(names) - 1} more")
    return f"{said}, except {in_list(but)}" if but else said

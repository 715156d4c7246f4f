"""One recommendation for people: what it says, about what, what was decided, what was done and what came of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.models.choices import RecommendationKind
from register.reports import actions as agreed
from register.reports.parts import Card, Item, Lines, Row, Step
from register.rules.words import in_list
from reviews.models import Consultation, FollowUp, PlannedAction, Recommendation, RecommendationSubject
from reviews.models.choices import DECIDED_FOR, HOLDING, RecommendationStatus
from reviews.permissions.recommendations import can_draft, can_write
from reviews.reports.promised import Compared, compared
from reviews.reports.recommendation_cards import bodies, cards
from reviews.rules.recommendations import when
from reviews.workflow.decided import may_note_changes, may_pass_on
from reviews.workflow.follow_ups import FOLLOW_UPS, may_wait
from reviews.workflow.promised import actions_of
from reviews.workflow.recommendations import RECOMMENDATIONS, subjects_of
from reviews.workflow.recommended_lines import may_change_lines

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
EXIT = (
    "An exit strategy must be approved for each of these partnerships before the council leaves it. It is opened once "
    "the decision is in effect."
)


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
    bodies: Card | None
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
        Card("What the bodies say", tuple(bodies(matter))) if (matter := recommendation.matter) else None,
        tuple(cards(recommendation, writes)),
        (*lines(recommendation, subjects, user), *([exits(recommendation)] if leaves else [])),
        tuple(steps(recommendation, user)),
        tuple(looked(each, user) for each in recommendation.follow_ups.select_related("reported_by", "recorded_by")),
        tuple(agreed.rows(actions_of(recommendation), today)),
        tuple(compared(recommendation, subjects, today)),
        EXIT if leaves else "",
    )


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


def exits(recommendation: Recommendation) -> Lines:
    """The strategy by which each of its partnerships is left (H14-31)."""
    opened = recommendation.exits.select_related("partnership").order_by("pk")
    items = tuple(
        Item(
            each.reference,
            (str(each.partnership), each.get_status_display()),
            url=reverse("reviews:exit_strategy", args=[each.pk]),
        )
        for each in opened
    )
    return Lines("Exit strategies", "exit strategy", "exits", items, absent="None is open for it.")


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
            url = reverse(f"reviews:recommendation_{verb}", args=[recommendation.pk])
            yield Step(label, url, refusal, is_quiet=verb == "withdraw")
    if can_draft(user) and recommendation.status in (*HOLDING, RecommendationStatus.REJECTED):
        url = reverse("reviews:recommendation_new")
        happened = "It has happened: look at it again" if recommendation.reopening_event else ""
        yield Step(happened or "Begin one that follows from it", f"{url}?follows={recommendation.pk}")


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

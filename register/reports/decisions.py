"""Matters and actions for people: where each stands, what is missing, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships import contributions
from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task, told
from register.models import Action, Decision, Matter, MatterStep
from register.models.choices import DecisionOutcome, Part
from register.permissions.decisions import records_decisions
from register.reports.actions import asked_by
from register.reports.parts import Row, Step
from register.reports.route_facts import confirming, facts, stuck
from register.rules.decision_days import until
from register.rules.decisions import effective_on, in_a_sentence, is_due, is_held, last, unheard
from register.rules.words import in_list
from register.workflow.decisions import (
    may_call_in,
    may_record,
    may_release,
    may_withdraw,
    steps_of,
)
from register.workflow.resting import changes, is_other_route

SHOWN = (
    ("open", "Awaiting decision"),
    ("record", "To be recorded by me"),
    ("called_in", "Called in"),
    ("route", "Route to be confirmed"),
    ("decided", "Decided"),
    ("withdrawn", "Taken back"),
)
TONES = {"Approved": "green", "Rejected": "red", "Withdrawn": "grey", "Deferred": "yellow"}
LABELS = (
    ("deferred_until", "Deferred until"),
    ("reasons", "Reasons"),
    ("alternatives", "Alternatives rejected"),
    ("interests", "Interests declared"),
    ("consulted", "Consulted"),
    ("call_in_reason", "Why it was called in"),
    ("release_note", "How the call-in ended"),
)


@dataclass(frozen=True)
class MatterRow:
    """One matter in a list."""

    matter: Matter
    state: str
    tone: str
    waits_for: str


@dataclass(frozen=True)
class Asked:
    """An action of a decision that no body made a condition, with what was approved and asks for it."""

    action: Action
    by: Row


@dataclass(frozen=True)
class Said:
    """One decision of a body, with what it says and what can still be done with it."""

    decision: Decision
    stands: bool
    rows: tuple[Row, ...]
    conditions: tuple[Action, ...]
    asked: tuple[Asked, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class BodyPart:
    """One body of a matter: its part, why it is asked, what it said, the last first, and who is heard before it."""

    step: MatterStep
    said: tuple[Said, ...]
    record: Step
    waits: str


@dataclass(frozen=True)
class MatterPage:
    """Everything about one matter, as one person sees it; `about` leads to what was put to the bodies by it."""

    state: str
    tone: str
    facts: tuple[Row, ...]
    about: tuple[Row, ...]
    missing: tuple[str, ...]
    bodies: tuple[BodyPart, ...]
    steps: tuple[Step, ...]
    changes: tuple[str, ...]


def bodies(matter: Matter) -> str:
    """The bodies of a matter, in a sentence."""
    return in_list([str(step.body) for step in matter.steps.select_related("body")])


def found(user, show: str, today: date) -> QuerySet[Matter]:
    """The matters that the person may read, of one kind; of another word, those that wait."""
    matters = Matter.objects.visible_to(user)
    kinds = {
        "record": matters.to_record_by(user),
        "called_in": matters.called_in(),
        "route": matters.filter(pk__in=stopped(matters, today) if show == "route" else ()),
        "decided": matters.filter(carried_out_on__isnull=False),
        "withdrawn": matters.filter(withdrawn_at__isnull=False),
    }
    return kinds.get(show, matters.open())


def stopped(matters: QuerySet[Matter], today: date) -> list[int]:
    """The keys of those that everybody has decided and that are not carried out, as other bodies would decide now."""
    waiting = matters.open().filter(steps__decisions__isnull=False).distinct().prefetch_related("steps__decisions")
    return [each.pk for each in waiting if is_due(each.steps.all(), today) and is_other_route(each)]


def rows(matters: QuerySet[Matter], today: date) -> list[MatterRow]:
    """Matters with where they stand, in the same few queries however many there are."""
    related = matters.select_related("partnership").prefetch_related("steps__decisions", "steps__body")
    return [row(matter, today) for matter in related]


def row(matter: Matter, today: date) -> MatterRow:
    steps = list(matter.steps.all())
    state = said_state(matter, steps, today)
    silent = [str(step.body) for step in steps if last(step) is None]
    later = [
        f"{step.body}: until {until(said.deferred_until)}"
        for step in steps
        if (said := last(step)) and is_deferred(said)
    ]
    waits_for = "" if matter.withdrawn_at or matter.carried_out_on else in_list([*silent, *later])
    return MatterRow(matter, state, TONES.get(state, "yellow"), waits_for)


def is_deferred(said: Decision) -> bool:
    return said.outcome == DecisionOutcome.DEFERRED


def said_state(matter: Matter, steps: list[MatterStep], today: date) -> str:
    said = in_a_sentence(steps, matter.withdrawn_at is not None, matter.carried_out_on, today)
    is_over = matter.withdrawn_at or matter.carried_out_on
    return f"{said}, not carried out" if not is_over and is_due(steps, today) else said


def page(matter: Matter, user, today: date) -> MatterPage:
    """One matter with its bodies."""
    steps = steps_of(matter)
    state = said_state(matter, steps, today)
    withdraw = Step(
        "Take it back", reverse("register:matter_withdraw", args=[matter.pk]), may_withdraw(user, matter).reason
    )
    is_open = not (matter.withdrawn_at or matter.carried_out_on)
    return MatterPage(
        state,
        TONES.get(state, "yellow"),
        tuple(facts(matter)),
        tuple(row for tell in contributions.collect("about_matter") for row in tell(user, matter)),
        (*missing(steps, today), *stuck(matter)) if is_open else (),
        tuple(part(step, waits_for(step, steps) if is_open else "", user, today) for step in steps),
        (*confirming(matter, user), withdraw) if is_open else (),
        tuple(changes(matter)) if is_open else (),
    )


def missing(steps: list[MatterStep], today: date) -> Iterator[str]:
    """What must still happen before the matter takes effect."""
    for step in steps:
        said = last(step)
        if said is None:
            verb = "has not decided" if step.part == Part.APPROVES else "has not been heard"
            yield f"{step.body} {verb} yet."
        elif is_deferred(said):
            yield f"{step.body} deferred it until {until(said.deferred_until)}."
        elif said.is_held:
            yield f"The decision of {step.body} was called in and is not released."
    effective = effective_on(steps)
    if effective and effective > today and not is_held(steps):
        yield f"It takes effect on {said_day(effective)}."


def waits_for(step: MatterStep, steps: list[MatterStep]) -> str:
    """Who is heard before this body approves (B15-16); until then it can only defer or reject."""
    silent = in_list([str(each.body) for each in unheard(steps)]) if step.part == Part.APPROVES else ""
    return f"{silent} must be heard before {step.body} approves. Record that view first." if silent else ""


def part(step: MatterStep, waits: str, user, today: date) -> BodyPart:
    """One body, what it said, and the way to record it."""
    decisions = sorted(step.decisions.all(), key=lambda each: -each.pk)
    verb = "Record the decision" if step.part == Part.APPROVES else "Record the view"
    label = f"{verb} of {step.body}" if not decisions else f"Record a later decision of {step.body}"
    if waits:
        label = f"Record that {step.body} deferred or rejected it"
    record = Step(label, reverse("register:decision_record", args=[step.pk]), may_record(user, step).reason)
    found = tuple(said(each, number == 0, user, today) for number, each in enumerate(decisions))
    return BodyPart(step, found, record, waits)


def said(decision: Decision, stands: bool, user, today: date) -> Said:
    """One decision in full."""
    every = list(Action.objects.filter(decision=decision).select_related("owner"))
    by = asked_by(user, every)
    conditions = tuple(each for each in every if each.pk not in by)
    asked = tuple(Asked(each, by[each.pk]) for each in every if each.pk in by)
    rows = tuple(said_rows(decision))
    return Said(decision, stands, rows, conditions, asked, tuple(open_steps(decision, user, today)))


def said_rows(decision: Decision) -> Iterator[Row]:
    """What a decision says, without what it leaves blank."""
    deciding = decision.step.part == Part.APPROVES
    yield Row(
        "Decided on" if deciding else "Said on",
        f"{said_day(decision.decided_on)}, {decision.get_manner_display().lower()}",
    )
    if decision.minute or decision.link:
        yield Row("Minutes", decision.minute or "Minutes", url=decision.link)
    for name, label in LABELS:
        if words := getattr(decision, name):
            yield Row(label, words)
    if deciding and not is_deferred(decision):
        yield Row("Takes effect on", said_day(decision.takes_effect_on), note="Urgent" if decision.is_urgent else "")
        if decision.call_in_ends_on:
            yield Row("Can be called in until", said_day(decision.call_in_ends_on))
    yield Row("Recorded", f"{said_day(decision.recorded_at)} by {decision.recorded_by}")


def open_steps(decision: Decision, user, today: date) -> Iterator[Step]:
    """Calling in and releasing, where this person may."""
    for verdict, name, label in (
        (may_call_in(user, decision, today), "decision_call_in", "Record a call-in"),
        (may_release(user, decision), "decision_release", "Record the end of the call-in"),
    ):
        if verdict:
            yield Step(label, reverse(f"register:{name}", args=[decision.pk]))


def work(user, today: date) -> Iterator[Task]:
    """Matters whose decision this person is to record."""
    if records_decisions(user):
        matters = Matter.objects.visible_to(user).to_record_by(user)
        yield Task(
            matters,
            "Matter awaiting a decision to be recorded",
            "Matters awaiting a decision to be recorded",
            f"{reverse('register:matters')}?show=record",
            line=told("register:matter"),
            nearest=("pk",),
        )
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(
            len(stopped(Matter.objects.visible_to(user), today)),
            "Decided matter whose route is to be confirmed",
            "Decided matters whose route is to be confirmed",
            f"{reverse('register:matters')}?show=route",
            "What the route rested on has changed since it was put",
        )

"""Actions for people: where each stands, what can be done with it, and what waits for whom."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships import contributions
from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task, told
from register.models import Action
from register.models.choices import ActionStatus
from register.reports.parts import Row, Step
from register.rules.words import number_of
from register.workflow.actions import ACTIONS, holds, may_move

SHOWN = (
    ("open", "Open"),
    ("mine", "Mine"),
    ("overdue", "Overdue"),
    ("moved", "Day changed three times"),
    ("verify", "To be verified by me"),
    ("closed", "Closed"),
)
TONES = {
    ActionStatus.OPEN: "blue",
    ActionStatus.IN_PROGRESS: "blue",
    ActionStatus.DONE_CLAIMED: "yellow",
    ActionStatus.VERIFIED: "green",
    ActionStatus.DROPPED: "grey",
}


@dataclass(frozen=True)
class ActionRow:
    """One action in a list."""

    action: Action
    who: str
    tone: str
    is_overdue: bool
    waits: str


def found(user, show: str, today: date) -> QuerySet[Action]:
    """The actions that the person may read, of one kind; of another word, those that are open."""
    actions = Action.objects.visible_to(user)
    kinds = {
        "mine": actions.to_do().of(user),
        "overdue": actions.overdue(today),
        "moved": actions.often_moved(),
        "verify": actions.to_verify_by(user),
        "closed": actions.filter(status__in=ActionStatus.over()),
    }
    return kinds.get(show, actions.exclude(status__in=ActionStatus.over()))


def rows(actions: QuerySet[Action], today: date) -> list[ActionRow]:
    """Actions with who does them and whether they are late."""
    related = actions.select_related("partnership", "owner", "decision__step__matter")
    return [row(action, today) for action in related]


def row(action: Action, today: date) -> ActionRow:
    working = action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS)
    waits = "Waits for its decision" if working and holds(action) else ""
    return ActionRow(
        action,
        str(action.owner or action.owner_post),
        TONES[ActionStatus(action.status)],
        working and not waits and action.due_on < today,
        waits,
    )


@dataclass(frozen=True)
class ActionPage:
    """One action, with the steps that its state allows."""

    row: ActionRow
    rows: tuple[Row, ...]
    steps: tuple[Step, ...]


def page(action: Action, user, today: date) -> ActionPage:
    """One action as one person sees it."""
    return ActionPage(row(action, today), tuple(facts(action, user)), tuple(steps(action, user)))


def asked_by(user, actions: Iterable[Action]) -> dict[int, Row]:
    """What a procedure asks for with the approval of its text, by the key of the action: no body's condition."""
    actions = list(actions)
    found: dict[int, Row] = {}
    for tell in contributions.collect("asks_along"):
        found |= tell(user, actions)
    return found


def facts(action: Action, user) -> Iterator[Row]:
    """What is known of an action."""
    moved = f"Changed {number_of(action.times_moved, 'time')}" if action.times_moved else ""
    yield Row("Who does it", str(action.owner or action.owner_post))
    yield Row("Due on", said_day(action.due_on), note=moved)
    if action.moved_authority:
        yield Row("Third change of its day", f"Agreed by the corporate management team: {action.moved_authority}")
    author = asked_by(user, [action]).get(action.pk)
    yield author or Row("Identified by", action.identified_by, absent="Nobody named")
    if action.decision:
        matter = action.decision.step.matter
        yield Row(
            "Approved by" if author else "Asked for by",
            f"{matter}: {action.decision}",
            url=reverse("register:matter", args=[matter.pk]),
        )
    if action.done_note:
        yield Row("What was done", action.done_note)
    if action.done_at:
        yield Row("Reported as done", f"{said_day(action.done_at)} by {action.done_by}")
    if action.verified_at:
        yield Row("Verified", f"{said_day(action.verified_at)} by {action.verified_by}")


def steps(action: Action, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    labels = (
        ("start", "Say that it has begun"),
        ("report", "Report it as done"),
        ("verify", "Confirm that it was done"),
        ("return", "Give it back"),
        ("drop", "Drop it"),
    )
    for verb, label in labels:
        if action.status in ACTIONS.transitions[verb].sources:
            waits = holds(action) if verb in ("start", "report") else []
            refusal = ACTIONS.may_start(user, action, verb).reason or " ".join(waits)
            yield Step(label, reverse(f"register:action_{verb}", args=[action.pk]), refusal)
    if action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
        yield Step("Change its day", reverse("register:action_move", args=[action.pk]), may_move(user, action).reason)


LINE = told("register:action", "{0.partnership}: {0}", due="due_on")


def work(user, today: date) -> Iterator[Task]:
    """Actions that a person is to do, and for the policy team those to verify."""
    address = reverse("register:actions")
    actions = Action.objects.visible_to(user).select_related("partnership")
    mine = actions.to_do().of(user)
    late = mine.overdue(today)
    yield Task(mine, "Action for you to do", "Actions for you to do", f"{address}?show=mine", line=LINE, overdue=late)
    if user.has_role(Role.CORPORATE_MANAGER):
        one, many = "Action whose day was changed three times", "Actions whose day was changed three times"
        yield Task(actions.often_moved(), one, many, f"{address}?show=moved", line=LINE)
    if user.has_role(Role.POLICY_OFFICER):
        waiting = actions.to_verify_by(user)
        yield Task(
            waiting,
            "Action reported as done, to be verified",
            "Actions reported as done, to be verified",
            f"{address}?show=verify",
            line=LINE,
        )


def awaited(user, today: date) -> Iterator[Task]:
    """What the person reported as done and others have not verified yet."""
    mine = Action.objects.visible_to(user).select_related("partnership").filter(done_by=user, status="done_claimed")
    yield Task(mine, "Action to be verified by others", "Actions to be verified by others", "", line=LINE)

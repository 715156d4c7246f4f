"""Every write about an action: added, begun, reported as done, verified; its day moved; dropped (H14-14)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from partnerships import mail
from partnerships.events import log
from partnerships.machine import Machine, Transition
from partnerships.models import Event, User
from partnerships.roles import Role
from partnerships.saving import claimed, create
from partnerships.verdict import Verdict, refused, require
from register.models import Action, Decision, Partnership
from register.models.choices import ActionStatus
from register.permissions import decisions as permissions
from register.rules.actions import AGREED_BY, is_often_moved
from register.rules.words import long_day

NOT_YET = "The decision that asks for this has not taken effect yet."
DROPPED = "The decision did not take effect"


def says_what(action: Action) -> list[str]:
    """What must be said to report it as done."""
    return [] if action.done_note else ["Say what was done."]


def holds(action: Action) -> list[str]:
    """A condition asks for nothing before its decision takes effect."""
    return [] if is_in_force(action) else [NOT_YET]


def is_in_force(action: Action) -> bool:
    """Does it stem from nothing that is still to take effect?"""
    return action.decision is None or action.decision.step.matter.carried_out_on is not None


def done_and_holding(action: Action) -> list[str]:
    return [*holds(action), *says_what(action)]


ACTIONS = Machine(
    Action,
    "action",
    ActionStatus.OPEN,
    Transition(
        "start",
        "begun",
        (ActionStatus.OPEN,),
        ActionStatus.IN_PROGRESS,
        permissions.can_work_on_action,
        holds,
    ),
    Transition(
        "report",
        "reported as done",
        (ActionStatus.OPEN, ActionStatus.IN_PROGRESS),
        ActionStatus.DONE_CLAIMED,
        permissions.can_work_on_action,
        done_and_holding,
        stamp="done",
    ),
    Transition(
        "verify",
        "verified",
        (ActionStatus.DONE_CLAIMED,),
        ActionStatus.VERIFIED,
        permissions.can_verify_action,
        stamp="verified",
    ),
    Transition(
        "return",
        "given back",
        (ActionStatus.DONE_CLAIMED,),
        ActionStatus.IN_PROGRESS,
        permissions.can_verify_action,
    ),
    Transition(
        "drop",
        "dropped",
        (ActionStatus.OPEN, ActionStatus.IN_PROGRESS),
        ActionStatus.DROPPED,
        permissions.can_change_action,
    ),
)


def add(entry: Partnership, values: Mapping[str, Any], *, by, at: datetime) -> Action:
    """Agree that something is to be done about an entry, by whom and until when."""
    require(permissions.can_keep_actions(by, entry))
    return create(Action(partnership=entry, **values), by=by, at=at)


def ask(entry: Partnership, decision: Decision, values: Mapping[str, Any], *, by, at: datetime) -> Action:
    """What a decision that has taken effect asks for; whoever records the decision brings it about (H14-41)."""
    require(permissions.can_record_decision(by, decision.step.matter))
    return ask_along(entry, decision, values, by=by, at=at)


def ask_along(entry: Partnership, decision: Decision, values: Mapping[str, Any], *, by, at: datetime) -> Action:
    """The same along with a procedure whose own rules say who may."""
    named = {"identified_by": str(decision.step.body), **values}
    return create(Action(partnership=entry, decision=decision, **named), by=by, at=at)


def reword(action: Action, changes: Mapping[str, Any], *, by, at: datetime, reason: str) -> Action:
    """The procedure that asks for it says by now otherwise what is done, by whom or until when."""
    return claimed(Action, action.pk, action.version, changes, by=by, at=at, reason=reason)


def settle(action: Action, note: str, *, by, at: datetime, reason: str) -> Action:
    """The procedure that asked for it has settled what it was for, so it was done; its own rules say who settles.

    Nobody reported it, so nobody is named as who did it.
    """
    values = {"status": ActionStatus.VERIFIED, "done_note": note, "verified_at": at, "verified_by": by}
    return claimed(Action, action.pk, action.version, values, by=by, at=at, reason=reason)


def start(action: Action, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Action:
    """Its owner says that it has begun."""
    return ACTIONS.perform("start", action, by=by, at=at, version=version)


def report(action: Action, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Action:
    """Its owner says what was done; a policy officer verifies it."""
    return ACTIONS.perform("report", action, by=by, at=at, version=version, changes=changes)


def verify(action: Action, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> Action:
    """A policy officer, who is not its owner, confirms that it was done."""
    return ACTIONS.perform("verify", action, by=by, at=at, version=version)


def give_back(action: Action, reason: str, *, version: int, by, at: datetime) -> Action:
    """A policy officer says that it is not done yet, and why."""
    blank = {"done_at": None, "done_by": None}
    return ACTIONS.perform("return", action, by=by, at=at, version=version, changes=blank, reason=said(reason))


def drop(action: Action, reason: str, *, version: int, by, at: datetime) -> Action:
    """A policy officer says that it is no longer needed, and why."""
    return ACTIONS.perform("drop", action, by=by, at=at, version=version, reason=said(reason))


def said(reason: str) -> str:
    """A reason that must be given. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": "Say why."})
    return reason


def may_move(user, action: Action) -> Verdict:
    """Can its day be changed, and by this person?"""
    if action.status not in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
        return refused("The action is reported as done or dropped, so its day does not change any more.")
    return permissions.can_change_action(user, action)


def move(action: Action, due_on: date, reason: str, authority: str = "", *, version: int, by, at: datetime) -> Action:
    """Change its day, with the reason; how often that happened is counted.

    The third change, and each after it, needs the `authority` of the corporate management team, which is written to.
    """
    changes: dict[str, Any] = {"due_on": due_on, "times_moved": action.times_moved + 1}
    if is_often_moved(action):
        changes["moved_authority"] = authority

    def guard(current: Action) -> None:
        require(may_move(by, current))
        if current.due_on == due_on:
            raise ValidationError({"due_on": "It is due on that day already. Enter another one."})
        if is_often_moved(current) and not authority.strip():
            raise ValidationError({"authority": AGREED_BY})

    with transaction.atomic():
        moved = claimed(Action, action.pk, version, changes, by=by, at=at, reason=said(reason), guard=guard)
        if is_often_moved(action):
            tell_managers(moved, at=at)
    return moved


def tell_managers(action: Action, *, at: datetime) -> None:
    """Write to the corporate management team that its day was changed again."""
    about = {"partnership": str(action.partnership), "text": action.text, "times": action.times_moved}
    about |= {"due_on": long_day(action.due_on), "path": reverse("register:action", args=[action.pk])}
    for manager in User.objects.active().holding(Role.CORPORATE_MANAGER):
        mail.write(manager, "action_moved", key=f"moved-{action.pk}-{action.times_moved}-{manager.pk}", at=at, **about)


def note_plan(*, by, at: datetime) -> None:
    """Note in the log who downloaded the action plan: it names people."""
    log(Event.Kind.DOWNLOADED, "action plan", by=by, at=at)


def drop_conditions(decisions: QuerySet[Decision], *, by, at: datetime, reason: str = DROPPED) -> None:
    """Conditions of decisions that came to nothing ask for nothing."""
    waiting = Action.objects.filter(decision__in=decisions, status=ActionStatus.OPEN)
    for action in waiting:
        values = {"status": ActionStatus.DROPPED}
        claimed(Action, action.pk, action.version, values, by=by, at=at, reason=reason)

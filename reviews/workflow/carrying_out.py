"""Carrying an exit out: who is asked for what, how it was settled, and what is still open (B15-42, D35).

What ends in the register is in `exit_ends`, what a reversal brings back in `exit_reversed`.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from partnerships.saving import announced_once, claimed
from partnerships.verdict import Verdict, refused, require
from register.models import Action, Decision
from register.models.choices import ActionStatus, Part
from register.rules.decisions import APPROVING
from register.workflow import actions
from reviews.models import ExitMessage, ExitStrategy, HandoverItem
from reviews.models.exits import AskedFor
from reviews.permissions.carrying_out import can_settle_item
from reviews.rules import ends as rules
from reviews.rules.ends import NOT_HELD
from reviews.rules.exits import HELD, kept, unhandled
from reviews.workflow.exit_ends import (
    bring_about,
    confirm_ends,
    going_on,
    may_confirm_ends,
    proposed_ends,
    rows,
    unconfirmed,
)
from reviews.workflow.exit_reversed import restore

__all__ = [
    "approving",
    "ask_for_actions",
    "bring_about",
    "conditions",
    "confirm_ends",
    "going_on",
    "may_confirm_ends",
    "may_settle_item",
    "open_lines",
    "proposed_ends",
    "restore",
    "rows",
    "settle_item",
    "unconfirmed",
]

SETTLED = "It is settled already."
SETTLED_BY = "Settled on the exit {}"
ASKED, TOLD = "Asked for by an action", "Its action is verified"
CHANGED = "{} says it otherwise by now"
SAY_HOW = "Say how it was settled."


def ask_for_actions(
    strategy: ExitStrategy, decision: Decision, since: datetime | None = None, *, by, at: datetime
) -> list[Action]:
    """Each control measure, thing to hand over and message becomes an action on somebody's work page, once (B15-25).

    What was asked for before and reads otherwise than it did at `since`, when the text was settled last, is asked for
    as it reads now. Returns the new ones.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        asked = [line for line in to_be_done(strategy) if line.action_id]
        again = [line for line in asked if since and not ask_otherwise(line, since, by=by, at=at)]
        new = [line for line in to_be_done(strategy) if line.action_id is None]
        return [ask(line, decision, by=by, at=at) for line in (*again, *new)]


def to_be_done(strategy: ExitStrategy) -> Iterator[AskedFor]:
    """What somebody does, or has done, about leaving; what is settled, or was told, is asked of nobody."""
    yield from strategy.controls.filter(removed_at__isnull=True).select_related("action")
    yield from strategy.items.filter(removed_at__isnull=True, settled_at__isnull=True).select_related("action")
    yield from strategy.messages.filter(removed_at__isnull=True, told_on__isnull=True).select_related("action")


def ask(line: AskedFor, decision: Decision, *, by, at: datetime) -> Action:
    """Whoever brings the decision about, or notes a change as immaterial, was asked whether they may."""
    asked = {"identified_by": f"Exit strategy {line.strategy.reference}", **rules.task(line)}
    action = actions.ask_along(line.strategy.partnership, decision, asked, by=by, at=at)
    claimed(type(line), line.pk, line.version, {"action": action}, by=by, at=at, reason=ASKED)
    return action


def ask_otherwise(line: AskedFor, since: datetime, *, by, at: datetime) -> bool:
    """Change its action with it, as far as the line itself was changed: a day that was moved stays moved.

    Returns False where something else is asked for than what was done or dropped, so that it is asked for anew.
    """
    rows = type(line).history.filter(id=line.pk).order_by("-version")
    settled = rows.filter(history_date__lte=since).first() or rows.last()
    before, now = rules.task(settled.instance), rules.task(line)
    changes = {name: value for name, value in now.items() if value != before[name]}
    if line.action.status not in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
        return "text" not in changes
    if changes:
        actions.reword(line.action, changes, by=by, at=at, reason=CHANGED.format(line.strategy.reference))
    return True


def approving(strategy: ExitStrategy) -> Decision:
    """The decision that it is carried out by: the last by which a body approved its text."""
    approved = Decision.objects.filter(outcome__in=APPROVING, step__part=Part.APPROVES)
    return approved.filter(step__matter__in=matters(strategy)).select_related("step__body").latest("pk")


def matters(strategy: ExitStrategy) -> list[int]:
    """Every matter by which it was put to bodies."""
    put = ExitStrategy.history.filter(id=strategy.pk, matter__isnull=False)
    return list(put.order_by().values_list("matter", flat=True).distinct())


def conditions(strategy: ExitStrategy) -> QuerySet[Action]:
    """What bodies made a condition of leaving (H14-41): the actions of their decisions that no line asks for."""
    every = Action.objects.filter(decision__step__matter__in=matters(strategy))
    return every.filter(exitcontrol__isnull=True, handoveritem__isnull=True, exitmessage__isnull=True)


def may_settle_item(user, item: HandoverItem) -> Verdict:
    """Is the exit approved and this not settled yet, and is this somebody who says how things were settled?"""
    if item.settled_at or item.removed_at:
        return refused(SETTLED)
    return can_settle_item(user, item) if item.strategy.status in HELD else refused(NOT_HELD)


def settle_item(item: HandoverItem, note: str, *, version: int, by, at: datetime) -> HandoverItem:
    """Say how something was settled. Its action, if it waits, is verified with that, reported or not."""

    def guard(stands: HandoverItem) -> None:
        require(may_settle_item(by, stands))
        if not note.strip():
            raise ValidationError({"settled_note": SAY_HOW})

    settled = {"settled_at": at, "settled_by": by, "settled_note": note}
    with transaction.atomic(), announced_once(by=by, at=at):
        made = claimed(HandoverItem, item.pk, version, settled, by=by, at=at, guard=guard)
        if (action := made.action) is None:
            return made
        if action.status == ActionStatus.DONE_CLAIMED:
            actions.verify(action, {}, version=action.version, by=by, at=at)
        elif action.status in (ActionStatus.OPEN, ActionStatus.IN_PROGRESS):
            actions.settle(action, note, reason=SETTLED_BY.format(item.strategy.reference), by=by, at=at)
    return made


def follow(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """What was handed over is settled, and who is told was told, once its action is verified.

    Contributed under `after_change`.
    """
    if Action not in models:
        return
    verified = {"action__status": ActionStatus.VERIFIED, "removed_at__isnull": True, "strategy__partnership__in": ids}
    for item in HandoverItem.objects.filter(settled_at__isnull=True, **verified).select_related("action"):
        done = item.action
        settled = {"settled_at": done.verified_at, "settled_by": done.verified_by, "settled_note": done.done_note}
        claimed(HandoverItem, item.pk, item.version, settled, by=by, at=at)
    for line in ExitMessage.objects.filter(told_on__isnull=True, **verified).select_related("action"):
        told = {"told_on": localdate(line.action.done_at)}
        claimed(ExitMessage, line.pk, line.version, told, by=by, at=at, reason=TOLD)


def open_lines(strategy: ExitStrategy) -> list[str]:
    """What an exit cannot be completed without (D35): settled money, assets, staff and data, ends, controls, news."""
    return [
        *unhandled(strategy),
        *rules.open_items(kept(strategy.items)),
        *rules.open_ends(rows(strategy)),
        *unconfirmed(strategy),
        *rules.open_controls(kept(strategy.controls.select_related("action"))),
        *rules.open_messages(kept(strategy.messages.select_related("action"))),
        *rules.open_conditions(conditions(strategy)),
    ]

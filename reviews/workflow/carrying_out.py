"""Carrying an exit out: who is asked for what, how it was settled, and what is still open (B15-42, D35).

What ends in the register is in `exit_ends`, what a reversal brings back in `exit_reversed`.
"""

from collections.abc import Iterator
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.saving import announced_once, claimed
from partnerships.verdict import Verdict, refused, require
from register.models import Action, Decision
from register.models.choices import ActionStatus
from register.workflow import actions
from reviews.models import ExitControl, ExitStrategy, HandoverItem
from reviews.permissions.carrying_out import can_settle_item
from reviews.rules import ends as rules
from reviews.rules.ends import NOT_HELD
from reviews.rules.exits import HELD, kept, unhandled
from reviews.workflow.exit_ends import (
    bring_about,
    confirm_ends,
    may_confirm_ends,
    proposed_ends,
    rows,
    unconfirmed,
)
from reviews.workflow.exit_reversed import restore

__all__ = [
    "ask_for_actions",
    "bring_about",
    "confirm_ends",
    "may_confirm_ends",
    "may_settle_item",
    "open_lines",
    "proposed_ends",
    "restore",
    "settle_item",
    "unconfirmed",
]

SETTLED = "It is settled already."
SAY_HOW = "Say how it was settled."


def ask_for_actions(strategy: ExitStrategy, decision: Decision, *, by, at: datetime) -> list[Action]:
    """Each control measure and thing to hand over becomes an action on somebody's work page, once (B15-25)."""
    with transaction.atomic(), announced_once(by=by, at=at):
        return [ask(line, text, decision, by=by, at=at) for line, text in unasked(strategy)]


def unasked(strategy: ExitStrategy) -> Iterator[tuple[ExitControl | HandoverItem, str]]:
    """The lines that nobody has been asked for, each with what is asked."""
    for control in strategy.controls.filter(removed_at__isnull=True, action__isnull=True):
        yield control, control.text
    for item in strategy.items.filter(removed_at__isnull=True, action__isnull=True, settled_at__isnull=True):
        yield item, rules.item_task(item)


def ask(line: ExitControl | HandoverItem, text: str, decision: Decision, *, by, at: datetime) -> Action:
    values = {"text": text, **{name: getattr(line, name) for name in ("owner", "owner_post", "due_on")}}
    action = actions.ask(line.strategy.partnership, decision, values, by=by, at=at)
    claimed(type(line), line.pk, line.version, {"action": action}, by=by, at=at)
    return action


def may_settle_item(user, item: HandoverItem) -> Verdict:
    """Is the exit approved and this not settled yet, and is this somebody who says how things were settled?"""
    if item.settled_at or item.removed_at:
        return refused(SETTLED)
    return can_settle_item(user, item) if item.strategy.status in HELD else refused(NOT_HELD)


def settle_item(item: HandoverItem, note: str, *, version: int, by, at: datetime) -> HandoverItem:
    """Say how something was settled. Its action, if it waits, is verified, or dropped where nobody reported on it."""

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
            actions.drop(action, note, version=action.version, by=by, at=at)
    return made


def follow(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """What was handed over is settled once its action is verified. Contributed under `after_change`."""
    if Action not in models:
        return
    done = HandoverItem.objects.filter(
        action__status=ActionStatus.VERIFIED, settled_at__isnull=True, removed_at__isnull=True
    )
    for item in done.filter(strategy__partnership__in=ids).select_related("action", "strategy"):
        verified = item.action
        settled = {"settled_at": verified.verified_at, "settled_by": verified.verified_by}
        settled["settled_note"] = verified.done_note
        claimed(HandoverItem, item.pk, item.version, settled, by=by, at=at)


def open_lines(strategy: ExitStrategy) -> list[str]:
    """What an exit cannot be completed without (D35): settled money, assets, staff and data, ends, and controls."""
    return [
        *unhandled(strategy),
        *rules.open_items(kept(strategy.items)),
        *rules.open_ends(rows(strategy)),
        *unconfirmed(strategy),
        *rules.open_controls(kept(strategy.controls.select_related("action"))),
    ]

"""Planning a handover of what a person holds, and cancelling it before its day. `handing_over` carries it out."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.holdings import Holding, judges, kinds
from partnerships.models import User
from partnerships.saving import claimed, create, create_many
from partnerships.verdict import require
from register.models import Handover, HandoverLine
from register.permissions.handovers import can_cancel_handover, can_hand_over
from register.workflow.handing_over import carry_out, still_waits
from register.workflow.jobs import hand_over_on

Choices = Iterable[tuple[Holding, User | None]]


def plan(leaver: User, choices: Choices, on: date, reason: str, *, by: User, at: datetime) -> Handover:
    """Hand over these things from a day on, each to a person or to nobody: at once today, by itself on a later day.

    Raises Refused, or ValidationError that names what cannot go to whom, or another handover that waits.
    """
    require(can_hand_over(by))
    today, choices = timezone.localdate(at), list(choices)
    check(leaver, choices, on, today)
    with transaction.atomic():
        handover = create(Handover(leaver=leaver, takes_effect_on=on, reason=reason), by=by, at=at, reason=reason)
        lines = [
            HandoverLine(handover=handover, kind=held.kind, record=held.record, title=held.name, successor=successor)
            for held, successor in choices
        ]
        create_many(lines, by=by, at=at)
        if on <= today:
            return carry_out(handover, by=by, at=at)
        hand_over_on(on)
    return handover


def check(leaver: User, choices: list[tuple[Holding, User | None]], on: date, today: date) -> None:
    """Raises ValidationError for a day that is past, for nothing at all, and for who cannot hold what they get."""
    if on < today:
        raise ValidationError({"takes_effect_on": "That day is past. Enter today or a later day."})
    if not choices:
        raise ValidationError("Nothing is handed over. Choose a successor, or nobody, for at least one line.")
    judge = judges(held for held, _ in choices)
    for held, successor in choices:
        kind = kinds()[held.kind]
        if successor is None:
            sentence = "" if kind.may_be_nobody else "Somebody has to take this over."
        else:
            sentence = own(leaver, successor) or judge[held.kind](successor, held.record)
        if sentence:
            raise ValidationError({f"{held.kind}-{held.record}": f"{held.name}. {sentence}"})


def own(leaver: User, successor: User) -> str:
    """Why somebody cannot take anything over from this person."""
    if successor.pk == leaver.pk:
        return f"{leaver} holds it now. Choose somebody else."
    return "" if successor.is_active else f"{successor} has left. Choose somebody else."


def cancel(handover: Handover, *, version: int, by: User, at: datetime) -> Handover:
    """Call a handover off before its day; everything stays with who holds it."""
    require(can_cancel_handover(by, handover))
    changes = {"cancelled_at": at, "cancelled_by": by}
    return claimed(Handover, handover.pk, version, changes, by=by, at=at, reason="Cancelled", guard=still_waits)

"""Carrying a handover out: everything in it changes hands in one act, or nothing does."""

from collections import defaultdict
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.holdings import kinds
from partnerships.models import ChangeSet, User
from partnerships.saving import Conflict, announced_once, claimed
from partnerships.verdict import Refused, require
from register.models import Handover
from register.permissions.handovers import can_hand_over


def carry_out(handover: Handover, *, by: User, at: datetime) -> Handover:
    """Give everything in the handover to its successors. What the leaver no longer holds is left as it is.

    Raises Refused or ValidationError with what stands in the way; nothing is written then.
    """
    require(can_hand_over(by))
    with transaction.atomic(), announced_once(by=by, at=at):
        done = {"done_at": at, "done_by": by}
        handover = claimed(Handover, handover.pk, handover.version, done, by=by, at=at, guard=still_waits)
        label = f"Handover of what {handover.leaver} held"
        act = ChangeSet.objects.create(kind=ChangeSet.Kind.BULK_EDIT, label=label, made_at=at, made_by=by)
        reason = handover.reason or label
        for kind, pairs in by_kind(handover).items():
            kinds()[kind].hand_over(
                pairs, handover.leaver, handover.takes_effect_on, by=by, at=at, reason=reason, change_set=act
            )
    return handover


def still_waits(handover: Handover) -> None:
    """On the locked row: neither done nor cancelled meanwhile."""
    if not handover.waits:
        raise Refused("This handover was carried out or cancelled already.")


def by_kind(handover: Handover) -> dict[str, list[tuple[int, User | None]]]:
    """The lines by what they hand over. A successor who has left since is refused by name."""
    found = defaultdict(list)
    for line in handover.lines.select_related("successor"):
        if line.successor and not line.successor.is_active:
            raise Refused(f"{line.successor} was to take over “{line.title}” and has left. Make another handover.")
        found[line.kind].append((line.record, line.successor))
    return found


def carry_out_due(today: date, *, at: datetime) -> tuple[int, list[str]]:
    """Every handover whose day has come, as the person who planned it. Doing it twice changes nothing.

    Returns how many were carried out, and a sentence for each that could not be; those go on waiting, on the home page.
    """
    done, refused = 0, []
    for handover in Handover.objects.waiting().filter(takes_effect_on__lte=today):
        planner = Handover.history.filter(id=handover.pk).earliest("version").history_user
        try:
            carry_out(handover, by=planner, at=at)
        except (Refused, ValidationError, Conflict) as error:
            refused.append(f"{handover}: {error}")
        else:
            done += 1
    return done, refused

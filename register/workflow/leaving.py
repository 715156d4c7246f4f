"""What a decision to leave ends in the register, each as its own record, and what comes back when it is reversed.

Who may confirm or reverse is asked by the procedure; here a decision to leave must be in effect (B15-42).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from partnerships.saving import announced_once, claimed
from partnerships.verdict import require
from register.models import Contribution, GoverningDocument, Link, Seat
from register.models.appointments import Appointment
from register.permissions.leaving import only_by_leaving, only_by_staying
from register.workflow import appointments
from register.workflow.agreements import AGREEMENTS
from register.workflow.seats import APPOINTMENTS, settle


@dataclass(frozen=True)
class Term:
    """An appointment that leaving ended, with what it said before."""

    appointment: Appointment
    ends_on: date | None
    ended_reason: str


def take_off(line: Contribution | Link | Seat, why: str, *, by, at: datetime):
    """Take a line off its entry because the council leaves; it stays in history."""
    require(only_by_leaving(by, line))
    gone = {"removed_at": at, "removed_by": by}
    return claimed(type(line), line.pk, line.version, gone, by=by, at=at, reason=why)


def put_back(line: Contribution | Link, why: str, *, by, at: datetime):
    """Put a line back because the council stays after all."""
    require(only_by_staying(by, line))
    back = {"removed_at": None, "removed_by": None}
    return claimed(type(line), line.pk, line.version, back, by=by, at=at, reason=why)


def terms_of(seat: Seat, on: date) -> list[Appointment]:
    """Who holds the place on a day, and who is to hold it later. A term that is over by then runs out by itself."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    return list(seat.appointments.filter(lasting, status=Appointment.Status.APPOINTED).order_by("starts_on"))


def end_place(seat: Seat, on: date, why: str, *, by, at: datetime) -> Seat:
    """Whoever holds the place leaves it on the day, who was to follow never begins, and the place is taken off."""
    require(only_by_leaving(by, seat))
    with transaction.atomic(), announced_once(by=by, at=at):
        for each in terms_of(seat, on):
            last = max(on, each.starts_on)
            appointments.leave("leave", each, last, why, version=each.version, by=by, at=at)
        return take_off(Seat.objects.get(pk=seat.pk), why, by=by, at=at)


def refill(seat: Seat, sat: Mapping[str, Any], terms: Iterable[Term], why: str, *, by, at: datetime) -> Seat:
    """The place is there again, and held as it was: `sat` is what it said of its holder.

    A term that ran out meanwhile is over all the same.
    """
    require(only_by_staying(by, seat))
    today, who = localdate(at), {"at": at, "reason": why}
    with transaction.atomic(), announced_once(by=by, at=at):
        back = {"removed_at": None, "removed_by": None, **sat}
        claimed(Seat, seat.pk, seat.version, back, by=by, **who)
        for term in terms:
            said = {"ends_on": term.ends_on, "ended_reason": term.ended_reason}
            held = APPOINTMENTS.perform("restore", term.appointment, changes=said, by=by, **who)
            if held.ends_on and held.ends_on < today:
                held = APPOINTMENTS.perform("run_out", held, by=None, **who)
                settle(held, today, by=by, **who)
    return Seat.objects.get(pk=seat.pk)


def terminate(document: GoverningDocument, day: date, why: str, *, by, at: datetime) -> GoverningDocument:
    """The agreement ends on the day because the council leaves."""
    said = {"terminated_on": day, "terminated_reason": why}
    return AGREEMENTS.perform("leave", document, changes=said, by=by, at=at, reason=why)


def resume(document: GoverningDocument, why: str, *, by, at: datetime) -> GoverningDocument:
    """The agreement is in force as before because the council stays after all."""
    said = {"terminated_on": None, "terminated_reason": ""}
    return AGREEMENTS.perform("restore", document, changes=said, by=by, at=at, reason=why)

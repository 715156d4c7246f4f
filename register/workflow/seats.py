"""Who sits in a seat today, as its appointments say: kept in line when they change, and when their day comes."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed
from register import permissions
from register.models import Seat
from register.models.appointments import Appointment
from register.models.choices import PersonKind
from register.permissions.leaving import only_by_leaving, only_by_staying

Status = Appointment.Status


def day_of_leaving(appointment: Appointment) -> list[str]:
    """What must be said before an appointment is closed."""
    return [] if appointment.ends_on else ["Say on which day the person leaves."]


APPOINTMENTS = Machine(
    Appointment,
    "appointment",
    Status.APPOINTED,
    Transition("end", "ended", (Status.APPOINTED,), Status.ENDED, permissions.can_change_appointment, day_of_leaving),
    Transition(
        "resign", "resigned", (Status.APPOINTED,), Status.RESIGNED, permissions.can_change_appointment, day_of_leaving
    ),
    Transition("run_out", "ended", (Status.APPOINTED,), Status.ENDED, permissions.only_by_time, day_of_leaving),
    Transition("leave", "ended", (Status.APPOINTED,), Status.ENDED, only_by_leaving, day_of_leaving),
    Transition("restore", "appointed again", (Status.ENDED,), Status.APPOINTED, only_by_staying),
)


def sitting(appointment: Appointment, level: str) -> dict[str, Any]:
    """What the seat says while this appointment is in force."""
    named = {"holder": appointment.holder, "name": appointment.name, "post": appointment.post}
    dated = {"starts_on": appointment.starts_on, "ends_on": appointment.ends_on}
    return {"is_vacant": False, **named, **dated, **({"level": level} if level else {})}


def vacated(seat: Seat) -> dict[str, Any]:
    """What the seat says when nobody follows. An officer's post stays: it is the post that is vacant (H14-26)."""
    post = seat.post if seat.kind == PersonKind.OFFICER else ""
    nobody = {"is_vacant": True, "holder": None, "name": "", "post": post}
    return {**nobody, "level": "", "starts_on": None, "ends_on": None}


def settle(appointment: Appointment, today: date, *, by, at: datetime, reason: str) -> bool:
    """Bring the seat of an appointment that began or was closed in line with who sits there today.

    A holder who was written on the seat by hand after the appointment had ended is left alone. Returns whether the
    seat changed.
    """
    seat = Seat.objects.get(pk=appointment.seat_id)
    present = seat.appointments.in_force(today).select_related("holder").first()
    if present:
        changes = sitting(present, "")
    elif shows(seat, appointment):
        changes = vacated(seat)
    else:
        return False
    if all(getattr(seat, name) == value for name, value in changes.items()):
        return False
    claimed(Seat, seat.pk, seat.version, changes, by=by, at=at, reason=reason)
    return True


def shows(seat: Seat, appointment: Appointment) -> bool:
    """Does the seat name the person of this appointment, since its first day?"""
    same = (seat.holder_id, seat.name, seat.starts_on)
    return same == (appointment.holder_id, appointment.name, appointment.starts_on)


def bring_into_force(today: date, *, at: datetime, by=None) -> int:
    """What the day brings: terms run out, people who left make room, and those appointed ahead take their places.

    Doing it twice changes nothing. Returns how many seats changed.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        over = Appointment.objects.filter(status=Status.APPOINTED, ends_on__lt=today)
        for appointment in over:
            APPOINTMENTS.perform("run_out", appointment, by=None, at=at, reason="The term ran out")
        moved = [settle(each, today, by=by, at=at, reason="On its day") for each in due(today)]
    return sum(moved)


def due(today: date) -> list[Appointment]:
    """Appointments of which the seat does not yet show that they began, or that they are over."""
    shown = Q(seat__is_vacant=False, seat__starts_on=F("starts_on"))
    standing = Appointment.objects.filter(seat__removed_at__isnull=True)
    begun = standing.in_force(today).exclude(pk__in=standing.filter(shown).values("pk"))
    over = standing.filter(shown, ends_on__lte=today).exclude(pk__in=standing.in_force(today).values("pk"))
    return [*over, *begun]

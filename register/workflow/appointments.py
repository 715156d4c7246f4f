"""Every write about appointments: made, completed, renewed, ended, resigned. Nothing else writes one.

A seat says who sits there now, from whatever source; an appointment is the formal act. `seats` keeps the two in line.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Refused, require
from register import permissions
from register.models import Seat
from register.models.appointments import Appointment, ExpectedRole
from register.rules import appointments as rules
from register.rules.words import long_day
from register.workflow.jobs import bring_into_force_on
from register.workflow.seats import APPOINTMENTS, settle, sitting


def appoint(
    seat: Seat, values: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = "Appointed", change_set=None
) -> Appointment:
    """Appoint somebody to a seat that was read at `version`: fields of the appointment, and the person's `level`.

    The seat is claimed, so that two people cannot fill it at once, and names its new holder when the appointment is in
    force today. Raises Refused, Conflict, or ValidationError that names who holds the place already; nothing is written
    then.
    """
    require(permissions.can_appoint(by, seat))
    values = dict(values)
    level = values.pop("level", "")
    appointment = Appointment(seat=seat, **values)
    changes = sitting(appointment, level) if rules.in_force(appointment, timezone.localdate(at)) else {}
    who = {"by": by, "at": at, "reason": reason, "change_set": change_set}
    with transaction.atomic():
        claimed(Seat, seat.pk, version, changes, guard=partial(free, appointment), **who)
        made = create(appointment, **who)
        bring_into_force_on(days_of(made), timezone.localdate(at))
        if made.ends_on and made.ends_on < timezone.localdate(at):
            return APPOINTMENTS.perform("run_out", made, by=None, at=at, reason="Recorded after it ended")
    return made


def days_of(appointment: Appointment) -> set[date]:
    """The days on which the seat will have to follow: the first, and the one after the last."""
    return {appointment.starts_on, *([appointment.ends_on + rules.DAY] if appointment.ends_on else [])}


def free(appointment: Appointment, seat: Seat) -> None:
    """Refuse where the place was taken off, is held on one of these days, or is not for such a person."""
    if seat.removed_at:
        raise Refused("This place was taken off its entry. Put it back before somebody is appointed to it.")
    if sentence := rules.unfit(seat, appointment.holder):
        raise ValidationError({"holder": sentence})
    others = seat.appointments.select_related("holder")
    if other := rules.overlapping(others, appointment.starts_on, appointment.ends_on):
        raise ValidationError({"starts_on": rules.overlap_sentence(other)})


def edit(
    appointment: Appointment, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> Appointment:
    """Complete what is known of an appointment: role expected, codes of conduct, interests, insurance, minute."""
    require(permissions.can_change_appointment(by, appointment))
    changes = dict(changes)
    if "expected_roles" in changes:
        changes["expected_roles"] = [role.value for role in ExpectedRole if role in changes["expected_roles"]]
    return claimed(Appointment, appointment.pk, version, changes, by=by, at=at, reason=reason)


def renew(
    appointment: Appointment, values: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = "Renewed"
) -> Appointment:
    """Appoint the same person for another term. The present appointment ends the day before, and stays in history."""
    require(permissions.can_change_appointment(by, appointment))
    same = {"holder": appointment.holder, "name": appointment.name, "post": appointment.post}
    with transaction.atomic(), announced_once(by=by, at=at):
        close_before(appointment, values["starts_on"], version=version, by=by, at=at, reason=reason)
        seat = Seat.objects.get(pk=appointment.seat_id)
        return appoint(seat, {**same, **values}, version=seat.version, by=by, at=at, reason=reason)


def close_before(
    appointment: Appointment, starts_on: date, *, version: int, by, at: datetime, reason: str, change_set=None
) -> Appointment:
    """Make room from a day on: the appointment ends the day before, unless it ends earlier anyway.

    Where that day is past, it is ended; where it is still to come, it runs out by itself.
    """
    last = min(starts_on - rules.DAY, appointment.ends_on or date.max)
    if last < appointment.starts_on:
        raise ValidationError({"starts_on": rules.overlap_sentence(appointment)})
    who = {"version": version, "by": by, "at": at, "reason": reason, "change_set": change_set}
    if last < timezone.localdate(at):
        return APPOINTMENTS.perform("end", appointment, changes={"ends_on": last, "ended_reason": reason}, **who)
    closed = claimed(Appointment, appointment.pk, who.pop("version"), {"ends_on": last}, **who)
    settle(closed, timezone.localdate(at), by=by, at=at, reason=reason)
    return closed


def end(appointment: Appointment, on: date, reason: str, *, version: int, by, at: datetime) -> Appointment:
    """End an appointment early; the place is vacant from that day, unless somebody follows."""
    return leave("end", appointment, on, reason, version=version, by=by, at=at)


def resign(appointment: Appointment, on: date, reason: str, *, version: int, by, at: datetime) -> Appointment:
    """Record that the person resigned; the place is vacant from that day, unless somebody follows."""
    return leave("resign", appointment, on, reason, version=version, by=by, at=at)


def leave(verb: str, appointment: Appointment, on: date, reason: str, *, version: int, by, at: datetime) -> Appointment:
    if on < appointment.starts_on:
        raise ValidationError(
            {"ends_on": f"The appointment began on {long_day(appointment.starts_on)}. Enter that day or a later one."}
        )
    if appointment.ends_on and on > appointment.ends_on:
        raise ValidationError(
            {"ends_on": f"The appointment ends on {long_day(appointment.ends_on)} anyway. Enter an earlier day."}
        )
    changes = {"ends_on": on, "ended_reason": reason}
    with transaction.atomic(), announced_once(by=by, at=at):
        left = APPOINTMENTS.perform(verb, appointment, by=by, at=at, version=version, changes=changes, reason=reason)
        settle(left, timezone.localdate(at), by=by, at=at, reason=APPOINTMENTS.transitions[verb].label.capitalize())
        bring_into_force_on({on}, timezone.localdate(at))
    return left

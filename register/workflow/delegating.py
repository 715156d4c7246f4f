"""A place passes from one post to another, and who went before stays readable (H14-33)."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.saving import announced_once, claimed
from partnerships.verdict import require
from register import permissions
from register.models import Seat
from register.models.appointments import Appointment, Term
from register.workflow.appointments import appoint, close_before

NOBODY_YET = "Nobody is named, so the place passes on the day itself. Name the person, or come back on that day."


def delegate(
    seat: Seat, to_post: str, starts_on: date, person: dict[str, Any], *, by, at: datetime, reason: str
) -> Seat:
    """Pass a place to a post from a day on; `person` has `holder` or `name`, and what else their appointment says.

    Who sat there before ends the day before. Without a person the place is the post's from today. Raises Refused, or
    ValidationError by field.
    """
    require(permissions.can_appoint(by, seat))
    named = person.get("holder") or person.get("name")
    if not named and starts_on > localdate(at):
        raise ValidationError({"starts_on": NOBODY_YET})
    who = {"by": by, "at": at, "reason": reason}
    with transaction.atomic(), announced_once(by=by, at=at):
        for present in seat.appointments.filter(status=Appointment.Status.APPOINTED):
            if present.ends_on is None or present.ends_on >= starts_on:
                close_before(present, starts_on, version=present.version, **who)
        seat = Seat.objects.get(pk=seat.pk)
        if named:
            values = {**person, "post": to_post, "starts_on": starts_on, "ends_on": None, "term": Term.OFFICER}
            appoint(seat, values, version=seat.version, **who)
            return Seat.objects.get(pk=seat.pk)
        empty = {"holder": None, "name": "", "level": "", "is_vacant": False, "ends_on": None}
        return claimed(Seat, seat.pk, seat.version, {**empty, "post": to_post, "starts_on": starts_on}, **who)

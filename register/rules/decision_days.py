"""The days of a decision against each other: put, decided, called in, and what it asks for done."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from register.models import Decision
from register.rules.words import long_day


def check_days(decision: Decision, today: date) -> None:
    """It was decided after the matter was put and not after today, and called in after that. Raises ValidationError."""
    decided, put_on = decision.decided_on, localdate(decision.step.matter.put_at)
    if decided and decided > today:
        raise ValidationError({"decided_on": "That day is still to come. Record the decision once it was taken."})
    if decided and decided < put_on:
        said = f"This was put to the bodies on {long_day(put_on)}. Enter that day or a later one."
        raise ValidationError({"decided_on": said})
    if decided and decision.call_in_ends_on and decision.call_in_ends_on < decided:
        raise ValidationError({"call_in_ends_on": "The last day for a call-in is the day of the decision or later."})


def check_conditions(decision: Decision, conditions: Iterable[Mapping[str, Any]]) -> None:
    """What a decision asks for is done on its day or later. Raises ValidationError."""
    if any(each.get("due_on") and each["due_on"] < decision.decided_on for each in conditions):
        raise ValidationError("A condition is due on the day of the decision or later. Enter a later day for it.")

"""The days of a decision against each other: put, decided, called in, and what it asks for done."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from partnerships.days import read_day
from register.models import Decision
from register.models.choices import DecisionOutcome
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


def until(said: str) -> str:
    """Until when or what a body deferred it, without the word that a person may have typed before it."""
    words = said.strip().rstrip(".")
    return words[len("until ") :] if words.lower().startswith("until ") else words


def check_deferral(decision: Decision) -> None:
    """It is put off to a later day than its own; what it waits for may be no day at all. Raises ValidationError."""
    decided_on = decision.decided_on
    if decision.outcome == DecisionOutcome.DEFERRED and decided_on and is_day_by(decision.deferred_until, decided_on):
        decided = long_day(decided_on)
        raise ValidationError({"deferred_until": f"It was decided on {decided}. Defer it to a later day."})


def is_day_by(said: str, last: date) -> bool:
    """Do the words say a day, and no later one than this?"""
    try:
        return read_day(until(said)) <= last
    except ValidationError:
        return False


def check_conditions(decision: Decision, conditions: Iterable[Mapping[str, Any]]) -> None:
    """What a decision asks for is done on its day or later. Raises ValidationError."""
    if any(each.get("due_on") and each["due_on"] < decision.decided_on for each in conditions):
        raise ValidationError("A condition is due on the day of the decision or later. Enter a later day for it.")

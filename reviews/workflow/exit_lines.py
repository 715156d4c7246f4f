"""The lines of an exit strategy: reasons, effects, controls, who is consulted and told, what is handed over."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.saving import claimed, create
from partnerships.verdict import Verdict, refused, require
from reviews.models import ExitStrategy
from reviews.models.exits import ExitLine
from reviews.rules.exits import is_asked_for, long_past
from reviews.workflow.exit_ends import locked
from reviews.workflow.exits import may_write

PAST = ("consulted_on", "told_on")
TO_COME = "That day is still to come. Leave it blank until then."
ASKED_FOR = "Somebody is asked to do this by now, so it stays. Have its action dropped, or change it."


def check_days(said: Mapping[str, Any], today: date) -> None:
    """Who was consulted or told has been by now; what is planned has a day of its own, and none long gone.

    Raises ValidationError.
    """
    wrong = {name: TO_COME for name in PAST if said.get(name) and said[name] > today}
    if wrong := {**wrong, **long_past(said, today)}:
        raise ValidationError(wrong)


def add_line(strategy: ExitStrategy, model: type[ExitLine], values: Mapping[str, Any], *, by, at: datetime) -> ExitLine:
    """Add a line. Raises Refused, or ValidationError where a constraint does not hold."""
    check_days(values, localdate(at))
    with transaction.atomic():
        require(may_write(by, locked(strategy)))
        return create(model(strategy=strategy, **values), by=by, at=at)


def edit_line(line: ExitLine, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitLine:
    """Change a line that was read at `version`."""

    def guard(stands: ExitLine) -> None:
        require(may_write(by, locked(stands.strategy)))

    check_days(changes, localdate(at))
    return claimed(type(line), line.pk, version, changes, by=by, at=at, guard=guard)


def may_remove(user, line: ExitLine) -> Verdict:
    """What nobody has been asked to do yet is taken off by those who write the strategy."""
    if is_asked_for(line):
        return refused(ASKED_FOR)
    return may_write(user, line.strategy)


def remove_line(line: ExitLine, *, version: int, by, at: datetime) -> ExitLine:
    """Take a line off; it stays in the history."""

    def guard(stands: ExitLine) -> None:
        locked(stands.strategy)
        require(may_remove(by, stands))

    gone = {"removed_at": at, "removed_by": by}
    return claimed(type(line), line.pk, version, gone, by=by, at=at, guard=guard)

"""What leaving ends in the register: proposed, confirmed by an officer day by day, brought about on those days.

Every end goes through the register's own functions. Nothing happens before the day that was confirmed (B15-42).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from partnerships.saving import Conflict, announced_once, claimed, create
from partnerships.verdict import Refused, Verdict, refused, require
from register.models import Contribution, GoverningDocument, Link, Seat
from register.models.appointments import Appointment
from register.workflow import leaving
from reviews.models import ExitEnd, ExitStrategy
from reviews.models.choices import ExitStatus
from reviews.permissions.carrying_out import can_confirm_ends
from reviews.rules import ends as rules
from reviews.rules.ends import NOT_HELD, Ending, Kind, key_of
from reviews.rules.exits import HELD, differs
from reviews.rules.proposed_ends import proposed_ends, said

OVER_ALREADY = "It was over before leaving ended it."
OTHER_DAY = "The council leaves on another day than it did then."
SHOWN_OTHERWISE = (
    "What leaving ends was changed, or confirmed by somebody else, after you had opened this page. This is the list as "
    "it stands now: look at it, and confirm it again."
)
SAT = ("is_vacant", "holder_id", "name", "post", "level", "starts_on", "ends_on")


def rows(strategy: ExitStrategy) -> QuerySet[ExitEnd]:
    """What was confirmed to end, ended or not."""
    return strategy.ends.filter(removed_at__isnull=True)


def open_rows(strategy: ExitStrategy) -> QuerySet[ExitEnd]:
    return rows(strategy).filter(ended_at__isnull=True)


def may_confirm_ends(user, strategy: ExitStrategy) -> Verdict:
    """Is it approved, and is this the person to confirm what ends and when?"""
    return can_confirm_ends(user, strategy) if strategy.status in HELD else refused(NOT_HELD)


def confirm_ends(
    strategy: ExitStrategy, days: Mapping[str, date | None], *, seen: str = "", by, at: datetime
) -> list[ExitEnd]:
    """Confirm on which day each thing ends, by its key; None says that it goes on, what is not named stays as it is.

    `seen` is the list that the person looked at (`rules.ends.seen_as`): nothing is confirmed where it is another by
    now. What has ended is not asked again. Raises Refused, or ValidationError with a sentence for each wrong day.
    Returns what ends.
    """
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        stands = locked(strategy)
        require(may_confirm_ends(by, stands))
        proposed = proposed_ends(stands)
        if seen and seen != rules.seen_as(proposed):
            raise ValidationError(SHOWN_OTHERWISE)
        require_days(stands, proposed, days)
        before = {key_of(row): row for row in said(stands)}
        for gone in before.keys() - {each.key for each in proposed}:
            withdraw(before[gone], OVER_ALREADY, **who)
        named = [each for each in proposed if each.key in days]
        found = [confirmed(stands, each, days[each.key], before.get(each.key), **who) for each in named]
        if stands.status == ExitStatus.IMPLEMENTING:
            end_due(stands, localdate(at), by=stands.started_by, at=at)
    return [row for row in found if row.removed_at is None]


def require_days(strategy: ExitStrategy, proposed: list[Ending], days: Mapping[str, date | None]) -> None:
    since = localdate(strategy.decided_at) if strategy.decided_at else None
    found = {each: rules.why_not_on(each, day, since) for each in proposed if (day := days.get(each.key))}
    if wrong := [f"{each.words} {sentence}" for each, sentence in found.items() if sentence]:
        raise ValidationError(wrong)


def confirmed(strategy: ExitStrategy, ending: Ending, day: date | None, row: ExitEnd | None, **who) -> ExitEnd:
    """What an officer said of one thing: that it ends on the day, or, without one, that it goes on."""
    values = {"words": ending.words, "ends_on": day or strategy.leaves_on}
    is_known = row and all(getattr(row, name) == value for name, value in values.items())
    if is_known and (row.removed_at is None) == bool(day):
        return row
    values |= {"removed_at": None, "removed_by": None} if day else {"removed_at": who["at"], "removed_by": who["by"]}
    if row is None:
        thing = {"kind": ending.kind, ending.kind: ending.record}
        return create(ExitEnd(strategy=strategy, **thing, **values), **who)
    return claimed(ExitEnd, row.pk, row.version, values, **who)


def withdraw(row: ExitEnd, why: str, *, by, at: datetime) -> None:
    """Nothing is left to end, or it is asked for anew."""
    gone = {"removed_at": at, "removed_by": by, "left_alone": why}
    claimed(ExitEnd, row.pk, row.version, gone, by=by, at=at)


def ask_again(strategy: ExitStrategy, *, by, at: datetime) -> None:
    """The council leaves on another day: whatever was said of what has not ended yet is asked for anew."""
    for row in said(strategy):
        withdraw(row, OTHER_DAY, by=by, at=at)


def going_on(strategy: ExitStrategy) -> list[ExitEnd]:
    """What an officer has said to go on, as it stands now."""
    known = {(each.key, each.words) for each in proposed_ends(strategy)}
    return [row for row in said(strategy).filter(removed_at__isnull=False) if (key_of(row), row.words) in known]


def unconfirmed(strategy: ExitStrategy) -> list[str]:
    """What would end, and of which nobody has said as it stands now whether it ends or goes on, in sentences."""
    known = {(key_of(row), row.words) for row in said(strategy)}
    return [
        f"Confirm when it ends: {each.words}" for each in proposed_ends(strategy) if (each.key, each.words) not in known
    ]


def locked(strategy: ExitStrategy) -> ExitStrategy:
    """The strategy as it stands, locked, so that it is not put or reversed while something of it is changed."""
    return ExitStrategy.objects.select_for_update().get(pk=strategy.pk)


def bring_about(day: date, *, at: datetime) -> str:
    """End what was confirmed and is due, as the person who began to carry it out. Doing it twice changes nothing.

    What was changed since it was confirmed waits until somebody confirms it again, and everything waits while the
    approved copy differs. Contributed under `nightly`.
    """
    due = Q(ends__ended_at__isnull=True, ends__removed_at__isnull=True, ends__ends_on__lte=day)
    found = ExitStrategy.objects.filter(due, status=ExitStatus.IMPLEMENTING).distinct().order_by("pk")
    ended = sum(end_due(each, day, by=each.started_by, at=at) for each in found)
    return f"Things that leaving a partnership ended: {ended}."


def end_due(strategy: ExitStrategy, day: date, *, by, at: datetime) -> int:
    """The same for one strategy. Returns how many things ended."""
    with transaction.atomic(), announced_once(by=by, at=at):
        stands = locked(strategy)
        if stands.status != ExitStatus.IMPLEMENTING or differs(stands):
            return 0
        proposed = {each.key: each for each in proposed_ends(stands)}
        due = open_rows(stands).filter(ends_on__lte=day)
        return sum(end(row, proposed.get(key_of(row)), by=by, at=at) for row in due)


def end(row: ExitEnd, ending: Ending | None, *, by, at: datetime) -> bool:
    """End one thing, exactly as its page says. Returns whether it ended; what cannot holds the exit open."""
    if ending is None:
        withdraw(row, OVER_ALREADY, by=by, at=at)
        return False
    if ending.words != row.words:
        return False
    try:
        with transaction.atomic():
            was = ENDED[row.kind](ending.record, row, by=by, at=at)
            claimed(ExitEnd, row.pk, row.version, {"was": was, "ended_at": at, "ended_by": by}, by=by, at=at)
    except (Refused, ValidationError, Conflict):
        return False
    return True


def why(row: ExitEnd) -> str:
    return rules.reason_to_end(row.strategy.reference)


def line_off(line: Contribution | Link, row: ExitEnd, **who) -> dict[str, Any]:
    return {"version": leaving.take_off(line, why(row), **who).version}


def agreement_off(document: GoverningDocument, row: ExitEnd, **who) -> dict[str, Any]:
    return {"version": leaving.terminate(document, row.ends_on, why(row), **who).version}


def place_off(seat: Seat, row: ExitEnd, **who) -> dict[str, Any]:
    terms = leaving.terms_of(seat, row.ends_on)
    sat = {name: getattr(seat, name) for name in SAT}
    gone = leaving.end_place(seat, row.ends_on, why(row), **who)
    return {"version": gone.version, "sat": plain(sat), "terms": [term_was(each) for each in terms]}


def term_was(before: Appointment) -> dict[str, Any]:
    after = Appointment.objects.get(pk=before.pk)
    said = plain({"ends_on": before.ends_on, "ended_reason": before.ended_reason})
    return {"pk": before.pk, "version": after.version, **said}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as they are kept: days as text."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


ENDED = {
    Kind.CONTRIBUTION: line_off,
    Kind.SEAT: place_off,
    Kind.AGREEMENT: agreement_off,
    Kind.LINK: line_off,
}

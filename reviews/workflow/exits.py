"""Every write about an exit strategy, in the order of its life: opened, written, handed in, put, carried out, ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from partnerships.machine import Machine, Transition
from partnerships.models import Sequence, User
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Verdict, refused, require
from register.models import Partnership
from register.models.choices import GOING_ON, DecisionEvent
from register.workflow import decisions
from reviews.models import ExitStrategy, Recommendation
from reviews.models.choices import ExitCause, ExitStatus
from reviews.models.exits import DoneBySomebody
from reviews.permissions import exits as permissions
from reviews.rules import exits as rules
from reviews.rules.exits import BEFORE_APPROVAL, HELD, LINES, WRITTEN, differs, text_of

__all__ = ["EXITS", "differs", "text_of"]

PREFIX = "X"
Status = ExitStatus
SEVERAL = "This entry only describes several partnerships. Leave each of them by a strategy of its own."
NOT_IN = "The council does not go on with this partnership, so there is nothing to leave."
NOT_DECIDED = "The council is leaving by a decision that is in effect. Have it reversed instead."


def says_what(strategy: ExitStrategy) -> list[str]:
    return [] if strategy.return_comment.strip() else ["Say what is to be changed."]


def says_why(strategy: ExitStrategy) -> list[str]:
    """Why no strategy is needed any more; a decision to leave is set aside by the management team alone (B15-41)."""
    brought = strategy.cause in permissions.BY_BODIES
    needed = (
        (strategy.closing_note.strip(), "Say why no strategy is needed any more."),
        (strategy.decided_at is None, NOT_DECIDED),
        (
            not brought or strategy.waived_by_managers.strip(),
            "It was decided to leave. Give the day and minute of the management team’s waiver.",
        ),
    )
    return [sentence for there, sentence in needed if not there]


def lacks_to_put_again(strategy: ExitStrategy) -> list[str]:
    """Something has changed, and nothing is missing."""
    unchanged = [] if differs(strategy) else ["It says what was approved, so nothing is to be put again."]
    return unchanged or rules.missing(strategy)


EXITS = Machine(
    ExitStrategy,
    "exit strategy",
    Status.REQUIRED,
    Transition("begin", "begun", (Status.REQUIRED,), Status.DRAFTING, permissions.can_write_exit, stamp="begun"),
    Transition(
        "submit", "handed in", WRITTEN, Status.SUBMITTED, permissions.can_submit_exit, rules.missing, "submitted"
    ),
    Transition(
        "return", "returned", (Status.SUBMITTED,), Status.RETURNED, permissions.can_return_exit, says_what, "returned"
    ),
    Transition(
        "put",
        "put to the bodies",
        (Status.SUBMITTED,),
        Status.WITH_BODIES,
        permissions.can_put_exit,
        rules.missing,
        "put",
    ),
    Transition(
        "put_again",
        "put to the bodies again",
        HELD,
        Status.WITH_BODIES,
        permissions.can_put_exit,
        lacks_to_put_again,
        "put",
    ),
    Transition("close", "closed", BEFORE_APPROVAL, Status.CLOSED, permissions.can_close_exit, says_why, "closed"),
)


def may_open(user, entry: Partnership, cause: ExitCause | str) -> Verdict:
    """Is the council in this one partnership, and is this the person to begin leaving it?"""
    if entry.describes_several:
        return refused(SEVERAL)
    if entry.status not in GOING_ON:
        return refused(NOT_IN)
    return permissions.ALLOWED if user is None else permissions.can_open_exit(user, entry, cause)


def open_for(
    entry: Partnership,
    cause: ExitCause | str,
    *,
    note: str = "",
    recommendation: Recommendation | None = None,
    group_name: str = "",
    by,
    at: datetime,
) -> ExitStrategy:
    """Open the exit strategy that an entry needs; one under way is returned, and nothing is written.

    `by` is None where a day that came near opened it, and nobody in person.
    """
    with transaction.atomic():
        entry = Partnership._base_manager.select_for_update().get(pk=entry.pk)
        if standing := ExitStrategy.objects.under_way().filter(partnership=entry).first():
            return standing
        require(may_open(by, entry, cause))
        made = ExitStrategy(
            reference=Sequence.take(PREFIX)[0], partnership=entry, cause=cause, cause_note=note,
            recommendation=recommendation, group_name=group_name, opened_at=at, opened_by=by,
        )  # fmt: skip
        return create(made, by=by, at=at)


def open_group(recommendation: Recommendation, *, by, at: datetime) -> list[ExitStrategy]:
    """One strategy for each partnership that is to be left: no exception, none that describes several (H14-31)."""
    named = recommendation.subjects.filter(removed_at__isnull=True, is_exception=False)
    real = named.filter(partnership__describes_several=False, partnership__status__in=GOING_ON)
    more = {"recommendation": recommendation, "group_name": recommendation.group_name, "note": recommendation.words}
    with transaction.atomic(), announced_once(by=by, at=at):
        return [
            open_for(each.partnership, ExitCause.RECOMMENDATION, by=by, at=at, **more)
            for each in real.select_related("partnership")
        ]


def begin(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Somebody begins to write the strategy that is required."""
    return EXITS.perform("begin", strategy, by=by, at=at, version=version, changes=changes)


def may_write(user, strategy: ExitStrategy) -> Verdict:
    """Is it being written, or approved and so written with care, and is this the person?"""
    if strategy.status == Status.REQUIRED:
        return refused("Begin the exit strategy first.")
    if strategy.status not in (*WRITTEN, *HELD):
        return refused(f"This exit strategy is {EXITS.state_name(strategy.status)}, so it stays as it is.")
    return permissions.can_write_exit(user, strategy)


def write(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Keep what was written of it. Raises Refused, Conflict or ValidationError."""

    def guard(stands: ExitStrategy) -> None:
        require(may_write(by, stands))

    return claimed(ExitStrategy, strategy.pk, version, changes, by=by, at=at, guard=guard)


def submit(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Hand it in to the policy team."""
    return EXITS.perform("submit", strategy, by=by, at=at, version=version)


def give_back(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """A policy officer returns it with what is to be changed."""
    return EXITS.perform("return", strategy, by=by, at=at, version=version, changes=changes)


def put(
    strategy: ExitStrategy,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    version: int,
    by,
    at: datetime,
) -> ExitStrategy:
    """Put it to the bodies of the policy's route, as it reads now: their approval holds for that text (B15-42).

    Raises Refused, Conflict, or ValidationError with what the route must know first.
    """
    return _put("put", strategy, significance, significance_reason, version=version, by=by, at=at)


def reput(
    strategy: ExitStrategy,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    version: int,
    by,
    at: datetime,
) -> ExitStrategy:
    """Put what was approved, and changed since, to the bodies again; until they approve it nothing goes on."""
    return _put("put_again", strategy, significance, significance_reason, version=version, by=by, at=at)


def _put(verb: str, strategy: ExitStrategy, significance: str, reason: str, *, version: int, by, at) -> ExitStrategy:
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        made = EXITS.perform(verb, strategy, version=version, **who)
        matter = decisions.put(
            made.partnership,
            DecisionEvent.LEAVE,
            f"{made.reference}: Leave {made.partnership.name}"[:250],
            drafted_by=made.begun_by,
            also_drafted_by=writers(made),
            significance=significance,
            significance_reason=reason,
            **who,
        )
        seen = {"matter": matter, "put_text": text_of(made), **NOTHING_NOTED, **NOT_CONFIRMED}
        return claimed(ExitStrategy, made.pk, made.version, seen, **who)


NOTHING_NOTED = {"immaterial_text": {}, "immaterial_at": None, "immaterial_by": None, "immaterial_reason": ""}
NOT_CONFIRMED = {"confirmed_at": None, "confirmed_by": None}
# The steps of its life; a row of history of their moment is no part of the text.
STEPS = ("returned_at", "decided_at", "started_at", "confirmed_at", "immaterial_at")


def writers(strategy: ExitStrategy, since: datetime | None = None) -> QuerySet[User]:
    """Who wrote any part of it, or handed it in: none of them records what is decided on it."""
    steps = Q(*(Q(**{step: F("history_date")}) for step in STEPS), _connector=Q.OR)
    own = ExitStrategy.history.filter(id=strategy.pk)
    rows = [own.filter(status__in=(*WRITTEN, *HELD)).exclude(pk__in=own.filter(steps).values("pk"))]
    decided = own.filter(decided_at__isnull=False).values("decided_at")
    for lines in LINES.values():
        written = lines.history.filter(strategy_id=strategy.pk)
        rows.append(written.exclude(history_date__in=decided) if issubclass(lines, DoneBySomebody) else written)
    if since:
        rows = [each.filter(history_date__gt=since) for each in rows]
    found = {key for each in rows for key in each.values_list("history_user", flat=True) if key}
    return User.objects.filter(pk__in=found | ({strategy.submitted_by_id} - {None} if since is None else set()))

"""Every write about an exit strategy, in the order of its life: opened, written, handed in, put, carried out, ended."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.models import Sequence, User
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Refused, Verdict, refused, require
from register.models import Partnership
from register.models.choices import GOING_ON, DecisionEvent
from register.rules.words import long_day
from register.workflow import decisions, entries
from reviews.models import ExitStrategy, HandoverItem, Recommendation
from reviews.models.choices import ExitCause, ExitStatus
from reviews.models.exits import AskedFor
from reviews.permissions import exits as permissions
from reviews.rules import exits as rules
from reviews.rules.ends import not_out
from reviews.rules.exits import BEFORE_APPROVAL, HELD, LINES, WRITTEN, differs, text_of
from reviews.workflow import carrying_out, exit_ends
from reviews.workflow.exit_letters import tell

__all__ = ["EXITS", "differs", "text_of"]

PREFIX = "X"
Status = ExitStatus
SEVERAL = "This entry only describes several partnerships. Leave each of them by a strategy of its own."
NOT_IN = "The council does not go on with this partnership, so there is nothing to leave."
REJECTED = "The bodies did not approve the change. Put back what they had approved, or put another change to them."
READ_AGAIN = (
    "The strategy was changed after you had opened this page, so nothing is done yet. It is shown as it reads now: "
    "read it again first."
)
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


def says_who_reversed(strategy: ExitStrategy) -> list[str]:
    return [] if strategy.reversal.strip() else ["Say which body reversed it, when, and why."]


def lacks_to_start(strategy: ExitStrategy) -> list[str]:
    """The text is the approved one, and an officer has confirmed on which days things end."""
    return [*rules.why_it_differs(strategy), *carrying_out.unconfirmed(strategy)]


def lacks_to_confirm(strategy: ExitStrategy) -> list[str]:
    """Nobody says that the council is out while something is open (D35)."""
    return [*rules.why_it_differs(strategy), *carrying_out.open_lines(strategy)]


def lacks_to_complete(strategy: ExitStrategy) -> list[str]:
    """The council is out, nothing is open any more, and what was learnt is noted (D35)."""
    return [*open_to_complete(strategy), *([] if strategy.lessons.strip() else ["Note what was learnt."])]


def open_to_complete(strategy: ExitStrategy) -> list[str]:
    """The same without what is typed when it is completed."""
    lacking = [*not_out(strategy), *filter(None, [rules.unfollowed(strategy)])]
    return [*rules.why_it_differs(strategy), *lacking, *carrying_out.open_lines(strategy)]


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
        permissions.can_put_exit_again,
        lacks_to_put_again,
        "put",
    ),
    Transition(
        "approve", "approved", (Status.WITH_BODIES,), Status.APPROVED, permissions.can_bring_about, stamp="decided"
    ),
    Transition(
        "reject", "sent back", (Status.WITH_BODIES,), Status.RETURNED, permissions.can_bring_about, stamp="returned"
    ),
    Transition(
        "uphold",
        "left as it was approved",
        (Status.WITH_BODIES,),
        Status.APPROVED,
        permissions.can_bring_about,
        stamp="returned",
    ),
    Transition(
        "start",
        "begun to be carried out",
        (Status.APPROVED,),
        Status.IMPLEMENTING,
        permissions.can_start_exit,
        lacks_to_start,
        "started",
    ),
    Transition(
        "confirm",
        "confirmed as carried out",
        (Status.IMPLEMENTING,),
        Status.IMPLEMENTING,
        permissions.can_confirm_exit,
        lacks_to_confirm,
        "confirmed",
    ),
    Transition(
        "complete",
        "completed",
        (Status.IMPLEMENTING,),
        Status.COMPLETED,
        permissions.can_complete_exit,
        lacks_to_complete,
        "completed",
    ),
    Transition(
        "reverse", "reversed", HELD, Status.REVERSED, permissions.can_reverse_exit, says_who_reversed, "reversed"
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
        made = create(made, by=by, at=at)
        tell(made, "required", by=by, at=at)
    return made


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
    """Keep what was written of it. Another day of leaving asks anew when things end.

    Raises Refused, Conflict or ValidationError.
    """

    def guard(stands: ExitStrategy) -> None:
        require(may_write(by, stands))
        if wrong := rules.long_past(changes, localdate(at)):
            raise ValidationError(wrong)

    with transaction.atomic(), announced_once(by=by, at=at):
        before = exit_ends.locked(strategy).leaves_on
        made = claimed(ExitStrategy, strategy.pk, version, changes, by=by, at=at, guard=guard)
        if made.leaves_on != before:
            exit_ends.ask_again(made, by=by, at=at)
    return made


def submit(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Hand it in to the policy team."""
    return EXITS.perform("submit", strategy, by=by, at=at, version=version)


def give_back(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """A policy officer returns it with what is to be changed."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = EXITS.perform("return", strategy, by=by, at=at, version=version, changes=changes)
        tell(made, "returned", by=by, at=at, comment=made.return_comment)
    return made


def put(
    strategy: ExitStrategy,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    seen: str = "",
    version: int,
    by,
    at: datetime,
) -> ExitStrategy:
    """Put it to the bodies of the policy's route, as it reads now: their approval holds for that text (B15-42).

    `seen` is the text that the person read (`rules.exits.seen_as`): where it is another one by now, nothing is put.
    Raises Refused, Conflict, or ValidationError with what the route must know first.
    """
    return _put("put", strategy, significance, significance_reason, seen, version=version, by=by, at=at)


def reput(
    strategy: ExitStrategy,
    changes: Mapping[str, Any],
    significance: str = "",
    significance_reason: str = "",
    *,
    seen: str = "",
    version: int,
    by,
    at: datetime,
) -> ExitStrategy:
    """Put what was approved, and changed since, to the bodies again; until they approve it nothing goes on."""
    return _put("put_again", strategy, significance, significance_reason, seen, version=version, by=by, at=at)


def _put(
    verb: str, strategy: ExitStrategy, significance: str, reason: str, seen: str, *, version: int, by, at: datetime
) -> ExitStrategy:
    who = {"by": by, "at": at}
    with transaction.atomic(), announced_once(**who):
        made = EXITS.perform(verb, strategy, version=version, **who)
        require_read(made, seen)
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


def require_read(strategy: ExitStrategy, seen: str) -> None:
    """Is the text still the one that the person has read? Asked of the locked row."""
    if seen and seen != rules.seen_as(strategy):
        raise Refused(READ_AGAIN)


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
        if issubclass(lines, AskedFor):
            written = written.exclude(history_date__in=decided)
            written = written.exclude(history_change_reason__in=(carrying_out.ASKED, carrying_out.TOLD))
        if lines is HandoverItem:
            written = written.exclude(settled_at__isnull=False, history_date=F("settled_at"))
        rows.append(written)
    if since:
        rows = [each.filter(history_date__gt=since) for each in rows]
    found = {key for each in rows for key in each.values_list("history_user", flat=True) if key}
    return User.objects.filter(pk__in=found | ({strategy.submitted_by_id} - {None} if since is None else set()))


def may_reput(user, strategy: ExitStrategy) -> Verdict:
    """Was it approved and changed since, and is this the person to put it again?"""
    return EXITS.verdict(user, strategy, "put_again")


def may_note_immaterial(user, strategy: ExitStrategy) -> Verdict:
    """Was it approved and changed since, and by somebody else than this policy officer?"""
    if strategy.status not in HELD or not differs(strategy):
        return refused("It says what was approved, so there is no change to note.")
    if not (verdict := permissions.can_note_immaterial(user, strategy)):
        return verdict
    if rules.was_rejected_since(strategy):
        return refused(REJECTED)
    own = writers(strategy, since=strategy.decided_at).filter(pk=user.pk).exists()
    return refused("You made the change, so another policy officer says whether it is immaterial.") if own else verdict


def note_immaterial(
    strategy: ExitStrategy, changes: Mapping[str, Any], *, seen: str = "", version: int, by, at: datetime
) -> ExitStrategy:
    """A policy officer says why what was changed is immaterial: the approval holds for the text as it is now.

    `seen` is the text that the person read, as in `put`.
    """

    def guard(stands: ExitStrategy) -> None:
        require(may_note_immaterial(by, stands))
        require_read(stands, seen)

    with transaction.atomic(), announced_once(by=by, at=at):
        stands = exit_ends.locked(strategy)
        since = stands.immaterial_at or stands.decided_at
        noted = {**changes, "immaterial_text": text_of(stands), "immaterial_at": at, "immaterial_by": by}
        made = claimed(ExitStrategy, strategy.pk, version, noted, by=by, at=at, guard=guard)
        carrying_out.ask_for_actions(made, carrying_out.approving(made), since, by=by, at=at)
    return made


def start(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Begin to carry it out: what is due by today ends, the rest on its day."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = EXITS.perform("start", strategy, by=by, at=at, version=version)
        exit_ends.end_due(made, localdate(at), by=by, at=at)
    return made


def may_confirm(user, strategy: ExitStrategy) -> Verdict:
    """Is it being carried out as it was approved, and is this the lead officer?"""
    return EXITS.verdict(user, strategy, "confirm")


def confirm(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """The lead officer says that the council is out, once its day has come."""
    if strategy.leaves_on and localdate(at) < strategy.leaves_on:
        raise ValidationError(f"The council leaves on {long_day(strategy.leaves_on)}. Confirm it then.")
    return EXITS.perform("confirm", strategy, by=by, at=at, version=version)


def complete(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """A policy officer completes it, with what was learnt: the entry is ended, and nothing of it is open."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = EXITS.perform("complete", strategy, by=by, at=at, version=version, changes=changes)
        entry = entry_of(made)
        why = rules.why_left(made)
        entries.leave(entry, made.leaves_on, why, made.successor, version=entry.version, by=by, at=at)
    return made


def entry_of(strategy: ExitStrategy) -> Partnership:
    """The entry as it stands, locked."""
    return Partnership._base_manager.select_for_update().get(pk=strategy.partnership_id)


def reverse(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """The deciding body took it back: what leaving ended comes back where nobody has touched it since."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = EXITS.perform("reverse", strategy, by=by, at=at, version=version, changes=changes)
        carrying_out.restore(made, by=by, at=at)
        entry = entry_of(made)
        entries.stay(entry, made.reversal, version=entry.version, by=by, at=at)
    return made


def close(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """The policy team says why no strategy is needed any more; what was put to bodies is taken back with it."""
    with transaction.atomic(), announced_once(by=by, at=at):
        made = EXITS.perform("close", strategy, by=by, at=at, version=version, changes=changes)
        if made.matter and made.matter.withdrawn_at is None and made.matter.carried_out_on is None:
            decisions.take_back(made.matter, by=by, at=at, reason=made.closing_note)
    return made


def may_look_back(user, strategy: ExitStrategy, today: date) -> Verdict:
    """Has the council left by it long enough ago, has nobody looked back yet, and is this the person?"""
    if strategy.status != Status.COMPLETED:
        return refused("Only an exit that is completed is looked back on.")
    if strategy.looked_back_at:
        return refused("It was looked back on already.")
    if not (verdict := permissions.can_look_back(user, strategy)):
        return verdict
    day = rules.look_back_on(strategy)
    return verdict if today >= day else refused(f"It is looked back on from {long_day(day)}.")


def look_back(strategy: ExitStrategy, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ExitStrategy:
    """Six months later: did what was predicted come about, and was the saving made?"""

    def guard(stands: ExitStrategy) -> None:
        require(may_look_back(by, stands, localdate(at)))
        if problems := rules.lacks_to_look_back(stands, changes):
            raise ValidationError(problems)

    said = {**changes, "looked_back_at": at, "looked_back_by": by}
    return claimed(ExitStrategy, strategy.pk, version, said, by=by, at=at, guard=guard)

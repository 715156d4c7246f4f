"""What the bodies' decisions, and the end of an entry, do to its exit strategy (B15-41, B15-42)."""

from datetime import datetime

from django.db import transaction

from partnerships.saving import announced_once, claimed
from register.models import Decision, Matter, Partnership
from register.models.choices import CURRENT, DecisionEvent, Status
from register.rules.decisions import deciding
from register.rules.words import in_list
from register.workflow import decisions, entries
from reviews.models import ExitStrategy, Recommendation
from reviews.models.choices import ExitCause, ExitStatus
from reviews.rules.exits import BEFORE_APPROVAL, why_left
from reviews.workflow import carrying_out
from reviews.workflow.exit_letters import tell
from reviews.workflow.exits import EXITS, entry_of, may_open, open_for

TAKEN_BACK = "The matter was taken back."
GONE = "The entry left the register."
NOT_RETURNED = {"returned_at": None, "returned_by": None, "return_comment": ""}


def decided(matter: Matter, *, approved: bool, by, at: datetime) -> None:
    """What the bodies' decision causes, once it has taken effect. Contributed under `decision_effects`."""
    strategy = ExitStrategy.objects.filter(matter=matter, status=ExitStatus.WITH_BODIES).first()
    found = deciding(decisions.steps_of(matter))
    if strategy is None:
        open_what_is_needed(matter, approved, by=by, at=at)
    elif approved:
        with transaction.atomic(), announced_once(by=by, at=at):
            approve(strategy, max(found, key=lambda each: each.pk), by=by, at=at)
    else:
        reasons = "\n".join(f"{each.step.body}: {each.reasons}" for each in found)
        send_back(strategy, reasons, in_list([str(each.step.body) for each in found]), by=by, at=at)


def open_what_is_needed(matter: Matter, approved: bool, *, by, at: datetime) -> None:
    """It was decided to leave, by a matter of its own: the strategy is required from now on."""
    entry = matter.partnership
    if not approved or matter.event != DecisionEvent.LEAVE or Recommendation.objects.filter(matter=matter).exists():
        return
    if may_open(by, entry, ExitCause.DECISION):
        open_for(entry, ExitCause.DECISION, note=matter.title, by=by, at=at)


def approve(strategy: ExitStrategy, decision: Decision, *, by, at: datetime) -> None:
    """Approved and in effect: the entry is being left, and what the strategy says is asked of those who do it."""
    since = strategy.decided_at
    made = EXITS.perform("approve", strategy, changes=NOT_RETURNED, by=by, at=at)
    entry = entry_of(made)
    if entry.status != Status.EXITING:
        entries.begin_leaving(entry, why_left(made), version=entry.version, by=by, at=at)
    carrying_out.ask_for_actions(made, decision, since, by=by, at=at)
    tell(made, "approved", by=by, at=at)


def send_back(strategy: ExitStrategy, reasons: str, who: str, *, by, at: datetime) -> None:
    """The bodies say no: it is returned with their reasons. What they had approved before stays approved as it was."""
    said = {"return_comment": reasons}
    if strategy.decided_at is None:
        made = EXITS.perform("reject", strategy, changes=said, by=by, at=at)
        tell(made, "returned", by=by, at=at, who=who, comment=reasons)
        return
    before = ExitStrategy.history.filter(id=strategy.pk, decided_at=strategy.decided_at)
    held = before.exclude(status=ExitStatus.WITH_BODIES).latest("version")
    as_it_was = {name: getattr(held, name) for name in ("put_text", "immaterial_text", "immaterial_reason")}
    stamps = {"immaterial_at": held.immaterial_at, "immaterial_by": held.immaterial_by}
    made = EXITS.perform("uphold", strategy, changes={**said, **as_it_was, **stamps}, by=by, at=at)
    tell(made, "returned", by=by, at=at, who=who, comment=reasons)


def follow(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """A matter was taken back, or an entry is no longer one to be left. Contributed under `after_change`."""
    if by is None or not models & {Matter, Partnership}:
        return
    for strategy in (
        ExitStrategy.objects.under_way().filter(partnership__in=ids).select_related("partnership", "matter")
    ):
        if strategy.partnership.status not in CURRENT and strategy.status in BEFORE_APPROVAL:
            close_with_entry(strategy, strategy.partnership, by=by, at=at)
        elif strategy.status == ExitStatus.WITH_BODIES and strategy.matter.withdrawn_at:
            send_back(strategy, TAKEN_BACK, by.full_name, by=by, at=at)


def close_with_entry(strategy: ExitStrategy, entry: Partnership, *, by, at: datetime) -> None:
    """The partnership ended by others, merged, or is none: its strategy is closed with the same note (B15-41)."""
    closed = {
        "status": ExitStatus.CLOSED,
        "closing_note": entry.ended_reason or entry.exclusion_reason or GONE,
        "waived_by_managers": entry.leaving_waived,
        "closed_at": at,
        "closed_by": by,
    }
    with transaction.atomic(), announced_once(by=by, at=at):
        claimed(ExitStrategy, strategy.pk, strategy.version, closed, by=by, at=at, reason="Along with the entry")
        matter = strategy.matter
        if strategy.status == ExitStatus.WITH_BODIES and matter.withdrawn_at is None:
            decisions.take_back(matter, by=by, at=at, reason=closed["closing_note"])

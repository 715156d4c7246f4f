"""Every write about an entry, in the order of its life."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.machine import Machine, Transition
from partnerships.models import Council, Sequence
from partnerships.saving import Versioned, announced_once, claimed, create
from partnerships.verdict import Verdict, refused, require
from register import permissions
from register.models import Contribution, ExclusionClass, Organisation, Participation, Partnership
from register.models.base import Removable
from register.models.choices import CURRENT, GOING_ON, RATINGS, Classification, RatingSource, Status
from register.permissions import proposals
from register.rules import leaving
from register.rules.follow_up import counted_from
from register.rules.themes import defaults
from register.workflow import agreements

HANDED_IN = (Status.ASSESSMENT, Status.AWAITING_DECISION)


def class_and_reason(entry: Partnership) -> list[str]:
    """What must be said before an entry leaves the register as no partnership (H14-21)."""
    if entry.exclusion_class_id and entry.exclusion_reason:
        return []
    return ["Say what it is instead of a partnership, and why."]


def day_and_reason(entry: Partnership) -> list[str]:
    """What must be said before an entry is ended, and the legal advice that leaving it needs (H14-32)."""
    missing = [] if entry.ended_on and entry.ended_reason else ["Say when the partnership ended, and why."]
    return [*missing, *filter(None, [leaving.lacking(entry)])]


def ended_without_strategy(entry: Partnership) -> list[str]:
    """Ended by others, merged or renamed: what follows it, or where the management team waived a strategy (B15-41)."""
    followed = bool(entry.successor_id or entry.leaving_waived.strip())
    return [*day_and_reason(entry), *([] if followed else [leaving.NO_STRATEGY])]


def was_joined(entry: Partnership) -> list[str]:
    """What was only ever proposed does not come back as a partnership; it is proposed again (B15-09)."""
    if Partnership.history.filter(id=entry.pk, status__in=CURRENT).exists():
        return []
    return ["The council never joined it, so it cannot be taken back. Propose it again."]


LIFE = Machine(
    Partnership,
    "entry",
    Status.ACTIVE,
    Transition(
        "exclude",
        "marked as not a partnership",
        (*GOING_ON, Status.PROPOSED),
        Status.NOT_PARTNERSHIP,
        permissions.can_exclude_partnership,
        class_and_reason,
    ),
    Transition(
        "readmit",
        "taken back into the register",
        (Status.NOT_PARTNERSHIP,),
        Status.ACTIVE,
        permissions.can_exclude_partnership,
        was_joined,
    ),
    Transition("begin_leaving", "decided to be left", GOING_ON, Status.EXITING, proposals.can_carry_out_decision),
    Transition("stay", "stayed in", (Status.EXITING,), Status.ACTIVE, proposals.can_carry_out_decision),
    Transition("leave", "left", (Status.EXITING,), Status.EXITED, permissions.can_end_partnership, day_and_reason),
    Transition("end", "ended", GOING_ON, Status.EXITED, permissions.can_end_partnership, ended_without_strategy),
    Transition("reopen", "reopened", (Status.EXITED,), Status.ACTIVE, permissions.can_end_partnership),
    Transition(
        "submit_case",
        "put forward",
        (Status.PROPOSED,),
        Status.ASSESSMENT,
        proposals.can_submit_proposal,
    ),
    Transition("return_case", "returned", HANDED_IN, Status.PROPOSED, proposals.can_move_proposal),
    Transition(
        "challenge_case",
        "put to the bodies",
        (Status.ASSESSMENT,),
        Status.AWAITING_DECISION,
        proposals.can_move_proposal,
    ),
    Transition("approve", "approved", (Status.AWAITING_DECISION,), Status.APPROVED, proposals.can_carry_out_decision),
    Transition("reject", "rejected", (Status.AWAITING_DECISION,), Status.REJECTED, proposals.can_carry_out_decision),
    Transition("join", "joined", (Status.APPROVED,), Status.ACTIVE, proposals.can_move_proposal),
    Transition("lapse", "let lapse", (Status.APPROVED,), Status.REJECTED, proposals.can_move_proposal),
    Transition(
        "take_back",
        "taken back",
        (Status.PROPOSED, *HANDED_IN),
        Status.REJECTED,
        proposals.can_withdraw_proposal,
    ),
    Transition(
        "propose_again",
        "proposed again",
        (Status.REJECTED, Status.NOT_PARTNERSHIP, Status.EXITED),
        Status.PROPOSED,
        proposals.can_propose_again,
    ),
    Transition(
        "open_review",
        "put under review",
        (Status.ACTIVE,),
        Status.UNDER_REVIEW,
        proposals.can_review_involvement,
    ),
    Transition(
        "review_by_decision",
        "put under review by a decision",
        GOING_ON,
        Status.UNDER_REVIEW,
        proposals.can_carry_out_decision,
    ),
    Transition(
        "close_review",
        "taken out of review",
        (Status.UNDER_REVIEW,),
        Status.ACTIVE,
        proposals.can_carry_out_decision,
    ),
    Transition(
        "undo_import", "undone with its import", (Status.ACTIVE,), Status.IMPORT_UNDONE, permissions.can_undo_entry
    ),
)


def add(
    values: Mapping[str, Any], *, councils: Iterable[Council], by, at: datetime, reason: str = "", change_set=None
) -> Partnership:
    """Put a new entry on the register, with a part for each council that takes part. Returns it with its reference.

    Where no lead officer is named, those are filled in that its themes name by default (SH-11).
    """
    require(permissions.can_create_partnership(by))
    return enter(values, councils=councils, by=by, at=at, reason=reason, change_set=change_set)


def enter(
    values: Mapping[str, Any], *, councils: Iterable[Council], by, at: datetime, reason: str = "", change_set=None
) -> Partnership:
    """The entry with the parts of its councils, without asking who. For `add` and for proposals."""
    usual = defaults(values.get("themes") or ())
    if not (values.get("lead_officer") or values.get("lead_officer_post")):
        values = {**values, "lead_officer": usual.lead_officer}
    with transaction.atomic(), announced_once(by=by, at=at):
        entry = make(values, by=by, at=at, reason=reason, change_set=change_set)
        for council in councils:
            part = Participation(partnership=entry, council=council, lead_member=usual.member_of(council))
            create(part, by=by, at=at, change_set=change_set)
    return entry


def make(
    values: Mapping[str, Any], *, by, at: datetime, reason: str = "", change_set=None, reference: str = ""
) -> Partnership:
    """The record itself, without asking who. For `add` and for imports."""
    lists = {name: value for name, value in values.items() if Partnership._meta.get_field(name).many_to_many}
    plain = {name: value for name, value in values.items() if name not in lists}
    plain = counted_from(plain, Partnership(), localdate(at))
    entry = Partnership(reference=reference or Sequence.take("P")[0], **plain)
    return create(entry, by=by, at=at, lists=lists, reason=reason, change_set=change_set)


def edit(
    entry: Partnership, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> Partnership:
    """Change facts of an entry that was read at `version`. A rating set here is an officer's from now on.

    Raises Refused, Conflict or ValidationError; nothing is written then.
    """
    require(permissions.editing(by, entry).fields(changes))
    changes = counted_from(changes, entry, localdate(at))
    for rating in RATINGS:
        if rating in changes:
            require(permissions.can_rate_by_hand(by, entry, rating))
            changes[f"{rating}_source"] = RatingSource.OFFICER if changes[rating] else ""
    guard = partial(advised, changes=changes) if changes.keys() & leaving.DECIDING else None
    return claimed(Partnership, entry.pk, version, changes, by=by, at=at, reason=reason, guard=guard)


def advised(current: Partnership, changes: Mapping[str, Any]) -> None:
    """Withdrawal is recommended with the legal advice that it needs (H14-32). Raises ValidationError."""
    stands = Partnership(**{name: changes.get(name, getattr(current, name)) for name in leaving.DECIDING})
    if missing := leaving.lacking_for_recommendation(stands):
        raise ValidationError({"recommendation_kind": missing})


def add_line(
    line: Versioned,
    entry: Partnership,
    *,
    by,
    at: datetime,
    reason: str = "",
    organisation: Organisation | None = None,
    along: Callable[[Versioned], Iterable[Versioned]] = lambda line: (),
) -> Versioned:
    """Add a line to an entry: a seat, a partner, a contribution, a document, a name, a link.

    `organisation` is one that the register does not know yet; it is made together with the line that names it.
    `along` says what else is made with the line once it is there.
    """
    require(permissions.editing(by, entry).lines(type(line)))
    with transaction.atomic():
        if organisation is not None:
            made = create(organisation, by=by, at=at, reason=reason)
            setattr(line, "recipient" if isinstance(line, Contribution) else "organisation", made)
        saved = create(line, by=by, at=at, reason=reason)
        for other in along(saved):
            create(other, by=by, at=at, reason=reason)
    return saved


def edit_line(
    line: Versioned, entry: Partnership, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> Versioned:
    """Change a line that was read at `version`."""
    require(permissions.editing(by, entry).lines(type(line)))
    return claimed(type(line), line.pk, version, changes, by=by, at=at, reason=reason)


def remove_line(line: Removable, entry: Partnership, *, by, at: datetime, **who) -> Removable:
    """Take a line off an entry; it stays in history and can be put back."""
    require(permissions.editing(by, entry).moving(line))
    with transaction.atomic():
        gone = edit_line(line, entry, {"removed_at": at, "removed_by": by}, by=by, at=at, **who)
        agreements.taken_off(gone, by=by, at=at)
    return gone


def put_back_line(line: Removable, entry: Partnership, *, by, at: datetime, **who) -> Removable:
    """Undo a removal. Raises Refused for an agreement in force whose place another one has taken."""
    require(permissions.editing(by, entry).moving(line))
    with transaction.atomic():
        back = edit_line(line, entry, {"removed_at": None, "removed_by": None}, by=by, at=at, **who)
        return agreements.put_back(back, by=by, at=at)


def may_confirm(user, entry: Partnership) -> Verdict:
    """Is there something to confirm, and is this the person to do it?"""
    if not entry.is_unconfirmed:
        return refused("There is nothing to confirm: the entry was not imported, or somebody has confirmed it.")
    return permissions.can_confirm_partnership(user, entry)


def confirm(entry: Partnership, *, version: int, by, at: datetime) -> Partnership:
    """The lead officer says that an imported entry is right."""
    require(may_confirm(by, entry))
    return claimed(
        Partnership,
        entry.pk,
        version,
        {"confirmed_at": at, "confirmed_by": by},
        by=by,
        at=at,
        reason="Confirmed as right",
    )


def exclude(
    entry: Partnership, exclusion_class: ExclusionClass, reason: str, *, version: int, by, at: datetime
) -> Partnership:
    """Mark an entry as not a partnership, with its class and the reason; it stays searchable and out of the counts."""
    changes = {"exclusion_class": exclusion_class, "exclusion_reason": reason}
    if exclusion_class and exclusion_class.code in Classification.values:
        changes["classification"] = exclusion_class.code
    return LIFE.perform("exclude", entry, by=by, at=at, version=version, changes=changes, reason=reason)


def readmit(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """Take back that an entry is not a partnership."""
    changes = {"exclusion_class": None, "exclusion_reason": "", "classification": Classification.PARTNERSHIP}
    return LIFE.perform("readmit", entry, by=by, at=at, version=version, changes=changes, reason=reason)


def begin_leaving(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """The bodies decided to leave, and that is in effect: the council is in it until it is out (B15-42)."""
    return LIFE.perform("begin_leaving", entry, by=by, at=at, version=version, reason=reason)


def stay(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """The decision to leave was reversed before the council was out."""
    return LIFE.perform("stay", entry, by=by, at=at, version=version, reason=reason)


def leave(
    entry: Partnership,
    ended_on: date,
    reason: str,
    successor: Partnership | None,
    *,
    version: int,
    by,
    at: datetime,
) -> Partnership:
    """The council is out, by an exit strategy that is completed. The entry is kept, and shown as Ended."""
    changes = {"ended_on": ended_on, "ended_reason": reason, "successor": successor}
    return LIFE.perform("leave", entry, by=by, at=at, version=version, changes=changes, reason=reason)


def end(
    entry: Partnership,
    ended_on: date,
    reason: str,
    successor: Partnership | None,
    waived: str = "",
    *,
    advice: str = "",
    version: int,
    by,
    at: datetime,
) -> Partnership:
    """End an entry that others ended, merged or renamed: when, why, and what follows it. It is shown as Ended.

    `waived` says at which meeting the management team waived an exit strategy, where nothing follows it (B15-41);
    `advice` answers whether legal advice on leaving was taken, where that is asked (H14-32).
    """
    changes = {"ended_on": ended_on, "ended_reason": reason, "successor": successor, "leaving_waived": waived}
    changes |= {"legal_advice_on_leaving": advice} if advice else {}
    return LIFE.perform("end", entry, by=by, at=at, version=version, changes=changes, reason=reason)


def reopen(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """Undo an end that was recorded by mistake."""
    changes = {"ended_on": None, "ended_reason": "", "successor": None, "leaving_waived": ""}
    return LIFE.perform("reopen", entry, by=by, at=at, version=version, changes=changes, reason=reason)

"""Every write about an agreement, in the order of its life: drafted, put in force, renewed or terminated."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from partnerships.machine import Machine, Transition
from partnerships.saving import claimed, create
from partnerships.verdict import Verdict, refused, require
from register import permissions
from register.models import AgreedOutcome, GoverningDocument, Partnership
from register.models.base import Removable
from register.permissions.agreements import renewed_once, unrivalled
from register.permissions.leaving import only_by_leaving, only_by_staying
from register.rules.agreements import kept
from register.rules.words import long_day

Status = GoverningDocument.Status
CARRIED_ON = (
    "partnership",
    "kind",
    "title",
    "notice_months",
    "is_standard",
    "procurement",
    "outcomes_updated_on",
    "note",
)
TO_COME = "That day is still to come. Enter it as the end of the agreement, and terminate it once it is there."
NOT_BEGUN = (
    "The agreement begins on {}, so it cannot end before. To give up one that has not begun, take it off the entry "
    "under Agreements and documents."
)

BEFORE_THE_OLD = "The agreement that it renews began on"


def first_day(document: GoverningDocument) -> list[str]:
    """An agreement is in force from some day on."""
    return [] if document.starts_on else ["Enter the day from which the agreement holds."]


def day_and_reason(document: GoverningDocument) -> list[str]:
    """What must be said before an agreement is terminated."""
    if document.terminated_on and document.terminated_reason:
        return []
    return ["Say on which day the agreement was terminated, and why."]


AGREEMENTS = Machine(
    GoverningDocument,
    "agreement",
    Status.DRAFT,
    Transition(
        "put_in_force", "put in force", (Status.DRAFT,), Status.IN_FORCE, permissions.can_put_in_force, first_day
    ),
    Transition("renew", "renewed", (Status.IN_FORCE,), Status.RENEWED, permissions.can_settle_agreement),
    Transition("resume", "in force again", (Status.RENEWED,), Status.IN_FORCE, permissions.can_resume),
    Transition(
        "terminate",
        "terminated",
        (Status.IN_FORCE,),
        Status.TERMINATED,
        permissions.can_settle_agreement,
        day_and_reason,
    ),
    Transition("leave", "terminated", (Status.IN_FORCE,), Status.TERMINATED, only_by_leaving, day_and_reason),
    Transition("restore", "in force again", (Status.TERMINATED,), Status.IN_FORCE, only_by_staying),
)


def draft(document: GoverningDocument, entry: Partnership, *, by, at: datetime) -> GoverningDocument:
    """Begin an agreement: it is a draft until somebody puts it in force."""
    require(permissions.can_keep_agreements(by, entry))
    document.status = Status.DRAFT
    return create(document, by=by, at=at)


def may_renew(user, document: GoverningDocument) -> Verdict:
    """Is it in force, or renewed by what was taken off since; is this the person; has nobody begun a renewal yet?"""
    begun = GoverningDocument.objects.filter(renews=document).first()
    if begun and begun.removed_at and document.status == Status.RENEWED:
        return permissions.can_settle_agreement(user, document)
    verdict = AGREEMENTS.may_start(user, document, "renew")
    if not verdict or begun is None or begun.removed_at:
        return verdict
    return refused(f"Its renewal is drafted already: “{begun}”. Put that draft in force.")


def renew(
    document: GoverningDocument, starts_on: date, ends_on: date | None, *, by, at: datetime, reason: str = ""
) -> GoverningDocument:
    """Draft the renewal of an agreement, with its outcomes; the old one stays in force until the draft is put in force.

    What it is under procurement rules is carried on and must be cleared again (SH-24). An earlier renewal that was
    taken off the entry renews it no longer. Raises Refused or ValidationError; gaps stop nothing (SH-32).
    """
    with transaction.atomic():
        old = GoverningDocument.objects.select_for_update().get(pk=document.pk)
        require(may_renew(by, old))
        follows(old, starts_on)
        give_up(old, by=by, at=at, reason="Another renewal is drafted")
        values = {name: getattr(old, name) for name in CARRIED_ON}
        new = GoverningDocument(**values, status=Status.DRAFT, renews=old, starts_on=starts_on, ends_on=ends_on)
        create(new, by=by, at=at, reason=reason)
        for outcome in kept(old.outcomes.all()):
            same = {"text": outcome.text, "theme": outcome.theme, "localities": outcome.localities}
            create(AgreedOutcome(document=new, **same), by=by, at=at)
    return new


def give_up(old: GoverningDocument, **who) -> None:
    """Whatever renewed the agreement renews it no longer."""
    for each in GoverningDocument.objects.filter(renews=old):
        claimed(GoverningDocument, each.pk, each.version, {"renews": None}, **who)


def follows(old: GoverningDocument, starts_on: date) -> None:
    """A renewal begins after the agreement that it renews began. Raises ValidationError."""
    if old.starts_on and starts_on <= old.starts_on:
        raise ValidationError({"starts_on": f"{BEFORE_THE_OLD} {long_day(old.starts_on)}. Enter a later day."})


def put_in_force(
    document: GoverningDocument, starts_on: date, *, version: int, by, at: datetime, reason=""
) -> GoverningDocument:
    """The agreement holds from this day on, today or later; one that it renews holds until the day before.

    Raises Refused, Conflict or ValidationError.
    """
    with transaction.atomic():
        changes = {"starts_on": starts_on, **link_again(document, by=by, at=at)}
        old = changes.get("renews", document.renews)
        if old and starts_on:
            follows(old, starts_on)
        made = AGREEMENTS.perform(
            "put_in_force", document, by=by, at=at, version=version, changes=changes, reason=reason
        )
        replace_old(made, by=by, at=at)
    return made


def replace_old(made: GoverningDocument, *, by, at: datetime) -> None:
    """What an agreement in force renews, if anything, is renewed."""
    if made.renews_id and made.renews.status == Status.IN_FORCE:
        AGREEMENTS.perform("renew", made.renews, by=by, at=at, reason=f"Renewed by “{made}”")


def link_again(document: GoverningDocument, *, by, at: datetime) -> dict[str, Any]:
    """The link to what it renewed before another renewal was drafted, unless another one stands."""
    old = None if document.renews_id else renewed_once(document)
    if old is None or GoverningDocument.objects.filter(renews=old, removed_at=None).exists():
        return {}
    give_up(old, by=by, at=at, reason=f"“{document}” renews it after all")
    return {"renews": old}


def taken_off(line: Removable, *, by, at: datetime) -> None:
    """What an agreement in force renewed is in force again when that agreement is taken off the entry."""
    if not isinstance(line, GoverningDocument) or line.status != Status.IN_FORCE:
        return
    if line.renews_id and line.renews.status == Status.RENEWED:
        reason = f"Its renewal, “{line}”, was taken off the entry"
        AGREEMENTS.perform("resume", line.renews, by=by, at=at, reason=reason)


def put_back(line: Removable, *, by, at: datetime) -> Removable:
    """What is put back renews again what it renewed. Raises Refused where it is in force and another one does."""
    if not isinstance(line, GoverningDocument):
        return line
    if line.status == Status.IN_FORCE:
        require(unrivalled(line))
    if changes := link_again(line, by=by, at=at):
        line = claimed(GoverningDocument, line.pk, line.version, changes, by=by, at=at)
    if line.status == Status.IN_FORCE:
        replace_old(line, by=by, at=at)
    return line


def terminate(document: GoverningDocument, day: date, why: str, *, version: int, by, at: datetime) -> GoverningDocument:
    """End an agreement before or at its time, with the day and the reason. It stays readable."""
    if sentence := untimely(document, day, timezone.localdate(at)):
        raise ValidationError({"terminated_on": sentence})
    changes = {"terminated_on": day, "terminated_reason": why}
    return AGREEMENTS.perform("terminate", document, by=by, at=at, version=version, changes=changes, reason=why)


def untimely(document: GoverningDocument, day: date, today: date) -> str:
    """Why an agreement cannot be terminated on that day; blank where it can."""
    if document.starts_on and day < document.starts_on:
        return NOT_BEGUN.format(long_day(document.starts_on))
    return TO_COME if day > today else ""


def confirm_outcomes(document: GoverningDocument, *, version: int, by, at: datetime, reason="") -> GoverningDocument:
    """Somebody has looked at the outcomes and found them right (SH-27)."""
    require(permissions.can_change_agreement(by, document))
    changes = {"outcomes_updated_on": timezone.localdate(at)}
    return claimed(
        GoverningDocument, document.pk, version, changes, by=by, at=at, reason=reason or "Outcomes confirmed"
    )


def add_outcome(outcome: AgreedOutcome, *, by, at: datetime, reason="") -> AgreedOutcome:
    """Agree one more outcome; the agreement's outcomes count as updated today."""
    require(permissions.can_change_agreement(by, outcome.document))
    with transaction.atomic():
        made = create(outcome, by=by, at=at, reason=reason)
        note_update(outcome.document, by=by, at=at)
    return made


def edit_outcome(
    outcome: AgreedOutcome, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason=""
) -> AgreedOutcome:
    """Change an outcome that was read at `version`; the agreement's outcomes count as updated today."""
    require(permissions.can_change_agreement(by, outcome.document))
    with transaction.atomic():
        made = claimed(AgreedOutcome, outcome.pk, version, changes, by=by, at=at, reason=reason)
        note_update(outcome.document, by=by, at=at)
    return made


def remove_outcome(outcome: AgreedOutcome, *, version: int, by, at: datetime, reason="") -> AgreedOutcome:
    """Take an outcome off its agreement; it stays in history and can be put back."""
    changes = {"removed_at": at, "removed_by": by}
    return edit_outcome(outcome, changes, version=version, by=by, at=at, reason=reason)


def put_back_outcome(outcome: AgreedOutcome, *, version: int, by, at: datetime, reason="") -> AgreedOutcome:
    """Undo a removal."""
    changes = {"removed_at": None, "removed_by": None}
    return edit_outcome(outcome, changes, version=version, by=by, at=at, reason=reason)


def note_update(document: GoverningDocument, *, by, at: datetime) -> None:
    """Set when the outcomes were last updated, on the agreement as it stands now, whoever else is editing it."""
    today = timezone.localdate(at)
    now = GoverningDocument.objects.select_for_update().get(pk=document.pk)
    if now.outcomes_updated_on != today:
        changes = {"outcomes_updated_on": today}
        claimed(GoverningDocument, now.pk, now.version, changes, by=by, at=at, reason="Outcomes changed")

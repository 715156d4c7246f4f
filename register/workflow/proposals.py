"""Every write on the way to being joined, and when staying is looked at again (H11-01, H11-02, W09-11)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from partnerships.models import Council
from partnerships.saving import claimed
from partnerships.verdict import require
from register.models import Partnership
from register.models.choices import Status
from register.permissions import can_create_partnership
from register.permissions.proposals import can_propose
from register.workflow.entries import LIFE, enter

PURPOSE = "Say what the partnership is for."


def propose(values: Mapping[str, Any], *, councils: Iterable[Council], by, at: datetime) -> Partnership:
    """Propose a partnership: its name and purpose, and who would lead it. It is counted nowhere until it is joined."""
    require(can_propose(by))
    if not (values.get("function") or "").strip():
        raise ValidationError({"function": PURPOSE})
    return enter({**values, "status": Status.PROPOSED}, councils=councils, by=by, at=at, reason="Proposed")


def record_existing(
    values: Mapping[str, Any], reason: str, joined_on: date, *, councils: Iterable[Council], by, at: datetime
) -> Partnership:
    """Record a partnership that the council is in already, without a business case (W09-11)."""
    require(can_create_partnership(by))
    if not reason.strip():
        raise ValidationError({"recorded_reason": "Say why it is recorded without a business case."})
    late = {"recorded_reason": reason, "joined_on": joined_on, "has_business_case": False}
    return enter({**values, **late}, councils=councils, by=by, at=at, reason=reason)


def advance(
    partnership_id: int, verb: str, changes: Mapping[str, Any] | None = None, *, by, at: datetime, reason: str = ""
) -> Partnership:
    """Take a step in the life of the entry of a business case, as it now stands. Raises Refused."""
    entry = Partnership._base_manager.select_for_update().get(pk=partnership_id)
    return LIFE.perform(verb, entry, by=by, at=at, changes=changes, reason=reason)


def note_business_case(partnership_id: int, has_one: bool, *, by, at: datetime, reason: str = "") -> Partnership:
    """Write whether there is an approved business case into the entry."""
    entry = Partnership._base_manager.select_for_update().get(pk=partnership_id)
    return claimed(Partnership, entry.pk, entry.version, {"has_business_case": has_one}, by=by, at=at, reason=reason)


def propose_again(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """A new episode of what was turned down, left or found to be no partnership, on the same record."""
    changes = {
        "exclusion_class": None, "exclusion_reason": "", "ended_on": None, "ended_reason": "", "successor": None,
    }  # fmt: skip
    return LIFE.perform("propose_again", entry, by=by, at=at, version=version, changes=changes, reason=reason)


def open_review(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """Look again at whether the council should go on taking part."""
    return LIFE.perform("open_review", entry, by=by, at=at, version=version, reason=reason)


def close_review(entry: Partnership, reason: str, *, version: int, by, at: datetime) -> Partnership:
    """The council goes on taking part."""
    return LIFE.perform("close_review", entry, by=by, at=at, version=version, reason=reason)


def lacks_to_join(entry: Partnership, document_reason: str) -> list[str]:
    """What must be there before a partnership is joined, in sentences."""
    found = []
    if not (document_reason or entry.documents.filter(removed_at__isnull=True).exclude(kind="equality").exists()):
        found.append("Add the governing document under Governance and documents, or say why there is none.")
    if not entry.seats.filter(removed_at__isnull=True).exists():
        found.append("Add who represents the council, or a vacant place, under People.")
    if entry.next_review_due_on is None:
        found.append("Set when the next review is due, on the Summary.")
    return found

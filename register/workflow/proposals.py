"""Every write on the way to being joined, and when staying is looked at again (H11-01, H11-02, W09-11)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from partnerships.models import Council
from partnerships.saving import claimed
from partnerships.verdict import require
from register.models import Partnership
from register.models.choices import Status
from register.permissions import can_create_partnership
from register.permissions.proposals import can_propose
from register.rules.themes import defaults
from register.workflow.entries import LIFE, enter

PURPOSE = "Say what the partnership is for."
NO_DOCUMENT = "Add the governing document under Governance and documents, or say why there is none."
NO_SEAT = "Add who represents the council, or a vacant place, under People."
NO_REVIEW = "Set when the next review is due, on the Summary."
NO_PROGRAMME = "Add when it is reported on, and to whom: a line of the reporting programme."
MOMENT = timedelta(minutes=10)


def propose(values: Mapping[str, Any], *, councils: Iterable[Council], by, at: datetime) -> Partnership:
    """Propose a partnership: its name and purpose, and who would lead it. It is counted nowhere until it is joined.

    Where neither a person nor its theme names a lead officer, who proposes it leads it.
    """
    require(can_propose(by))
    if not (values.get("function") or "").strip():
        raise ValidationError({"function": PURPOSE})
    usual = defaults(values.get("themes") or ()).lead_officer
    led = values.get("lead_officer") or values.get("lead_officer_post") or usual
    proposed = {**values, "status": Status.PROPOSED, **({} if led else {"lead_officer": by})}
    return enter(proposed, councils=councils, by=by, at=at, reason="Proposed")


def just_proposed(values: Mapping[str, Any], *, by, at: datetime) -> Partnership | None:
    """What the same person proposed a moment ago in the same words: the button was pressed twice."""
    said = {name: values.get(name) or "" for name in ("name", "function")}
    rows = Partnership.history.filter(
        **said, history_type="+", history_user=by, history_date__gt=at - MOMENT, status=Status.PROPOSED
    )
    return Partnership.objects.visible_to(by).filter(pk__in=rows.values("id")).first()


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
        "leaving_waived": "",
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
    return [sentence for sentence, _ in places_to_join(entry, document_reason)]


def places_to_join(entry: Partnership, document_reason: str) -> list[tuple[str, str]]:
    """The same, each with the name of the page that mends it (vocabulary, section 1)."""
    documents = entry.documents.filter(removed_at__isnull=True).exclude(kind="equality")
    needed = (
        (document_reason or documents.exists(), NO_DOCUMENT, "register:governance"),
        (entry.seats.filter(removed_at__isnull=True).exists(), NO_SEAT, "register:people"),
        (entry.next_review_due_on is not None, NO_REVIEW, "register:entry"),
        (entry.programme.filter(removed_at__isnull=True).exists(), NO_PROGRAMME, "register:information"),
    )
    return [(sentence, place) for there, sentence, place in needed if not there]

"""How a business case ends: joined, lapsed, taken back, or turned down with the reason (H11-02, B15-09)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from assessments.models import BusinessCase
from assessments.models.choices import CaseStatus, RejectionKind
from assessments.permissions import cases as permissions
from assessments.workflow.cases import CASES
from partnerships.saving import claimed
from partnerships.verdict import Verdict, allowed_if, refused, require
from register.models import Partnership, Policy
from register.models.choices import DecisionEvent
from register.rules.programme import due_on
from register.rules.words import long_day
from register.workflow import decisions, proposals

NOT_APPROVED = "Only a partnership whose business case is approved can be joined."


def may_name_rejection(user, case: BusinessCase) -> Verdict:
    """Was it rejected by a body, so that it can be said that somebody else leads?"""
    if case.status != CaseStatus.REJECTED or case.rejection == RejectionKind.NOT_JOINED:
        return refused("Only where a body rejected it can it be said why it went no further.")
    return permissions.can_close_case(user, case)


def name_rejection(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """Say that it was rejected because another party leads, or for another reason (B15-09)."""

    def guard(stands: BusinessCase) -> None:
        require(may_name_rejection(by, stands))

    return claimed(BusinessCase, case.pk, version, changes, by=by, at=at, guard=guard)


def ask_to_join(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """The lead officer says that the council has joined, and since when; a policy officer confirms it.

    Raises ValidationError where governing document, representative or next review are missing.
    """
    require(may_ask_to_join(by, case))
    said = {name: changes.get(name, getattr(case, name)) for name in ("joined_on", "no_document_reason")}
    check_ready(case, *said.values(), at)
    return CASES.perform("ask_to_join", case, by=by, at=at, version=version, changes=changes)


def may_ask_to_join(user, case: BusinessCase) -> Verdict:
    """Is it approved and not joined yet, and is this its lead officer?"""
    if not is_joinable(case):
        return refused(NOT_APPROVED)
    return permissions.can_ask_to_join(user, case)


def is_joinable(case: BusinessCase) -> bool:
    return case.event == DecisionEvent.JOIN and case.status == CaseStatus.APPROVED


def check_ready(case: BusinessCase, joined_on: date, document_reason: str, at: datetime) -> None:
    """Raises ValidationError with what is missing before the entry is active."""
    entry = Partnership.objects.get(pk=case.partnership_id)
    if lacking := proposals.lacks_to_join(entry, document_reason.strip()):
        raise ValidationError(lacking)
    if joined_on > localdate(at):
        raise ValidationError({"joined_on": "That day is still to come. Join once the council has joined."})


def join(
    case: BusinessCase, joined_on: date, document_reason: str = "", *, version: int, by, at: datetime
) -> BusinessCase:
    """A policy officer confirms: the entry is active with everything that the case and the entry hold (H11-02).

    Raises ValidationError where governing document, representative or next review are missing.
    """
    require(may_join(by, case))
    check_ready(case, joined_on, document_reason, at)
    reason = f"No governing document: {document_reason}" if document_reason else "Joined"
    with transaction.atomic():
        case = CASES.perform("conclude", case, by=by, at=at, version=version)
        facts = {"joined_on": joined_on, "has_business_case": True}
        proposals.advance(case.partnership_id, "join", facts, by=by, at=at, reason=reason)
    return case


def may_join(user, case: BusinessCase) -> Verdict:
    """Has the lead officer asked, and is this a policy officer, other than who asked?"""
    if not is_joinable(case):
        return refused(NOT_APPROVED)
    if verdict := permissions.can_close_case(user, case):
        return may_confirm_joining(user, case)
    return verdict


def may_confirm_joining(user, case: BusinessCase) -> Verdict:
    """Nobody confirms what they asked for."""
    if case.join_asked_by_id is None:
        return refused("The lead officer says first that the council has joined. You confirm it then.")
    return allowed_if(
        case.join_asked_by_id != user.pk,
        "You said that the council has joined, so another policy officer confirms it.",
    )


def lapses_on(case: BusinessCase) -> date | None:
    """The day from which an approved case that nobody joined by may lapse; None where it is not approved."""
    if case.status != CaseStatus.APPROVED or case.approved_at is None:
        return None
    policy = Policy.objects.filter(is_current=True).first()
    months = policy.lapse_months if policy else Policy().lapse_months
    return due_on(localdate(case.approved_at), months, 1)


def may_lapse(user, case: BusinessCase, today: date) -> Verdict:
    """Has its time run out, and is this the person to say so?"""
    if not (verdict := CASES.may_start(user, case, "lapse")):
        return verdict
    day = lapses_on(case)
    if day and today < day:
        return refused(f"It lapses when nobody has joined by {long_day(day)}.")
    return verdict


def lapse(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """Approved, and not joined in time: a policy officer says why."""
    require(may_lapse(by, case, localdate(at)))
    with transaction.atomic():
        values = {**changes, "rejection": RejectionKind.NOT_JOINED}
        case = CASES.perform("lapse", case, by=by, at=at, version=version, changes=values)
        proposals.advance(case.partnership_id, "lapse", by=by, at=at, reason=case.closing_note)
    return case


def withdraw(case: BusinessCase, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> BusinessCase:
    """Taken back before anything was decided; what was put to bodies is taken back with it."""
    with transaction.atomic():
        values = {**changes, "rejection": RejectionKind.WITHDRAWN}
        case = CASES.perform("withdraw", case, by=by, at=at, version=version, changes=values)
        if case.matter:
            decisions.take_back(case.matter, by=by, at=at, reason=case.closing_note)
        if case.event == DecisionEvent.JOIN:
            proposals.advance(case.partnership_id, "take_back", by=by, at=at, reason=case.closing_note)
    return case

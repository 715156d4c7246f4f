"""Every write about a partner's yearly paper: asked for, received, heard by bodies, decided (SH-04, SH-05, SH-23)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, claimed, create
from partnerships.verdict import Refused, Verdict, refused, require
from register.models import PaperHearing, PartnerPaper, Partnership
from register.models.choices import CURRENT
from register.models.partner_papers import HearingPart, PaperStatus
from register.permissions import partner_papers as permissions
from register.rules.words import long_day

TO_COME = "That day is still to come. Record it once the {} was there."
NOT_ACTIVE = "{} is not active, so its partners are not asked for papers."
VERB_OF = {
    HearingPart.CONSIDERED: "consider",
    HearingPart.RECOMMENDED: "consider",
    HearingPart.DECIDED: "decide",
}


def received_day(paper: PartnerPaper) -> list[str]:
    """What must be said to receive a paper."""
    return [] if paper.received_on else ["Enter the day on which the paper was received."]


PAPERS = Machine(
    PartnerPaper,
    "partner’s paper",
    PaperStatus.ASKED,
    Transition(
        "receive",
        "received",
        (PaperStatus.ASKED,),
        PaperStatus.RECEIVED,
        permissions.can_receive_paper,
        received_day,
        stamp="received",
    ),
    Transition(
        "consider",
        "considered",
        (PaperStatus.RECEIVED, PaperStatus.CONSIDERED),
        PaperStatus.CONSIDERED,
        permissions.can_record_hearing,
    ),
    Transition(
        "decide",
        "decided",
        (PaperStatus.RECEIVED, PaperStatus.CONSIDERED, PaperStatus.DECIDED),
        PaperStatus.DECIDED,
        permissions.can_record_hearing,
    ),
    Transition(
        "take_back",
        "no longer asked for",
        (PaperStatus.ASKED,),
        PaperStatus.TAKEN_BACK,
        permissions.can_change_paper,
    ),
)


def ask(entry: Partnership, values: Mapping[str, Any], *, by, at: datetime) -> PartnerPaper:
    """Ask for a paper of one year; the lead officer, who is to get it from the partner, is written to.

    Raises Refused, or ValidationError where it was asked for already.
    """
    require(permissions.can_ask_partners(by))
    if entry.status not in CURRENT:
        raise Refused(NOT_ACTIVE.format(entry.name))
    with transaction.atomic():
        paper = create(PartnerPaper(partnership=entry, asked_at=at, asked_by=by, **values), by=by, at=at)
        if entry.lead_officer and entry.lead_officer != by:
            mail.write(
                entry.lead_officer,
                "partner_paper_asked",
                key=f"partner paper {paper.pk} asked",
                at=at,
                paper=str(paper),
                whose=paper.whose,
                partnership=entry.name,
                due=long_day(paper.due_on),
                path=reverse("register:partner_paper", args=[paper.pk]),
            )
    return paper


def ask_all(
    entries: Iterable[Partnership], values: Mapping[str, Any], *, by, at: datetime
) -> tuple[list[PartnerPaper], list[Partnership]]:
    """Ask for the same paper of several partnerships. Returns what was asked for, and who had been asked already."""
    asked, before = [], []
    with transaction.atomic(), announced_once(by=by, at=at):
        for entry in entries:
            same = {"kind": values["kind"], "financial_year": values["financial_year"], "organisation": None}
            if entry.partner_papers.filter(**same).exclude(status=PaperStatus.TAKEN_BACK).exists():
                before.append(entry)
            else:
                asked.append(ask(entry, values, by=by, at=at))
    return asked, before


def may_postpone(user, paper: PartnerPaper) -> Verdict:
    """Is it still asked for, and is this the person?"""
    if paper.status != PaperStatus.ASKED:
        return refused("Only the day of a paper that has not been received is changed.")
    return permissions.can_change_paper(user, paper)


def postpone(paper: PartnerPaper, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str):
    """Give the partner another day."""

    def guard(current: PartnerPaper) -> None:
        require(may_postpone(by, current))

    return claimed(PartnerPaper, paper.pk, version, changes, by=by, at=at, reason=reason, guard=guard)


def receive(paper: PartnerPaper, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> PartnerPaper:
    """The paper is there: the day, and what it says under each heading. Its file is stored beside it."""
    not_to_come("received_on", changes.get("received_on"), "paper", at)
    return PAPERS.perform("receive", paper, by=by, at=at, version=version, changes=changes)


def may_complete(user, paper: PartnerPaper) -> Verdict:
    """Is it here, not decided on, and is this a person who receives it?"""
    if paper.status not in (PaperStatus.RECEIVED, PaperStatus.CONSIDERED):
        return refused("What a paper says is changed while it has been received and not been decided on.")
    return permissions.can_receive_paper(user, paper)


def complete(paper: PartnerPaper, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""):
    """Correct the day or what it says."""

    def guard(current: PartnerPaper) -> None:
        require(may_complete(by, current))

    not_to_come("received_on", changes.get("received_on"), "paper", at)
    return claimed(PartnerPaper, paper.pk, version, changes, by=by, at=at, reason=reason, guard=guard)


def not_to_come(field: str, day: date | None, what: str, at: datetime) -> None:
    """Raises ValidationError for a day after today."""
    if day and day > localdate(at):
        raise ValidationError({field: TO_COME.format(what)})


def may_hear(user, paper: PartnerPaper) -> Verdict:
    """Can what a body said be recorded, and by this person?"""
    if paper.status == PaperStatus.ASKED:
        return refused("It has not been received, so no body has heard it. Record that it came first.")
    if paper.status == PaperStatus.TAKEN_BACK:
        return refused("This paper is no longer asked for.")
    return permissions.can_record_hearing(user, paper)


def hear(paper: PartnerPaper, values: Mapping[str, Any], *, version: int, by, at: datetime) -> PaperHearing:
    """Record what a body did with the paper at a meeting. A decision closes it; further ones can follow (SH-05).

    Raises Refused, Conflict or ValidationError.
    """
    require(may_hear(by, paper))
    not_to_come("held_on", values.get("held_on"), "meeting", at)
    not_to_come("copied_on", values.get("copied_on"), "copy", at)
    if values.get("held_on") and paper.received_on and values["held_on"] < paper.received_on:
        raise ValidationError(
            {"held_on": f"The paper was received on {long_day(paper.received_on)}. Enter that day or a later one."}
        )
    with transaction.atomic(), announced_once(by=by, at=at):
        hearing = create(PaperHearing(paper=paper, **values), by=by, at=at)
        decided = paper.status == PaperStatus.DECIDED
        verb = "decide" if decided else VERB_OF[HearingPart(hearing.part)]
        PAPERS.perform(verb, paper, by=by, at=at, version=version, reason=str(hearing))
    return hearing


def take_back(paper: PartnerPaper, *, version: int, by, at: datetime, reason: str) -> PartnerPaper:
    """The paper is no longer asked for."""
    return PAPERS.perform("take_back", paper, by=by, at=at, version=version, reason=reason)

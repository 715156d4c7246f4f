"""Every write about a review that scrutiny asks for: asked, agreed or declined, given to a panel, reported (H11-07)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate

from partnerships import mail
from partnerships.machine import Machine, Transition
from partnerships.saving import announced_once, create
from partnerships.verdict import Verdict, refused, require
from register.models import Partnership
from reviews.models import CommitteePaper, Recommendation, ScrutinyReview
from reviews.models.choices import ScrutinyStatus, Source
from reviews.models.scrutiny import ASKED_ALREADY
from reviews.permissions import scrutiny as permissions
from reviews.permissions.recommendations import can_draft_about
from reviews.rules.scrutiny import meant, printed
from reviews.workflow.recommendations import start

Status = ScrutinyStatus
NOT_PRINTED = "Choose a partnership that an issued paper names."
TO_COME = "{} is past or today. Enter a day to come."
NOT_YET = "{} is still to come. Enter a day that has come."


def answered(review: ScrutinyReview) -> list[str]:
    """Which body, when, under which minute, and why."""
    said = review.commission_id and review.decided_on and review.minute.strip() and review.decision_reason.strip()
    return [] if said else ["Say which body decided, on which day, with its minute reference and reason."]


def agreed_on_what(review: ScrutinyReview) -> list[str]:
    known = [] if review.partnership_id else ["Say which partnership of the register it is."]
    return [*answered(review), *known]


def panel_named(review: ScrutinyReview) -> list[str]:
    named = review.panel_id and review.lead_member.strip() and review.due_on
    return [] if named else ["Say which panel holds it, which member leads it, and when its report is due."]


def says_what(review: ScrutinyReview) -> list[str]:
    return [] if review.found.strip() and review.reported_on else ["Say when it reported, and what it found."]


SCRUTINY = Machine(
    ScrutinyReview,
    "request for a review",
    Status.REQUESTED,
    Transition(
        "agree",
        "agreed",
        (Status.REQUESTED,),
        Status.AGREED,
        permissions.can_answer,
        agreed_on_what,
        "settled",
    ),
    Transition(
        "decline",
        "declined",
        (Status.REQUESTED,),
        Status.DECLINED,
        permissions.can_answer,
        answered,
        "settled",
    ),
    Transition(
        "begin",
        "given to a panel",
        (Status.AGREED,),
        Status.IN_PROGRESS,
        permissions.can_see_to,
        panel_named,
        "begun",
    ),
    Transition(
        "report",
        "reported",
        (Status.IN_PROGRESS,),
        Status.REPORTED,
        permissions.can_see_to,
        says_what,
        "reported",
    ),
)


def ask(named: str, why: str, *, by, at: datetime) -> ScrutinyReview:
    """A scrutiny member asks for a review of a partnership, by its name in an issued paper (B15-34).

    Raises Refused, or ValidationError where no issued paper prints the name.
    """
    require(permissions.can_ask_scrutiny(by))
    paper = printed(CommitteePaper.objects.visible_to(by).current()).get(named)
    if paper is None:
        raise ValidationError({"named": NOT_PRINTED})
    if ScrutinyReview.objects.filter(member=by, named=named, status=Status.REQUESTED).exists():
        raise ValidationError({"named": ASKED_ALREADY})
    about = {"named": named, "paper": paper, "partnership": meant(named)}
    return create(ScrutinyReview(**about, why=why, member=by, asked_at=at, asked_by=by), by=by, at=at)


def record(entry: Partnership, values: Mapping[str, Any], *, by, at: datetime) -> ScrutinyReview:
    """Democratic services or the policy team write down what a member or a panel asked elsewhere."""
    require(permissions.can_ask_scrutiny(by))
    about = {"named": entry.name, "partnership": entry, **values}
    return create(ScrutinyReview(**about, asked_at=at, asked_by=by), by=by, at=at)


def agree(review: ScrutinyReview, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ScrutinyReview:
    """The commission agreed: record its decision, and which partnership it is."""
    return answer("agree", review, changes, version=version, by=by, at=at)


def decline(review: ScrutinyReview, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ScrutinyReview:
    """The commission declined, with its reason."""
    return answer("decline", review, changes, version=version, by=by, at=at)


def answer(verb: str, review, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ScrutinyReview:
    check_past("decided_on", changes, at)
    with transaction.atomic(), announced_once(by=by, at=at):
        made = SCRUTINY.perform(verb, review, by=by, at=at, version=version, changes=changes)
        tell(made, at=at)
    return made


def check_past(name: str, changes: Mapping[str, Any], at: datetime) -> None:
    day = changes.get(name)
    if day and day > localdate(at):
        raise ValidationError({name: NOT_YET.format("That day")})


def tell(review: ScrutinyReview, *, at: datetime) -> None:
    """Write to who asked, if they sign in here."""
    if review.member:
        path = reverse("reviews:scrutiny_review", args=[review.pk])
        said = {"named": review.named, "state": review.get_status_display().lower(), "path": path}
        mail.write(review.member, "scrutiny_answered", key=f"scrutiny-{review.pk}-{review.status}", at=at, **said)


def begin(review: ScrutinyReview, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ScrutinyReview:
    """Which panel holds it, who leads it, and when it reports."""
    due = changes.get("due_on")
    if due and due <= localdate(at):
        raise ValidationError({"due_on": TO_COME.format("That day")})
    return SCRUTINY.perform("begin", review, by=by, at=at, version=version, changes=changes)


def report(review: ScrutinyReview, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> ScrutinyReview:
    """The panel has reported: when, what it found, and where the report is."""
    check_past("reported_on", changes, at)
    with transaction.atomic(), announced_once(by=by, at=at):
        made = SCRUTINY.perform("report", review, by=by, at=at, version=version, changes=changes)
        tell(made, at=at)
    return made


def may_recommend(user, review: ScrutinyReview) -> Verdict:
    """Has it reported, and is this the person to draw a recommendation up?"""
    if review.status != Status.REPORTED or review.partnership is None:
        return refused("Recommendations are drawn up once the panel has reported.")
    return can_draft_about(user, review.partnership)


def recommend(review: ScrutinyReview, values: Mapping[str, Any], *, by, at: datetime) -> Recommendation:
    """Begin a recommendation that rests on what scrutiny found."""
    require(may_recommend(by, review))
    title = f"Review by {review.panel}"[:200]
    source = {"source": Source.SCRUTINY, "source_title": title, "source_on": review.reported_on}
    return start(review.partnership, {**values, **source, "scrutiny_review": review}, by=by, at=at)

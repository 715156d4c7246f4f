"""That bodies received a paper: the corporate management team each annual review, others where money asks for it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from partnerships.saving import create
from partnerships.verdict import Verdict, refused, require
from register.models import Body
from register.models.choices import BudgetStatus, ReviewsReceived
from register.rules.words import long_day
from reviews.models import CommitteePaper, Edition, PaperReceipt, ReviewRound
from reviews.permissions import editions as permissions
from reviews.reports import kept

NOT_ISSUED = "Only an issued paper is received. Issue it first."
NO_REPORT = "The report on the round is not issued yet. Draw it up from the edition, and issue it."
NO_BODY = "No body of the policy receives annual reviews. Say under Admin, Bodies, which one does."


def may_record(user, paper: CommitteePaper) -> Verdict:
    """Was it issued, and is this the person?"""
    if paper.is_draft:
        return refused(NOT_ISSUED)
    return permissions.can_record_receipt(user, paper)


def record(paper: CommitteePaper, values: Mapping[str, Any], *, by, at: datetime) -> PaperReceipt:
    """Keep that a body received a paper, when and by which minute. Raises Refused or ValidationError."""
    require(may_record(by, paper))
    day = values["received_on"]
    if day > localdate(at):
        raise ValidationError({"received_on": "That day is still to come. Record it once the body has met."})
    if day < (issued := localdate(paper.issued_at)):
        said = f"The paper was issued on {long_day(issued)}. Enter that day or a later one."
        raise ValidationError({"received_on": said})
    return create(PaperReceipt(paper=paper, **values), by=by, at=at)


def receiving(edition: Edition) -> list[Body]:
    """The bodies that receive the annual review: always, or because money of its entries is outside the budget."""
    always, outside = (
        list(Body.objects.filter(receives_reviews=when, is_retired=False)) for when in ReviewsReceived.values
    )
    return [*always, *(outside if outside and has_money_outside_budget(edition) else ())]


def has_money_outside_budget(edition: Edition) -> bool:
    """Is any contribution that the edition keeps not in the budget (B15-35)?"""
    return any(
        BudgetStatus.NOT_IN_BUDGET in (part.get("budget_status"), entry.values.get("budget_status"))
        for entry in kept.entries(edition)
        for part in entry.values["councils"].values() or [{}]
    )


def may_report(round: ReviewRound) -> list[str]:
    """What is missing before the round counts as reported, in sentences; nothing where all is there.

    The report on its edition is issued, and received by the bodies that the policy names (B15-33, B15-35).
    """
    edition = Edition.objects.filter(round=round).first()
    report = edition and edition.papers.filter(status=CommitteePaper.Status.ISSUED).order_by("pk").last()
    if not report:
        return [NO_REPORT]
    bodies = receiving(edition)
    received = set(PaperReceipt.objects.filter(paper__edition=edition).values_list("body", flat=True))
    missing = [
        f"{body} has not received {report.reference} yet. Record it on the paper."
        for body in bodies
        if body.pk not in received
    ]
    return missing if bodies else [NO_BODY]

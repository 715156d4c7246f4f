"""Requests of scrutiny for tests, made by walking the workflow."""

from datetime import timedelta

from register.models import Body
from reviews.models import ScrutinyReview
from reviews.workflow import scrutiny
from tests.conftest import NOW
from tests.reviews import harborough
from tests.reviews.papers import issued

TODAY = NOW.date()
DUE = TODAY + timedelta(days=90)


def answered(commission: Body) -> dict:
    """What the commission decided."""
    said = {"decided_on": TODAY, "minute": "12/26", "decision_reason": "It is timely."}
    return {"commission": commission, **said}


def asked(member, policy_officer, named: str = "Harborough Tourism Partnership") -> ScrutinyReview:
    """Asked for by its name in a paper that has been issued."""
    issued(by=policy_officer)
    return scrutiny.ask(named, "It costs a lot.", by=member, at=NOW)


def agreed(review: ScrutinyReview, by) -> ScrutinyReview:
    decision = answered(harborough.body("Scrutiny Commission"))
    return scrutiny.agree(review, decision, version=review.version, by=by, at=NOW)


def begun(review: ScrutinyReview, by) -> ScrutinyReview:
    panel = {"panel": harborough.body(), "lead_member": "Cllr Member A", "due_on": DUE}
    return scrutiny.begin(review, panel, version=review.version, by=by, at=NOW)


def reported(review: ScrutinyReview, by) -> ScrutinyReview:
    report = {"reported_on": TODAY, "found": "It brings visitors."}
    return scrutiny.report(review, report, version=review.version, by=by, at=NOW)

"""Recommendations at each status, made only by walking the workflow; scrutiny is consulted, the Executive approves."""

from partnerships import saving
from register.models import Matter, Partnership, Seat
from register.workflow import actions, decisions
from reviews.models import Recommendation
from reviews.workflow import decided, promised, recommendations
from reviews.workflow import recommended_lines as lines
from tests.conftest import NOW
from tests.register import deciding

TODAY = NOW.date()
SAID = {
    "kind": "reduce",
    "heading": "reduce",
    "text": "Attend when the agenda calls for it.",
    "hours_change": -4,
    "pounds_change": -500,
}


def table() -> None:
    """Scrutiny reviews, the Executive approves, whatever is recommended."""
    events = ("change", "leave", "join")
    deciding.table(Scrutiny={"part": "reviews", "events": events}, Executive={"part": "approves", "events": events})


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def begun(entry: Partnership, by, **values) -> Recommendation:
    return recommendations.begin(entry, {**SAID, **values}, by=by, at=NOW)


def planned(recommendation: Recommendation, by, **values):
    said = {"text": "Tell the chair", "owner_post": "Tourism Officer", "due_on": TODAY, **values}
    return lines.add(recommendation, "actions", said, by=by, at=NOW)


def proposed(recommendation: Recommendation, by) -> Recommendation:
    stands = fresh(recommendation)
    return recommendations.propose(stands, {}, version=stands.version, by=by, at=NOW)


def said(recommendation: Recommendation, body: str, by, outcome: str = "approved", at=NOW, **more):
    step = Matter.objects.get(pk=recommendation.matter_id).steps.get(body__name=body)
    return decisions.record(step, deciding.said(outcome, **more), by=by, at=at)


def approved(recommendation: Recommendation, by, outcome: str = "approved", **more) -> Recommendation:
    said(recommendation, "Scrutiny", by, "supported")
    said(recommendation, "Executive", by, outcome, **more)
    return fresh(recommendation)


def done(recommendation: Recommendation, by) -> Recommendation:
    """Every action reported by who leads, and verified; then carried out."""
    for action in promised.actions_of(recommendation):
        owner = action.owner or action.partnership.lead_officer
        action = actions.report(action, {"done_note": "Told."}, version=action.version, by=owner, at=NOW)
        actions.verify(action, {}, version=action.version, by=by, at=NOW)
    stands = fresh(recommendation)
    return decided.carry_out(stands, {}, version=stands.version, by=by, at=NOW)


def place(entry: Partnership, post: str = "Director of Community Services", **values) -> Seat:
    kind = {"council": entry.participations.get().council, "kind": "officer", "post": post}
    return saving.create(Seat(partnership=entry, **{**kind, **values}), by=None, at=NOW)

"""A small route table and matters, for tests of decisions and of what goes by them."""

from partnerships import saving
from register.models import Body, Matter, Policy, Route
from register.workflow import decisions
from tests.conftest import NOW

MADE = {"by": None, "at": NOW}


def table(**lines: dict) -> Policy:
    """A policy with these bodies: `table(CMT={"part": "approves"})`, by their event, joining and changing alike."""
    policy = saving.create(Policy(code="test", title="Policy", is_current=True), **MADE)
    for name, line in lines.items():
        kind = line.pop("kind", "meeting")
        body = saving.create(Body(name=name, kind=kind), **MADE)
        for event in line.pop("events", ("join", "retain", "change")):
            saving.create(Route(policy=policy, event=event, body=body, source=f"Policy, {name}", **line), **MADE)
    return policy


def put(entry, drafted_by, by, **more) -> Matter:
    return decisions.put(entry, "change", "A seat on the board", drafted_by=drafted_by, by=by, at=NOW, **more)


def said(outcome: str = "approved", **more) -> dict:
    """What a body decided, today."""
    today = NOW.date()
    return {
        "outcome": outcome,
        "decided_on": today,
        "takes_effect_on": today,
        "minute": "12/26",
        "reasons": "It pays.",
        **more,
    }

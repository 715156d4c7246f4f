"""Criteria and assessments of the world of the access tests, one in each state that changes an answer."""

from datetime import date

from assessments.models import CriteriaSet
from assessments.workflow import assessments as workflow
from assessments.workflow.criteria import CRITERIA
from tests.factories import NOW

LINES = [
    {"name": name, "high": "Much.", "medium": "Some.", "low": "Little.", "source": "Appendix B"}
    for name in ("Reputation", "Priorities")
]


def plant(world) -> None:
    """A draft of risk, a submitted one of value, a confirmed one of governance; and one of an exempt entry."""
    for kind in ("risk", "value", "governance"):
        criteria(world, kind, date(2026, 1, 1))
    world.records["kept criteriaset"] = criteria(world, "risk", date(2080, 4, 1))
    people, own = world.people, world.records["own entry"]
    lead, head = people["lead_officer"], people["head_of_service"]
    submitted = handed_in(answered(own, "value", "An open secret", lead), head)
    confirmed = workflow.confirm(handed_in(answered(own, "governance", "Seen", lead), head), version=3, **world.by)
    hidden = answered(world.records["exempt entry"], "risk", "A hidden secret", people["policy_officer"])
    world.records |= {
        "draft assessment": answered(own, "risk", "An open secret", lead),
        "submitted assessment": submitted,
        "confirmed assessment": confirmed,
        "assessment of an exempt entry": hidden,
    }


def criteria(world, kind: str, begins: date) -> CriteriaSet:
    version = CriteriaSet(policy=world.policy, kind=kind, from_on=begins, title=f"Criteria of {kind}", source="App. B")
    return CRITERIA.make(version, LINES, world.by)


def answered(entry, kind: str, evidence: str, by):
    """An assessment with every criterion High."""
    begun = workflow.start(entry, kind, by=by, at=NOW)
    given = [workflow.Given(line, "high", evidence) for line in begun.criteria.criteria.all()]
    return workflow.answer(begun, {"overall": "high"}, given, version=1, by=by, at=NOW)


def handed_in(assessment, by):
    return workflow.submit(assessment, version=assessment.version, by=by, at=NOW)

"""The criteria of Breckland, in use, and an assessment taken as far as a test needs it."""

import json

import pytest

from assessments.models import Assessment
from assessments.workflow import assessments as workflow
from assessments.workflow import policies
from partnerships.saving import create
from register.models import Contribution, Policy
from register.workflow import entries
from reviews.management.commands.load_policy import FOLDER
from tests.assessments.checked import Bench


@pytest.fixture
def policy(now, db):
    """Breckland's policy with its criteria, and nothing else of it."""
    data = json.loads((FOLDER / "breckland-2015.json").read_text(encoding="utf-8"))
    found = create(Policy(code="breckland-2015", title="Breckland 2015", is_current=True), by=None, at=now)
    policies.load({"policy": data["policy"], "criteria": data["criteria"]}, by=None, at=now)
    return found


@pytest.fixture
def pay(partnership, policy_officer, now):
    """Record cash of the current financial year: `pay("50000.00")`."""

    def paid(amount, entry=partnership, year=2026):
        line = Contribution(participation=entry.participations.first(), financial_year=year, amount=amount)
        return entries.add_line(line, entry, by=policy_officer, at=now)

    return paid


def given(assessment: Assessment, level: str, evidence: str = "") -> list[workflow.Given]:
    """The same level for every criterion that people answer."""
    lines = [each for each in assessment.criteria.criteria.all() if not each.computed]
    return [workflow.Given(each, level, evidence) for each in lines]


@pytest.fixture
def answered(policy, partnership, lead_officer, pay, now):
    """An assessment of risk with High throughout, and £60,000, which is Medium."""
    pay("60000.00")
    begun = workflow.start(partnership, "risk", by=lead_officer, at=now)
    answers = given(begun, "high", "As the minutes of May say")
    return workflow.answer(begun, {"overall": "high"}, answers, version=1, by=lead_officer, at=now)


@pytest.fixture
def submitted(answered, lead_officer, now):
    return workflow.submit(answered, version=answered.version, by=lead_officer, at=now)


@pytest.fixture
def confirmed(submitted, policy_officer, now):
    return workflow.confirm(submitted, version=submitted.version, by=policy_officer, at=now)


@pytest.fixture
def returned(submitted, policy_officer, now):
    return workflow.send_back(submitted, "Say why.", version=submitted.version, by=policy_officer, at=now)


@pytest.fixture
def bench(partnership, policy_officer, officer, councillor, portfolio_holder) -> Bench:
    people = {"officer": officer, "councillor": councillor, "portfolio_holder": portfolio_holder}
    return Bench(partnership, policy_officer, people)

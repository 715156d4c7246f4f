"""The criteria of risk and value as data: six and nine, with descriptors and paragraphs, immutable once used."""

import json
from copy import deepcopy

import pytest
from django.core.management import call_command

from assessments.models import CriteriaSet
from assessments.workflow import policies
from register.models import Policy
from register.workflow import policies as register_policies
from register.workflow.policies import NoSource
from reviews.management.commands.load_policy import FOLDER, shipped

pytestmark = pytest.mark.django_db


def data_of(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def breckland(now):
    data = data_of("breckland-2015")
    register_policies.load(data, by=None, at=now)
    policies.load(data, by=None, at=now)
    return data


@pytest.mark.parametrize("name", shipped())
def test_every_policy_has_six_criteria_of_risk_and_nine_of_value_each_with_a_paragraph(name):
    """B15-46, B15-47: nine, not eight; a policy that is silent says from whom it borrows."""
    call_command("load_policy", name)
    policy = Policy.objects.get(is_current=True)
    counts = {each.kind: each.criteria.count() for each in policy.criteria_sets.all()}
    assert counts == {"risk": 6, "value": 9}
    lines = [line for each in policy.criteria_sets.all() for line in each.criteria.all()]
    expected = "Breckland 2015, Appendix B" if name == "breckland-2015" else "Borrowed from Breckland 2015, Appendix B"
    assert {line.source for line in lines} == {expected}
    assert all(line.high and line.medium and line.low for line in lines)
    assert [line.name for line in lines if line.computed] == ["Money that the council puts in"]


def test_the_suggested_rating_of_a_shipped_policy_binds_nobody():
    """B15-48"""
    assert {each["is_binding"] for name in shipped() for each in data_of(name)["criteria"]} == {False}


def test_loading_the_same_criteria_again_writes_nothing(breckland, now):
    counts = policies.load(breckland, by=None, at=now)
    assert (counts["created"], counts["changed"]) == (0, 0)
    assert CriteriaSet.history.count() == 2


def test_a_criterion_without_a_paragraph_is_refused_by_name(breckland, now):
    data = deepcopy(breckland)
    del data["criteria"][1]["criteria"][8]["source"]
    with pytest.raises(NoSource, match="Benefit against what is put in"):
        policies.load(data, by=None, at=now)


def test_changed_criteria_begin_as_a_version_of_their_own_and_the_old_ones_stay(breckland, now):
    data = deepcopy(breckland)
    data["criteria"][0]["criteria"][0]["medium_to"] = "90000.00"
    counts = policies.load(data, by=None, at=now)
    assert counts["created"] == 1
    old, new = CriteriaSet.objects.filter(kind="risk").order_by("from_on")
    assert (old.from_on.isoformat(), new.from_on) == ("2015-04-01", now.date())
    assert old.criteria.get(computed="money").medium_to == 100_000
    assert new.criteria.get(computed="money").medium_to == 90_000
    assert new.criteria.count() == 6


def test_changed_criteria_with_a_day_of_their_own_begin_on_it(breckland, now):
    data = deepcopy(breckland)
    data["criteria"][0] |= {"title": "Risk, second version", "from_on": "2027-04-01"}
    policies.load(data, by=None, at=now)
    assert {each.from_on.isoformat() for each in CriteriaSet.objects.filter(kind="risk")} == {
        "2015-04-01",
        "2027-04-01",
    }


def test_importance_to_priorities_is_a_criterion_of_risk_and_of_value(breckland):
    """H14-14: how much the council's priorities and plan depend on it."""
    names = set(CriteriaSet.objects.values_list("kind", "criteria__name"))
    assert {("risk", "The council’s priorities"), ("value", "The corporate plan")} <= names

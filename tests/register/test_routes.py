"""Who decides: the route tables of the five policies, case by case, with the paragraph of each body (B15-17, SH-20)."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from register.models import Policy, Route
from register.rules.routes import Facts, lacking, missing, route
from register.workflow import policies
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "fixtures/policies"
BRECKLAND, WIRRAL = "breckland-2015", "wirral-2009"
SOUTH_HAMS, OF_2011, OF_2014 = "south-hams-west-devon-2016", "harborough-2011", "harborough-2014"
CMT, PH, CHIEFS = "Corporate Management Team", "Portfolio holder", "Chief Officers’ Management Team"
BOTH = {CMT: "approves", PH: "approves"}
SCRUTINY = {"Scrutiny Panel": "reviews", "Executive": "approves"}
COUNCIL, OFFICER = {"Council": "approves"}, {"Delegated officer": "approves"}
LOW = {"risk": "low", "value": "high", "significance": "desirable"}
BIG = {"risk": "low", "value": "high", "significance": "significant"}


def loaded(name: str) -> tuple[Policy, list[Route]]:
    policies.load(json.loads((FOLDER / f"{name}.json").read_text()), by=None, at=NOW)
    policy = Policy.objects.get(is_current=True)
    return policy, list(policy.routes.select_related("body"))


CASES = [
    (BRECKLAND, "join", {**LOW, "budget": "in_budget"}, BOTH),
    (BRECKLAND, "join", {**LOW, "budget": ""}, BOTH),
    (BRECKLAND, "join", {**BIG, "budget": "in_principle"}, BOTH),
    (BRECKLAND, "join", {**LOW, "budget": "not_in_budget"}, {**BOTH, "Executive": "approves"}),
    (BRECKLAND, "join", {**LOW, "risk": "high"}, {**BOTH, "Executive": "reviews"}),
    (BRECKLAND, "join", {**LOW, "risk": "high", "budget": "not_in_budget"}, {**BOTH, "Executive": "approves"}),
    (BRECKLAND, "retain", {**LOW, "budget": "not_in_budget"}, {**BOTH, "Executive": "approves"}),
    (BRECKLAND, "change", {**LOW, "budget": "not_in_budget"}, {**BOTH, "Executive": "approves"}),
    (BRECKLAND, "leave", LOW, {CMT: "approves", PH: "consulted"}),
    (BRECKLAND, "leave", BIG, {CMT: "approves", PH: "consulted", "Executive": "reviews"}),
    (SOUTH_HAMS, "join", {**BIG, "budget": "in_budget"}, COUNCIL),
    (SOUTH_HAMS, "join", {**LOW, "budget": "in_budget"}, OFFICER),
    (SOUTH_HAMS, "join", {**LOW, "budget": ""}, OFFICER),
    (SOUTH_HAMS, "join", {**LOW, "budget": "in_principle"}, COUNCIL),
    (SOUTH_HAMS, "join", {**LOW, "budget": "not_in_budget"}, COUNCIL),
    (SOUTH_HAMS, "leave", {**BIG, "budget": "in_budget"}, COUNCIL),
    (OF_2014, "join", {**LOW, "budget": "in_budget"}, SCRUTINY),
    (OF_2014, "leave", BIG, SCRUTINY),
    (OF_2014, "change", {}, SCRUTINY),
    (OF_2011, "join", {**LOW, "budget": "not_in_budget"}, SCRUTINY),
    (WIRRAL, "join", {**LOW, "budget": "in_budget"}, {CHIEFS: "approves", PH: "approves"}),
    (WIRRAL, "join", {**LOW, "budget": "not_in_budget"}, {CHIEFS: "approves", PH: "approves", "Cabinet": "approves"}),
    (WIRRAL, "leave", BIG, {CHIEFS: "approves", PH: "consulted", "Cabinet": "reviews"}),
    (
        SOUTH_HAMS,
        "adopt",
        {},
        {"Overview and Scrutiny Panel": "consulted", "Executive": "consulted", "Council": "approves"},
    ),
    (OF_2014, "adopt", {}, {"Scrutiny Panel": "consulted", "Executive": "approves"}),
]


@pytest.mark.parametrize(("name", "event", "facts", "expected"), CASES)
def test_each_policy_names_its_bodies_case_by_case(name, event, facts, expected):
    """B15-13, B15-16, B15-17, B15-35, SH-20."""
    policy, lines = loaded(name)
    found = route(lines, Facts(event, **facts), policy)
    assert {str(asked.body): asked.part for asked in found} == expected
    assert missing(lines, Facts(event, **facts)) == []


@pytest.mark.parametrize("name", [BRECKLAND, SOUTH_HAMS, OF_2011, OF_2014, WIRRAL])
def test_every_line_of_every_route_says_where_it_comes_from(name):
    _, lines = loaded(name)
    assert {line.event for line in lines} == {"join", "retain", "change", "leave", "adopt"}
    assert all(line.source for line in lines)


@pytest.mark.parametrize(
    ("name", "lender"), [(OF_2011, "Borrowed from Harborough 2014"), (WIRRAL, "Borrowed from Breckland 2015")]
)
def test_a_source_that_is_silent_borrows_its_route_and_says_from_whom(name, lender):
    policy, lines = loaded(name)
    found = route(lines, Facts("join", **LOW), policy)
    assert all(asked.source.startswith(lender) and lender in asked.why for asked in found)


def test_each_body_is_asked_in_a_sentence_that_says_why():
    policy, lines = loaded(BRECKLAND)
    found = route(lines, Facts("join", **LOW, budget="not_in_budget"), policy)
    assert found[-1].why == (
        "Executive approves joining where money is not in the budget (Breckland 2015, When is a partnership appropriate)."
    )
    assert "in every case" in found[0].why


def test_where_nothing_gives_a_tier_the_policy_team_is_asked_for_it_and_why():
    _, lines = loaded(SOUTH_HAMS)
    assert missing(lines, Facts("join", risk="low", value="low")) == [
        "Who decides depends on how significant it is, and nothing says so yet. Say which tier, and why."
    ]
    _, plain = loaded(OF_2014)
    assert missing(plain, Facts("join")) == []


def test_a_route_that_looks_at_the_risk_asks_for_it_where_it_is_not_rated():
    _, lines = loaded(BRECKLAND)
    assert missing(lines, Facts("join", significance="desirable")) == [
        "Who decides depends on the risk. Rate the overall risk of the partnership first."
    ]


def test_a_retired_line_names_nobody_and_a_table_without_an_approver_decides_nothing():
    policy, lines = loaded(OF_2014)
    for line in lines:
        line.is_retired = str(line.body) == "Executive"
    facts = Facts("join")
    found = route(lines, facts, policy)
    assert [str(asked.body) for asked in found] == ["Scrutiny Panel"]
    assert lacking(found, facts) == [
        "The route table of the policy names no body that approves joining in such a case. Add it there first."
    ]


@pytest.mark.parametrize(
    ("name", "asks"),
    [
        (BRECKLAND, [("review", "", False, 12)]),
        (WIRRAL, [("review", "", False, 12)]),
        (OF_2011, [("review", "", False, 12)]),
        (OF_2014, [("review", "", False, 12)]),
        (SOUTH_HAMS, [("return", "significant", True, 3), ("review", "", False, 12)]),
    ],
)
def test_each_policy_says_how_often_it_asks_for_what(name, asks):
    """SH-14: every partnership each year; selected significant ones each quarter."""
    policy, _ = loaded(name)
    found = [(each.asks, each.significance, each.only_selected, each.every_months) for each in policy.frequencies.all()]
    assert found == asks
    assert all(each.source for each in policy.frequencies.all())

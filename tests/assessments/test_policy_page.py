"""The policy on one page: what the register works by, each with its paragraph, and the record of the policy itself."""

from datetime import date

import pytest
from django.core.management import call_command

from assessments.reports.policy import NOT_SAID, page
from partnerships import saving
from register.models import PartnershipType, Policy
from reviews.management.commands.load_policy import shipped

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize("name", shipped())
def test_every_value_of_a_shipped_policy_says_where_it_comes_from(name, capsys):
    """Criteria, questions, routes, frequencies, tests and lists; the only line without one says that nothing is set."""
    call_command("load_policy", name)
    found = page(Policy.objects.get(is_current=True), TODAY)
    titles = {part.title for part in found.parts}
    assert {"Who decides", "How often", "Criteria of risk", "Criteria of value", "Named risks"} <= titles
    silent = [line for part in found.parts for line in part.lines if not line.source and line.label != "No test"]
    assert silent == []


def test_the_page_says_who_adopted_it_and_that_it_is_due_again(policy_officer, sign_in, now, capsys):
    """H14-09, SH-33, W09-07."""
    call_command("load_policy", "wirral-2009")
    policy = Policy.objects.get(is_current=True)
    changes = {"adopted_by": "Cabinet", "adopted_on": date(2009, 4, 1), "next_review_due_on": date(2026, 4, 1)}
    saving.claimed(Policy, policy.pk, policy.version, changes, by=policy_officer, at=now)
    facts = dict(page(Policy.objects.get(is_current=True), TODAY).facts)
    assert facts["Adopted by"] == "Cabinet on 1 April 2009"
    assert (facts["Part of the constitution"], facts["In effect from"]) == ("Yes", NOT_SAID)
    text = sign_in(policy_officer).get("/policy/").content.decode()
    assert "was to be looked at again by 1 April 2026" in text
    assert "Change its terms" in text


def test_without_a_policy_the_page_says_what_to_do(councillor, sign_in):
    text = sign_in(councillor).get("/policy/").content.decode()
    assert "No policy is loaded" in text
    assert "Change its terms" not in text


def test_types_carry_the_rules_of_the_policy(capsys):
    """SH-15: is an agreement expected, is direct funding usual, which level of representative is needed."""
    call_command("load_policy", "south-hams-west-devon-2016")
    rules = {
        each.code: (each.expects_agreement, each.expects_funding, each.required_level)
        for each in PartnershipType.objects.all()
    }
    assert rules == {
        "strategic": (True, False, ""),
        "service_improvement": (None, False, "officer"),
        "community_liaison": (None, None, ""),
        "community_delivery": (True, True, "officer"),
    }

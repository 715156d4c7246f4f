"""What a matter keeps of its route: a change in the register is shown, and stops what other bodies would decide."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Contribution, Matter, Participation
from register.reports.decisions import page as matter_page
from register.reports.decisions import row, work
from register.workflow import decisions, resting
from tests.conftest import NOW
from tests.register.deciding import put, said, table

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
WHO = {"by": None, "at": NOW}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def bodies(council):
    return table(CMT={"part": "approves"}, Executive={"part": "approves", "budget": "not_in_budget"})


@pytest.fixture
def part(partnership):
    return partnership.participations.get()


def paid(part, status="", amount=500, year=2026) -> Contribution:
    return saving.create(
        Contribution(participation=part, financial_year=year, amount=amount, budget_status=status), **WHO
    )


def decide(matter, by, **more):
    return decisions.record(matter.steps.get(), said(**more), by=by, at=NOW)


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ([], ""),
        ([{"status": ""}], ""),
        ([{"status": "in_budget"}, {"status": ""}], ""),
        ([{"status": "in_budget"}, {"status": "in_principle", "year": 2027}], "in_principle"),
        ([{"status": "in_budget"}, {"status": "not_in_budget", "year": 2027}, {"status": ""}], "not_in_budget"),
        ([{"status": "in_budget"}, {"status": "not_in_budget", "year": 2025}], "in_budget"),
        ([{"status": "in_budget"}, {"status": "not_in_budget", "amount": 0}], "in_budget"),
        ([{"status": "not_in_budget", "amount": None}], "not_in_budget"),
    ],
)
def test_the_sums_of_this_year_and_the_next_say_whether_the_budget_holds_the_money(partnership, part, sums, expected):
    """B15-12, B15-13"""
    for each in sums:
        paid(part, **each)
    assert resting.stated_budget(partnership, TODAY) == expected


def test_a_sum_outside_the_budget_goes_to_the_executive_whatever_is_said(
    bodies, part, partnership, lead_officer, policy_officer
):
    """B15-13"""
    paid(part, "not_in_budget")
    matter = put(partnership, lead_officer, policy_officer, budget="in_budget")
    assert matter.budget == "not_in_budget"
    assert {str(each.body) for each in matter.steps.all()} == {"CMT", "Executive"}


def test_the_page_shows_what_the_sums_say_and_asks_only_where_they_do_not(
    sign_in, bodies, part, partnership, lead_officer, policy_officer
):
    """B15-13"""
    address = reverse("register:matter_put", args=[partnership.reference])
    line = paid(part, year=timezone.localdate().year)
    client = sign_in(policy_officer)
    data = {"title": "A seat", "drafted_by": lead_officer.pk}
    assert "nothing says whether the budget holds it" in client.post(address, data).content.decode()
    saving.claimed(Contribution, line.pk, line.version, {"budget_status": "in_budget"}, **WHO)
    shown = client.get(address).content.decode()
    assert 'name="budget"' not in shown
    assert "As the sums in the register say it." in shown


def test_a_tier_of_the_register_is_not_overridden_and_a_computed_one_counts(
    bodies, part, partnership, lead_officer, policy_officer
):
    told = {"significance": "desirable", "significance_reason": "So it is"}
    saving.derive_many(Participation, {part.pk: {"computed_significance": "significant", "significance_answered": ""}})
    assert put(partnership, lead_officer, policy_officer).significance == "significant"
    with pytest.raises(ValidationError, match="The register gives it a tier already"):
        put(partnership, lead_officer, policy_officer, **told)
    saving.derive_many(Participation, {part.pk: {"computed_significance": "", "significance_answered": ""}})
    assert put(partnership, lead_officer, policy_officer, **told).significance == "desirable"
    stands = fresh(part)
    saving.claimed(Participation, stands.pk, stands.version, {"significance": "significant"}, **WHO)
    with pytest.raises(ValidationError, match="The register gives it a tier already"):
        put(partnership, lead_officer, policy_officer, **told)


def test_a_change_that_leaves_the_route_is_shown_and_stops_nothing(
    bodies, part, partnership, lead_officer, policy_officer, democratic_services
):
    line = paid(part, "in_budget")
    matter = put(partnership, lead_officer, policy_officer)
    assert matter_page(matter, policy_officer, TODAY).changes == ()
    saving.claimed(Contribution, line.pk, line.version, {"amount": 600}, **WHO)
    assert matter_page(matter, policy_officer, TODAY).changes == (
        "What the council pays has changed: it was £500.00 in 2026/27 and is now £600.00 in 2026/27.",
    )
    decide(matter, democratic_services)
    assert fresh(matter).carried_out_on == TODAY


def test_nothing_is_carried_out_by_a_route_that_would_be_another_one_until_it_is_confirmed(
    bodies, part, partnership, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    """B15-13: money that has left the budget since is for the Executive."""
    line = paid(part, "in_budget")
    matter = put(partnership, policy_officer, policy_officer, also_drafted_by=[lead_officer])
    saving.claimed(Contribution, line.pk, line.version, {"budget_status": "not_in_budget"}, **WHO)
    decide(matter, democratic_services)
    decisions.carry_out_due(TODAY + DAY, at=NOW + DAY)
    stopped = fresh(matter)
    assert stopped.carried_out_on is None
    shown = matter_page(stopped, second_policy_officer, TODAY)
    assert resting.OTHER_ROUTE in shown.missing
    assert row(stopped, TODAY).state == "Approved, not carried out"
    assert counts(second_policy_officer)["Decided matter whose route is to be confirmed"] == 1
    reason = {"route_confirmed_reason": "The Executive approved it in the budget of February."}
    with pytest.raises(Refused, match="another policy officer confirms its route"):
        decisions.confirm_route(stopped, reason, version=stopped.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="Only a policy officer confirms"):
        decisions.confirm_route(stopped, reason, version=stopped.version, by=democratic_services, at=NOW)
    with pytest.raises(ValidationError, match="Say why it goes on by this route"):
        decisions.confirm_route(stopped, {}, version=stopped.version, by=second_policy_officer, at=NOW)
    done = decisions.confirm_route(stopped, reason, version=stopped.version, by=second_policy_officer, at=NOW)
    assert done.carried_out_on == TODAY


def test_what_was_confirmed_is_asked_again_once_it_changes_again(
    bodies, part, partnership, lead_officer, policy_officer, democratic_services
):
    line = paid(part, "in_budget")
    matter = put(partnership, lead_officer, policy_officer)
    line = saving.claimed(Contribution, line.pk, line.version, {"budget_status": "not_in_budget"}, **WHO)
    decide(matter, democratic_services, takes_effect_on=TODAY + DAY)
    reason = {"route_confirmed_reason": "The sum is small."}
    confirmed = decisions.confirm_route(fresh(matter), reason, version=matter.version, by=policy_officer, at=NOW)
    assert not resting.is_other_route(confirmed)
    with pytest.raises(Refused, match="The route is still the one"):
        decisions.confirm_route(confirmed, reason, version=confirmed.version, by=policy_officer, at=NOW)
    saving.claimed(Contribution, line.pk, line.version, {"amount": 90_000}, **WHO)
    decisions.carry_out_due(TODAY + DAY, at=NOW + DAY)
    assert fresh(matter).carried_out_on is None


def counts(person) -> dict[str, int]:
    return {task.one: task.count for task in work(person, TODAY)}


def test_whoever_wrote_what_is_decided_does_not_record_it(
    bodies, partnership, lead_officer, policy_officer, second_policy_officer
):
    matter = put(partnership, lead_officer, policy_officer, also_drafted_by=[second_policy_officer])
    with pytest.raises(Refused, match="You drafted what is decided here"):
        decide(matter, second_policy_officer)
    assert Matter.objects.to_record_by(policy_officer).get() == matter
    assert not Matter.objects.to_record_by(second_policy_officer).exists()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ({"decided_on": TODAY - DAY}, "This was put to the bodies on 20 November 2026"),
        ({"decided_on": TODAY.replace(year=1926), "takes_effect_on": TODAY}, "This was put to the bodies"),
        (
            {"decided_on": TODAY, "call_in_ends_on": TODAY - DAY},
            "The last day for a call-in is the day of the decision",
        ),
    ],
)
def test_days_that_cannot_be_are_refused(bodies, partnership, lead_officer, policy_officer, days, sentence):
    matter = put(partnership, lead_officer, policy_officer)
    with pytest.raises(ValidationError, match=sentence):
        decide(matter, policy_officer, **days)


def test_a_condition_is_not_due_before_the_decision(bodies, partnership, lead_officer, policy_officer):
    matter = put(partnership, lead_officer, policy_officer)
    early = [{"text": "Ask for accounts", "owner_post": "Treasurer", "due_on": TODAY - DAY}]
    with pytest.raises(ValidationError, match="A condition is due on the day of the decision or later"):
        decisions.record(matter.steps.get(), said(), early, by=policy_officer, at=NOW)


@pytest.mark.parametrize("typed", ["until the audit", "the audit", "Until the audit."])
def test_a_deferred_matter_says_once_until_when_and_what_it_waits_for(
    bodies, partnership, lead_officer, policy_officer, typed
):
    matter = put(partnership, lead_officer, policy_officer)
    decide(matter, policy_officer, outcome="deferred", deferred_until=typed)
    assert "CMT deferred it until the audit." in matter_page(fresh(matter), policy_officer, TODAY).missing
    assert row(fresh(matter), TODAY).waits_for == "CMT: until the audit"

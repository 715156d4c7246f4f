"""A body's decision: put by the route, recorded by others than drafted it, held up by its day and by a call-in."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from partnerships.verdict import Refused
from register.models import Action, Decision, Matter
from register.reports.decisions import page as matter_page
from register.reports.decisions import work
from register.rules.decisions import standing
from register.workflow import decisions
from tests.conftest import NOW
from tests.register.deciding import put, said, table

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
LATER = {"takes_effect_on": TODAY + 14 * DAY, "call_in_ends_on": TODAY + 7 * DAY}
CONDITION = {"text": "Ask for the accounts each year", "owner_post": "Treasurer", "due_on": TODAY + 90 * DAY}


@pytest.fixture
def bodies(council):
    return table(
        CMT={"part": "approves", "position": 1},
        PH={"part": "consulted", "position": 2, "kind": "office"},
    )


@pytest.fixture
def matter(bodies, partnership, lead_officer, policy_officer):
    return put(partnership, lead_officer, policy_officer)


@pytest.fixture
def heard(matter, policy_officer):
    """The consulted body has spoken, so the other may decide."""
    decisions.record(step(matter, "PH"), view(), by=policy_officer, at=NOW)
    return matter


def step(matter, name="CMT"):
    return matter.steps.get(body__name=name)


def view(outcome="supported") -> dict:
    return said(outcome, manner="view", minute="")


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def decide(matter, by, name="CMT", conditions=(), **more):
    return decisions.record(step(matter, name), said(**more), conditions, by=by, at=NOW)


def now_in_force(matter) -> bool:
    return fresh(matter).carried_out_on is not None


def test_a_matter_goes_to_the_bodies_of_the_route_with_their_paragraphs(matter):
    """B15-17"""
    found = [(str(each.body), each.part, each.source) for each in matter.steps.all()]
    assert found == [("CMT", "approves", "Policy, CMT"), ("PH", "consulted", "Policy, PH")]


def test_a_consulted_body_speaks_before_anybody_approves(matter, democratic_services):
    """B15-16: the decision only when both are in."""
    with pytest.raises(ValidationError, match="PH must be heard first"):
        decide(matter, democratic_services)
    decisions.record(step(matter, "PH"), view("not_supported"), by=democratic_services, at=NOW)
    decide(matter, democratic_services)
    assert now_in_force(matter)


def test_two_approving_bodies_must_both_approve(partnership, lead_officer, policy_officer, democratic_services):
    """B15-16"""
    table(CMT={"part": "approves"}, Cabinet={"part": "approves"})
    matter = put(partnership, lead_officer, policy_officer)
    decide(matter, democratic_services)
    assert not now_in_force(matter)
    decide(matter, democratic_services, "Cabinet", outcome="amended")
    assert now_in_force(matter)


def test_a_reviewing_body_may_be_heard_last_but_must_be_heard(
    partnership, lead_officer, policy_officer, democratic_services
):
    """H14-02: scrutiny considers, the Executive approves, each recorded."""
    table(Executive={"part": "approves"}, Scrutiny={"part": "reviews"})
    matter = put(partnership, lead_officer, policy_officer)
    decide(matter, democratic_services, "Executive")
    assert not now_in_force(matter)
    decisions.record(step(matter, "Scrutiny"), said("commented"), by=democratic_services, at=NOW)
    assert now_in_force(matter)


def test_one_rejection_rejects_and_needs_its_reasons(heard, democratic_services):
    with pytest.raises(ValidationError, match="Say why it was rejected"):
        decide(heard, democratic_services, outcome="rejected", reasons="")
    decide(heard, democratic_services, outcome="rejected")
    assert now_in_force(heard)
    assert standing(decisions.steps_of(heard)) == "rejected"


def test_deferred_stays_open_until_a_later_decision_of_the_same_body(heard, democratic_services):
    with pytest.raises(ValidationError, match="Say until which day or event it is deferred"):
        decide(heard, democratic_services, outcome="deferred")
    with pytest.raises(ValidationError, match="Defer it to a later day"):
        decide(heard, democratic_services, outcome="deferred", deferred_until="1 1 2020")
    decide(heard, democratic_services, outcome="deferred", deferred_until="The audit")
    assert not now_in_force(heard)
    decide(heard, democratic_services)
    assert now_in_force(heard)


def test_nothing_happens_before_the_day_on_which_it_takes_effect(heard, democratic_services, capsys):
    decide(heard, democratic_services, takes_effect_on=TODAY + DAY, conditions=[CONDITION])
    assert not now_in_force(heard)
    assert not Action.objects.in_force().exists()
    call_command("keep_register", "--today", str(TODAY))
    assert not now_in_force(heard)
    call_command("keep_register", "--today", str(TODAY + DAY))
    assert now_in_force(heard)
    assert "Decisions that took effect: 1." in capsys.readouterr().out
    assert Action.objects.in_force().get().text == CONDITION["text"]
    call_command("keep_register", "--today", str(TODAY + DAY))
    assert "Decisions that took effect: 0." in capsys.readouterr().out


def test_a_decision_that_is_called_in_causes_nothing_until_it_is_released(heard, democratic_services, policy_officer):
    made = decide(heard, democratic_services, conditions=[CONDITION], **LATER)
    held = decisions.call_in(
        made, {"call_in_reason": "Five members"}, version=made.version, by=democratic_services, at=NOW
    )
    assert decisions.carry_out_due(TODAY + 30 * DAY, at=NOW + 30 * DAY) == (0, [])
    decisions.release(held, {"release_note": "Upheld"}, version=held.version, by=policy_officer, at=NOW + 20 * DAY)
    assert now_in_force(heard)
    assert Action.objects.in_force().count() == 1


def test_a_decision_is_called_in_within_its_days_alone(heard, democratic_services):
    made = decide(heard, democratic_services, **LATER)
    with pytest.raises(Refused, match="could be called in are over"):
        decisions.call_in(
            made, {"call_in_reason": "Late"}, version=made.version, by=democratic_services, at=NOW + 8 * DAY
        )
    with pytest.raises(ValidationError, match="Say why it was called in"):
        decisions.call_in(made, {}, version=made.version, by=democratic_services, at=NOW)


def test_only_an_urgent_decision_takes_effect_within_the_days_of_call_in(heard, democratic_services):
    days = {"takes_effect_on": TODAY, "call_in_ends_on": TODAY + DAY}
    with pytest.raises(ValidationError, match="after the last day on which it can be called in, unless it is urgent"):
        decide(heard, democratic_services, **days)
    decide(heard, democratic_services, is_urgent=True, **days)
    assert now_in_force(heard)


def test_conditions_of_a_rejection_that_took_the_place_of_an_approval_ask_for_nothing(heard, democratic_services):
    decide(heard, democratic_services, conditions=[CONDITION], takes_effect_on=TODAY + DAY)
    decide(heard, democratic_services, outcome="rejected")
    assert Action.objects.get().status == "dropped"


def test_a_condition_becomes_an_action_with_its_body_owner_and_day(heard, democratic_services):
    decide(heard, democratic_services, conditions=[CONDITION])
    action = Action.objects.get()
    assert (action.identified_by, action.owner_post, action.due_on) == ("CMT", "Treasurer", CONDITION["due_on"])
    assert action.partnership_id == heard.partnership_id


def test_what_was_carried_out_or_taken_back_is_decided_no_more(heard, democratic_services, policy_officer):
    taken = put(heard.partnership, policy_officer, policy_officer)
    decisions.withdraw(taken, version=taken.version, reason="Not wanted", by=policy_officer, at=NOW)
    decide(heard, democratic_services)
    for matter in (heard, taken):
        with pytest.raises(Refused, match="nothing more is recorded on it"):
            decide(matter, democratic_services)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"minute": ""}, "Give the minute reference or a link"),
        ({"decided_on": TODAY + DAY, "takes_effect_on": TODAY + DAY}, "That day is still to come"),
        ({"takes_effect_on": TODAY - DAY}, "A decision takes effect on its day or later"),
        ({"outcome": "supported"}, "CMT approves here: choose what fits"),
    ],
)
def test_a_decision_says_what_it_must(heard, democratic_services, values, sentence):
    with pytest.raises(ValidationError, match=sentence):
        decide(heard, democratic_services, **values)
    assert Decision.objects.filter(step__body__name="CMT").count() == 0


ROLES = ("policy_officer", "democratic_services", "lead_officer", "head_of_service", "corporate_manager", "auditor", "administrator")  # fmt: skip


@pytest.mark.parametrize("drafter", [True, False], ids=["drafted it", "did not"])
@pytest.mark.parametrize("role", ROLES)
def test_who_records_is_who_records_decisions_and_did_not_draft_this_one(
    request, bodies, partnership, policy_officer, lead_officer, role, drafter
):
    """The recorder is not the drafter; an administrator never decides."""
    person = request.getfixturevalue(role)
    other = lead_officer if role != "lead_officer" else policy_officer
    matter = put(partnership, person if drafter else other, policy_officer)
    allowed = role in ("policy_officer", "democratic_services") and not drafter
    assert bool(decisions.may_record(person, step(matter))) is allowed
    if not allowed:
        with pytest.raises(Refused):
            decisions.record(step(matter, "PH"), view(), by=person, at=NOW)
    assert bool(decisions.may_withdraw(person, matter)) is (role == "policy_officer")


@pytest.mark.parametrize("role", ROLES)
def test_who_calls_in_and_releases_is_who_records(request, heard, democratic_services, role):
    person = request.getfixturevalue(role)
    made = decide(heard, democratic_services, **LATER)
    allowed = role in ("policy_officer", "democratic_services")
    assert bool(decisions.may_call_in(person, made, TODAY)) is allowed
    assert not decisions.may_release(person, made)
    held = decisions.call_in(made, {"call_in_reason": "x"}, version=1, by=democratic_services, at=NOW)
    assert bool(decisions.may_release(person, held)) is allowed
    assert not decisions.may_call_in(person, held, TODAY)


def test_putting_a_matter_is_for_the_policy_team(bodies, partnership, lead_officer):
    with pytest.raises(Refused, match="Only a policy officer puts a matter to bodies"):
        put(partnership, lead_officer, lead_officer)


def test_a_tier_said_by_the_policy_team_needs_its_reason(partnership, lead_officer, policy_officer):
    table(Council={"part": "approves", "significance": "significant"})
    with pytest.raises(ValidationError, match="Say which tier, and why"):
        put(partnership, lead_officer, policy_officer)
    with pytest.raises(ValidationError, match="needs its reason"):
        put(partnership, lead_officer, policy_officer, significance="significant")
    made = put(partnership, lead_officer, policy_officer, significance="significant", significance_reason="It is large")
    assert (made.significance, made.significance_reason) == ("significant", "It is large")


def test_the_page_of_a_matter_says_what_is_missing(matter, democratic_services, sign_in):
    found = matter_page(matter, democratic_services, TODAY)
    assert found.missing == ("CMT has not decided yet.", "PH has not been heard yet.")
    assert [(each.waits, each.record.label) for each in found.bodies] == [
        ("PH must be heard before CMT approves. Record that view first.", "Record that CMT deferred or rejected it"),
        ("", "Record the view of PH"),
    ]
    decisions.record(step(matter, "PH"), view(), by=democratic_services, at=NOW)
    decide(matter, democratic_services, takes_effect_on=TODAY + DAY)
    found = matter_page(matter, democratic_services, TODAY)
    assert (found.state, found.missing) == ("Approved, not yet in effect", ("It takes effect on 21 November 2026.",))
    text = sign_in(democratic_services).get(reverse("register:matter", args=[matter.pk])).content.decode()
    assert "Policy, CMT" in text


def test_a_policy_officer_puts_a_change_and_democratic_services_record_it_with_a_condition(
    sign_in, bodies, partnership, lead_officer, policy_officer, democratic_services
):
    data = {"title": "A seat on the board", "drafted_by": lead_officer.pk}
    address = reverse("register:matter_put", args=[partnership.reference])
    assert "put to CMT and PH." in sign_in(policy_officer).post(address, data, follow=True).content.decode()
    matter = Matter.objects.get()
    client = sign_in(democratic_services)
    consulted = reverse("register:decision_record", args=[step(matter, "PH").pk])
    today = f"{timezone.localdate():%d %m %Y}"
    client.post(consulted, {"manner": "view", "decided_on": today, "outcome": "supported"})
    record = reverse("register:decision_record", args=[step(matter).pk])
    decided = {"manner": "meeting", "decided_on": today, "takes_effect_on": today, "minute": "9"}
    half = {**decided, "outcome": "approved", "condition_1_text": "Ask for accounts"}
    refused = client.post(record, half).content.decode()
    assert "Enter the day by which it is done." in refused
    assert "Say who does it: a person, or a post." in refused
    whole = {**half, "condition_1_due_on": "1 12 2090", "condition_1_owner": lead_officer.pk}
    assert "Recorded: CMT on A seat on the board: approved." in client.post(record, whole, follow=True).content.decode()
    assert now_in_force(matter)
    text = client.get(reverse("register:decisions", args=[partnership.reference])).content.decode()
    assert "Ask for accounts" in text


def test_matters_wait_on_the_page_of_who_records_them_and_of_nobody_who_drafted_them(
    matter, democratic_services, lead_officer, policy_officer
):
    counts = [sum(task.count for task in work(person, TODAY)) for person in (democratic_services, policy_officer)]
    assert counts == [1, 1]
    put(matter.partnership, policy_officer, policy_officer)
    counts = [sum(task.count for task in work(person, TODAY)) for person in (democratic_services, policy_officer)]
    assert counts == [2, 1]
    assert list(work(lead_officer, TODAY)) == []


@pytest.mark.parametrize("show", ["open", "record", "called_in", "decided", "withdrawn"])
@pytest.mark.once
def test_the_list_of_decisions_keeps_its_queries(sign_in, bodies, partnership, lead_officer, policy_officer, democratic_services, django_assert_max_num_queries, show):  # fmt: skip
    client = sign_in(democratic_services)
    for _ in range(6):
        put(partnership, lead_officer, policy_officer)
    with django_assert_max_num_queries(24):
        assert client.get(reverse("register:matters"), {"show": show}).status_code == 200

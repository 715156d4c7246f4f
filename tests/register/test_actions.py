"""Actions: begun and reported by who does them, verified by somebody else, their day moved and counted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from partnerships.models import Letter
from partnerships.verdict import Refused
from register.models import Action
from register.reports.actions import work
from register.workflow import actions, decisions
from register.workflow.actions import ACTIONS
from tests.conftest import NOW
from tests.register.deciding import put, said, table

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def action(partnership, lead_officer, policy_officer):
    values = {"text": "Ask for the accounts", "owner": lead_officer, "due_on": TODAY + DAY, "identified_by": "CMT"}
    return actions.add(partnership, values, by=policy_officer, at=NOW)


def fresh(action):
    return Action.objects.get(pk=action.pk)


def reported(action, by):
    return actions.report(action, {"done_note": "They came."}, version=action.version, by=by, at=NOW)


def test_who_does_it_never_verifies_it(partnership, policy_officer, second_policy_officer):
    values = {"text": "Write to them", "owner": policy_officer, "due_on": TODAY}
    action = reported(actions.add(partnership, values, by=second_policy_officer, at=NOW), policy_officer)
    with pytest.raises(Refused, match="another policy officer verifies"):
        actions.verify(action, {}, version=action.version, by=policy_officer, at=NOW)
    done = actions.verify(action, {}, version=action.version, by=second_policy_officer, at=NOW)
    assert (done.status, done.verified_by) == ("verified", second_policy_officer)


def test_reporting_says_what_was_done(action, lead_officer):
    with pytest.raises(Refused, match="Say what was done"):
        actions.report(action, {"done_note": ""}, version=1, by=lead_officer, at=NOW)


def test_what_is_given_back_is_reported_again(action, lead_officer, policy_officer):
    back = actions.give_back(reported(action, lead_officer), "Only half", version=2, by=policy_officer, at=NOW)
    assert (back.status, back.done_at) == ("in_progress", None)
    assert reported(back, lead_officer).status == "done_claimed"


def test_changing_its_day_needs_a_reason_and_is_counted(action, policy_officer, lead_officer):
    with pytest.raises(ValidationError, match="Say why"):
        actions.move(action, TODAY + 9 * DAY, " ", version=1, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="due on that day already"):
        actions.move(action, action.due_on, "x", version=1, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="Only a policy officer adds, moves or drops"):
        actions.move(action, TODAY + 9 * DAY, "x", version=1, by=lead_officer, at=NOW)
    moved = actions.move(action, TODAY + 9 * DAY, "Nobody was there", version=1, by=policy_officer, at=NOW)
    assert (moved.due_on, moved.times_moved) == (TODAY + 9 * DAY, 1)
    done = reported(moved, lead_officer)
    with pytest.raises(Refused, match="its day does not change any more"):
        actions.move(done, TODAY, "x", version=done.version, by=policy_officer, at=NOW)


def test_an_action_has_somebody_who_does_it(partnership, policy_officer):
    with pytest.raises(ValidationError, match="Say who does it: a person, or a post"):
        actions.add(partnership, {"text": "x", "due_on": TODAY}, by=policy_officer, at=NOW)


def test_where_only_a_post_is_named_the_lead_officer_reports_or_a_policy_officer(
    partnership, policy_officer, second_policy_officer, lead_officer, officer
):
    """H14-14: so that it can be reported where no lead officer is named; another one verifies it."""
    values = {"text": "x", "owner_post": "Treasurer", "due_on": TODAY}
    action = actions.add(partnership, values, by=policy_officer, at=NOW)
    assert not ACTIONS.may_start(officer, action, "report")
    assert reported(action, lead_officer).done_by == lead_officer
    other = reported(actions.add(partnership, values, by=policy_officer, at=NOW), policy_officer)
    assert "another policy officer verifies" in ACTIONS.may_start(policy_officer, other, "verify").reason
    assert ACTIONS.may_start(second_policy_officer, other, "verify")


def test_a_condition_is_not_begun_before_its_decision_takes_effect(
    partnership, lead_officer, policy_officer, democratic_services
):
    table(CMT={"part": "approves"})
    step = put(partnership, lead_officer, policy_officer).steps.get()
    condition = {"text": "Ask", "owner": lead_officer, "due_on": TODAY}
    values = said(takes_effect_on=TODAY + DAY)
    decisions.record(step, values, [condition], by=democratic_services, at=NOW)
    action = Action.objects.get()
    with pytest.raises(Refused, match="has not taken effect yet"):
        actions.start(action, {}, version=1, by=lead_officer, at=NOW)
    assert [task.count for task in work(lead_officer, TODAY)] == [0]
    decisions.carry_out_due(TODAY + DAY, at=NOW + DAY)
    assert actions.start(fresh(action), {}, version=1, by=lead_officer, at=NOW + DAY).status == "in_progress"


def test_an_action_waits_for_its_owner_then_for_the_policy_team(
    action, lead_officer, policy_officer, second_policy_officer
):
    counts = {
        person: [task.count for task in work(person, TODAY + 2 * DAY)] for person in (lead_officer, policy_officer)
    }
    assert counts == {lead_officer: [1], policy_officer: [0, 0]}
    assert next(work(lead_officer, TODAY + 2 * DAY)).note == "1 of them overdue"
    reported(action, lead_officer)
    assert [task.count for task in work(policy_officer, TODAY)] == [0, 1]


def test_an_action_is_added_and_walked_through_its_pages(sign_in, partnership, lead_officer, policy_officer):
    add = reverse("register:action_add", args=[partnership.reference])
    data = {"text": "Ask for the accounts", "owner": lead_officer.pk, "due_on": "1 12 2090", "identified_by": "CMT"}
    assert "The action was added." in sign_in(policy_officer).post(add, data, follow=True).content.decode()
    action = Action.objects.get()
    client = sign_in(lead_officer)
    client.post(reverse("register:action_start", args=[action.pk]), {"version": 1})
    note = {"done_note": "They came.", "version": 2}
    text = client.post(reverse("register:action_report", args=[action.pk]), note, follow=True).content.decode()
    assert "The action is reported as done." in text
    assert "Only a policy officer verifies that an action was done." in text
    text = (
        sign_in(policy_officer)
        .post(reverse("register:action_verify", args=[action.pk]), {"version": 3}, follow=True)
        .content.decode()
    )
    assert "The action is done and verified." in text


@pytest.mark.parametrize("show", ["open", "mine", "overdue", "verify", "closed"])
@pytest.mark.once
def test_the_list_of_actions_keeps_its_queries(
    sign_in, action, partnership, lead_officer, policy_officer, django_assert_max_num_queries, show
):
    for _ in range(6):
        values = {"text": "x", "owner": lead_officer, "due_on": TODAY}
        actions.add(partnership, values, by=policy_officer, at=NOW)
    client = sign_in(lead_officer)
    with django_assert_max_num_queries(20):
        assert client.get(reverse("register:actions"), {"show": show}).status_code == 200


def moved_often(action, by, times: int, authority: str = ""):
    for number in range(1, times + 1):
        said = authority if number > 2 else ""
        action = actions.move(action, TODAY + (10 + number) * DAY, "x", said, version=action.version, by=by, at=NOW)
    return action


def test_the_third_change_of_a_day_goes_to_the_corporate_management_team(
    sign_in, action, policy_officer, corporate_manager
):
    """Vocabulary of actions: counted; the third rests on the team's minute, and the team is told and sees it."""
    twice = moved_often(action, policy_officer, 2)
    assert (list(Letter.objects.all()), Action.objects.often_moved().count()) == ([], 0)
    address = reverse("register:action_move", args=[action.pk])
    client = sign_in(policy_officer)
    said = {"version": twice.version, "due_on": "1 12 2090", "reason": "Still waiting"}
    assert "Say on which day the corporate management team agreed" in client.post(address, said).content.decode()
    assert fresh(action).times_moved == 2
    client.post(address, {**said, "authority": "12 May 2026, minute 14"})
    moved = fresh(action)
    assert (moved.times_moved, moved.moved_authority) == (3, "12 May 2026, minute 14")
    assert [(each.to, each.template) for each in Letter.objects.all()] == [(corporate_manager, "action_moved")]
    assert [task.count for task in work(corporate_manager, TODAY) if "three times" in task.label] == [1]
    listed = sign_in(corporate_manager).get(reverse("register:actions"), {"show": "moved"}).content.decode()
    assert action.text in listed
    page = sign_in(corporate_manager).get(reverse("register:action", args=[action.pk])).content.decode()
    assert "12 May 2026, minute 14" in page

"""The letter of the week: once, to who has something waiting; to corporate managers also what they watch over."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail as outbox

from partnerships import mail
from partnerships.models import Letter
from register.workflow import actions
from reviews.workflow.digests import write_week
from tests.conftest import NOW
from tests.reviews import reviewing
from tests.reviews.test_reminders import morning

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 12, 28)
DAY = timedelta(days=1)


def run(day: date) -> int:
    return write_week(day, at=morning(day))


def delivered() -> dict[str, str]:
    """What each person reads."""
    with time_machine.travel(morning(MONDAY), tick=False):
        for letter in Letter.objects.filter(status="waiting"):
            mail.deliver.call(letter.pk)
    return {message.to[0]: message.subject + "\n" + message.body for message in outbox.outbox}


@pytest.fixture
def action(partnership, policy_officer, lead_officer):
    values = {"text": "Ask for the accounts", "owner": lead_officer, "due_on": NOW.date()}
    return actions.add(partnership, values, by=policy_officer, at=NOW)


def test_it_is_written_once_a_week_over_the_turn_of_the_year(lead_officer):
    """28 December 2026 is in week 53 of 2026, as is 1 January 2027."""
    days = [MONDAY + number * DAY for number in range(-3, 8)]
    assert [(run(day), run(day)) for day in days] == [
        (1, 0) if day in (MONDAY, MONDAY + 7 * DAY) else (0, 0) for day in days
    ]


@pytest.mark.parametrize(("late", "written"), [(1, 1), (3, 1), (4, 0)])
def test_a_worker_that_was_off_on_monday_sends_it_until_thursday(lead_officer, late, written):
    assert run(MONDAY + late * DAY) == written


def test_it_says_what_waits_now_and_nothing_where_nothing_does(action, lead_officer, officer):
    """The same rules as the home page; the link is that of the tile."""
    run(MONDAY)
    told = delivered()
    assert "- 1 Action for you to do\n" in told[lead_officer.email]
    assert "/actions/?show=mine" in told[lead_officer.email]
    assert officer.email not in told
    assert Letter.objects.get(to=officer).status == "dropped"


def test_who_switched_it_off_gets_none_also_when_that_was_after_it_was_written(action, lead_officer, policy_officer):
    policy_officer.digest_off = True
    policy_officer.save()
    assert run(MONDAY) == 1
    lead_officer.digest_off = True
    lead_officer.save()
    assert delivered() == {}


def test_corporate_managers_read_how_rounds_go_and_what_is_escalated(
    action, partnership, policy_officer, corporate_manager
):
    """B15-22, B15-33."""
    round = reviewing.opened_round(policy_officer, title="Annual review 2026", due_on=MONDAY - DAY)
    reviewing.opened(partnership, round, policy_officer)
    run(MONDAY)
    text = delivered()[corporate_manager.email]
    assert "The partnership register this week" in text
    assert "1 asked, 0 accepted, 0 waived, 0 handed in, 1 not answered, 1 of them overdue" in text
    assert "Ask for the accounts\n  due 20 November 2026 (38 days overdue)" in text

"""My work: record by record what waits for a person, by urgency, with as many questions for fifty as for one."""

import re
from datetime import timedelta

import pytest

from partnerships.work import tasks
from register.models import Action
from register.workflow import actions
from reviews.reports.my_work import build
from tests.conftest import NOW
from tests.reviews import reviewing

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def agreed(partnership, policy_officer, lead_officer):
    """Actions that the lead officer is to do, so many days from today."""

    def agree(*days: int) -> list[Action]:
        values = [{"text": f"Do {day}", "owner": lead_officer, "due_on": TODAY + day * DAY} for day in days]
        return [actions.add(partnership, each, by=policy_officer, at=NOW) for each in values]

    return agree


def told(page) -> dict[str, list[str]]:
    return {group.key: [row.line.title.split(": ")[-1] for row in group.rows] for group in page.groups}


def test_what_waits_is_told_by_urgency_the_nearest_first(agreed, lead_officer):
    agreed(31, 0, -3, 30, -40)
    assert told(build(lead_officer, TODAY)) == {
        "overdue": ["Do -40", "Do -3"],
        "month": ["Do 0", "Do 30"],
        "later": ["Do 31"],
    }


def test_ten_of_each_kind_are_shown_and_the_others_are_a_link_away(sign_in, agreed, lead_officer):
    agreed(*range(-12, 0))
    page = build(lead_officer, TODAY)
    assert ([len(group.rows) for group in page.groups], [task.count for task in page.cut]) == ([10], [12])
    text = sign_in(lead_officer).get("/my-work/").content.decode()
    assert re.search(r'href="/actions/\?show=mine">12 Actions for you to do<', text)


def test_the_page_counts_what_the_home_page_counts(sign_in, agreed, lead_officer, policy_officer, partnership):
    agreed(-3, 5)
    reviewing.opened(partnership, reviewing.opened_round(policy_officer), policy_officer)
    page = build(lead_officer, TODAY)
    shown = {task.one: sum(row.kind == task.one for group in page.groups for row in group.rows) for task in page.tasks}
    assert shown == {task.one: task.count for task in tasks(lead_officer, TODAY)}
    text = sign_in(lead_officer).get("/my-work/").content.decode()
    assert f"{sum(shown.values())} things wait for you" in text
    assert "Review of Harborough Tourism Partnership" in text


def test_what_was_handed_in_is_told_as_waiting_for_others(agreed, lead_officer):
    (action,) = agreed(5)
    actions.report(action, {"done_note": "They came."}, version=action.version, by=lead_officer, at=NOW)
    page = build(lead_officer, TODAY)
    assert ([row.kind for row in page.others], page.groups) == (["Action to be verified by others"], [])


def test_nothing_that_waits_is_said_in_words(sign_in, officer):
    assert "Nothing waits for you" in sign_in(officer).get("/my-work/").content.decode()


@pytest.mark.parametrize("who", ["lead_officer", "policy_officer"])
@pytest.mark.once
def test_it_takes_as_many_queries_for_fifty_as_for_one(request, sign_in, agreed, who, django_assert_max_num_queries):
    client = sign_in(request.getfixturevalue(who))
    agreed(-1)
    client.get("/my-work/")
    with django_assert_max_num_queries(30) as one:
        client.get("/my-work/")
    agreed(*range(2, 51))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get("/my-work/")

"""Reminders and the letters of a round: each once, however often the worker runs, and true when they are sent."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail as outbox
from django.core.management import call_command
from django.utils import timezone

from partnerships import mail, saving
from partnerships.models import Letter
from register.models import Action, Partnership
from register.workflow import actions, returns
from reviews.models import Reminder, Review
from reviews.rules.reminders import WINDOWS, window
from reviews.workflow.letters import tell_of_round
from reviews.workflow.reminders import remind
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending, reviewing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOW.date()
STEPS = [-28, -7, 0, 7, 14, 28]
# The clock goes forward, it goes back, and there is a leap day.
ODD_DAYS = [date(2026, 3, 29), date(2026, 10, 25), date(2028, 2, 29)]


def morning(day: date) -> datetime:
    """Six o'clock in the United Kingdom."""
    return timezone.make_aware(datetime.combine(day, time(6)))


def run(day: date) -> int:
    return remind(day, at=morning(day))


def delivered(day: date = TODAY) -> list:
    """Every letter that waits, as it was sent on that day."""
    before = len(outbox.outbox)
    with time_machine.travel(morning(day), tick=False):
        for letter in Letter.objects.filter(status="waiting").order_by("pk"):
            mail.deliver.call(letter.pk)
    return outbox.outbox[before:]


@pytest.fixture
def entry(council, policy_officer, lead_officer, head_of_service):
    people = {"lead_officer": lead_officer, "head_of_service": head_of_service}
    return factories.partnership(by=policy_officer, council=council, **people)


def agreed(entry, by, due_on: date, **values) -> Action:
    return actions.add(entry, {"text": "Ask for the accounts", "due_on": due_on, **values}, by=by, at=NOW)


@pytest.fixture
def of(entry, policy_officer, lead_officer):
    """An action that the lead officer is to do by a day."""
    return lambda due_on: agreed(entry, policy_officer, due_on, owner=lead_officer)


def test_the_windows_follow_each_other_without_a_gap():
    assert [each.first for each in WINDOWS] == STEPS
    assert [each.last for each in WINDOWS[:-1]] == [each.first - 1 for each in WINDOWS[1:]]
    assert window(date(2026, 3, 29), date(2026, 2, 28)) is None


@pytest.mark.parametrize("due_on", ODD_DAYS)
def test_each_reminder_comes_once_over_the_change_of_the_clock_and_the_leap_day(
    of, due_on, lead_officer, head_of_service, corporate_manager
):
    """Run twice on every day from long before to long after (done-line 5)."""
    of(due_on)
    for days in range(-40, 60):
        for _ in range(2):
            run(due_on + days * DAY)
    found = Reminder.objects.order_by("step", "to__full_name").values_list("step", "to__full_name")
    owner = [(step, lead_officer.full_name) for step in STEPS[:5]]
    above = [(14, head_of_service.full_name), (28, corporate_manager.full_name)]
    assert sorted(found) == sorted([*owner, *above])
    assert Letter.objects.filter(template="reminders").count() == 7
    assert {letter.made_at for letter in Letter.objects.filter(to=lead_officer)} == {
        morning(due_on + step * DAY) for step in STEPS[:5]
    }


@pytest.mark.parametrize(("due_on", "late"), [(ODD_DAYS[1], 0), (ODD_DAYS[1], 6), *((day, 3) for day in ODD_DAYS)])
def test_a_worker_that_was_off_sends_the_newest_reminder_once(of, due_on, late):
    of(due_on)
    assert (run(due_on + late * DAY), run(due_on + late * DAY), run(due_on + 6 * DAY)) == (1, 0, 0)
    assert list(Reminder.objects.values_list("step", flat=True)) == [0]


def test_a_day_is_that_of_the_united_kingdom(of):
    """Just before one in the morning of summer time it is still yesterday in universal time."""
    due_on = date(2026, 7, 1)
    of(due_on)
    with time_machine.travel(datetime(2026, 6, 23, 23, 30, tzinfo=UTC), tick=False):
        call_command("send_reminders", stdout=StringIO())
    assert list(Reminder.objects.values_list("step", flat=True)) == [-7]


def test_all_that_waits_on_a_day_is_one_letter(entry, policy_officer, lead_officer, now):
    for number in range(5):
        agreed(entry, policy_officer, date(2026, 12, 18 + number), owner=lead_officer, text=f"Letter {number}")
    assert run(date(2026, 12, 19)) == 1
    message = delivered(date(2026, 12, 19))[0]
    assert message.subject == "5 things due, 1 of them overdue"
    assert [f"Letter {number}" in message.body for number in range(5)] == [True] * 5
    assert "due 18 December 2026" in message.body


def test_what_is_done_moved_or_given_away_meanwhile_is_not_reminded(entry, policy_officer, lead_officer, officer):
    """The text says what is true when it is sent; a letter with nothing left to say is dropped."""
    due_on = date(2026, 12, 18)
    done, moved, given, left = (agreed(entry, policy_officer, due_on, owner=lead_officer, text=text) for text in "abcd")
    assert run(due_on) == 1
    actions.report(done, {"done_note": "They came."}, version=done.version, by=lead_officer, at=NOW)
    saving.claimed(Action, moved.pk, moved.version, {"due_on": due_on + 9 * DAY}, by=policy_officer, at=NOW)
    saving.claimed(Action, given.pk, given.version, {"owner": officer}, by=policy_officer, at=NOW)
    letter = Letter.objects.get(template="reminders")
    assert [each["title"][-1] for each in mail.told_now(letter, NOW).words["own"]] == ["d"]
    actions.drop(left, "Not needed", version=left.version, by=policy_officer, at=NOW)
    assert delivered() == []
    letter.refresh_from_db()
    assert letter.status == "dropped"


def test_another_day_begins_the_reminders_again(of, policy_officer):
    due_on = date(2026, 12, 18)
    action = of(due_on)
    run(due_on)
    saving.claimed(Action, action.pk, action.version, {"due_on": due_on + 28 * DAY}, by=policy_officer, at=NOW)
    assert (run(due_on + DAY), run(due_on + 28 * DAY)) == (1, 1)


def test_reminders_may_be_switched_off_but_not_of_what_is_overdue(of, lead_officer):
    due_on = date(2026, 12, 18)
    of(due_on)
    lead_officer.reminders_off = True
    lead_officer.save()
    assert [run(due_on + step * DAY) for step in (-28, -7, 0, 1, 7)] == [0, 0, 0, 1, 1]


def test_each_kind_is_reminded_to_who_answers_for_it(
    entry, council, policy_officer, lead_officer, head_of_service, democratic_services, now
):
    due_on = TODAY + 28 * DAY
    round = reviewing.opened_round(policy_officer, due_on=due_on)
    reviewing.opened(entry, round, policy_officer)
    head_of_service.service = factories.service(council)
    head_of_service.save()
    returns.open_collection(council, {"title": "Returns", "due_on": due_on}, by=policy_officer, at=now)
    agreed(entry, policy_officer, due_on, owner_post="Tourism Officer")
    assert run(TODAY) == 2
    found = {(each.kind, each.to.full_name) for each in Reminder.objects.select_related("to")}
    assert found == {("review", "Lee Lead"), ("action", "Lee Lead"), ("return", "Hetty Head")}
    assert len([message for message in delivered() if "reminded" not in message.subject]) == 3


def test_a_follow_up_is_reminded_to_the_lead_officers(entry, policy_officer, democratic_services, lead_officer):
    recommending.table()
    put = recommending.proposed(recommending.begun(entry, policy_officer), policy_officer)
    look = recommending.approved(put, democratic_services).follow_ups.get()
    assert run(look.due_on) == 1
    assert Reminder.objects.get().to == lead_officer


def test_a_review_handed_in_meanwhile_is_not_reminded(entry, policy_officer, lead_officer):
    review = reviewing.opened(entry, reviewing.opened_round(policy_officer), policy_officer)
    run(review.due_on)
    saving.claimed(Review, review.pk, review.version, {"status": "submitted"}, by=lead_officer, at=NOW)
    assert delivered() == []


def test_a_lead_officer_gets_one_letter_about_a_round_with_all_that_is_asked(
    entry, council, policy_officer, lead_officer
):
    """Minutes, whom to ask, and the days as events of a calendar (A2)."""
    round = reviewing.opened_round(policy_officer, due_on=TODAY + 20 * DAY)
    second = factories.partnership(
        by=policy_officer, council=council, name="Stepping Stones", lead_officer=lead_officer
    )
    nobody = factories.partnership(by=policy_officer, council=council, name="Nobody's")
    for each, tier in ((entry, "significant"), (second, ""), (nobody, "")):
        reviewing.opened(each, round, policy_officer, tier=tier)
    assert [len(tell_of_round(round, by=policy_officer, at=NOW)) for _ in range(2)] == [1, 0]
    message = delivered()[0]
    assert message.subject == "Annual review: 2 reviews due from 10 December 2026"
    assert "about 15 minutes in all" in message.body
    assert policy_officer.email in message.body
    name, text, kind = message.attachments[0]
    assert (name, kind, text.count("BEGIN:VEVENT")) == ("reviews.ics", "text/calendar", 2)
    assert "DTSTART;VALUE=DATE:20261210\r\nDTEND;VALUE=DATE:20261211\r\n" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert run(TODAY) == 0
    assert run(TODAY + 13 * DAY) == 1


def test_a_dry_run_says_what_would_be_sent_and_sends_nothing(of, capsys):
    of(date(2026, 12, 18))
    call_command("send_reminders", "--today", "2026-12-18", "--dry-run")
    assert "Lee Lead: Action for Harborough Tourism Partnership: Ask for the accounts" in capsys.readouterr().out
    assert not Letter.objects.exists()
    assert Partnership.objects.count() == 1

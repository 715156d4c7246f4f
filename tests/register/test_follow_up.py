"""Looking at an entry again after so many meetings, or once what was deferred falls due (H14-32, H14-39)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.work import tasks
from register.models import Meeting
from register.models.choices import Attendance
from register.reports import follow_up
from register.reports.next_steps import next_steps
from register.workflow import entries
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
SINCE = date(2026, 5, 3)


@pytest.fixture
def change(partnership, policy_officer):
    """Change the entry as it stands."""

    def changed(**values):
        partnership.refresh_from_db()
        return entries.edit(partnership, values, version=partnership.version, by=policy_officer, at=NOW)

    return changed


@pytest.fixture
def hold(partnership, policy_officer):
    """Meetings on these days."""

    def held(*days: date, entry=None):
        for day in days:
            meeting = Meeting(partnership=entry or partnership, held_on=day)
            entries.add_line(meeting, entry or partnership, by=policy_officer, at=NOW)

    return held


def due(user, **options) -> list[str]:
    return [f"{row.entry.name}: {'; '.join(row.why)}" for row in follow_up.again(user, TODAY, **options)]


def test_it_falls_due_once_as_many_meetings_were_held_as_were_asked_for(change, hold, policy_officer):
    """H14-39: and it says why."""
    change(look_again_meetings=2, look_again_from=SINCE)
    hold(SINCE + timedelta(days=30))
    assert due(policy_officer) == []
    hold(SINCE + timedelta(days=90))
    assert due(policy_officer) == ["Harborough Tourism Partnership: 2 of 2 meetings held since 3 May 2026"]


def test_meetings_before_on_the_day_itself_to_come_or_taken_off_do_not_count(
    change, hold, partnership, policy_officer, now
):
    """H14-39."""
    change(look_again_meetings=1, look_again_from=SINCE)
    hold(SINCE - timedelta(days=1), SINCE, TODAY + timedelta(days=1), SINCE + timedelta(days=2))
    taken_off = partnership.meetings.get(held_on=SINCE + timedelta(days=2))
    entries.remove_line(taken_off, partnership, version=taken_off.version, by=policy_officer, at=now)
    assert due(policy_officer) == []


def test_where_no_day_is_given_meetings_count_from_the_day_on_which_the_number_is_saved(change):
    """H14-39."""
    assert change(look_again_meetings=2).look_again_from == TODAY
    assert change(look_again_meetings=3, look_again_from=SINCE).look_again_from == SINCE
    assert change(look_again_meetings=None).look_again_from is None


def test_a_new_entry_counts_from_its_first_day_too(policy_officer, council):
    made = factories.partnership(by=policy_officer, council=council, name="Other", look_again_meetings=2)
    assert made.look_again_from == TODAY


@pytest.mark.parametrize("number", [0, 25])
def test_a_number_that_makes_no_sense_is_refused(number, change):
    with pytest.raises(ValidationError):
        change(look_again_meetings=number)


def test_it_stands_in_the_lead_officers_work_and_leads_to_the_programme(
    change, hold, lead_officer, officer, policy_officer
):
    """H14-39: the lead officer's own; the policy team's of all entries; nobody else's."""
    change(look_again_meetings=1, look_again_from=SINCE)
    hold(TODAY)

    def found(person):
        return {task.label: (task.count, task.url) for task in tasks(person, TODAY)}.get("Partnership to look at again")

    assert found(lead_officer) == (1, "/programme/?show=again&whose=mine")
    assert found(policy_officer) == (1, "/programme/?show=again")
    assert found(officer) is None


def test_the_programme_lists_it_with_why_and_with_how_the_council_attends(
    change, hold, partnership, lead_officer, policy_officer, now, sign_in
):
    """H14-39: standing, ad hoc or by correspondence stands beside it."""
    part = partnership.participations.get()
    changes = {"attendance": Attendance.AD_HOC}
    entries.edit_line(part, partnership, changes, version=part.version, by=policy_officer, at=now)
    change(look_again_meetings=1, look_again_from=SINCE, recommendation="Attend the next meeting, then decide.")
    hold(TODAY)
    text = sign_in(lead_officer).get(reverse("register:programme"), {"show": "again", "whose": "mine"}).content.decode()
    assert "1 of 1 meeting held since 3 May 2026" in text
    assert Attendance.AD_HOC.label in text
    assert "Attend the next meeting, then decide." in text
    assert f"/partnerships/{partnership.reference}/edit/future/#div_id_look_again_meetings" in text


def test_the_next_steps_of_the_entry_say_it(change, hold, partnership, lead_officer):
    """H14-39."""
    change(look_again_meetings=1, look_again_from=SINCE)
    hold(TODAY)
    partnership.refresh_from_db()
    labels = [step.label for step in next_steps(partnership, lead_officer, TODAY)]
    assert labels[0] == "Look at it again: 1 of 1 meeting held since 3 May 2026"


def test_a_deferral_falls_due_on_its_day(change, policy_officer):
    """H14-32: until a day, to a named report, or both."""
    change(recommendation_kind="defer", deferred_until_on=TODAY + timedelta(days=1), deferred_to="The budget report")
    assert due(policy_officer) == []
    change(deferred_until_on=SINCE)
    said = "Harborough Tourism Partnership: Deferred until 3 May 2026, to: The budget report"
    assert due(policy_officer) == [said]


def test_a_deferral_names_a_day_or_a_report_and_nothing_else_does(change):
    """H14-32."""
    with pytest.raises(ValidationError, match="Say until when the decision is deferred, or to which report"):
        change(recommendation_kind="defer")
    with pytest.raises(ValidationError, match="choose Defer as the kind of recommendation, or clear them"):
        change(recommendation_kind="review", deferred_to="The budget report")
    assert change(recommendation_kind="defer", deferred_to="The budget report").deferred_to == "The budget report"


@pytest.mark.once
def test_the_list_costs_the_same_queries_for_one_and_for_many(change, hold, policy_officer, council):
    change(look_again_meetings=1, look_again_from=SINCE)
    hold(TODAY)

    def costs() -> int:
        with CaptureQueriesContext(connection) as queries:
            follow_up.again(policy_officer, TODAY)
        return len(queries)

    one = costs()
    for number in range(10):
        values = {"look_again_meetings": 1, "look_again_from": SINCE}
        made = factories.partnership(by=policy_officer, council=council, name=f"Partnership {number}", **values)
        hold(TODAY, entry=made)
    assert len(due(policy_officer)) == 11
    assert costs() == one

"""Looking again: after months, meetings, an event, under a condition; what came of it, and what it leads to."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from partnerships import saving
from partnerships.verdict import Refused
from register.models import Meeting
from reviews.models import FollowUp, Recommendation
from reviews.models.choices import FollowUpStatus
from reviews.reports.promised import compared
from reviews.reports.recommendation_list import found, work
from reviews.rules.recommendations import when
from reviews.workflow import decided, follow_ups
from reviews.workflow import recommended_lines as lines
from reviews.workflow.follow_ups import FOLLOW_UPS
from reviews.workflow.recommendations import subjects_of
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending
from tests.reviews.recommending import TODAY, approved, begun, fresh, proposed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HALF_A_YEAR = date(2027, 5, 20)
ENDS = {"outcome_note": "Half of the hours went elsewhere."}


@pytest.fixture
def table(db):
    recommending.table()


@pytest.fixture
def follow(table, partnership, lead_officer, policy_officer, democratic_services):
    """An approved recommendation that is followed up in the given way: its first look."""

    def made(**values) -> FollowUp:
        draft = begun(partnership, lead_officer, **values)
        return approved(proposed(draft, policy_officer), democratic_services).follow_ups.get()

    return made


def reported(look: FollowUp, by) -> FollowUp:
    return follow_ups.report(look, {"report": "It went well."}, version=look.version, by=by, at=NOW)


def recorded(look: FollowUp, by, outcome: str, again_on: date | None = None) -> FollowUp:
    said = {"outcome": outcome, **ENDS}
    return follow_ups.record(look, said, again_on, version=look.version, by=by, at=NOW)


def test_it_is_followed_up_six_months_after_the_approval(follow, lead_officer, policy_officer):
    """H14-28: the task of who leads it, on that day and not before; then of the policy team."""
    look = follow()
    assert (look.due_on, when(look)) == (HALF_A_YEAR, "On 20 May 2027")
    assert list(FollowUp.objects.to_report(HALF_A_YEAR - DAY)) == []
    assert [task.label for task in work(lead_officer, HALF_A_YEAR) if task.count] == ["Recommendation to follow up"]
    assert found(lead_officer, "follow_up", HALF_A_YEAR).get() == look.recommendation
    reported(look, lead_officer)
    assert [task.label for task in work(policy_officer, TODAY) if task.count] == ["Follow-up to record"]


def test_another_number_of_months_can_be_asked_for(follow):
    """H14-28"""
    assert follow(follow_up_months=3).due_on == date(2027, 2, 20)


def test_after_so_many_meetings(follow, partnership):
    """H14-39: meetings held since the approval count, one that was taken off does not."""
    look = follow(follow_up="meetings", follow_up_meetings=2)
    assert when(look) == "After 2 meetings from 20 November 2026"
    for days in (-3, 4, 9):
        saving.create(Meeting(partnership=partnership, held_on=TODAY + days * DAY), by=None, at=NOW)
    assert not FollowUp.objects.to_report(TODAY + 8 * DAY).exists()
    assert FollowUp.objects.to_report(TODAY + 9 * DAY).get() == look


def test_how_many_meetings_must_be_said(table, partnership, lead_officer):
    with pytest.raises(ValidationError, match="Say after how many meetings it is followed up"):
        begun(partnership, lead_officer, follow_up="meetings")


def test_a_named_event_is_asked_after_every_quarter(follow, policy_officer, officer):
    """H14-34"""
    look = follow(follow_up="event", follow_up_until="The outcome of the county’s review is known")
    assert look.due_on == date(2027, 2, 20)
    assert when(look).startswith("Once this has happened: The outcome of the county’s review is known.")
    with pytest.raises(Refused, match="Only a lead officer of its partnerships"):
        follow_ups.wait(look, reason="x", version=look.version, by=officer, at=NOW)
    later = NOW + timedelta(days=92)
    waited = follow_ups.wait(look, reason="Not decided", version=look.version, by=policy_officer, at=later)
    assert (waited.due_on, waited.status) == (date(2027, 5, 20), "waiting")


def test_an_event_or_a_condition_is_named(table, partnership, lead_officer):
    """H14-34"""
    with pytest.raises(ValidationError, match="Name the event or the condition"):
        begun(partnership, lead_officer, follow_up="event")


def test_a_condition_is_looked_at_every_year_as_long_as_it_holds(follow, lead_officer, policy_officer):
    """H14-31: whilst it remains value for money."""
    look = follow(follow_up="condition", follow_up_until="It is value for money")
    assert look.due_on == date(2027, 11, 20)
    recorded(reported(look, lead_officer), policy_officer, "continue")
    again = FollowUp.objects.open().get()
    assert (again.kind, again.until, again.status) == ("condition", "It is value for money", "waiting")


def test_too_early_to_say_needs_a_new_day(follow, lead_officer, policy_officer):
    look = reported(follow(), lead_officer)
    for day, sentence in ((None, "Choose the day"), (TODAY, "That day is past")):
        with pytest.raises(ValidationError, match=sentence):
            recorded(look, policy_officer, "extend", day)
    recorded(look, policy_officer, "extend", date(2027, 9, 1))
    assert FollowUp.objects.open().get().due_on == date(2027, 9, 1)


def test_what_did_not_work_begins_a_recommendation_to_withdraw(follow, lead_officer, policy_officer):
    """H14-37: one recommendation leads to a second one."""
    look = follow()
    first = look.recommendation
    extra = factories.partnership(by=policy_officer, name="Welland Board")
    saving.create(
        lines.RecommendationSubject(recommendation=first, partnership=extra, is_exception=True), by=None, at=NOW
    )
    recorded(reported(look, lead_officer), policy_officer, "withdraw")
    second = first.followed_by.get()
    assert (second.kind, second.status, second.follows) == ("withdraw", "draft", first)
    assert [(str(each), each.is_exception) for each in subjects_of(second)] == [
        ("Harborough Tourism Partnership", False),
        ("Welland Board", True),
    ]


def test_it_is_closed_once_its_follow_up_is_recorded(follow, lead_officer, policy_officer):
    """H14-40: decided to go on, and closed."""
    look = follow()
    made = recommending.done(look.recommendation, policy_officer)
    with pytest.raises(Refused, match=r"A follow-up is open\. Record what came of it first"):
        decided.close(made, {"closing_note": "Done."}, version=made.version, by=policy_officer, at=NOW)
    recorded(reported(look, lead_officer), policy_officer, "continue")
    with pytest.raises(Refused, match="Say how it ended"):
        decided.close(made, {}, version=made.version, by=policy_officer, at=NOW)
    closed = decided.close(made, {"closing_note": "It saves 4 hours."}, version=made.version, by=policy_officer, at=NOW)
    assert closed.status == "closed"


ROLES = ("lead_officer", "officer", "policy_officer", "second_policy_officer", "democratic_services", "auditor", "administrator")  # fmt: skip
WHO = {"report": {"lead_officer"}, "record": {"policy_officer", "second_policy_officer"}}


@pytest.mark.parametrize("status", FollowUpStatus.values)
def test_each_step_is_for_its_people_and_refused_in_words_to_others(request, follow, status):
    look = follow()
    look.status = status
    people = {role: request.getfixturevalue(role) for role in ROLES}
    for verb, step in FOLLOW_UPS.transitions.items():
        for role, person in people.items():
            verdict = FOLLOW_UPS.may_start(person, look, verb)
            assert bool(verdict) is (status in step.sources and role in WHO[verb]), (verb, role, verdict.reason)
            assert verdict or verdict.reason.endswith(".")


def test_who_said_how_it_went_does_not_record_what_came_of_it(table, policy_officer, second_policy_officer, council):
    entry = factories.partnership(by=policy_officer, council=council, lead_officer=policy_officer)
    made = proposed(begun(entry, second_policy_officer), policy_officer)
    look = reported(approved(made, policy_officer).follow_ups.get(), policy_officer)
    assert "You said how it went" in FOLLOW_UPS.may_start(policy_officer, look, "record").reason
    assert FOLLOW_UPS.may_start(second_policy_officer, look, "record")


def test_the_promise_is_compared_a_year_later(follow, partnership):
    part = partnership.participations.get()
    saving.claimed(type(part), part.pk, part.version, {"officer_hours_per_month": 12}, by=None, at=NOW)
    made = follow().recommendation
    subjects = subjects_of(made)
    early = {line.what: line for line in compared(made, subjects, date(2027, 11, 19))}
    assert early["Officer time"].now == "Compared on 20 November 2027"
    part = fresh(part)
    saving.claimed(type(part), part.pk, part.version, {"officer_hours_per_month": 9}, by=None, at=NOW)
    time, money = compared(made, subjects, date(2027, 11, 20))
    assert (time.promised, time.before, time.now, time.change) == (
        "−4 hours a month",
        "12 hours a month",
        "9 hours a month",
        "−3 hours a month",
    )
    assert (money.promised, money.before, money.now, money.change) == ("−£500 a year", "Not known", "Not known", "")


def test_nothing_is_compared_before_it_is_approved(table, partnership, lead_officer):
    made = begun(partnership, lead_officer)
    assert list(compared(made, subjects_of(made), TODAY)) == []
    assert Recommendation.objects.get().status == "draft"

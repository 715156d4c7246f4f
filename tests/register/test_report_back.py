"""The report of two minutes, and the decision that somebody asks for."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.models import Letter
from register.models import Meeting, MeetingReport, Seat
from register.workflow import entries, meetings
from tests import factories

ONE_POINT = {"attended": True, "points": "The county pays", "decision_needed": "", "hours": None}
ASKING = {**ONE_POINT, "decision_needed": "Shall we host the officer?"}
HELD = date(2026, 11, 3)


@pytest.fixture
def seated(partnership, council, councillor, policy_officer, now):
    """A councillor who sits on the partnership."""
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=councillor), partnership, by=policy_officer, at=now
    )
    return councillor


def address(name, entry, *more):
    return reverse(f"register:{name}", args=[entry.reference, *more])


def said(**values):
    return {"held_on": "3 11 2026", "attended": "yes", "points": "", "decision_needed": "", "hours": "", **values}


def test_a_councillor_on_a_seat_reports_and_the_meeting_is_made(sign_in, partnership, seated):
    """H11-05: the notes of a meeting come into the register with the report of somebody who was there."""
    data = said(points="The county pays\n- The survey is late\n", hours="2.5")
    answer = sign_in(seated).post(address("report_back", partnership), data, follow=True)
    report = MeetingReport.objects.get()
    assert (report.meeting.held_on, report.meeting.partnership) == (HELD, partnership)
    assert (report.points, report.hours, report.attended) == ("The county pays\nThe survey is late", 2.5, True)
    assert "Your report is saved" in answer.content.decode()
    text = sign_in(seated).get(address("meetings", partnership)).content.decode()
    assert "The survey is late" in text


def test_a_button_pressed_twice_makes_one_report(sign_in, partnership, seated):
    client = sign_in(seated)
    for _ in range(2):
        answer = client.post(address("report_back", partnership), said(points="The county pays"))
        assert answer.status_code == 302
    assert (Meeting.objects.count(), MeetingReport.objects.count()) == (1, 1)


def test_a_meeting_without_my_report_is_offered_and_sent_twice_still_counts_once(
    sign_in, partnership, seated, policy_officer, now
):
    known = entries.add_line(
        Meeting(partnership=partnership, held_on=HELD, title="Board meeting"), partnership, by=policy_officer, at=now
    )
    client = sign_in(seated)
    assert "3 November 2026: Board meeting" in client.get(address("report_back", partnership)).content.decode()
    for _ in range(2):
        assert client.post(address("report_back", partnership), said(meeting=known.pk, held_on="")).status_code == 302
    assert MeetingReport.objects.get().meeting == known
    assert "Board meeting" not in client.get(address("report_back", partnership)).content.decode()


def test_saying_something_else_about_the_same_meeting_is_refused_with_what_to_do(sign_in, partnership, seated):
    client = sign_in(seated)
    client.post(address("report_back", partnership), said(points="The county pays"))
    answer = client.post(address("report_back", partnership), said(points="The county does not pay"), follow=True)
    page = answer.content.decode()
    assert "You have reported on the meeting of 3 November 2026 already." in page
    assert "The county does not pay" in page
    mine = MeetingReport.objects.get()
    assert mine.points == "The county pays"
    change = reverse("register:line_edit", args=[partnership.reference, "reports", mine.pk])
    assert f'href="{change}">Change the report that you have sent' in page
    assert client.get(change).status_code == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"points": "a\nb\nc\nd"}, "Name the three points that matter most: you entered 4 lines."),
        ({"held_on": ""}, "Enter the date of the meeting."),
        ({"held_on": "31 2 2026"}, "There is no such day as “31 2 2026”."),
        ({"hours": "some"}, "“some” is not a number that can be read."),
        ({"hours": "900"}, "Hours that it took must be 200 or less."),
        ({"hours": "1.125"}, "Hours that it took can have at most 2 figures after the point."),
        ({"attended": ""}, "Say whether you attended."),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(sign_in, partnership, seated, typed, sentence):
    data = said(decision_needed="Shall we host the officer?", **typed)
    page = sign_in(seated).post(address("report_back", partnership), data, follow=True).content.decode()
    assert page.count(sentence) == 2, "once in the summary, once at the field"
    assert "Shall we host the officer?" in page
    assert not MeetingReport.objects.exists()


def test_a_meeting_still_to_come_cannot_be_reported_on(sign_in, partnership, seated):
    tomorrow = timezone.localdate() + timedelta(days=1)
    data = said(held_on=tomorrow.isoformat(), points="a\nb\nc\nd", hours="99999999")
    page = sign_in(seated).post(address("report_back", partnership), data, follow=True).content.decode()
    for words in ("That day is still to come.", "you entered 4 lines", "must be 200 or less"):
        assert words in page
    assert "is too large" not in page
    assert not Meeting.objects.exists()


def test_what_is_refused_is_shown_at_an_address_of_its_own_and_forgotten_once_it_is_sent(sign_in, partnership, seated):
    """The way back in the browser never asks to send the form again."""
    client, form = sign_in(seated), address("report_back", partnership)
    answer = client.post(form, said(held_on="", points="The county pays"))
    assert (answer.status_code, answer.url) == (302, f"{form}?again=1")
    assert "The county pays" in client.get(answer.url).content.decode()
    assert "The county pays" not in client.get(form).content.decode()
    client.post(answer.url, said(points="The county pays"))
    page = client.get(answer.url).content.decode()
    assert ("There is a problem" in page, "The county pays" in page) == (False, False)


def test_the_list_of_meetings_shows_the_points_where_nothing_else_was_noted(sign_in, partnership, seated, now):
    """H11-05."""
    said_so = {**ONE_POINT, "points": "The county pays\nTwo hotels close"}
    meetings.report_back(partnership, HELD, said_so, by=seated, at=now)
    page = sign_in(seated).get(reverse("register:all_meetings")).content.decode()
    assert "The county pays; Two hotels close" in page


def test_attendance_that_somebody_noted_becomes_the_persons_own_report(partnership, seated, policy_officer, now):
    meeting = entries.add_line(Meeting(partnership=partnership, held_on=HELD), partnership, by=policy_officer, at=now)
    entries.add_line(MeetingReport(meeting=meeting, person=seated), partnership, by=policy_officer, at=now)
    report = meetings.report_back(partnership, meeting, ONE_POINT, by=seated, at=now)
    assert MeetingReport.objects.get() == report
    assert (report.points, report.seat.holder, report.reported_at) == ("The county pays", seated, now)


def test_reporting_is_refused_to_who_neither_sits_there_nor_edits_the_entry(sign_in, partnership, officer):
    client = sign_in(officer)
    for answer in (client.get(address("report_back", partnership)), client.post(address("report_back", partnership))):
        assert answer.status_code == 403
        assert "Only who attends it for the council" in answer.content.decode()


def test_reporting_is_not_there_for_a_scrutiny_member(
    sign_in, partnership, council, scrutiny_member, policy_officer, now
):
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=scrutiny_member), partnership, by=policy_officer, at=now
    )
    client = sign_in(scrutiny_member)
    for name in ("meetings", "information", "report_back", "pass_on"):
        assert client.get(address(name, partnership)).status_code == 404
    assert client.get(reverse("register:all_meetings")).status_code == 403


def test_who_attends_one_partnership_goes_straight_to_its_form(sign_in, partnership, seated):
    client = sign_in(seated)
    assert "You had a meeting?" in client.get("/").content.decode()
    assert client.get(reverse("register:report_start")).url == address("report_back", partnership)


def test_a_decision_needed_waits_for_the_lead_officer_until_it_is_dealt_with(
    sign_in, partnership, seated, lead_officer, now
):
    report = meetings.report_back(partnership, HELD, ASKING, by=seated, at=now)
    assert Letter.objects.get().to == lead_officer
    client = sign_in(lead_officer)
    assert "Meeting after which a decision is needed" in client.get("/").content.decode()
    waiting = client.get(reverse("register:all_meetings") + "?show=decisions&whose=mine").content.decode()
    assert "1 meeting" in waiting
    page = client.get(address("decision", partnership, report.pk)).content.decode()
    assert "Shall we host the officer?" in page
    client.post(address("decision", partnership, report.pk), {"outcome": "The Executive agreed.", "version": 1})
    report = MeetingReport.objects.get()
    assert (report.outcome, report.dealt_by) == ("The Executive agreed.", lead_officer)
    assert "a decision is needed" not in client.get("/").content.decode()
    assert client.get(address("decision", partnership, report.pk)).status_code == 403


def test_dealing_without_saying_what_came_of_it_is_refused(sign_in, partnership, seated, lead_officer, now):
    report = meetings.report_back(partnership, HELD, ASKING, by=seated, at=now)
    page = sign_in(lead_officer).post(address("decision", partnership, report.pk), {"outcome": "", "version": 1})
    assert "Enter what came of it." in page.content.decode()
    assert MeetingReport.objects.get().dealt_at is None


def test_where_no_lead_officer_signs_in_the_policy_team_deals_with_it(
    sign_in, policy_officer, council, now, second_policy_officer
):
    entry = factories.partnership(by=policy_officer, council=council, name="Rivers Trust", lead_officer_post="Ranger")
    meetings.report_back(entry, HELD, ASKING, by=second_policy_officer, at=now)
    assert "Meeting after which a decision is needed" in sign_in(policy_officer).get("/").content.decode()
    assert not Letter.objects.exists()


@pytest.mark.parametrize("who", ["policy_officer", "head_of_service", "administrator", "auditor", "councillor"])
def test_dealing_with_a_decision_is_refused_to_all_but_the_lead_officer(
    request, sign_in, partnership, seated, now, who
):
    report = meetings.report_back(partnership, HELD, ASKING, by=seated, at=now)
    answer = sign_in(request.getfixturevalue(who)).get(address("decision", partnership, report.pk))
    assert answer.status_code == 403
    assert "The lead officer says what came of this" in answer.content.decode()

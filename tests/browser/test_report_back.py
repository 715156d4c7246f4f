"""Meetings in a real browser: reported from a telephone, dealt with, summed up, passed on, reported to a body."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from register.models import Meeting, MeetingReport, ProgrammeItem, Recipient, Seat
from register.workflow import entries, meetings
from tests.browser.looking import at_width, faults, said

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 60_000
FIELDS = "form.app-form .govuk-form-group"


@pytest.fixture
def patient(opened):
    """A window that waits for a busy machine."""

    def window(person, **options):
        page = opened(person, **options)
        page.set_default_timeout(PATIENCE)
        return page

    return window


@pytest.fixture
def board(partnership, council, policy_officer, councillor, officer, now):
    """A partnership on which a councillor and an officer sit, and of which somebody hears."""
    who = {"by": policy_officer, "at": now}
    for holder in (councillor, officer):
        entries.add_line(Seat(partnership=partnership, council=council, holder=holder), partnership, **who)
    entries.add_line(Recipient(partnership=partnership, person=policy_officer), partnership, **who)
    return partnership


def address(name, entry, *more):
    return reverse(f"register:{name}", args=[entry.reference, *more])


def reported(page, points: str, decision: str = "") -> None:
    """From home to the page that confirms it, in at most six fields."""
    page.goto("/")
    page.get_by_role("button", name="Report back").click()
    page.get_by_role("heading", name="Report back from a meeting").wait_for()
    assert 0 < page.locator(FIELDS).count() <= 6
    assert faults(page) == []
    if page.get_by_label("Another meeting, on the day below").count():
        page.get_by_label("3 November 2026: Board meeting").check()
    else:
        page.get_by_label("Date of the meeting").fill("3 11 2026")
    page.get_by_label("Up to three points that the council should know").fill(points)
    page.get_by_label("A decision that you need from the council").fill(decision)
    page.get_by_label("Hours that it took").fill("2.5")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Your report is saved").wait_for()


def test_a_councillor_and_an_officer_report_from_a_telephone(patient, board, councillor, officer, policy_officer, now):
    telephone = {"viewport": {"width": 375, "height": 800}}
    reported(patient(councillor, **telephone), "The county pays", "Shall we host the officer?")
    meeting = Meeting.objects.get()
    entries.edit_line(meeting, board, {"title": "Board meeting"}, version=1, by=policy_officer, at=now)
    reported(patient(officer, **telephone), "Two hotels close\nThe survey is late")
    assert Meeting.objects.count() == 1
    assert set(MeetingReport.objects.values_list("person", flat=True)) == {councillor.pk, officer.pk}


def test_the_way_back_from_the_receipt_of_a_report_that_was_refused_first_shows_a_page(patient, board, councillor):
    page = patient(councillor, viewport={"width": 375, "height": 800})
    page.goto(address("report_back", board))
    page.get_by_label("Date of the meeting").fill("31 2 2026")
    page.get_by_label("Up to three points that the council should know").fill("The county pays")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="There is a problem").wait_for()
    page.get_by_label("Date of the meeting").fill("3 11 2026")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Your report is saved").wait_for()
    page.go_back()
    page.get_by_role("heading", name="Report back from a meeting").wait_for()
    assert MeetingReport.objects.count() == 1


def test_a_report_needs_no_scripts(patient, board, councillor):
    page = patient(councillor, viewport={"width": 375, "height": 800}, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Report back").click()
    page.get_by_label("Date of the meeting").fill("3 11 2026")
    page.get_by_label("Up to three points that the council should know").fill("The county pays")
    page.get_by_role("button", name="Send the report").click()
    page.get_by_role("heading", name="Your report is saved").wait_for()
    assert MeetingReport.objects.get().meeting.partnership == board
    assert said(page) == []


def test_the_lead_officer_deals_with_a_decision_sums_the_year_up_and_passes_something_on(
    patient, board, councillor, lead_officer, now
):
    values = {"attended": True, "points": "The county pays", "hours": None, "decision_needed": "Shall we host them?"}
    meetings.report_back(board, date(2026, 11, 3), values, by=councillor, at=now)
    page = at_width(patient(lead_officer), 1280)
    page.goto("/")
    page.get_by_role("link", name="Meeting after which a decision is needed").click()
    page.get_by_role("link", name=board.name).click()
    page.get_by_role("link", name="Say what came of it").click()
    page.get_by_label("What came of it").fill("The Executive agreed on 10 November.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("the decision that was needed is dealt with").wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="2026/27").click()
    assert "It met once in 2026/27: 3 November." in page.get_by_label("What it did").input_value()
    page.get_by_label("What it did").fill("It found a host for the officer.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("It found a host for the officer.").wait_for()
    page.get_by_role("link", name="Information", exact=True).click()
    page.get_by_role("button", name="Pass something on").click()
    page.get_by_label("What they need to know").fill("The county pays for the officer.")
    page.get_by_label("Pat Policy").check()
    assert faults(page) == []
    page.get_by_role("button", name="Pass it on").click()
    page.get_by_text("passed on to Pat Policy").wait_for()
    page.goto("/")
    assert page.get_by_text("a decision is needed").count() == 0


def test_a_report_that_is_overdue_is_submitted_received_and_noted(patient, board, officer, policy_officer, now):
    line = ProgrammeItem(partnership=board, first_due_on=date(2026, 5, 1), responsible=officer)
    entries.add_line(line, board, by=policy_officer, at=now)
    team = at_width(patient(policy_officer), 1280)
    team.goto("/")
    team.get_by_role("link", name="Report of the programme overdue").click()
    team.get_by_role("row", name="1 May 2026").wait_for()
    assert faults(team) == []
    page = at_width(patient(officer), 375)
    page.goto("/")
    page.get_by_role("link", name="Report of the programme overdue").click()
    page.get_by_role("link", name="Submit the report").click()
    page.get_by_label("The report, or where it is").fill("All is well.")
    page.get_by_role("button", name="Submit the report").click()
    page.get_by_text("is submitted.").wait_for()
    team.goto(reverse("register:programme") + "?show=submitted")
    today = timezone.localdate().isoformat()
    team.get_by_role("link", name="Record as received").click()
    team.get_by_label("Received on").fill(today)
    team.get_by_role("button", name="Record as received").click()
    team.get_by_role("link", name="Record as noted").click()
    team.get_by_label("Noted on").fill(today)
    team.get_by_label("Minute that notes it").fill("12/26")
    team.get_by_role("button", name="Record as noted").click()
    team.get_by_text("the report is recorded as noted").wait_for()
    assert faults(team) == []


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_meetings_is_accessible_quiet_and_fits(width, patient, board, councillor, policy_officer, now):
    values = {"attended": True, "points": "The county pays", "hours": None, "decision_needed": "Shall we?"}
    meetings.report_back(board, date(2026, 11, 3), values, by=councillor, at=now)
    page = at_width(patient(policy_officer), width)
    own = [address(name, board) for name in ("meetings", "information", "report_back", "pass_on")]
    lists = [reverse(f"register:{name}") for name in ("all_meetings", "programme", "coverage")]
    found = []
    for where in [*own, *lists, address("line_add", board, "meetings"), address("line_add", board, "programme")]:
        assert page.goto(where).status == 200
        found += faults(page)
    assert found == []

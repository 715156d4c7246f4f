"""Meetings of an entry and of the register, attendance, briefing, and the year in a few words."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from register.models import ActivitySummary, Meeting, MeetingReport, Partnership, Seat
from register.rules.activity import Met, draft
from register.rules.attendance import Sat, Was, a_year_before, tally
from register.workflow import entries, files, meetings
from tests import factories

HELD = date(2026, 11, 3)
PAPER = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def seated(partnership, council, officer, policy_officer, now):
    """An officer who attends the partnership."""
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=officer), partnership, by=policy_officer, at=now
    )
    return officer


@pytest.fixture
def held(partnership, policy_officer, now):
    """`held(day, …)` records a meeting."""

    def add(day=HELD, entry=partnership, **values):
        return entries.add_line(Meeting(partnership=entry, held_on=day, **values), entry, by=policy_officer, at=now)

    return add


def tab(entry, name="meetings"):
    return reverse(f"register:{name}", args=[entry.reference])


def lines(entry, noun, verb="add", *more):
    return reverse(f"register:line_{verb}", args=[entry.reference, noun, *more])


def test_a_meeting_is_added_on_one_screen_with_who_was_there(sign_in, partnership, seated, lead_officer):
    """H11-05: date, notes, attendance, decisions."""
    data = {
        "held_on": "3 11 2026",
        "title": "Board meeting",
        "present": [seated.pk, lead_officer.pk],
        "others_present": "The county’s officer",
        "notes": "The survey is late.",
        "decisions": "Write to the county: Lee",
    }
    answer = sign_in(seated).post(lines(partnership, "meetings"), data, follow=True)
    text = answer.content.decode()
    for words in (
        "3 November 2026: Board meeting",
        "Lee Lead, Olly Officer",
        "The county’s officer",
        "The survey is late.",
    ):
        assert words in text
    assert set(MeetingReport.objects.values_list("person", flat=True)) == {seated.pk, lead_officer.pk}


def test_a_meeting_is_changed_taken_off_and_put_back(sign_in, partnership, held, seated):
    meeting = held(notes="The survey is late.")
    client = sign_in(seated)
    client.post(lines(partnership, "meetings", "edit", meeting.pk), {"held_on": "4 11 2026", "version": 1})
    assert Meeting.objects.get().held_on == date(2026, 11, 4)
    client.post(lines(partnership, "meetings", "remove", meeting.pk), {"version": 2})
    page = client.get(tab(partnership)).content.decode()
    assert "No meeting is recorded yet" in page
    assert "Put back" in page
    client.post(lines(partnership, "meetings", "put_back", meeting.pk), {"version": 3})
    assert "4 November 2026" in client.get(tab(partnership)).content.decode()


def test_the_papers_of_a_meeting_stand_with_it_in_their_newest_version(
    sign_in, partnership, held, seated, officer, now, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    meeting = held(title="Board meeting")
    first = files.store("agenda.pdf", PAPER, meeting, by=officer, at=now)
    files.store("agenda-2.pdf", PAPER + b"%", meeting, replaces=first, by=officer, at=now)
    page = sign_in(officer).get(tab(partnership)).content.decode()
    assert "agenda-2.pdf" in page
    assert "agenda.pdf" not in page


def test_meetings_stand_newest_first(sign_in, partnership, held, officer):
    for month in (3, 9, 6):
        held(date(2026, month, 1), title=f"Meeting {month}")
    page = sign_in(officer).get(tab(partnership)).content.decode()
    assert page.index("Meeting 9") < page.index("Meeting 6") < page.index("Meeting 3")


@pytest.mark.parametrize("words", ["survey", "SURVEY late", "county hosts", "hotels"])
def test_notes_decisions_and_reports_are_searched(sign_in, partnership, held, seated, now, words):
    """H11-05: the notes of meetings are searchable, on the entry and in the whole register."""
    meeting = held(title="Found", notes="The survey is late.", decisions="The county hosts the officer.")
    held(date(2026, 10, 1), title="Passed over", notes="Nothing of note")
    values = {"attended": True, "points": "Two hotels close", "decision_needed": "", "hours": None}
    meetings.report_back(partnership, meeting, values, by=seated, at=now)
    for address in (tab(partnership), reverse("register:all_meetings")):
        page = sign_in(seated).get(address, {"q": words}).content.decode()
        assert "Found" in page
        assert "Passed over" not in page


def test_the_list_of_all_meetings_shows_a_councillor_their_own_alone(
    sign_in, partnership, held, councillor, council, policy_officer, now
):
    other = factories.partnership(by=policy_officer, council=council, name="Joint Land Company")
    held(title="Board meeting")
    held(entry=other, title="Secret meeting")
    entries.add_line(
        Seat(partnership=partnership, council=council, holder=councillor), partnership, by=policy_officer, at=now
    )
    page = sign_in(councillor).get(reverse("register:all_meetings")).content.decode()
    assert "Board meeting" in page
    assert "Secret meeting" not in page
    assert "Joint Land Company" not in page


def test_a_meeting_still_to_come_asks_the_lead_officer_to_brief_the_members(
    sign_in, partnership, held, lead_officer, policy_officer
):
    """B15-38: a briefing for each meeting, done or not."""
    coming = timezone.localdate() + timedelta(days=10)
    meeting = held(coming)
    client = sign_in(lead_officer)
    assert f"Brief the members before {coming.day} {coming:%B %Y}" in client.get("/").content.decode()
    assert (
        "1 meeting"
        in client.get(reverse("register:all_meetings"), {"show": "briefings", "whose": "mine"}).content.decode()
    )
    assert "Brief the members" not in sign_in(policy_officer).get("/").content.decode()
    briefed = {
        "held_on": coming.isoformat(),
        "briefing": "Ask for the survey.",
        "briefed_on": timezone.localdate().isoformat(),
        "version": 1,
    }
    client = sign_in(lead_officer)
    client.post(lines(partnership, "meetings", "edit", meeting.pk), briefed)
    assert "Brief the members" not in client.get("/").content.decode()
    page = client.get(tab(partnership)).content.decode()
    assert "Ask for the survey." in page
    assert "Briefed on" in page


def test_a_briefing_after_the_meeting_is_refused_in_words(sign_in, partnership, held, seated):
    meeting = held()
    data = {"held_on": "3 11 2026", "briefed_on": "5 11 2026", "version": 1}
    page = sign_in(seated).post(lines(partnership, "meetings", "edit", meeting.pk), data).content.decode()
    assert "The briefing is dated after the meeting. Correct one of the two dates." in page


def test_attendance_counts_meetings_since_the_seat_was_taken_and_hours_that_are_known():
    """H14-38: an attendance log to judge what it is worth."""
    held = [(1, date(2026, 1, 5)), (2, date(2026, 4, 5)), (3, date(2026, 7, 5))]
    said = [Was(7, 2, True, Decimal("2.5")), Was(7, 3, True, None), Was(8, 3, False, Decimal(1))]
    first, second = tally([Sat(7, "Ann", date(2026, 3, 1)), Sat(8, "Bob")], held, said)
    assert (first.attended, first.of, first.hours.amount, first.hours.unknown) == (2, 2, Decimal("2.5"), 1)
    assert (second.attended, second.of, second.hours.known) == (0, 3, 0)


def test_the_last_twelve_months_begin_on_the_same_day_a_year_before():
    assert a_year_before(date(2026, 11, 20)) == date(2025, 11, 20)
    assert a_year_before(date(2024, 2, 29)) == date(2023, 2, 28)


def test_the_attendance_log_stands_on_the_tab(sign_in, partnership, held, seated, now):
    today = timezone.localdate()
    held(today - timedelta(days=40))
    meeting = held(today - timedelta(days=20))
    values = {"attended": True, "points": "", "decision_needed": "", "hours": Decimal("3.5")}
    meetings.report_back(partnership, meeting, values, by=seated, at=now)
    page = sign_in(seated).get(tab(partnership)).content.decode()
    row = page[page.index('id="attendance"') :]
    row = row[row.index("Olly Officer") : row.index("</tr>", row.index("Olly Officer"))]
    assert [text in row for text in (">1<", ">2<", ">3.5<")] == [True, True, True]


def test_the_draft_of_a_year_tells_of_its_meetings_its_decisions_and_its_points_once():
    text = draft(
        2025,
        [Met(date(2025, 9, 2), "Hire an officer", ("Hotels close",)), Met(date(2025, 5, 1), "", ("Hotels close",))],
    )
    assert text.startswith("It met twice in 2025/26: 1 May, 2 September.")
    assert "Decided:\n- Hire an officer" in text
    assert text.count("Hotels close") == 1
    assert draft(2025, []) == ""


def test_the_summary_of_a_year_is_drafted_edited_and_saved_once(sign_in, partnership, held, lead_officer):
    """H11-06: one activity summary for each partnership and year."""
    held(date(2025, 6, 3), decisions="Hire an officer")
    held(date(2026, 5, 3), decisions="Close the office")
    client = sign_in(lead_officer)
    assert "?financial_year=2025" in client.get(tab(partnership)).content.decode()
    page = client.get(lines(partnership, "summaries"), {"financial_year": "2025"}).content.decode()
    assert "It met once in 2025/26: 3 June." in page
    assert "Close the office" not in page
    data = {"financial_year": "2025/26", "text": "It hired an officer for three districts."}
    client.post(lines(partnership, "summaries"), data)
    assert ActivitySummary.objects.get().text == "It hired an officer for three districts."
    page = client.get(tab(partnership)).content.decode()
    assert "It hired an officer for three districts." in page
    assert "?financial_year=2025" not in page
    again = client.post(lines(partnership, "summaries"), {**data, "text": "Another"}).content.decode()
    assert "This year has a summary already. Change that one instead." in again
    assert ActivitySummary.objects.count() == 1


def test_the_basis_on_which_the_council_attends_stands_with_its_briefing(sign_in, partnership, policy_officer, now):
    """H14-18, H14-39: standing, ad hoc or by correspondence; the district's contact, how and when we were briefed."""
    part = partnership.participations.get()
    values = {
        "attendance": "ad_hoc",
        "representation": "through_another",
        "district_lead": "Head of Planning, Blaby",
        "briefing_arrangement": "By e-mail before each meeting",
        "last_briefed_on": date(2026, 5, 2),
    }
    entries.edit_line(part, partnership, values, version=1, by=policy_officer, at=now)
    page = sign_in(policy_officer).get(tab(partnership, "information")).content.decode()
    for words in (
        "When the agenda calls for it",
        "Head of Planning, Blaby",
        "By e-mail before each meeting",
        "2 May 2026",
    ):
        assert words in page


def test_an_entry_whose_lead_district_has_not_briefed_us_is_a_gap(sign_in, partnership, policy_officer, now):
    """H14-18: the last briefing is missing until its day is known."""
    part = partnership.participations.get()
    known = {"representation": "through_another", "district_lead": "Blaby", "briefing_arrangement": "By e-mail"}
    part = entries.edit_line(part, partnership, known, version=1, by=policy_officer, at=now)
    assert list(Partnership.objects.without_briefing()) == [partnership]
    entries.edit_line(part, partnership, {"last_briefed_on": HELD}, version=2, by=policy_officer, at=now)
    assert list(Partnership.objects.without_briefing()) == []


def test_history_tells_of_meetings_and_reports(sign_in, partnership, held, seated, now):
    meeting = held(title="Board meeting")
    values = {"attended": True, "points": "Two hotels close", "decision_needed": "", "hours": None}
    meetings.report_back(partnership, meeting, values, by=seated, at=now)
    page = sign_in(seated).get(tab(partnership, "history")).content.decode()
    assert "Board meeting" in page
    assert "Two hotels close" in page


@pytest.mark.parametrize("name", ["meetings", "information"])
@pytest.mark.once
def test_a_tab_takes_as_many_queries_for_fifty_meetings_as_for_one(
    sign_in, partnership, held, seated, policy_officer, now, name, django_assert_max_num_queries
):
    values = {"attended": True, "points": "A point", "decision_needed": "A decision", "hours": None}
    client = sign_in(policy_officer)
    meetings.report_back(partnership, held(HELD), values, by=seated, at=now)
    client.get(tab(partnership, name))
    with django_assert_max_num_queries(40) as one:
        client.get(tab(partnership, name))
    for number in range(1, 50):
        held(HELD - timedelta(days=number))
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(tab(partnership, name))


@pytest.mark.once
def test_the_list_takes_as_many_queries_for_fifty_meetings_as_for_one(
    sign_in, held, policy_officer, django_assert_num_queries, django_assert_max_num_queries
):
    client = sign_in(policy_officer)
    held()
    client.get(reverse("register:all_meetings"))
    with django_assert_max_num_queries(20) as one:
        client.get(reverse("register:all_meetings"))
    for number in range(1, 50):
        held(HELD - timedelta(days=number))
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(reverse("register:all_meetings"))

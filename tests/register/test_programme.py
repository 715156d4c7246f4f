"""The reporting programme: when reports fall due, who submits them, who records what the body did (B15-37)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from partnerships.verdict import Refused
from register.models import ProgrammeItem, ProgrammeReport
from register.reports import programme as report
from register.rules.programme import Standing, due_on, may_be_submitted, next_report
from register.workflow import entries, programme
from tests import factories

FIRST = date(2025, 1, 31)


@pytest.fixture
def asked(partnership, policy_officer, officer, now):
    """`asked(first_due_on, …)` puts a line on the programme, for the officer to report."""

    def add(first=date(2026, 5, 1), entry=partnership, **values):
        values = {"responsible": officer, "every_months": 12, **values}
        line = ProgrammeItem(partnership=entry, first_due_on=first, **values)
        return entries.add_line(line, entry, by=policy_officer, at=now)

    return add


@pytest.mark.parametrize(
    ("number", "day"),
    [(0, FIRST), (1, date(2025, 2, 28)), (2, date(2025, 3, 31)), (13, date(2026, 2, 28)), (37, date(2028, 2, 29))],
)
def test_a_month_that_is_too_short_brings_the_day_forward_and_the_next_one_brings_it_back(number, day):
    assert due_on(FIRST, 1, number) == day


@pytest.mark.parametrize(
    ("every", "last", "today", "due", "standing", "further"),
    [
        (12, None, date(2025, 1, 31), FIRST, Standing.DUE_SOON, 0),
        (12, None, date(2025, 2, 1), FIRST, Standing.OVERDUE, 0),
        (12, None, date(2024, 12, 1), FIRST, Standing.LATER, 0),
        (12, FIRST, date(2025, 2, 1), date(2026, 1, 31), Standing.LATER, 0),
        (1, None, date(2025, 4, 30), FIRST, Standing.OVERDUE, 2),
        (1, None, date(2025, 5, 1), FIRST, Standing.OVERDUE, 3),
        (1, date(2025, 2, 28), date(2025, 3, 31), date(2025, 3, 31), Standing.DUE_SOON, 0),
        (3, date(2031, 1, 31), date(2025, 3, 31), date(2031, 4, 30), Standing.LATER, 0),
    ],
)
def test_the_next_report_follows_the_one_submitted_last(every, last, today, due, standing, further):
    found = next_report(FIRST, every, last, today)
    assert (found.due_on, found.standing, found.further) == (due, standing, further)


def test_every_report_that_is_due_may_be_submitted_and_the_one_that_comes_next():
    assert may_be_submitted(FIRST, 1, None, date(2025, 3, 1)) == [FIRST, date(2025, 2, 28), date(2025, 3, 31)]
    assert may_be_submitted(FIRST, 12, FIRST, date(2025, 3, 1)) == [date(2026, 1, 31)]
    assert len(may_be_submitted(date(2000, 1, 1), 1, None, date(2025, 3, 1))) == 13


def test_a_report_is_submitted_received_and_noted_by_different_people(
    sign_in, partnership, asked, officer, democratic_services
):
    item = asked(body=None)
    client = sign_in(officer)
    assert "Report of the programme overdue" in client.get("/").content.decode()
    data = {"due_on": "2026-05-01", "text": "All is well."}
    client.post(reverse("register:programme_submit", args=[item.pk]), data)
    sent = ProgrammeReport.objects.get()
    assert (sent.status, sent.submitted_by, sent.due_on) == ("submitted", officer, date(2026, 5, 1))
    assert "Report of the programme overdue" not in client.get("/").content.decode()
    client = sign_in(democratic_services)
    listed = client.get(reverse("register:programme") + "?show=submitted").content.decode()
    assert "Record as received" in listed
    today = timezone.localdate().isoformat()
    data = {"received_on": today, "minute": "3/26", "version": 1}
    client.post(reverse("register:programme_receive", args=[sent.pk]), data)
    data = {"noted_on": today, "noted_minute": "12/26", "version": 2}
    client.post(reverse("register:programme_note", args=[sent.pk]), data)
    sent = ProgrammeReport.objects.get()
    assert (sent.status, sent.minute, sent.noted_minute) == ("noted", "3/26", "12/26")
    tab = client.get(reverse("register:information", args=[partnership.reference])).content.decode()
    assert "12/26" in tab
    assert "All is well." in tab


def test_a_report_submitted_twice_is_refused_with_what_to_do(sign_in, asked, officer):
    item = asked()
    client = sign_in(officer)
    address, data = reverse("register:programme_submit", args=[item.pk]), {"due_on": "2026-05-01", "text": "Well."}
    client.post(address, data)
    page = client.post(address, data).content.decode()
    assert "That report has been submitted, or is not due yet. Choose another day." in page
    assert ProgrammeReport.objects.count() == 1


@pytest.mark.parametrize("who", ["policy_officer", "lead_officer", "administrator", "auditor"])
def test_submitting_is_refused_to_all_but_who_reports(request, sign_in, asked, who):
    answer = sign_in(request.getfixturevalue(who)).get(reverse("register:programme_submit", args=[asked().pk]))
    assert answer.status_code == 403
    assert "Olly Officer submits this report" in answer.content.decode()


def test_nobody_records_the_receipt_of_their_own_report(asked, policy_officer, second_policy_officer, now):
    item = asked(responsible=None, responsible_post="Policy team")
    sent = programme.submit(item, date(2026, 5, 1), "All is well.", by=policy_officer, at=now)
    with pytest.raises(Refused, match="Somebody else records it"):
        programme.receive(sent, now.date(), "", version=1, by=policy_officer, at=now)
    received = programme.receive(sent, now.date(), "", version=1, by=second_policy_officer, at=now)
    assert received.status == "received"


def test_a_report_is_not_noted_before_it_was_received_nor_without_its_minute(
    sign_in, asked, officer, policy_officer, now
):
    sent = programme.submit(asked(), date(2026, 5, 1), "All is well.", by=officer, at=now)
    client = sign_in(policy_officer)
    answer = client.get(reverse("register:programme_note", args=[sent.pk]))
    assert (answer.status_code, "This report is submitted" in answer.content.decode()) == (403, True)
    earlier = {"received_on": "1 May 2026", "version": 1}
    page = client.post(reverse("register:programme_receive", args=[sent.pk]), earlier).content.decode()
    assert "The report was submitted after that day. Correct the day." in page
    programme.receive(sent, now.date(), "", version=1, by=policy_officer, at=now)
    page = client.post(reverse("register:programme_note", args=[sent.pk]), {"noted_on": "20 11 2026", "version": 2})
    assert "Enter the minute that notes it." in page.content.decode()


def test_the_number_on_the_home_page_is_the_number_in_the_list(asked, partnership, policy_officer, officer, council):
    today = timezone.localdate()
    other = factories.partnership(by=policy_officer, council=council, name="Rivers Trust")
    asked(today - timedelta(days=1))
    asked(today)
    asked(today + timedelta(days=40), every_months=1)
    asked(today - timedelta(days=400), entry=other, every_months=3, responsible=None)
    for user, mine, count in ((policy_officer, False, 2), (officer, True, 1)):
        assert report.overdue_count(user, today, mine=mine) == count
        assert len(report.due(user, today, overdue=True, mine=mine)) == count
    assert len(report.due(policy_officer, today, overdue=False)) == 4


def test_the_programme_shows_a_councillor_nothing_of_other_partnerships(
    sign_in, asked, partnership, councillor, council, policy_officer
):
    asked(note="Secret matters")
    page = sign_in(councillor).get(reverse("register:programme")).content.decode()
    assert "Secret matters" not in page
    assert "Nothing is overdue" in page


@pytest.mark.once
def test_the_programme_takes_as_many_queries_for_fifty_lines_as_for_one(
    sign_in, asked, policy_officer, django_assert_num_queries, django_assert_max_num_queries
):
    client, address = sign_in(policy_officer), reverse("register:programme")
    asked()
    client.get(address)
    with django_assert_max_num_queries(20) as one:
        client.get(address)
    for number in range(1, 50):
        asked(date(2026, 5, 1) - timedelta(days=number))
    with django_assert_num_queries(len(one.captured_queries)):
        client.get(address)

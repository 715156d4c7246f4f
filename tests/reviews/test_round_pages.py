"""Pages of rounds, lists of reviews and dashboards: every count is that of the list which it opens."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships import saving
from partnerships.work import tasks
from register.models import Contribution, Participation, Partnership
from reviews.models import Review, ReviewRound, ReviewSection
from reviews.models.choices import ReviewStatus
from reviews.reports import dashboards as report
from reviews.reports import rounds as round_report
from reviews.workflow import rounds
from tests import factories
from tests.conftest import NOW
from tests.reviews.recommending import begun
from tests.reviews.reviewing import fresh, opened, opened_round
from tests.reviews.test_rounds import PLAN

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
STATES = ("opened", "in_progress", "submitted", "accepted", "waived", "in_progress", "submitted")


def counted(client, url: str) -> int:
    """How many the list says that it shows."""
    found = re.search(r'app-results__count">([\d,]+) ', client.get(url).content.decode())
    return int(found[1]) if found else 0


def moved(review: Review, by, status: str, **values) -> Review:
    """A review as its procedure would have left it."""
    stamps = {
        "waived": {"waived_at": NOW, "waived_by": by, "waiver_reason": "It ends", "waiver_authority": "CMT"},
        "accepted": {"accepted_at": NOW, "accepted_by": by},
        "submitted": {"submitted_at": NOW, "submitted_by": review.partnership.lead_officer},
    }
    changes = {"status": status, **stamps.get(status, {}), **values}
    return saving.claimed(Review, review.pk, review.version, changes, by=by, at=NOW)


@pytest.fixture
def busy(policy_officer, lead_officer, head_of_service, officer, council) -> ReviewRound:
    """An open round with a review in every state, two overdue, one returned, one with a section given away."""
    service = factories.service(council)
    days = {"starts_on": TODAY - timedelta(days=90), "due_on": TODAY + timedelta(days=30)}
    made = opened_round(policy_officer, **days, endorsed_by_heads=True)
    for number, status in enumerate(STATES):
        values = {"service": service} if number % 2 else {}
        people = {"lead_officer": lead_officer, "head_of_service": head_of_service}
        entry = factories.partnership(by=policy_officer, name=f"Forum {number}", **people, **values)
        review = opened(entry, made, policy_officer)
        late = {"due_on": TODAY - timedelta(days=1)} if number < 2 else {}
        moved(review, policy_officer, status, **late)
    endorsed = Review.objects.get(partnership__name="Forum 6")
    moved(endorsed, policy_officer, "submitted", endorsed_at=NOW, endorsed_by=head_of_service)
    last = Review.objects.get(partnership__name="Forum 5")
    moved(last, policy_officer, "in_progress", returned_at=NOW, returned_by=policy_officer)
    section = last.sections.first()
    given = {"delegated_to": officer}
    saving.claimed(ReviewSection, section.pk, section.version, given, by=lead_officer, at=NOW)
    return made


def test_a_round_is_planned_with_the_usual_days_and_its_scope_is_seen_before_it_is_opened(
    sign_in, policy_officer, officer, partnership
):
    """W09-10, B15-12"""
    opened_round(policy_officer, year=2020)
    client = sign_in(policy_officer)
    planning = {"kind": "annual", "financial_year": "2090/91", "starts_on": "1 4 2090", "message": "Be brief."}
    text = client.post(reverse("reviews:round_new"), planning, follow=True).content.decode()
    made = ReviewRound.objects.get(status="planned")
    assert (made.title, made.due_on) == ("Annual review 2090/91", date(2091, 3, 31))
    assert "Open the round for 1 partnership" in text
    assert "the day of the round" in text
    again = client.post(reverse("reviews:round_new"), planning, follow=True).content.decode()
    assert "There is such a round for that year already. Open that one." in again
    pressed = {"version": made.version, "shown": 1}
    text = client.post(reverse("reviews:round_open", args=[made.pk]), pressed, follow=True).content.decode()
    assert "The round is open: 1 review asked for." in text
    seen = sign_in(officer).get(reverse("reviews:round", args=[made.pk])).content.decode()
    assert "Chase" not in seen
    assert partnership.name in seen


def test_who_came_later_is_taken_in_and_who_is_late_is_chased(sign_in, busy, policy_officer, lead_officer):
    factories.partnership(by=policy_officer, name="Latecomers", lead_officer=lead_officer)
    client = sign_in(policy_officer)
    page = client.get(reverse("reviews:round", args=[busy.pk])).content.decode()
    assert "1 partnership came later" in page
    late = reverse("reviews:round_late", args=[busy.pk])
    held = client.get(late).context["form"]["entries"].value()
    assert "1 partnership taken in." in client.post(late, {"entries": held}, follow=True).content.decode()
    chase = reverse("reviews:round_chase", args=[busy.pk])
    assert "1 letter written." in client.post(chase, follow=True).content.decode()
    assert "Nobody is written to" in client.post(chase, follow=True).content.decode()


def test_each_number_of_a_round_opens_the_list_of_exactly_these(sign_in, busy, policy_officer):
    """W09-09: how far the round is, service by service."""
    client = sign_in(policy_officer)
    standing = round_report.progress(busy, TODAY)
    figures = [each for row in (*standing.rows, standing.whole) for each in row.figures]
    assert [row.name for row in standing.rows] == ["Communities", "No service"]
    assert (standing.headings[-2:], standing.whole.percent) == (("Overdue", "All"), 28)
    assert [each.number for each in standing.whole.figures[-2:]] == [2, 7]
    wrong = [each for each in figures if each.number and counted(client, each.url) != each.number]
    assert wrong == []
    points = round_report.points(busy, TODAY)
    assert points[0].sentence == "5 reviews are neither accepted nor waived."
    assert [counted(client, point.url) for point in points] == [int(point.sentence.split()[0]) for point in points]


def test_what_waits_for_a_person_is_counted_by_the_list_that_it_opens(
    sign_in, busy, lead_officer, policy_officer, head_of_service, officer
):
    for person in (lead_officer, policy_officer, head_of_service, officer):
        waiting = [task for task in tasks(person, TODAY) if task.url.startswith(reverse("reviews:reviews"))]
        client = sign_in(person)
        assert waiting, person
        assert {task.label: task.count for task in waiting} == {
            task.label: counted(client, task.url) for task in waiting
        }


def test_each_number_of_the_dashboards_opens_the_list_of_exactly_these(sign_in, busy, policy_officer, lead_officer):
    """SH-17: rounds, overdue reviews by service, what is left by type, recommendations by state."""
    entry = Partnership.objects.get(name="Forum 0")
    begun(entry, lead_officer)
    begun(entry, lead_officer)
    client = sign_in(policy_officer)
    parts = [*report.rounds(policy_officer), report.overdue(policy_officer, TODAY)]
    parts += [report.waiting(policy_officer), report.recommendations(policy_officer)]
    lines = [line for part in parts for line in part.lines]
    assert len(lines) > 8
    assert [line for line in lines if counted(client, line.url) != line.number] == []
    text = client.get(reverse("reviews:dashboards")).content.decode()
    assert all(line.label in text for line in lines)


def test_the_trend_of_resources_knows_blank_from_nought(sign_in, busy, policy_officer, django_assert_max_num_queries):
    """SH-22: what nobody knows is never counted as nothing; each year opens the list of its partnerships."""
    parts = list(Participation.objects.order_by("pk")[:2])
    for amount, part in zip((0, 500), parts, strict=True):
        line = Contribution(participation=part, financial_year=2025, amount=amount, source="Ledger")
        saving.create(line, by=policy_officer, at=NOW)
    hours = {"officer_hours_per_month": 12}
    saving.claimed(Participation, parts[0].pk, parts[0].version, hours, by=policy_officer, at=NOW)
    with django_assert_max_num_queries(30):
        before, now = report.trend(policy_officer, TODAY)
    assert (before.name, before.cash_words, before.cash.unknown, before.hours_words) == (
        "2025/26",
        "£500",
        5,
        "Not known",
    )
    assert (now.name, now.cash_words, now.hours_words, now.hours.unknown) == (
        "2026/27",
        "Not known",
        "12 hours a month",
        6,
    )
    client = sign_in(policy_officer)
    assert [client.get(each.entries.url).context["page"].count for each in (before, now)] == [7, 7]
    assert report.most([before, now]) == {"cash": 500, "hours": 12}


@pytest.mark.once
def test_lists_take_the_same_queries_for_one_and_for_many(sign_in, busy, policy_officer):
    client = sign_in(policy_officer)
    urls = [reverse("reviews:reviews"), reverse("reviews:round", args=[busy.pk]), reverse("reviews:rounds")]
    counts = []
    for _ in range(2):
        counts.append([queries(client, url) for url in urls])
        for number in range(12):
            entry = factories.partnership(by=policy_officer, name=f"More {len(counts)} {number}")
            opened(entry, busy, policy_officer)
    assert counts[0] == counts[1]


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_tab_of_an_entry_says_what_came_of_its_reviews_and_when_the_next_is_due(sign_in, busy, policy_officer):
    """W09-10: every next date says why."""
    client = sign_in(policy_officer)
    waived = Review.objects.get(status=ReviewStatus.WAIVED)
    entry = waived.partnership
    day = date(2027, 9, 1)
    saving.claimed(Review, waived.pk, waived.version, {"next_on": day}, by=policy_officer, at=NOW)
    stands = fresh(entry)
    saving.claimed(Partnership, entry.pk, stands.version, {"next_review_due_on": day}, by=policy_officer, at=NOW)
    text = client.get(reverse("reviews:entry_reviews", args=[entry.reference])).content.decode()
    assert "Reviewed next by 1 September 2027." in text
    assert "Set when its review was waived in Annual review: It ends" in text
    new = factories.partnership(by=policy_officer, name="New")
    text = client.get(reverse("reviews:entry_reviews", args=[new.reference])).content.decode()
    assert "Nothing says when it is reviewed next." in text
    assert "It has not been reviewed here yet" in text


def test_the_list_of_rounds_says_what_is_under_way_planned_and_past(sign_in, busy, policy_officer):
    rounds.plan({**PLAN, "financial_year": 2030}, by=policy_officer, at=NOW)
    text = sign_in(policy_officer).get(reverse("reviews:rounds")).content.decode()
    assert "2 of 7" in text
    assert text.index("Under way") < text.index("Planned")

"""A lead officer leaves: part goes to others on a later day, part to nobody, which shows as a gap until it is filled."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.models import User
from register.models import Partnership, Seat
from register.workflow import entries
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


@pytest.fixture
def _led(partnership, council, lead_officer, policy_officer, now):
    """Two entries that the leaver leads, and a place."""
    factories.partnership(by=policy_officer, council=council, name="Welland Rivers Trust", lead_officer=lead_officer)
    seat = Seat(partnership=partnership, council=council, kind="officer", holder=lead_officer)
    entries.add_line(seat, partnership, by=policy_officer, at=now)


@pytest.mark.usefixtures("_led")
def test_a_leaver_is_handed_over_by_a_date_and_a_gap_shows_until_it_is_filled(
    opened, administrator, policy_officer, lead_officer, officer
):
    day = timezone.localdate() + timedelta(days=3)
    page = opened(policy_officer)
    plan(page, f"{day.day} {day:%B %Y}")
    switch_off(opened(administrator), lead_officer)
    call_command("keep_register", today=day)
    assert Seat.objects.filter(holder=officer).count() == 1
    fill_the_gap(page)
    assert not Partnership.objects.without_lead_officer().exists()


def plan(page, day: str) -> None:
    """Everything to Olly Officer, but for one entry that nobody takes over."""
    page.goto("/handovers/")
    page.get_by_label("Person").select_option(label="Lee Lead")
    page.get_by_role("button", name="Show what they hold").click()
    said(page, "3 things")
    page.get_by_label("From which day").fill(day)
    page.get_by_label("Reason").fill("Leaves the council")
    page.get_by_label("Who takes over what you leave open below").select_option(label="Olly Officer")
    page.get_by_label("Lead officer: Welland Rivers Trust").select_option(label="Nobody: it shows as a gap")
    page.get_by_role("button", name="Go on and check").click()
    said(page, "1 of 3")
    page.get_by_role("button", name=f"Hand over 3 things on {day}").click()
    said(page, f"3 things of Lee Lead will change hands on {day}.")
    assert User.objects.get(email="lead.officer@example.org").seats.count() == 1


def switch_off(page, leaver) -> None:
    """Before the day has come, the administrator is told what is still held."""
    page.goto(f"/admin/partnerships/user/{leaver.pk}/change/")
    page.get_by_label("May sign in").uncheck()
    page.get_by_role("button", name="Save", exact=True).click()
    said(page, "Lee Lead can no longer sign in and still holds 3 things.")
    page.get_by_role("link", name="Hand it over").click()
    said(page, "waits already")


def fill_the_gap(page) -> None:
    """From the home page to the entry, where somebody is named; the list of gaps is empty then."""
    page.goto("/")
    page.get_by_role("link", name="Task of a leaver that nobody took over").click()
    gaps = page.get_by_role("region", name="What nobody took over")
    gaps.get_by_role("link", name="Welland Rivers Trust").click()
    page.get_by_role("link", name="Name the lead officer").first.click()
    page.get_by_label("Lead officer", exact=True).select_option(label="Olly Officer")
    page.get_by_role("button", name="Save").click()
    said(page, "Welland Rivers Trust:")
    page.goto("/handovers/")
    said(page, "everything that leavers held has somebody")

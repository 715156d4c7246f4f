"""The policy team raises a threshold in a real browser, sees the effect, saves, confirms one tier and keeps another."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.saving import claimed, create
from register.models import Contribution, Participation, SignificanceTests
from register.rules.money import financial_year
from register.workflow import significance
from tests import factories
from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000
TESTS = "/admin/register/significancetests/"


def said(page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words, timeout=PATIENCE)


def sound(page) -> None:
    """Nothing is wrong with the page on a desk or on a telephone."""
    found = [fault for width in (375, 1280) for fault in faults(at_width(page, width))]
    assert found == []


def paying(by, name: str, amount: int):
    """An entry of which all is known, settled as the tests have it."""
    now = timezone.now()
    entry = factories.partnership(by=by, name=name, is_statutory=False)
    part = entry.participations.get()
    known = {"officer_hours_per_month": Decimal(0), "risk_kinds": ["none"]}
    part = claimed(Participation, part.pk, part.version, known, by=by, at=now)
    year = financial_year(timezone.localdate())
    create(Contribution(participation=part, financial_year=year, amount=amount), by=by, at=now)
    part = Participation.objects.get(pk=part.pk)
    tier = part.computed_significance
    significance.settle(part, tier, "", shown=tier, version=part.version, by=by, at=now)
    return entry


def test_a_threshold_is_raised_and_the_changed_tiers_are_confirmed_or_kept(opened, policy_officer):
    call_command("load_policy", "south-hams-west-devon-2016")
    one, two = paying(policy_officer, "Ring and Ride", 20_000), paying(policy_officer, "Citizens Advice", 30_000)
    paying(policy_officer, "Waste Board", 90_000)
    page = opened(policy_officer)

    page.goto(TESTS)
    sound(page)
    page.get_by_role("link", name="4 Aug 2016").click()
    said(page, "so they stay as they are")
    sound(page)
    page.get_by_role("link", name="Add tests of significance").click()
    sound(page)
    today = timezone.localdate()
    page.get_by_label("In force from").fill(f"{today - timedelta(days=1):%d %m %Y}")
    page.get_by_label("Where the tests come from").fill("Council, minute 12")
    page.get_by_label("Money: pounds").fill("50,000")
    page.get_by_role("button", name="See what changes").click()
    said(page, "A version begins today or later")
    sound(page)
    page.get_by_label("In force from").fill(f"{today:%d %m %Y}")
    page.get_by_role("button", name="See what changes").click()
    said(page, "No entry would become Significant, 2 would no longer be.")
    said(page, "Ring and Ride")
    sound(page)
    page.get_by_role("button", name="Go back and change them").click()
    expect(page.get_by_label("Money: pounds")).to_have_value("50,000", timeout=PATIENCE)
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Save these tests").click()
    page.wait_for_url(f"**{TESTS}")
    assert SignificanceTests.objects.count() == 2

    page.goto("/")
    page.get_by_role("link", name="Entries whose significance is to be confirmed").click()
    said(page, "Citizens Advice")
    expect(page.locator("main")).not_to_contain_text("Waste Board")
    page.get_by_role("link", name="Ring and Ride").click()
    said(page, "Desirable: £20,000 a year including officer time does not reach £50,000")
    sound(page)
    page.get_by_role("link", name="Confirm Desirable, or keep another with your reason").click()
    sound(page)
    page.get_by_label("Confirm Desirable, as the tests say").check()
    page.get_by_role("button", name="Record it").click()
    said(page, "Desirable is recorded for")
    assert one.participations.get().significance == "desirable"

    page.goto(f"/partnerships/{two.reference}/")
    page.get_by_role("link", name="Confirm Desirable, or keep another with your reason").click()
    page.get_by_label("Keep Significant, because of the reason below").check()
    page.get_by_role("button", name="Record it").click()
    said(page, "Say why the significance is not what the tests say")
    sound(page)
    page.get_by_role("textbox", name="Because").fill("Members want to hear from it")
    page.get_by_role("button", name="Record it").click()
    said(page, "because: Members want to hear from it")
    sound(page)
    page.goto(f"/partnerships/{two.reference}/history/")
    said(page, "Members want to hear from it")
    page.goto(f"/partnerships/{two.reference}/significance/{two.participations.get().pk}/risks/")
    sound(page)
    page.get_by_label("Legal").check()
    page.get_by_role("button", name="Save").click()
    said(page, "not both")
    page.get_by_label("None of these").uncheck()
    page.get_by_role("button", name="Save").click()
    said(page, "legal risk is judged significant")

"""The policy team mends one finding through its link and waives another, in a real browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from partnerships.saving import create
from register.models import PartnershipType
from register.rules.words import long_day
from tests import factories
from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000


def said(page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words, timeout=PATIENCE)


def sound(page) -> None:
    """Nothing is wrong with the page on a desk or on a telephone."""
    found = [fault for width in (375, 1280) for fault in faults(at_width(page, width))]
    assert found == []


def test_a_finding_is_mended_through_its_link_and_another_is_waived(opened, policy_officer):
    create(PartnershipType(name="Joint board", code="joint_board"), by=policy_officer, at=factories.NOW)
    factories.partnership(by=policy_officer, name="Ring and Ride")
    page = opened(policy_officer)

    page.goto("/checks/")
    said(page, "By check")
    sound(page)
    page.get_by_role("link", name="Its type is known").click()
    said(page, "No type is chosen.")
    page.get_by_role("link", name="Choose the type").click()
    page.locator("#id_type").select_option(label="Joint board")
    page.get_by_role("button", name="Save").click()
    page.goto("/checks/?check=D24")
    said(page, "Nothing is found")

    page.goto("/checks/?check=D22")
    page.get_by_role("link", name="Ring and Ride", exact=True).click()
    said(page, "checks passed")
    sound(page)
    page.get_by_role("link", name=re.compile("Waive.*No partner organisation is listed")).click()
    page.get_by_role("button", name="Waive this finding").click()
    said(page, "Enter the reason.")
    page.get_by_label("Reason").fill("Its partners are being asked")
    page.get_by_label("On whose authority").fill("Head of Policy")
    until = long_day(timezone.localdate() + timedelta(days=365))
    page.get_by_label("Until").fill(until)
    page.get_by_role("button", name="Waive this finding").click()
    said(page, f"Waived until {until} on the authority of Head of Policy: Its partners are being asked")
    sound(page)
    page.goto("/checks/?show=waived")
    said(page, "Its partners are being asked")
    sound(page)

    page.get_by_role("link", name="Ring and Ride", exact=True).click()
    page.get_by_role("link", name=re.compile("Lift.*No partner organisation is listed")).click()
    page.get_by_label("Reason").fill("They are known")
    page.get_by_role("button", name="Lift the waiver").click()
    said(page, "The waiver was lifted")

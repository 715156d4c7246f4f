"""Money in a real browser: rates, money of others, the next year with an exception, and a warning above the limit."""

from decimal import Decimal

import pytest
from playwright.sync_api import expect

from partnerships import saving
from register.models import Contribution, Policy
from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000


def said(page, words: str) -> None:
    expect(page.locator("main")).to_contain_text(words, timeout=PATIENCE)


def sound(page) -> None:
    """Nothing is wrong with the page on a desk or on a telephone."""
    found = [fault for width in (375, 1280) for fault in faults(at_width(page, width))]
    assert found == []


def set_rates(page) -> None:
    for day, amount in (("1 April 2024", "20"), ("1 October 2024", "22")):
        page.goto("/admin/register/hourlyrate/add/")
        page.get_by_label("Council", exact=True).select_option(index=1)
        page.get_by_label("From").fill(day)
        page.get_by_label("Pounds an hour").fill(amount)
        page.get_by_label("Who says so").fill("Finance, pay scales of 2024")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("ourly rate", timeout=PATIENCE)


def set_limit(page, policy: Policy) -> None:
    page.goto(f"/admin/register/policy/{policy.pk}/change/")
    page.get_by_label("Limit of support to one recipient").fill("20000")
    page.get_by_label("Where the limit comes from").fill("Subsidy Control Act 2022")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/register/policy/")


def record_money(page, address: str) -> None:
    """A yearly sum to an organisation that the register does not know yet, and one that was paid once."""
    for amount, period, recipient in (("10,000", "Every year", "Citizens Advice"), ("500", "One-off", "")):
        page.goto(f"{address}contributions/add/")
        page.get_by_label("Amount").fill(amount)
        page.get_by_label("Financial year").fill("2024/25")
        page.locator("select[name=period]").select_option(label=period)
        page.get_by_label("Or a new organisation").fill(recipient)
        page.get_by_role("button", name="Save").click()
        said(page, "contribution added")


def record_match_funding(page, address: str) -> None:
    page.goto(f"{address}funding/add/")
    page.get_by_label("Or a new organisation").fill("The Big Lottery Fund")
    page.get_by_label("Financial year").fill("2024/25")
    page.get_by_label("Amount").fill("25,000")
    page.get_by_role("button", name="Save").click()
    said(page, "Put in by The Big Lottery Fund")


def record_time(page, address: str, part: int) -> None:
    page.goto(f"{address}councils/{part}/edit/")
    page.get_by_label("Officer time").fill("4")
    page.locator("select[name=officer_level]").select_option(label="Officer")
    page.get_by_role("button", name="Save").click()
    said(page, "Level of these officers: Officer")


def test_rates_to_a_warning_above_the_limit(opened, partnership, policy_officer, now):
    """4 hours x 6 months x 20.00 + 4 x 6 x 22.00 = 1,008.00; with 10,500.00 of cash 11,508.00.

    25,000 / 10,500 = 2.38. Carried with 12,000.10, the yearly sum makes 22,000.10, above the limit of 20,000.
    """
    policy = saving.create(Policy(code="test", title="Policy", is_current=True), by=policy_officer, at=now)
    address = f"/partnerships/{partnership.reference}/"
    page = opened(policy_officer)
    set_rates(page)
    set_limit(page, policy)
    record_money(page, address)
    record_time(page, address, partnership.participations.get().pk)
    record_match_funding(page, address)
    page.goto(f"{address}money/?year=2024")
    said(page, "Cash £10,500 + officer time £1,008 at £20 and £22 an hour = £11,508")
    said(page, "£2.38 of others for each £1")
    sound(page)

    page.goto("/money/?year=2024")
    said(page, "£11,508")
    sound(page)
    page.get_by_role("link", name="Carry forward into the next year").click()
    said(page, "It was paid once")
    sound(page)
    page.get_by_label(f"Amount in 2025/26: {partnership}").first.fill("12,000.10")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Carry forward 1 contribution, £12,000.10 together")).to_be_visible()
    said(page, "2024/25: £10,000")
    sound(page)
    page.get_by_role("button", name="Carry forward 1 contribution").click()
    said(page, "Carried forward into 2025/26: 1 contribution, £12,000.10 together.")
    (made,) = Contribution.objects.filter(financial_year=2025)
    assert (made.amount, made.source) == (Decimal("12000.10"), "Carried forward from 2024/25")

    page.get_by_role("link", name="Support by recipient").click()
    said(page, "1 organisation is above the limit.")
    row = page.get_by_role("row").filter(has_text="Citizens Advice")
    expect(row).to_contain_text("£22,000.10")
    expect(row).to_contain_text("Above the limit")
    sound(page)
    row.get_by_role("link", name=partnership.name).click()
    said(page, "Paid to: Citizens Advice")

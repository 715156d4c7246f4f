"""Who writes for two hours is warned before they are signed out, stays with one press, and loses nothing (WCAG 2.2.1)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
TYPED = "It brings in more than it costs."


def test_a_warning_comes_in_time_and_leaves_what_was_typed(opened, partnership, policy_officer):
    page = opened(policy_officer)
    page.clock.install()
    page.goto(reverse("register:edit", args=[partnership.reference, "purpose"]))
    box = page.locator("main textarea").first
    box.fill(TYPED)
    page.clock.run_for("01:54:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for("01:30")
    dialog = page.get_by_role("dialog", name="You will soon be signed out")
    expect(dialog).to_contain_text("You will be signed out in 5 minutes")
    assert [fault for width in (1280, 375) for fault in faults(at_width(page, width))] == []
    page.clock.run_for("03:00")
    expect(dialog).to_contain_text("in 2 minutes")
    with page.expect_response(f"**{reverse('account_stay')}") as answer:
        page.keyboard.press("Enter")
    assert answer.value.headers["session-left"].split()[0] > "7190"
    expect(dialog).to_be_hidden()
    expect(box).to_have_value(TYPED)
    expect(box).to_be_focused()
    page.clock.run_for("01:54:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.clock.run_for("07:00")
    over = page.get_by_role("dialog", name="You were signed out")
    expect(over.get_by_role("link", name="Sign in")).to_be_visible()
    assert faults(page) == []
    over.get_by_role("button", name="Back to the page").click()
    page.clock.run_for("00:05")
    expect(over).to_be_hidden()
    expect(box).to_have_value(TYPED)

"""Signing in, in a real browser: refused in plain words, with the boxes in line, then let in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.looking import at_width, faults, listen
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000


@pytest.fixture
def stranger(chromium, live_server):
    """A window in which nobody is signed in."""
    context = chromium.new_context(base_url=live_server.url)
    page = context.new_page()
    listen(page)
    yield page
    context.close()


def test_a_wrong_password_is_refused_and_the_right_one_lets_in(stranger, policy_officer):
    stranger.goto(reverse("account_login"))
    enter(stranger, policy_officer.email, "not the right one")
    expect(stranger.get_by_role("alert")).to_contain_text("or the password is not right", timeout=PATIENCE)
    assert [fault for width in (1280, 375) for fault in faults(at_width(stranger, width))] == []
    box, show = (each.bounding_box() for each in (stranger.get_by_label("Password", exact=True), shows(stranger)))
    assert (show["y"], show["height"]) == (box["y"], box["height"])
    enter(stranger, policy_officer.email, PASSWORD)
    expect(stranger.get_by_text(policy_officer.full_name, exact=True)).to_be_visible(timeout=PATIENCE)


def shows(page):
    return page.get_by_role("button", name="Show password")


def enter(page, email: str, password: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

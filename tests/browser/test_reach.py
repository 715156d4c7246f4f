"""Reached by everybody: on the narrowest screen, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import SIDEWAYS, at_width, said
from tests.factories import PASSWORD

PATIENCE = 30_000
pytestmark = [pytest.mark.browser, pytest.mark.once]
MAIN_PAGES = (
    "/",
    "/partnerships/",
    "/partnerships/P-0001/",
    "/partnerships/P-0001/people/",
    "/partnerships/P-0001/money/",
    "/partnerships/P-0001/governance/",
    "/partnerships/P-0001/history/",
    "/partnerships/P-0001/edit/about/",
    "/imports/",
    "/imports/IMP-0003/",
    "/reports/",
    "/reports/CP-0002/",
    "/help/",
    "/admin/",
    "/admin/register/theme/",
)
FOCUSED = """() => {
  const each = document.activeElement, style = getComputedStyle(each), box = each.getBoundingClientRect();
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight;
  return {
    what: each.outerHTML.slice(0, 120),
    atEnd: each === document.body,
    visible: seen && (ringed || style.boxShadow !== "none"),
  };
}"""


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_page_fits_a_screen_of_320_pixels(address, site, window):
    """WCAG 1.4.10: at 320 pixels, or at a zoom of 400 %, nobody scrolls in two directions."""
    page = at_width(window("policy_officer"), 320)
    assert page.goto(address).status == 200
    assert page.evaluate(SIDEWAYS) == []


def test_skip_link_is_the_first_stop_and_leads_to_the_main_part(site, window):
    page = at_width(window("policy_officer"), 1280)
    page.goto("/partnerships/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to main content")
    assert link.evaluate("each => each === document.activeElement")
    assert link.bounding_box()["height"] > 10
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"


@pytest.mark.parametrize(
    "address", ["/", "/partnerships/", "/partnerships/P-0001/", "/partnerships/P-0001/edit/about/"]
)
def test_every_stop_of_the_keyboard_shows_where_it_is(address, site, window):
    page = at_width(window("policy_officer"), 1280)
    page.goto(address)
    hidden, stops = [], 0
    for _ in range(150):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["atEnd"]:
            break
        stops += 1
        hidden += [] if stop["visible"] else [stop["what"]]
    assert stops > 8
    assert hidden == []


def test_signing_in_and_correcting_an_entry_need_no_scripts(site, chromium):
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/partnerships/P-0001/edit/about/")
    page.get_by_label("E-mail address").fill("policy_officer@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("Acronym").fill("HTB")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Acronym set to “HTB”", timeout=PATIENCE)
    page.goto("/preferences/")
    page.get_by_role("main").get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("saved", timeout=PATIENCE)
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    context.close()


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_page_opens_without_scripts(address, site, window):
    page = window("policy_officer", java_script_enabled=False)
    assert page.goto(address).status == 200
    assert page.get_by_role("heading", level=1).count() == 1
    assert said(page) == []

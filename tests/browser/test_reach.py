"""Reached by everybody: on the narrowest screen, by keyboard alone, and without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser import keyboard, scriptless
from tests.browser.looking import SIDEWAYS, at_width
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


@pytest.mark.parametrize("address", MAIN_PAGES)
def test_page_fits_a_screen_of_320_pixels(address, site, window):
    """WCAG 1.4.10: at 320 pixels, or at a zoom of 400 %, nobody scrolls in two directions."""
    page = at_width(window("policy_officer"), 320)
    assert page.goto(address).status == 200
    assert page.evaluate(SIDEWAYS) == []


@pytest.mark.parametrize(
    "address", ["/", "/partnerships/", "/partnerships/P-0001/", "/partnerships/P-0001/edit/about/"]
)
def test_main_page_needs_no_mouse_on_a_wide_screen_either(address, site, window):
    """Every page is walked where it is narrow; where it is wide the menu and the filters stand open."""
    page = at_width(window("policy_officer"), 1280)
    page.goto(address)
    assert keyboard.faults(page) == []


def test_menu_of_a_narrow_screen_opens_by_keyboard(site, window):
    page = at_width(window("policy_officer"), 375)
    page.goto("/partnerships/")
    link = page.get_by_role("navigation", name="Menu").get_by_role("link", name="Partnerships")
    expect(link).to_be_hidden(timeout=PATIENCE)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible(timeout=PATIENCE)


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


FAULTY = """<!DOCTYPE html><title>Faulty</title>
<style>.same:focus { outline: none } .bar { position: fixed; inset: 0 0 auto; height: 300px; background: #fff }</style>
<main id="main-content" tabindex="-1"><h1>Faulty</h1>
<a href="#main-content" class="govuk-skip-link">Skip</a> <a href="/x" class="same">Same</a>
<a href="/y" tabindex="2">First</a> <a href="/z" tabindex="-1">Left out</a>
<p style="height: 2000px"></p><form><input aria-label="Trap" onkeydown="event.preventDefault()"></form>
<button type="button">Dead</button><div class="bar"></div></main>"""


def test_what_a_page_withholds_from_the_keyboard_is_noticed(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(FAULTY)
    found = " ".join(keyboard.faults(page))
    page.close()
    for fault in ("no different with the focus", "out of sight", "no way out", "not the first stop", "out of order"):
        assert fault in found
    assert 'never reached: <a href="/z"' in found


def test_what_a_page_cannot_do_without_scripts_is_noticed(chromium):
    page = chromium.new_page(java_script_enabled=False)
    page.set_content(FAULTY)
    found = " ".join(scriptless.dead(page))
    page.close()
    for fault in ("does nothing", "belongs to no form", "no button that sends it", "not say how it is sent"):
        assert fault in found

"""The list in a real browser: no fault of accessibility, no sideways scrolling, and usable without scripts."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright

from tests import factories

PATIENCE = 30_000
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = [1280, 375]
LONG = "A Partnership with a Name as Long as Those that Councils Give when Nobody Stops them, for Health and Wellbeing"


@pytest.fixture(scope="module")
def chromium():
    """One Chromium for the module. Django is told that Playwright's loop in this thread is not an asynchronous view."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")
    if before is not None:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def open_list(chromium, live_server):
    """Open the list as a person at a width; what the console says is kept on the page."""
    contexts = []

    def opened(person, width: int = 1280, query: str = "", scripts: bool = True) -> Page:
        client = Client()
        client.force_login(person)
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text))
        page.goto(f"{live_server.url}{reverse('register:list')}?{query}")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def filled(policy_officer, council):
    """Put a number of entries on the register."""

    def fill(number: int) -> None:
        for place in range(number):
            factories.partnership(
                by=policy_officer,
                council=council,
                name=f"{LONG} {place}",
                risk_rating=["high", "medium", "low", ""][place % 4],
                risk_rating_source="spreadsheet",
                lead_officer_post="Head of Communities and Wellbeing",
                function="Brings partners together. " * 20,
            )

    return fill


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("number", [0, 1, 80])
def test_the_list_has_no_fault_at_any_size(number, width, filled, policy_officer, open_list):
    filled(number)
    for query in ("", "columns=all&risk=high&page=9") if number else ("",):
        page = open_list(policy_officer, width, query)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        faults = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert page.said == []


def test_filters_start_closed_on_a_narrow_screen_and_say_how_many_are_on(filled, policy_officer, open_list):
    filled(1)
    page = open_list(policy_officer, 375, "risk=high")
    assert page.locator("details[data-filters]").get_attribute("open") is None
    assert page.locator("details[data-filters] summary").inner_text().startswith("Filters (1")


def test_the_list_is_searched_filtered_and_sorted_without_scripts(filled, policy_officer, open_list):
    filled(4)
    page = open_list(policy_officer, scripts=False)
    page.get_by_label("Risk", exact=True).select_option("high")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.locator(".app-results__count")).to_have_text("1 entry found", timeout=PATIENCE)
    page.get_by_role("link", name="Remove filter Risk: High").click()
    page.get_by_role("link", name="Partnership", exact=True).click()
    expect(page.get_by_role("rowheader").first).to_contain_text(f"{LONG} 3", timeout=PATIENCE)


def test_columns_are_chosen_and_the_filters_stay(filled, policy_officer, open_list):
    filled(1)
    page = open_list(policy_officer, query="risk=high")
    page.get_by_text("Choose columns").click()
    page.get_by_label("Acronym").check()
    page.get_by_role("button", name="Show these columns").click()
    assert "risk=high" in page.url
    assert page.get_by_role("columnheader", name="Acronym").count() == 1


def test_the_list_is_taken_as_a_workbook(filled, policy_officer, open_list):
    filled(2)
    page = open_list(policy_officer)
    page.get_by_text("Export this list").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel, every column").click()
    assert download.value.suggested_filename.endswith(".xlsx")

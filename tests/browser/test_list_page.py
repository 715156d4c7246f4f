"""The list in a real browser: no fault of accessibility, no sideways scrolling, and usable without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.looking import at_width, faults

PATIENCE = 30_000
pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 375]
LONG = "A Partnership with a Name as Long as Those that Councils Give when Nobody Stops them, for Health and Wellbeing"


@pytest.fixture
def open_list(opened):
    """Open the list as a person at a width."""

    def listed(person, width: int = 1280, query: str = "", scripts: bool = True) -> Page:
        page = at_width(opened(person, java_script_enabled=scripts), width)
        page.goto(f"{reverse('register:list')}?{query}")
        return page

    return listed


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
        assert faults(page) == []


def test_the_printed_list_offers_nothing_to_press(filled, policy_officer, open_list):
    filled(2)
    page = open_list(policy_officer)
    page.emulate_media(media="print")
    seen = [each for each in page.locator("main :is(button, input, summary, .govuk-button)").all() if each.is_visible()]
    assert seen == []
    assert page.get_by_role("rowheader").count() == 2


def test_the_heading_of_a_column_and_its_arrow_stay_together(filled, policy_officer, open_list):
    """The arrow stands on the line of the last word, and the last column does not touch the edge."""
    filled(1)
    page = open_list(policy_officer)
    header = page.get_by_role("columnheader", name="Hours a month")
    word, arrow = (header.locator(css).bounding_box() for css in (".app-nowrap", ".app-sort__arrow"))
    assert arrow["y"] >= word["y"] - 1
    assert arrow["y"] + arrow["height"] <= word["y"] + word["height"] + 1
    last = page.locator("thead th").last
    assert int(last.evaluate("each => parseInt(getComputedStyle(each).paddingRight)")) >= 8


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
    expect(page.get_by_role("columnheader", name="Acronym")).to_have_count(1, timeout=PATIENCE)
    assert "risk=high" in page.url


def test_the_list_is_taken_as_a_workbook(filled, policy_officer, open_list):
    filled(2)
    page = open_list(policy_officer)
    page.get_by_text("Export this list").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Excel, every column").click()
    assert download.value.suggested_filename.endswith(".xlsx")

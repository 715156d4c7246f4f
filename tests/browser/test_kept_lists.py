"""The policy team keeps a list in a real browser: add, retire, merge, take out and take in again."""

import pytest
from playwright.sync_api import expect

from register.models import Theme
from tests import factories
from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000
THEMES = "/admin/register/theme/"


def said(page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words, timeout=PATIENCE)


def sound(page) -> None:
    """Nothing is wrong with the page on a desk or on a telephone."""
    found = [fault for width in (375, 1280) for fault in faults(at_width(page, width))]
    assert found == []


def add(page, name: str) -> None:
    page.goto(f"{THEMES}add/")
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{THEMES}")


def test_a_theme_is_added_one_retired_two_merged_and_the_list_comes_back_unchanged(
    opened, policy_officer, council, tmp_path
):
    page = opened(policy_officer)
    for name in ("Economy", "Jobs", "Heritage"):
        add(page, name)
    economy, jobs, heritage = (Theme.objects.get(name=name) for name in ("Economy", "Jobs", "Heritage"))
    entry = factories.partnership(by=policy_officer, themes=[jobs, heritage])

    page.goto(f"{THEMES}{heritage.pk}/change/")
    said(page, "1 partnership (themes)")
    page.get_by_label("Retired").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(f"**{THEMES}")

    page.goto(f"{THEMES}{jobs.pk}/change/")
    page.get_by_role("link", name="merge it into another value").click()
    sound(page)
    page.get_by_label("Merge into").select_option(label="Economy")
    page.get_by_role("button", name="See what changes").click()
    said(page, "1 partnership (themes)")
    sound(page)
    page.get_by_role("button", name="Merge into").click()
    said(page, "Jobs was merged into Economy: 1 record names Economy now, and Jobs is retired.")
    assert {theme.name for theme in entry.themes.all()} == {"Economy", "Heritage"}

    with page.expect_download() as download:
        page.get_by_role("button", name="Download all as XLSX").click()
    download.value.save_as(tmp_path / "themes.xlsx")
    page.get_by_role("link", name="Take in a file").click()
    sound(page)
    page.locator("input[type=file]").set_input_files(tmp_path / "themes.xlsx")
    page.get_by_role("button", name="Check the file").click()
    said(page, "The file changes nothing: all 3 rows are as in the list.")
    sound(page)
    assert economy.history.count() == 1


def test_who_keeps_lists_touches_no_role_no_person_and_no_procedure(opened, policy_officer, partnership):
    page = opened(policy_officer)
    page.goto("/admin/")
    sound(page)
    offered = page.locator("main a").all_inner_texts()
    assert "Themes" in offered
    assert not {"People", "Partnerships", "Import batches", "Appointments", "Committee papers"} & set(offered)
    for address in ("/admin/partnerships/user/", "/admin/register/partnership/", "/admin/register/appointment/"):
        assert page.goto(address).status in (403, 404)

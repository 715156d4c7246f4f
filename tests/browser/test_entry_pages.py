"""An entry in a real browser: read on a desk and on a telephone, edited, clashed over and merged."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect, sync_playwright

from partnerships import saving
from register.models import ExclusionClass, Partnership, Seat
from register.workflow import entries
from tests.factories import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def chromium():
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def signed_in(chromium, live_server):
    """A page of one's own for each person, signed in."""
    contexts = []

    def opened(person, **options):
        contexts.append(chromium.new_context(base_url=live_server.url, **options))
        page = contexts[-1].new_page()
        page.goto(reverse("account_login"))
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        return page

    yield opened
    for context in contexts:
        context.close()


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{page.url}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in found]


def sideways(page) -> list[str]:
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [page.url] if width > 0 else []


def addresses(entry, seat) -> list[str]:
    tabs = [
        reverse(f"register:{tab}", args=[entry.reference])
        for tab in ("entry", "people", "money", "governance", "history")
    ]
    forms = [
        reverse("register:edit", args=[entry.reference, key])
        for key in ("about", "purpose", "plan", "judgement", "lead")
    ]
    life = [reverse(f"register:{verb}", args=[entry.reference]) for verb in ("exclude", "end")]
    nouns = ("names", "links", "partners", "seats", "councils", "contributions", "documents")
    adds = [reverse("register:line_add", args=[entry.reference, noun]) for noun in nouns]
    line = [reverse(f"register:line_{verb}", args=[entry.reference, "seats", seat.pk]) for verb in ("edit", "remove")]
    return [reverse("register:new"), *tabs, *forms, *life, *adds, *line]


@pytest.mark.parametrize("width", [1280, 375])
def test_no_page_of_an_entry_breaks_an_accessibility_rule_or_scrolls_sideways(
    signed_in, partnership, council, policy_officer, now, width
):
    saving.create(ExclusionClass(name="Officer network", code="network"), by=None, at=now)
    line = Seat(partnership=partnership, council=council, post="Director of Community Services and Partnerships")
    seat = entries.add_line(line, partnership, by=policy_officer, at=now)
    page = signed_in(policy_officer, viewport={"width": width, "height": 900})
    faults = []
    for address in addresses(partnership, seat):
        assert page.goto(address).status == 200
        faults += violations(page) + sideways(page)
    assert faults == []


def test_two_editors_clash_and_the_second_merges_without_retyping(signed_in, partnership, policy_officer, lead_officer):
    mine, theirs = signed_in(policy_officer), signed_in(lead_officer)
    for page in (mine, theirs):
        page.goto(reverse("register:entry", args=[partnership.reference]))
        page.get_by_role("link", name="Change Risk, value and position").click()
    theirs.get_by_role("group", name="Risk rating").get_by_label("Low").check()
    theirs.get_by_label("Value added").fill("Visitors")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("alert")).to_contain_text("Risk rating, Value added changed.", timeout=PATIENCE)
    mine.get_by_role("group", name="Risk rating").get_by_label("High").check()
    mine.get_by_label("Impact of leaving").fill("Fewer visitors")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Lee Lead changed this", timeout=PATIENCE)
    assert violations(mine) == []
    mine.get_by_label("High").check()
    mine.get_by_role("button", name="Save the merged entry").click()
    expect(mine.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    entry = Partnership.objects.get(pk=partnership.pk)
    assert (entry.risk_rating, entry.value_added, entry.exit_impact, entry.version) == (
        "high",
        "Visitors",
        "Fewer visitors",
        3,
    )


def test_an_entry_is_edited_without_javascript(signed_in, partnership, lead_officer):
    page = signed_in(lead_officer, java_script_enabled=False)
    page.goto(reverse("register:edit", args=[partnership.reference, "purpose"]))
    page.get_by_label("Function").first.fill("Brings visitors.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    assert Partnership.objects.get(pk=partnership.pk).function == "Brings visitors."

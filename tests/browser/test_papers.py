"""Committee papers in a real browser: each page on a desk and a telephone, and from a draft to a member's download."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import sync_playwright

from tests import pdf_structure
from tests.factories import NOW, PASSWORD
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
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
def signed_in(chromium, live_server, settings, tmp_path):
    """A page of one's own for each person, signed in."""
    settings.MEDIA_ROOT = tmp_path
    contexts = []

    def opened(person, **options):
        contexts.append(chromium.new_context(base_url=live_server.url, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(120_000)
        page.goto(reverse("account_login"))
        page.get_by_label("E-mail address").fill(person.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_load_state()
        return page

    yield opened
    for context in contexts:
        context.close()


def faults(page) -> list[str]:
    """What axe finds, and whether the page scrolls sideways."""
    found = Axe().run(page, options=RULES).response["violations"]
    named = [f"{page.url}: {each['id']} {each['nodes'][0]['html'][:200]}" for each in found]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return named + ([f"{page.url} scrolls sideways"] if width > 0 else [])


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_papers_is_accessible_quiet_and_fits(width, signed_in, policy_officer):
    draft = papers.draft(by=policy_officer)
    harborough.make(by=policy_officer, at=NOW)
    page = signed_in(policy_officer, viewport={"width": width, "height": 900})
    said = []
    page.on("console", lambda message: said.append(message.text))
    sections = [
        reverse("reviews:paper_edit", args=[draft.reference, name]) for name in ("details", "text", "implications")
    ]
    plain = [reverse("reviews:papers"), reverse("reviews:paper_new")]
    own = [reverse(f"reviews:{name}", args=[draft.reference]) for name in ("paper", "paper_issue")]
    found = []
    for address in [*plain, *own, *sections]:
        page.goto(address)
        found += faults(page)
    assert found == []
    assert said == []


def test_a_paper_goes_from_draft_to_a_members_download(signed_in, policy_officer, scrutiny_member):
    harborough.make(by=policy_officer, at=NOW)
    papers.ready(by=policy_officer)
    page = signed_in(policy_officer)
    page.goto(reverse("reviews:paper", args=["CP-0001"]))
    page.get_by_role("link", name="Change the text").click()
    page.get_by_label("Next steps").fill("An action plan follows.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("4.15 An action plan follows.").wait_for()
    page.get_by_role("link", name="Check and issue").click()
    page.get_by_role("button", name="Issue the paper").click()
    page.get_by_text("CP-0001 was issued.").wait_for()

    member = signed_in(scrutiny_member)
    member.goto(reverse("reviews:papers"))
    with member.expect_download() as download:
        member.get_by_role("link", name="PDF,").click()
    assert download.value.suggested_filename == "CP-0001-partnership-register-16-january-2014.pdf"
    content = download.value.path().read_bytes()
    member.get_by_role("link", name="Partnership register", exact=True).click()
    article = member.locator("article.paper").evaluate("paper => paper.outerHTML")
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(f"<body>{article}</body>")

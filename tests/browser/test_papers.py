"""Committee papers in a real browser: each page on a desk and a telephone, and from a draft to a member's download."""

import pytest
from django.urls import reverse

from tests import pdf_structure
from tests.browser.looking import at_width, faults
from tests.factories import NOW
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def patient(opened, settings, tmp_path):
    """A window that waits for papers to be printed, which takes a while."""
    settings.MEDIA_ROOT = tmp_path

    def window(person):
        page = opened(person)
        page.set_default_timeout(120_000)
        return page

    return window


@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_of_papers_is_accessible_quiet_and_fits(width, patient, policy_officer):
    draft = papers.draft(by=policy_officer)
    harborough.make(by=policy_officer, at=NOW)
    page = at_width(patient(policy_officer), width)
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


def test_a_paper_goes_from_draft_to_a_members_download(patient, policy_officer, scrutiny_member):
    harborough.make(by=policy_officer, at=NOW)
    papers.ready(by=policy_officer)
    page = patient(policy_officer)
    page.goto(reverse("reviews:paper", args=["CP-0001"]))
    page.get_by_role("link", name="Change the text").click()
    page.get_by_label("Next steps").fill("An action plan follows.")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("4.15 An action plan follows.").wait_for()
    page.get_by_role("link", name="Check and issue").click()
    page.get_by_role("button", name="Issue the paper").click()
    page.get_by_text("CP-0001 was issued.").wait_for()

    member = patient(scrutiny_member)
    member.goto(reverse("reviews:papers"))
    with member.expect_download() as download:
        member.get_by_role("link", name="PDF,").click()
    assert download.value.suggested_filename == "CP-0001-partnership-register-16-january-2014.pdf"
    content = download.value.path().read_bytes()
    member.get_by_role("link", name="Partnership register", exact=True).click()
    article = member.locator("article.paper").evaluate("paper => paper.outerHTML")
    assert pdf_structure.pdf_text(content) == pdf_structure.page_text(f"<body>{article}</body>")

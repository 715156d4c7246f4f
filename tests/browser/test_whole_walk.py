"""The product walks: from a legacy workbook, through four people's hands, to the paper that a councillor downloads."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from register.models import Partnership
from reviews.models import CommitteePaper
from tests import pdf_structure
from tests.browser.test_import_journey import HARBOROUGH, choose_file

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
HEADINGS = {
    "Priority for the Environmental": "Increase resources",
    "Identify a member": "Increase resources",
    "Delegate": "Reduce resources",
    "Remain whilst": "Reduce resources",
    "Further consideration": "Reduce resources",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def test_a_legacy_workbook_becomes_the_paper_that_a_scrutiny_member_downloads(
    opened, administrator, policy_officer, second_policy_officer, scrutiny_member, tmp_path
):
    call_command("load_policy", "breckland-2015")
    import_workbook(opened(administrator))
    officer, colleague = opened(policy_officer), opened(second_policy_officer)
    accept(officer)
    correct_and_merge(officer, colleague)
    issue(officer)
    download(opened(scrutiny_member), tmp_path)


def import_workbook(page) -> None:
    """The administrator uploads, takes the suggestions and commits."""
    choose_file(page, HARBOROUGH)
    page.get_by_role("button", name="Use all suggestions").click()
    page.get_by_role("button", name="Go on to confirm").click()
    page.get_by_role("button", name="Import 31 partnerships").click()
    said(page, "31 partnerships added and 0 changed.")


def accept(page) -> None:
    """A policy officer answers where the wording decides nothing, as the report of 2014 did, and accepts."""
    page.goto("/imports/IMP-0001/")
    page.get_by_role("button", name="Accept this import").click()
    expect(page.get_by_role("heading", level=1, name="Accept this import")).to_be_visible(timeout=PATIENCE)
    for question in page.locator("fieldset").all():
        if not question.locator("input:checked").count():
            text = question.inner_text()
            heading = next((heading for words, heading in HEADINGS.items() if words in text), "Review resources")
            question.get_by_label(heading).check()
    page.get_by_role("button", name="Accept 31 entries").click()
    said(page, "IMP-0001 is accepted.")


def correct_and_merge(officer, colleague) -> None:
    """Found by its low value, corrected by one, changed by another meanwhile, and merged without retyping."""
    officer.goto("/partnerships/")
    officer.get_by_label("Value", exact=True).select_option(label="Low")
    officer.get_by_role("button", name="Apply filters").click()
    said(officer, "2 entries found")
    officer.get_by_role("link", name="Welland Market Towns Group").click()
    address = officer.url.split("#")[0] + "edit/plan/"
    for page in (officer, colleague):
        page.goto(address)
    colleague.get_by_label("Area covered").fill("Welland valley")
    colleague.get_by_label("Wards").fill("All")
    colleague.get_by_role("button", name="Save").click()
    said(colleague, "Area covered set to “Welland valley”; Wards set to “All”.")
    officer.get_by_label("Area covered").fill("Market towns of the Welland")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_role("heading", level=1)).to_contain_text("Sam Second changed this", timeout=PATIENCE)
    officer.get_by_label("Market towns of the Welland").check()
    officer.get_by_role("button", name="Save the merged entry").click()
    said(officer, "Market towns of the Welland")
    entry = Partnership.objects.get(name="Welland Market Towns Group")
    assert (entry.area, entry.wards) == ("Market towns of the Welland", "All")


def issue(page) -> None:
    """The policy officer drafts the register report, fills in what is missing, and issues it."""
    page.goto("/reports/new/")
    page.get_by_label("Title").fill("Partnership register and policy")
    page.get_by_label("Meeting of").select_option(label="Scrutiny Panel")
    page.get_by_label("Date of the meeting").fill("16/1/2014")
    page.get_by_label("Originator").fill("Head of Policy, Performance and Partnerships")
    page.get_by_role("button", name="Start the draft").click()
    said(page, "was started as a draft")
    page.get_by_role("link", name="Change the text").click()
    page.get_by_label("Outcome sought").fill("The panel's views, for the Executive.")
    page.get_by_role("button", name="Save").click()
    page.goto("/reports/CP-0001/edit/implications/")
    for none in page.get_by_label("None directly").all():
        none.check()
    page.get_by_role("button", name="Save").click()
    page.goto("/reports/CP-0001/")
    page.get_by_role("link", name="Check and issue").click()
    page.get_by_role("button", name="Issue the paper").click()
    said(page, "Issued")
    assert CommitteePaper.objects.get().status == "issued"


def download(page, folder) -> None:
    """The scrutiny member finds the paper from home, reads it and downloads the PDF; the register is not theirs."""
    page.goto("/")
    page.get_by_role("link", name="Partnership register and policy").click()
    for number in ("4.1", "4.3", "4.6", "4.14"):
        expect(page.locator(f"#para-{number.replace('.', '-')}")).to_be_visible(timeout=PATIENCE)
    with page.expect_download() as given:
        page.get_by_text("Download PDF").click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    assert path.name == "CP-0001-partnership-register-and-policy-16-january-2014.pdf"
    text = pdf_structure.pdf_text(path.read_bytes())
    assert "104*" in text
    assert "£538,000" in text
    entry = Partnership.objects.get(name="Welland Market Towns Group")
    assert page.goto(f"/partnerships/{entry.reference}/").status == 404

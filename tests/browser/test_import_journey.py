"""An import in a real browser, without a script of ours being needed: the council's workbook, and one mapped by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from register.models import Partnership
from tests.browser import looking
from tests.register.test_import_workflow import workbook

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SOUTH_HAMS = str(Path("fixtures/legacy/south-hams-west-devon-2016.xlsx").resolve())
BRECKLAND = str(Path("fixtures/legacy/breckland-headings.xlsx").resolve())
HARBOROUGH = str(Path("fixtures/legacy/harborough-2014.xlsx").resolve())
WIDTHS = (1280, 375)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def sound(page, heading: str) -> None:
    """Nothing is wrong with the page of this heading on a desk and on a telephone."""
    expect(page.get_by_role("heading", name=heading, exact=True)).to_be_visible(timeout=15_000)
    page.wait_for_load_state()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert looking.faults(page) == []
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})


def choose_file(page, path: str) -> None:
    page.goto("/imports/")
    page.get_by_role("button", name="Import a spreadsheet").click()
    page.get_by_label("Spreadsheet").set_input_files(path)
    page.get_by_role("button", name="Upload and check").click()


def test_the_harborough_workbook_is_imported_accepted_and_found(opened, administrator, policy_officer):
    admin = opened(administrator)
    choose_file(admin, HARBOROUGH)
    expect(admin.get_by_text("31 new, 8 not imported, 3 questions open.")).to_be_visible(timeout=15_000)
    sound(admin, "Check what would be imported")

    card = admin.get_by_role("region", name="Welland Partnerships (all except Welland Audit Partnership)")
    card.get_by_label("It stands for several: not counted until it is split").check()
    admin.get_by_role("button", name="Keep these answers").click()
    expect(admin.get_by_text("Your answers are kept. 2 questions are still open.")).to_be_visible(timeout=15_000)
    admin.get_by_role("button", name="Use all suggestions").click()
    admin.get_by_role("button", name="Go on to confirm").click()
    sound(admin, "Confirm the import")
    admin.get_by_role("button", name="Import 31 partnerships").click()
    expect(admin.get_by_text("31 partnerships added and 0 changed.")).to_be_visible(timeout=15_000)
    sound(admin, admin.get_by_role("heading", level=1).inner_text())

    officer = opened(policy_officer)
    officer.goto("/imports/IMP-0001/")
    officer.get_by_role("button", name="Accept this import").click()
    sound(officer, "Accept this import")
    for question in officer.locator("fieldset").all():
        if not question.locator("input:checked").count():
            question.get_by_label("Review resources").check()
    officer.get_by_role("button", name="Accept 31 entries").click()
    expect(officer.get_by_text("IMP-0001 is accepted.")).to_be_visible(timeout=15_000)
    assert Partnership.objects.counted().count() == 30

    officer.goto("/partnerships/?q=LLEP")
    expect(officer.get_by_role("link", name="LLEP Private Sector Growth Group")).to_be_visible(timeout=15_000)


def test_an_unknown_workbook_is_mapped_by_hand_and_undone(opened, administrator, council, tmp_path):
    path = tmp_path / "unknown.xlsx"
    rows = (["Alpha Forum", "The north", "x1"], ["Beta Forum", "The south", "x2"])
    path.write_bytes(workbook(*rows, headings=["Qwerty", "Asdf", "Zxcv"]))
    page = opened(administrator, java_script_enabled=False)
    choose_file(page, str(path))
    expect(page.get_by_role("heading", name="Match columns")).to_be_visible(timeout=15_000)
    page.get_by_label("Import this tab").check()
    page.get_by_label("Row of the headings").fill("1")
    page.get_by_label("Column A: what does it hold?").select_option(label="Partnership name")
    page.get_by_label("Column B: what does it hold?").select_option(label="Area covered")
    page.get_by_role("button", name="Save and check").click()
    expect(page.get_by_text("2 new").first).to_be_visible(timeout=15_000)
    page.get_by_text("1 column not imported").click()
    expect(page.get_by_text("Register, column C: Zxcv (2 filled cells)")).to_be_visible(timeout=15_000)
    page.get_by_role("link", name="Go on to confirm").or_(page.get_by_role("button", name="Go on to confirm")).click()
    page.get_by_role("button", name="Import 2 partnerships").click()
    assert dict(Partnership.objects.values_list("name", "area")) == {
        "Alpha Forum": "The north",
        "Beta Forum": "The south",
    }

    page.get_by_role("button", name="Undo this import").click()
    page.get_by_role("button", name="Undo this import").click()
    expect(page.get_by_text("The register is as it was before it.")).to_be_visible(timeout=15_000)
    assert set(Partnership.objects.values_list("status", flat=True)) == {"import_undone"}


def test_an_error_keeps_what_was_typed_and_is_found_from_the_summary(opened, administrator, tmp_path):
    path = tmp_path / "doubtful.xlsx"
    path.write_bytes(workbook(["A Group", "Talks", None, "2-6", None, None]))
    page = opened(administrator)
    choose_file(page, str(path))
    page.get_by_label("Enter another value").check()
    page.get_by_role("textbox", name="Officer hours a month of row 2").fill("lots of it")
    page.get_by_role("button", name="Keep these answers").click()
    assert page.get_by_role("textbox", name="Officer hours a month of row 2").input_value() == "lots of it"
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible(timeout=15_000)
    sound(page, "Check what would be imported")
    page.locator(".govuk-error-summary a").click()
    assert page.get_by_role("textbox", name="Officer hours a month of row 2").evaluate(
        "each => each === document.activeElement"
    )


def brought_in(admin, officer, count: int) -> None:
    """From the check: every suggestion taken, committed, and accepted by a policy officer."""
    admin.get_by_role("button", name="Use all suggestions").click()
    admin.get_by_role("button", name="Go on to confirm").click()
    admin.get_by_role("button", name=f"Import {count} partnerships").click()
    expect(admin.get_by_text(f"{count} partnerships added and 0 changed.")).to_be_visible(timeout=15_000)
    officer.goto("/imports/IMP-0001/accept/")
    for question in officer.locator("fieldset").all():
        if not question.locator("input:checked").count():
            question.get_by_label("Review resources").check()
    officer.get_by_role("button", name=f"Accept {count} entries").click()
    expect(officer.get_by_text("IMP-0001 is accepted.")).to_be_visible(timeout=15_000)


def test_a_register_shared_by_two_councils_comes_in_with_the_sums_of_each(opened, administrator, policy_officer):
    admin, officer = opened(administrator), opened(policy_officer)
    choose_file(admin, SOUTH_HAMS)
    expect(admin.get_by_text("SH and WD in the headings are not known here and would be added")).to_be_visible()
    sound(admin, "Check what would be imported")
    admin.get_by_role("link", name="Match columns").click()
    sound(admin, "Match columns")
    admin.goto("/imports/IMP-0001/check/")
    brought_in(admin, officer, 20)
    entry = Partnership.objects.get(name="LEP")
    sums = entry.participations.values_list("council__name", "contributions__amount")
    assert {(council, amount) for council, amount in sums if amount} == {("SH", 5000), ("WD", 5000)}
    assert Partnership.objects.counted().count() == 20


def test_an_import_of_which_somebody_changed_an_entry_is_not_undone_and_the_refusal_names_it(
    opened, administrator, policy_officer
):
    admin, officer = opened(administrator), opened(policy_officer)
    choose_file(admin, BRECKLAND)
    brought_in(admin, officer, 20)
    entry = Partnership.objects.get(name="Darlington Partnership")
    officer.goto(f"/partnerships/{entry.reference}/edit/plan/")
    officer.get_by_label("Area covered").fill("The borough")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_text("The borough").first).to_be_visible(timeout=15_000)
    admin.goto("/imports/IMP-0001/")
    sentence = f"Darlington Partnership ({entry.reference}) changed since this import, so it cannot be undone."
    expect(admin.get_by_text(sentence)).to_be_visible(timeout=15_000)
    assert admin.goto("/imports/IMP-0001/undo/").status == 403
    assert Partnership.objects.counted().count() == 20

    choose_file(admin, BRECKLAND)
    expect(admin.get_by_text("0 new, 20 unchanged, 1 with errors.")).to_be_visible(timeout=15_000)
    expect(admin.get_by_text("Nothing in this file is new or changed, so there is nothing to import.")).to_be_visible()

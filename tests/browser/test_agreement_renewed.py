"""An agreement in a real browser, by several people: drafted with outcomes and file, seen as due, mended and renewed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from register.models import GoverningDocument, StoredFile
from register.rules.words import long_day
from tests import factories
from tests.browser.looking import at_width, faults
from tests.register.documents import document, outcome, pdf

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def typed(day: date) -> str:
    return f"{day.day} {day.month} {day.year}"


def told(page, words: str) -> None:
    expect(page.get_by_role("alert")).to_contain_text(words, timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def sound(page) -> None:
    """Nothing is wrong with the page on a desk and on a telephone."""
    page.wait_for_load_state()
    assert [fault for width in (1280, 375) for fault in faults(at_width(page, width))] == []
    at_width(page, 1280)


def choose(page, name: str, content: bytes) -> None:
    page.get_by_label("File", exact=True).set_input_files({"name": name, "mimeType": "", "buffer": content})
    press(page, "Store the file")


def test_an_agreement_is_drafted_seen_as_due_mended_and_renewed(opened, partnership, lead_officer, policy_officer):
    """SH-06, SH-32: the gaps are named, warn, and stop nothing."""
    factories.theme("Economy")
    soon = timezone.localdate() + timedelta(days=60)
    lead = opened(lead_officer)

    lead.goto(reverse("register:governance", args=[partnership.reference]))
    follow(lead, "Draft a new agreement")
    lead.get_by_label("Title").fill("Tourism agreement")
    lead.get_by_label("Agreement ends").fill(typed(soon))
    press(lead, "Add the draft")
    told(lead, "“Tourism agreement” is a draft.")
    sound(lead)

    follow(lead, "Add an outcome")
    lead.get_by_label("Outcome").fill("More visitors in winter")
    lead.get_by_label("Theme").select_option("Economy")
    press(lead, "Save")
    told(lead, "outcome added: More visitors in winter.")

    follow(lead, "Add a file")
    lead.get_by_label("What it is").fill("Signed agreement")
    choose(lead, "agreement.docm", b"PK\x03\x04")
    expect(lead.get_by_role("alert")).to_contain_text("contains macros or scripts", timeout=PATIENCE)
    sound(lead)
    assert lead.get_by_label("What it is").input_value() == "Signed agreement"
    choose(lead, "agreement.pdf", b"<html>not a PDF</html>")
    expect(lead.get_by_role("alert")).to_contain_text("is not what its name says", timeout=PATIENCE)
    choose(lead, "agreement.pdf", pdf())
    told(lead, "file stored: Signed agreement.")
    assert StoredFile.objects.get().title == "Signed agreement"

    follow(lead, "Put in force")
    lead.get_by_label("The day from which it holds").fill("1 4 2024")
    press(lead, "Put in force")
    told(lead, "“Tourism agreement” is in force.")

    policy = opened(policy_officer)
    policy.goto("/")
    policy.get_by_role("link", name="Agreement due for renewal", exact=True).last.click()
    follow(policy, "Tourism agreement")
    expect(policy.get_by_text("Renewal due", exact=True)).to_be_visible(timeout=PATIENCE)
    for gap in ("names no place", "No notice is set.", "Nothing is said of data sharing."):
        expect(policy.get_by_text(gap)).to_be_visible()
    sound(policy)

    lead.goto(reverse("register:agreements"))
    follow(lead, "Tourism agreement")
    lead.get_by_role("link", name="names no place").click()
    lead.get_by_label("Where").fill("Market Harborough")
    press(lead, "Save")
    told(lead, "set to “Market Harborough”")
    follow(lead, "No notice is set.")
    lead.get_by_label("Months of notice").fill("3")
    press(lead, "Save")
    told(lead, "Months of notice set to 3")

    lead.goto(reverse("register:agreements"))
    follow(lead, "Tourism agreement")
    follow(lead, "Renew")
    expect(lead.get_by_text("They are a warning and stop nothing.")).to_be_visible(timeout=PATIENCE)
    expect(lead.get_by_text("No notice is set.")).to_have_count(0)
    sound(lead)
    lead.get_by_label("The day on which it ends").fill(typed(soon + timedelta(days=730)))
    press(lead, "Draft the renewal")
    told(lead, "is drafted as the renewal")

    lead.goto(reverse("register:agreements") + "?show=draft")
    follow(lead, "Tourism agreement")
    expect(lead.get_by_text("More visitors in winter").first).to_be_visible(timeout=PATIENCE)
    follow(lead, "Put in force")
    expect(lead.get_by_text("They are a warning and stop nothing.")).to_be_visible(timeout=PATIENCE)
    press(lead, "Put in force")
    told(lead, f"“Tourism agreement” is in force from {long_day(soon + timedelta(days=1))}.")
    sound(lead)

    policy.goto(reverse("register:agreements"))
    for words in (f"In force until {long_day(soon)}", f"In force from {long_day(soon + timedelta(days=1))}"):
        expect(policy.get_by_text(words, exact=True)).to_be_visible(timeout=PATIENCE)
    old, new = GoverningDocument.objects.order_by("pk")
    assert (old.status, new.status, new.renews) == ("renewed", "in_force", old)


def test_every_page_of_an_agreement_works_without_javascript_and_with_the_keyboard(opened, partnership, lead_officer):
    agreement = document(partnership, lead_officer)
    outcome(agreement, lead_officer)
    page = opened(lead_officer, java_script_enabled=False)
    page.goto(reverse("register:agreement_terminate", args=[agreement.pk]))
    page.get_by_label("The day on which it was terminated").focus()
    page.keyboard.type("1 5 2026")
    page.keyboard.press("Tab")
    page.keyboard.type("The partner closed")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is terminated.", timeout=PATIENCE)

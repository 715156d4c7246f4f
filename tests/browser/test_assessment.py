"""An assessment whose overall differs from the suggestion goes its whole way, and a small partnership has one page
(B15-46 to B15-48, H14-45).
"""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import Assessment
from register.models import Contribution, Participation
from register.rules.money import financial_year
from register.workflow import entries
from tests.browser.looking import at_width, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000
WHY = "The board was replaced in May and has met every target since."


def said(page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words, timeout=PATIENCE)


def sound(page) -> None:
    """Nothing is wrong with the page on a desk or on a telephone."""
    found = [fault for width in (375, 1280) for fault in faults(at_width(page, width))]
    assert found == []


@pytest.fixture
def paying(partnership, policy_officer, now):
    """The entry with £60,000 of this year, by the policy of Breckland."""
    call_command("load_policy", "breckland-2015")
    year = financial_year(timezone.localdate())
    line = Contribution(
        participation=partnership.participations.get(), financial_year=year, amount=Decimal(60_000), period="annual"
    )
    entries.add_line(line, partnership, by=policy_officer, at=now)
    return partnership


@pytest.fixture
def significant(paying, policy_officer, now):
    part = Participation.objects.get()
    entries.edit_line(part, paying, {"significance": "significant"}, version=part.version, by=policy_officer, at=now)
    return paying


def begin(page, entry, button: str) -> None:
    page.goto(f"/partnerships/{entry.reference}/")
    page.get_by_role("navigation", name="About this entry").get_by_role("link", name="Assessments").click()
    sound(page)
    page.get_by_role("button", name=button).click()


def go_on(page, button: str = "Save and continue") -> None:
    page.get_by_role("button", name=button).click()
    page.wait_for_load_state()


def test_a_rating_that_differs_is_refused_reasoned_returned_corrected_and_confirmed(
    opened, significant, lead_officer, policy_officer, second_policy_officer
):
    lead, policy, second = opened(lead_officer), opened(policy_officer), opened(second_policy_officer)
    answer_step_by_step(lead, significant)
    give_the_reason(lead)
    submitted_by_policy_cannot_be_confirmed_by_them(policy)
    send_back(second)
    correct(lead)
    confirm(policy)
    policy.goto(f"/partnerships/{significant.reference}/")
    said(policy, "Low (from a confirmed assessment of")


def answer_step_by_step(page, entry) -> None:
    begin(page, entry, "Assess risk")
    said(page, "£60,000 of cash in")
    sound(page)
    go_on(page)
    for _ in range(5):
        page.get_by_role("radio", name="High").check()
        page.get_by_label("Evidence").fill("The minutes of May")
        go_on(page)
    sound(page)
    said(page, "Suggested: High. Of 6 criteria 5 are High and 1 is Medium.")
    page.get_by_role("radio", name="Low").check()
    go_on(page)
    sound(page)
    go_on(page, "Submit the assessment")
    said(page, "Nothing is submitted yet. The overall rating is Low and High is suggested. Say why.")


def give_the_reason(page) -> None:
    page.get_by_role("link", name="Change the overall rating and its reason").click()
    page.get_by_label("If it is not the suggested rating: why").fill(WHY)
    go_on(page)
    expect(page.get_by_role("button", name="Submit the assessment")).to_be_visible(timeout=PATIENCE)


def submitted_by_policy_cannot_be_confirmed_by_them(page) -> None:
    """A policy officer hands in what the lead officer prepared, and is not the one who confirms it."""
    page.goto("/assessments/?show=under_way")
    page.get_by_role("link", name="Harborough Tourism Partnership").click()
    page.get_by_role("button", name="Check and submit").click()
    go_on(page, "Submit the assessment")
    said(page, "You submitted this assessment, so another policy officer confirms or returns it.")
    expect(page.get_by_role("button", name="Confirm")).to_have_count(0)
    sound(page)


def send_back(page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Assessment to confirm").click()
    page.get_by_role("link", name="Harborough Tourism Partnership").click()
    page.get_by_role("button", name="Return", exact=True).click()
    go_on(page, "Return the assessment")
    said(page, "Say what is to be changed.")
    sound(page)
    page.get_by_label("What is to be changed").fill("Reputation: which paper said so?")
    go_on(page, "Return the assessment")
    said(page, "the assessment is returned.")


def correct(page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Assessment returned to you").click()
    page.get_by_role("link", name="Harborough Tourism Partnership").click()
    said(page, "Reputation: which paper said so?")
    page.get_by_role("button", name="Answer the criteria").click()
    page.get_by_role("link", name="See all criteria on one page instead").click()
    page.get_by_label("Evidence for “The council’s reputation”").fill("The Mail of 3 May")
    go_on(page, "Save and check")
    said(page, "The Mail of 3 May")
    go_on(page, "Submit the assessment")
    said(page, "the assessment is submitted.")


def confirm(page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Assessment to confirm").click()
    page.get_by_role("link", name="Harborough Tourism Partnership").click()
    page.get_by_role("button", name="Confirm", exact=True).click()
    said(page, WHY)
    sound(page)
    go_on(page, "Confirm the assessment")
    said(page, "the assessment is confirmed and its rating is in the register.")
    sound(page)
    assert Assessment.objects.get().status == "confirmed"


def test_a_small_partnership_is_assessed_on_one_page(opened, partnership, lead_officer):
    call_command("load_policy", "breckland-2015")
    page = opened(lead_officer)
    begin(page, partnership, "Assess value")
    expect(page.get_by_role("heading", name="Assess value")).to_be_visible(timeout=PATIENCE)
    sound(page)
    for card in page.locator("fieldset").all():
        card.get_by_role("radio", name="Medium").check()
    go_on(page, "Save and check")
    said(page, "Suggested: Medium. Of 9 criteria 9 are Medium.")
    go_on(page, "Submit the assessment")
    said(page, "the assessment is submitted.")
    found = Assessment.objects.get()
    assert (found.status, found.overall, found.suggested) == ("submitted", "medium", "medium")

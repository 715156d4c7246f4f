"""Joining from end to end: turned down at the test, returned and approved with a condition, and found late (H11-02)."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.models import BusinessCase
from register.models import Action, Decision, Partnership
from tests.assessments import casing
from tests.assessments.asking import loaded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def policy(council):
    loaded("breckland-2015")


def propose(page, name: str) -> Partnership:
    page.goto("/partnerships/propose/")
    page.get_by_label("Partnership name").fill(name)
    press(page, "Propose it")
    said(page, "There is a problem")
    page.get_by_label("Function").fill("Cleaner rivers.")
    page.get_by_label("Lead officer").select_option(label="Lee Lead")
    press(page, "Propose it")
    said(page, "It is counted nowhere yet.")
    return Partnership.objects.get(name=name)


def test_a_proposal_is_turned_down_at_the_definition_test(opened, policy, lead_officer, policy_officer):
    page = opened(policy_officer)
    entry = propose(page, "Norfolk Finance Officers")
    page.get_by_role("link", name="Is it a partnership?").click()
    press(page, "Answer the tests")
    press(page, "Go on")
    said(page, "There is a problem")
    tests = page.get_by_role("group").filter(has=page.get_by_label("No", exact=True))
    for number in range(tests.count()):
        answer = "No" if number == tests.count() - 1 else "Yes"
        tests.nth(number).get_by_label(answer, exact=True).check()
    press(page, "Go on")
    said(page, "By these answers it is no partnership.")
    expect(page.get_by_label("Officer network or forum")).to_be_checked()
    page.get_by_label("Why it is no partnership").fill("They compare notes.")
    press(page, "Keep the answers")
    said(page, "is marked as not a partnership. The answers are kept.")
    said(page, "They compare notes.")
    assert Partnership.objects.get(pk=entry.pk).status == "not_partnership"


def test_a_case_is_returned_corrected_approved_with_a_condition_called_in_released_and_joined(
    opened, policy, council, lead_officer, head_of_service, policy_officer, democratic_services
):
    entry = casing.proposal(lead_officer, head_of_service, council)
    case = casing.begun(entry, lead_officer)
    case = casing.cases.write(case, {"consulted": ""}, version=case.version, by=lead_officer, at=casing.NOW)
    address = reverse("assessments:case", args=[case.pk])
    lead, policy_page, recorder = opened(lead_officer), opened(policy_officer), opened(democratic_services)
    refused_then_handed_in(lead, address)
    returned(policy_page, address)
    corrected(lead, address)
    casing.rated(entry, policy_officer)
    put(policy_page, address)
    matter = BusinessCase.objects.get().matter
    decide(recorder, matter)
    called_in_and_released(recorder, matter)
    assert Partnership.objects.get().status == "approved"
    casing.ready_to_join(Partnership.objects.get(), council, policy_officer)
    asked_to_join(lead, address)
    joined(policy_page, address)
    entry = Partnership.objects.get()
    assert (entry.status, entry.has_business_case, entry.function) == ("active", True, "Cleaner rivers.")
    assert Action.objects.in_force().get().text == "Report after a year"


def refused_then_handed_in(page, address: str) -> None:
    page.goto(address)
    press(page, "Hand it in")
    press(page, "Hand in the business case")
    said(page, "Say who was consulted.")
    page.goto(address)
    page.get_by_role("link", name="Worth, likeness and consultation").click()
    page.get_by_label("Who was consulted").fill("The parish councils.")
    press(page, "Save")
    said(page, "Saved.")
    press(page, "Hand it in")
    press(page, "Hand in the business case")
    said(page, "The business case is handed in.")


def returned(page, address: str) -> None:
    page.goto(address)
    press(page, "Return it")
    page.get_by_label("What is to be changed").fill("Name the parish councils.")
    press(page, "Return the business case")
    said(page, "The business case is returned.")


def corrected(page, address: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Business case returned to you").click()
    page.get_by_role("link", name="Welland Rivers Trust").click()
    said(page, "Name the parish councils.")
    press(page, "Hand it in")
    press(page, "Hand in the business case")
    said(page, "The business case is handed in.")


def put(page, address: str) -> None:
    page.goto(address)
    press(page, "End the challenge and put it to the bodies")
    page.get_by_label("What the challenge found").fill("Sound.")
    press(page, "End the challenge and put it to the bodies")
    said(page, "The business case is put to the bodies.")


def decide(page, matter) -> None:
    """The first body with a condition and days for a call-in, the second simply."""
    today = timezone.localdate()
    page.goto(reverse("register:matter", args=[matter.pk]))
    said(page, "Corporate Management Team has not decided yet.")
    for number, name in enumerate(("Corporate Management Team", "Portfolio holder")):
        page.get_by_role("button", name=f"Record the decision of {name}").click()
        page.get_by_label("Decided on").fill(f"{today.day} {today.month} {today.year}")
        page.get_by_label("Minute reference").fill("12/26")
        page.get_by_label("What it decided").select_option(label="Approved")
        page.get_by_label("Takes effect on").fill(f"{today:%d %m %Y}" if number else "1 3 2091")
        if not number:
            page.get_by_label("Can be called in until").fill("1 2 2091")
            page.get_by_label("Urgent").uncheck()
            page.get_by_label("Condition 1").fill("Report after a year")
            page.get_by_label("Post, if nobody is named").first.fill("Rivers Officer")
            page.get_by_label("Due on").first.fill("1 12 2091")
        press(page, "Record it")
        said(page, "Recorded:")
    said(page, "It takes effect on 1 March 2091.")


def called_in_and_released(page, matter) -> None:
    page.get_by_role("link", name="Record a call-in").first.click()
    press(page, "Record a call-in")
    said(page, "Say why it was called in.")
    page.get_by_label("Why it was called in, and by whom").fill("Five members of Scrutiny")
    press(page, "Record a call-in")
    said(page, "The call-in is recorded.")
    decision = Decision.objects.get(called_in_at__isnull=False)
    today = {"takes_effect_on": timezone.localdate(), "call_in_ends_on": None}
    casing.saving.claimed(Decision, decision.pk, decision.version, today, by=None, at=casing.NOW)
    page.reload()
    page.get_by_role("link", name="Record the end of the call-in").click()
    page.get_by_label("How the call-in ended").fill("Scrutiny agrees.")
    press(page, "Record the end of the call-in")
    said(page, "The call-in has ended and the decision stands.")


def asked_to_join(page, address: str) -> None:
    page.goto(address)
    press(page, "Say that the council has joined")
    press(page, "Say that the council has joined")
    said(page, "Enter the day on which the council joined.")
    page.get_by_label("The council joined on").fill("20 11 2026")
    press(page, "Say that the council has joined")
    said(page, "A policy officer is asked to confirm that the council has joined.")


def joined(page, address: str) -> None:
    page.goto(address)
    press(page, "Confirm that the council has joined")
    expect(page.get_by_label("The council joined on")).to_have_value("20 November 2026")
    press(page, "Confirm that the council has joined")
    said(page, "The council has joined, and the entry is active.")


def test_a_partnership_found_late_is_recorded_with_its_reason(opened, policy, policy_officer):
    """W09-11"""
    page = opened(policy_officer)
    page.goto("/partnerships/new/")
    page.get_by_label("Partnership name").fill("Old Rivers Board")
    press(page, "Add the entry")
    said(page, "Say why it is recorded without a business case.")
    page.get_by_label("The council joined on").fill("1 4 2009")
    page.get_by_label("Why it is recorded without a business case").fill("Found by the service return.")
    press(page, "Add the entry")
    said(page, "Old Rivers Board is on the register")
    said(page, "No business case")
    page.get_by_role("link", name="Business case", exact=True).click()
    said(page, "Found by the service return.")
    press(page, "Begin a business case")
    press(page, "Begin the business case")
    said(page, "For staying in")

"""A scrutiny member asks for a review from a paper: declined, asked again, agreed, held by a panel, reported; and the
council looks again at its involvement (H11-07, B15-34).
"""

import pytest
from playwright.sync_api import expect

from register.models import Partnership
from reviews.models import InvolvementReview, ScrutinyReview
from tests.conftest import NOW
from tests.reviews import harborough, papers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
NAME = "Harborough Tourism Partnership"


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)


def test_a_request_is_declined_asked_again_and_leads_to_a_review_of_involvement(
    opened, partnership, scrutiny_member, democratic_services, policy_officer
):
    harborough.body("Communities Panel")
    papers.issued(by=policy_officer)
    member, recorder, policy = opened(scrutiny_member), opened(democratic_services), opened(policy_officer)
    asked(member, "It costs a lot.")
    answered(recorder, "Record that it is declined", "It was reviewed last year.")
    member.reload()
    said(member, "It was reviewed last year.")
    asked(member, "It has lost its main partner.")
    answered(recorder, "Record that it is agreed", "It is timely.")
    given_to_a_panel(recorder)
    looked_at_again(policy)
    reported(recorder)
    member.goto(f"/scrutiny/{ScrutinyReview.objects.first().pk}/")
    said(member, "It brings fewer visitors.")
    assert policy.goto("/involvement/").status == 200
    refused = member.goto("/involvement/")
    assert refused.status == 403
    assert Partnership.objects.get().status == "under_review"
    assert InvolvementReview.objects.get().scrutiny_review == ScrutinyReview.objects.first()


def asked(page, why: str) -> None:
    """From the page of the paper."""
    page.goto("/reports/")
    page.get_by_role("main").get_by_role("link", name="Partnership register", exact=True).click()
    page.get_by_role("link", name="Ask for a review of a partnership in it").click()
    page.get_by_label("Partnership", exact=True).select_option(label=NAME)
    page.get_by_label("Why should it be reviewed?").fill(why)
    press(page, "Ask for the review")
    said(page, "The request is made.")


def answered(page, step: str, reason: str) -> None:
    """From home: what waits, the request, the step."""
    page.goto("/")
    page.get_by_role("link", name="Request of scrutiny to be answered").click()
    page.get_by_role("link", name=NAME).click()
    press(page, step)
    page.get_by_label("Body that decided").select_option(label="Scrutiny Commission")
    page.get_by_label("Decided on").fill("20 11 2026")
    page.get_by_label("Minute reference").fill("12/26")
    page.get_by_label("Reason").fill(reason)
    press(page, step)
    said(page, reason)


def given_to_a_panel(page) -> None:
    press(page, "Give it to a panel")
    page.get_by_label("Panel", exact=True).select_option(label="Communities Panel")
    page.get_by_label("Member who leads it").fill("Cllr Member C")
    page.get_by_label("Report due on").fill("1 11 2026")
    press(page, "Give it to a panel")
    said(page, "Enter a day to come.")
    page.get_by_label("Report due on").fill("1 3 2027")
    press(page, "Give it to a panel")
    said(page, "The panel is named, and the review is in progress.")


def looked_at_again(page) -> None:
    """A policy officer opens the review of involvement, and writes what it found before anything is recommended."""
    page.goto(f"/scrutiny/{ScrutinyReview.objects.first().pk}/")
    press(page, "Look again at our involvement")
    press(page, "Open the review")
    said(page, "Write down what the review found.")
    press(page, "Write down what it found")
    page.get_by_label("What it found").fill("One partner left.")
    page.get_by_label("Next report to").fill("Executive")
    page.get_by_label("Next report on").fill("1 2 2027")
    press(page, "Save")
    said(page, "Executive, 1 February 2027")
    press(page, "Recommend what should happen")
    page.get_by_label("What should happen").select_option(label="Retain")
    page.get_by_label("Reported under").select_option(label="Review resources")
    page.get_by_label("Recommendation", exact=True).fill("Stay for a year.")
    press(page, "Begin the recommendation")
    said(page, "R-0001 is begun as a draft.")


def reported(page) -> None:
    page.reload()
    press(page, "Record the report")
    page.get_by_label("Reported on").fill("20 11 2026")
    page.get_by_label("What it found").fill("It brings fewer visitors.")
    press(page, "Record the report")
    said(page, "The report is recorded.")

"""A concern goes its whole way between three people: raised, advised on, escalated, resolved (B15-19)."""

import pytest
from playwright.sync_api import expect

from register.models import Concern, Participation, Seat
from register.workflow import entries
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


@pytest.fixture
def representative(partnership, council, portfolio_holder, policy_officer, now):
    """An officer with a place on the partnership, whose portfolio a councillor holds."""
    person = factories.person("representative@example.org", "Robin Rep", "officer", council=council)
    seat = Seat(partnership=partnership, council=council, kind="officer", holder=person)
    entries.add_line(seat, partnership, by=policy_officer, at=now)
    part = Participation.objects.get()
    held = {"lead_member": portfolio_holder}
    entries.edit_line(part, partnership, held, version=part.version, by=policy_officer, at=now)
    return person


def test_a_concern_is_raised_advised_on_escalated_and_resolved(
    opened, partnership, representative, corporate_manager, portfolio_holder
):
    raiser, manager, holder = opened(representative), opened(corporate_manager), opened(portfolio_holder)
    raise_concern(raiser, partnership)
    advise(manager, "Concern waiting for your advice", "Ask for the accounts.")
    escalate(raiser)
    advise(holder, "Concern waiting for your advice", "Withdraw unless they come.")
    resolve(holder)
    raiser.reload()
    for words in ("Resolved", "Withdraw unless they come.", "Escalated to Cllr Member B", "Ask for the accounts."):
        said(raiser, words)
    assert Concern.objects.get().status == "resolved"


def raise_concern(page, partnership) -> None:
    page.goto(f"/partnerships/{partnership.reference}/")
    page.get_by_role("navigation", name="About this entry").get_by_role("link", name="Concerns", exact=True).click()
    page.get_by_role("button", name="Raise a concern").click()
    page.get_by_label("In one line").fill("The treasurer has resigned")
    page.get_by_role("button", name="Raise the concern").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose who should advise.", timeout=PATIENCE)
    page.get_by_label("What is the concern").fill("No accounts since May.")
    page.get_by_label("Who should advise").select_option(label="Chris Corporate")
    page.get_by_role("button", name="Raise the concern").click()
    said(page, "Chris Corporate was written to.")


def advise(page, task: str, words: str) -> None:
    """From what waits on the home page to the advice."""
    page.goto("/")
    page.get_by_role("link", name=task).click()
    page.get_by_role("link", name="The treasurer has resigned").click()
    page.get_by_role("button", name="Advise").click()
    page.get_by_label("Advice").fill(words)
    page.get_by_role("button", name="Send the advice").click()
    said(page, "your advice was sent.")


def escalate(page) -> None:
    page.reload()
    page.get_by_role("button", name="Escalate").click()
    page.get_by_label("To whom").select_option(label="Cllr Member B")
    page.get_by_label("Why it goes further").fill("They refuse.")
    page.get_by_role("button", name="Escalate").click()
    said(page, "the concern was escalated.")


def resolve(page) -> None:
    page.get_by_role("button", name="Resolve").click()
    page.get_by_label("How it was resolved").fill("The accounts came.")
    page.get_by_role("button", name="Resolve the concern").click()
    said(page, "the concern is resolved.")

"""What somebody types into a review is kept by itself, also where the register could not be reached for a while."""

import pytest
from playwright.sync_api import expect

from reviews.models import Review
from tests.reviews import reviewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "It met four times, and twice on site."
CUT = "the register cannot be reached. Your answers are still on this page"


def test_what_is_typed_while_the_network_is_cut_is_kept_once_it_is_back(
    opened, partnership, lead_officer, policy_officer
):
    """B15-21: an answer is lost neither by a break of the line nor by leaving the page."""
    made = reviewing.opened(partnership, reviewing.opened_round(policy_officer), policy_officer, ("facts", "activity"))
    address = f"/reviews/{made.pk}/fill-in/answers/"
    page = opened(lead_officer)
    page.clock.install()
    page.goto(address)
    page.route(f"**{address}", lambda route: route.abort())
    page.get_by_label("What it did in the year").fill(WORDS)
    page.clock.run_for(20_000)
    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text(CUT)
    page.unroute(f"**{address}")
    page.clock.run_for(5_000)
    expect(status).to_contain_text("Saved at")
    assert Review.objects.get().activity == WORDS
    page.get_by_label("What it did in the year").fill(f"{WORDS} All came.")
    page.goto(f"/reviews/{made.pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("What it did in the year")).to_have_value(f"{WORDS} All came.")

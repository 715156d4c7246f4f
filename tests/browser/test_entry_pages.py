"""An entry in a real browser: read on a desk and on a telephone, edited, clashed over and merged."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from partnerships import saving
from register.models import ExclusionClass, Partnership, Seat
from register.workflow import entries
from tests.browser.looking import at_width, faults, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 30_000
HIDDEN_ON_PAPER = (".app-missing", ".govuk-button", ".app-cannot", ".govuk-summary-card__actions", "details")


def addresses(entry, seat) -> list[str]:
    tabs = [
        reverse(f"register:{tab}", args=[entry.reference])
        for tab in ("entry", "people", "money", "governance", "history")
    ]
    forms = [
        reverse("register:edit", args=[entry.reference, key])
        for key in ("about", "purpose", "plan", "judgement", "lead")
    ]
    life = [reverse(f"register:{verb}", args=[entry.reference]) for verb in ("exclude", "end")]
    nouns = ("names", "links", "partners", "seats", "councils", "contributions", "documents")
    adds = [reverse("register:line_add", args=[entry.reference, noun]) for noun in nouns]
    line = [reverse(f"register:line_{verb}", args=[entry.reference, "seats", seat.pk]) for verb in ("edit", "remove")]
    return [reverse("register:new"), *tabs, *forms, *life, *adds, *line]


@pytest.mark.parametrize("width", [1280, 375])
def test_no_page_of_an_entry_breaks_an_accessibility_rule_or_scrolls_sideways(
    opened, partnership, council, policy_officer, now, width
):
    saving.create(ExclusionClass(name="Officer network", code="network"), by=None, at=now)
    line = Seat(partnership=partnership, council=council, post="Director of Community Services and Partnerships")
    seat = entries.add_line(line, partnership, by=policy_officer, at=now)
    page = at_width(opened(policy_officer), width)
    found = []
    for address in addresses(partnership, seat):
        assert page.goto(address).status == 200
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("who", ["policy_officer", "auditor"])
def test_a_printed_entry_shows_facts_alone(request, opened, partnership, who):
    """Nothing on paper asks to be pressed: what is missing reads as not known."""
    page = opened(request.getfixturevalue(who))
    page.goto(reverse("register:entry", args=[partnership.reference]))
    page.emulate_media(media="print")
    seen = [each.inner_text() for css in HIDDEN_ON_PAPER for each in page.locator(css).all() if each.is_visible()]
    assert seen == []
    kind = page.locator(".govuk-summary-list__row", has=page.get_by_text("Type", exact=True))
    assert kind.locator("dd").inner_text() == "Not known"


def test_two_editors_clash_and_the_second_merges_without_retyping(
    opened, partnership, policy_officer, second_policy_officer
):
    mine, theirs = opened(policy_officer), opened(second_policy_officer)
    for page in (mine, theirs):
        page.goto(reverse("register:entry", args=[partnership.reference]))
        page.get_by_role("link", name="Change Risk, value and position").click()
    theirs.get_by_role("group", name="Risk rating").get_by_label("Low").check()
    theirs.get_by_label("Value added").fill("Visitors")
    theirs.get_by_role("button", name="Save").click()
    expect(theirs.get_by_role("alert")).to_contain_text(
        "Risk rating set to Low; Value added set to “Visitors”.", timeout=PATIENCE
    )
    mine.get_by_role("group", name="Risk rating").get_by_label("High").check()
    mine.get_by_label("Impact of leaving").fill("Fewer visitors")
    mine.get_by_role("button", name="Save").click()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Sam Second changed this", timeout=PATIENCE)
    assert violations(mine) == []
    mine.get_by_label("High").check()
    mine.get_by_role("button", name="Save the merged entry").click()
    expect(mine.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    mine.go_back()
    expect(mine.get_by_role("heading", level=1)).to_contain_text("Risk, value and position", timeout=PATIENCE)
    expect(mine.get_by_label("Impact of leaving")).to_have_value("Fewer visitors")
    entry = Partnership.objects.get(pk=partnership.pk)
    assert (entry.risk_rating, entry.value_added, entry.exit_impact, entry.version) == (
        "high",
        "Visitors",
        "Fewer visitors",
        3,
    )


def test_an_entry_is_edited_without_javascript(opened, partnership, lead_officer):
    page = opened(lead_officer, java_script_enabled=False)
    page.goto(reverse("register:edit", args=[partnership.reference, "purpose"]))
    page.get_by_label("Function").first.fill("Brings visitors.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    assert Partnership.objects.get(pk=partnership.pk).function == "Brings visitors."

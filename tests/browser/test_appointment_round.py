"""A round of appointments, from the vacancy list to the printed schedule, through several people's hands."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from register.models import Seat
from register.models.choices import Classification, PersonKind
from tests import factories, pdf_structure
from tests.browser.looking import at_width, faults
from tests.register import places

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
BLUE, GREEN = "Blue Group", "Green Group"


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


@pytest.fixture
def entries(policy_officer, council):
    """Three partnerships and an outside body, each with a vacant place for a member."""
    names = ("Community Safety Partnership", "Tourism Partnership", "Waste Board", "Almshouse Trust")
    made = [factories.partnership(by=policy_officer, council=council, name=name) for name in names[:3]]
    body = factories.partnership(
        by=policy_officer, council=council, name=names[3], classification=Classification.OUTSIDE_BODY
    )
    for entry in (*made, body):
        places.seat(entry, council, PersonKind.MEMBER)
    places.calendar(council)
    for name in ("Council", "Executive"):
        places.body(name)
    return dict(zip(names, (*made, body), strict=True))


def test_a_round_goes_from_the_vacancies_to_the_schedule_and_to_the_appointments(
    opened, entries, democratic_services, policy_officer, councillor, portfolio_holder, tmp_path
):
    recorder = opened(democratic_services)
    open_round(recorder)
    nominate(recorder, "Community Safety Partnership", BLUE, "Cllr Member A")
    nominate(recorder, "Tourism Partnership", GREEN, "Cllr Member B")
    nominate(recorder, "Almshouse Trust", GREEN, "Cllr Member B")
    leave_unfilled(recorder, "Waste Board", BLUE)
    print_schedule(recorder, tmp_path)
    appoint_all(recorder)
    member_sees_their_seat(opened(councillor), entries)
    filled_in_the_year(opened(policy_officer), entries["Waste Board"])
    overlap_is_refused(recorder, entries["Tourism Partnership"])
    resignation_makes_a_vacancy(recorder, entries["Tourism Partnership"])


def open_round(page) -> None:
    """Democratic services start from the vacant places, and open the round of Annual Council."""
    page.goto(reverse("reviews:home"))
    page.get_by_role("link", name="Vacant places").click()
    said(page, "4 places")
    page.get_by_role("link", name="Rounds of appointments").click()
    page.get_by_role("button", name="Open a round").click()
    page.get_by_label("Title").fill("Appointments at Annual Council 2026")
    page.get_by_label("Appointments begin on").fill("19 5 2026")
    page.get_by_label("Appointed by").select_option(label="Council")
    page.get_by_role("button", name="Open the round").click()
    said(page, "is open, with 4 places to fill.")


def nominate(page, place: str, group: str, who: str) -> None:
    page.get_by_role("link", name=f"the nomination for {place}").click()
    page.get_by_label("Political group").fill(group)
    page.get_by_label("Person", exact=True).select_option(label=who)
    page.get_by_role("button", name="Save").click()
    said(page, f"{place}: {who} is named.")


def leave_unfilled(page, place: str, group: str) -> None:
    """A group is asked and names nobody."""
    page.get_by_role("link", name=f"the nomination for {place}").click()
    page.get_by_label("Political group").fill(group)
    page.get_by_role("button", name="Save").click()
    said(page, "nobody is named yet")
    said(page, "4 places: 3 named, 1 unfilled.")


def print_schedule(page, folder) -> None:
    """The schedule as a page, and the same words as a tagged PDF."""
    page.get_by_role("link", name="Schedule to print").click()
    article = page.locator("article.paper").evaluate("paper => paper.outerHTML")
    with page.expect_download(timeout=120_000) as given:
        page.get_by_role("button", name="Download the schedule").click()
    path = folder / given.value.suggested_filename
    given.value.save_as(path)
    assert path.name == "appointments-at-annual-council-2026.pdf"
    text = pdf_structure.pdf_text(path.read_bytes())
    assert text == pdf_structure.page_text(f"<body>{article}</body>")
    assert "Unfilled" in text
    page.go_back()


def appoint_all(page) -> None:
    page.goto(reverse("register:rounds"))
    page.get_by_role("link", name="Appointments at Annual Council 2026").click()
    page.get_by_role("button", name="Appoint everybody named").click()
    said(page, "3 people are appointed from 19 May 2026")
    said(page, "1 place has nobody named")
    page.get_by_role("button", name="Appoint everybody named").click()
    said(page, "3 people are appointed. 1 place had nobody named.")


def member_sees_their_seat(page, entries) -> None:
    """A councillor finds the partnership that they sit on, and no other."""
    page.goto(reverse("register:people", args=[entries["Community Safety Partnership"].reference]))
    page.locator("#seats").get_by_role("link", name="Cllr Member A").click()
    said(page, "In force")
    said(page, "17 May 2027")
    assert page.goto(reverse("register:people", args=[entries["Waste Board"].reference])).status == 404


def filled_in_the_year(page, entry) -> None:
    """The Executive fills what stayed empty; the policy officer records it (B15-27)."""
    page.goto(reverse("register:people", args=[entry.reference]))
    said(page, "A member place of Harborough District Council is vacant.")
    page.locator("#seats").get_by_role("link", name="Vacant", exact=True).click()
    page.get_by_role("link", name="Appoint somebody").click()
    page.get_by_label("Person", exact=True).select_option(label="Cllr Member A")
    page.get_by_label("From").fill("1 11 2026")
    page.get_by_label("Minute").fill("EX/2026/31")
    page.get_by_label("Report to Council").check()
    page.get_by_role("button", name="Appoint").click()
    said(page, "is appointed to Waste Board from 1 November 2026 until 17 May 2027.")
    said(page, "Executive, EX/2026/31")


def overlap_is_refused(page, entry) -> None:
    """Somebody sits there already: the refusal names them, and nothing typed is lost."""
    seat = entry.seats.get()
    page.goto(reverse("register:seat_appoint", args=[seat.pk]))
    page.get_by_label("Person", exact=True).select_option(label="Cllr Member A")
    page.get_by_label("As long as they hold the post").check()
    page.get_by_label("From").fill("1 January 2027")
    page.get_by_label("Until", exact=True).fill("1 April 2027")
    page.get_by_role("button", name="Appoint").click()
    said(page, "Cllr Member B is appointed here from 19 May 2026 until 17 May 2027.")
    expect(page.get_by_label("Until", exact=True)).to_have_value("1 April 2027")


def resignation_makes_a_vacancy(page, entry) -> None:
    seat = entry.seats.get()
    page.goto(reverse("register:seat", args=[seat.pk]))
    page.get_by_role("link", name="Resign").click()
    page.get_by_label("Leaves on").fill("1 November 2026")
    page.get_by_label("Reason").fill("Ill health")
    page.get_by_role("button", name="Record the resignation").click()
    said(page, "The place is vacant.")
    assert Seat.objects.get(pk=seat.pk).is_vacant


@pytest.mark.parametrize("width", [1280, 375])
def test_pages_of_places_are_accessible_quiet_and_fit(width, opened, entries, policy_officer, council):
    round = places.round_for(council, policy_officer)
    nomination, seat = round.nominations.first(), Seat.objects.first()
    page = at_width(opened(policy_officer), width)
    plain = ("seats", "outside_bodies", "rounds", "round_new", "calendar", "calendar_add")
    own = ("round", "round_edit", "round_places", "round_cancel", "round_schedule")
    addresses = [
        *(reverse(f"register:{name}") for name in plain),
        *(reverse(f"register:{name}", args=[round.pk]) for name in own),
        *(reverse(f"register:{name}", args=[seat.pk]) for name in ("seat", "seat_appoint")),
        reverse("register:nomination", args=[nomination.pk]),
    ]
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page)
    assert found == []

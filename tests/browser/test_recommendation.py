"""A recommendation from end to end: a group with an exception, heard, amended, called in, released, done, looked at
again six months later (H14-02, H14-28, H14-31, H14-33, H14-40, H14-41).
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from partnerships import saving
from register.models import Decision, Seat
from reviews.models import Recommendation
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
KEPT = "Welland Audit Partnership"


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def group(council, policy_officer, lead_officer):
    """Two partnerships of one family, of which one is to be excepted; a Director has the place on the other."""
    recommending.table()
    made = [
        factories.partnership(by=policy_officer, council=council, name=name, lead_officer=lead_officer)
        for name in ("Welland Market Towns Group", KEPT)
    ]
    recommending.place(made[0])
    return made


def test_a_group_with_an_exception_from_draft_to_follow_up(
    opened, group, lead_officer, policy_officer, democratic_services, time_machine
):
    lead, policy, recorder = opened(lead_officer), opened(policy_officer), opened(democratic_services)
    drafted(lead)
    made = Recommendation.objects.get()
    address = f"/recommendations/{made.pk}/"
    completed(lead, address)
    put(policy, address)
    decided(recorder)
    called_in_and_released(recorder)
    assert Recommendation.objects.get().status == "amended"
    noted_and_passed_on(policy, address)
    reported(lead, address)
    verified(policy, address)
    time_machine.move_to(NOW + timedelta(days=181))
    followed_up(opened(lead_officer), opened(policy_officer), address)
    assert Recommendation.objects.get().status == "closed"


def drafted(page) -> None:
    page.goto("/partnerships/P-0001/recommendations/")
    press(page, "Recommend a change")
    page.get_by_label("What should happen").select_option(label="Change representation")
    page.get_by_label("Reported under").select_option(label="Reduce resources")
    page.get_by_label("Recommendation", exact=True).fill("Delegate to the Rural Manager.")
    page.get_by_label("Change of officer hours a month").fill("-4")
    press(page, "Begin the recommendation")
    said(page, "R-0001 is begun as a draft.")


def completed(page, address: str) -> None:
    press(page, "Hand it in")
    press(page, "Hand in the recommendation")
    said(page, "Say which place passes to which post.")
    page.goto(f"{address}edit/place/")
    page.get_by_label("Place", exact=True).select_option(index=1)
    page.get_by_label("To the post").fill("Rural Manager")
    press(page, "Save")
    said(page, "Director of Community Services")
    page.get_by_role("link", name="Add a partnership").click()
    page.get_by_label("Partnership", exact=True).fill(KEPT)
    page.get_by_label("Excepted").check()
    page.get_by_label("Why, or under which condition").fill("Remain whilst it remains value for money")
    press(page, "Add it")
    said(page, "Remain whilst it remains value for money")
    page.get_by_role("link", name="Add a consultation").click()
    page.get_by_label("Who is consulted").fill("Portfolio holder")
    press(page, "Add it")
    page.get_by_role("link", name="Add a planned action").click()
    page.get_by_label("What is to be done").fill("Tell the group")
    page.get_by_label("Who does it").select_option(label="Lee Lead")
    page.get_by_label("Due on").fill("1 12 2026")
    press(page, "Add it")
    press(page, "Hand it in")
    press(page, "Hand in the recommendation")
    said(page, "The recommendation is handed in.")


def put(page, address: str) -> None:
    page.goto(address)
    press(page, "Put it to the bodies")
    press(page, "Put the recommendation to the bodies")
    said(page, "Record what Portfolio holder said, or take that consultation off.")
    page.goto(address)
    page.get_by_role("link", name="Change Portfolio holder").click()
    page.get_by_label("Consulted on").fill("19 11 2026")
    page.get_by_label("What they said").fill("The manager may go.")
    press(page, "Save")
    press(page, "Put it to the bodies")
    press(page, "Put the recommendation to the bodies")
    said(page, "The recommendation is put to the bodies.")


def decided(page) -> None:
    """Scrutiny has its view; the Executive amends, and can be called in."""
    page.goto(f"/decisions/{Recommendation.objects.get().matter_id}/")
    page.get_by_role("button", name="Record the view of Scrutiny").click()
    page.get_by_label("Said on").fill("20 11 2026")
    page.get_by_label("Minute reference").fill("11/26")
    page.get_by_label("What it said").select_option(label="Comments")
    press(page, "Record it")
    page.get_by_role("button", name="Record the decision of Executive").click()
    page.get_by_label("Decided on").fill("20 11 2026")
    page.get_by_label("Minute reference").fill("12/26")
    page.get_by_label("What it decided").select_option(label="Approved with changes")
    page.get_by_label("Can be called in until").fill("27 11 2026")
    page.get_by_label("Takes effect on").fill("30 11 2026")
    press(page, "Record it")
    said(page, "It takes effect on 30 November 2026.")


def called_in_and_released(page) -> None:
    page.get_by_role("link", name="Record a call-in").click()
    page.get_by_label("Why it was called in, and by whom").fill("Five members of Scrutiny")
    press(page, "Record a call-in")
    said(page, "The call-in is recorded.")
    assert Recommendation.objects.get().status == "proposed"
    decision = Decision.objects.get(called_in_at__isnull=False)
    today = {"takes_effect_on": NOW.date(), "call_in_ends_on": None}
    saving.claimed(Decision, decision.pk, decision.version, today, by=None, at=NOW)
    page.reload()
    page.get_by_role("link", name="Record the end of the call-in").click()
    page.get_by_label("How the call-in ended").fill("Scrutiny agrees.")
    press(page, "Record the end of the call-in")
    said(page, "The call-in has ended and the decision stands.")


def noted_and_passed_on(page, address: str) -> None:
    page.goto(address)
    press(page, "Write down what was changed")
    page.get_by_label("As it was approved").fill("Delegate to the Rural Manager for a year.")
    press(page, "Write down what was changed")
    said(page, "Delegate to the Rural Manager for a year.")
    press(page, "Say that it is carried out")
    press(page, "Say that it is carried out")
    said(page, "1 action is neither verified nor dropped yet. The place has not passed to its new post yet.")
    page.goto(address)
    press(page, "Carry out the change of representation")
    page.get_by_label("The place passes on").fill("20 11 2026")
    page.get_by_label("Name, if they do not sign in here").fill("Rita Rural")
    press(page, "Carry out the change of representation")
    said(page, "The place passes to its new post.")
    assert Seat.objects.get().who() == "Rita Rural, Rural Manager"


def reported(page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Tell the group").click()
    press(page, "Report it as done")
    page.get_by_label("What was done").fill("They know.")
    press(page, "Report it as done")
    said(page, "The action is reported as done.")


def verified(page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Tell the group").click()
    press(page, "Confirm that it was done")
    press(page, "Confirm that it was done")
    said(page, "The action is done and verified.")
    page.goto(address)
    press(page, "Say that it is carried out")
    press(page, "Say that it is carried out")
    said(page, "The recommendation is carried out.")


def followed_up(lead, policy, address: str) -> None:
    lead.goto("/")
    lead.get_by_role("link", name="Recommendation to follow up").click()
    lead.get_by_role("link", name="R-0001").click()
    press(lead, "Say how it went")
    lead.get_by_label("How it went").fill("She attends every meeting.")
    press(lead, "Say how it went")
    said(lead, "Thank you. The policy team records what comes of it.")
    policy.goto(address)
    press(policy, "Close it")
    policy.get_by_label("How it ended").fill("It works.")
    press(policy, "Close the recommendation")
    said(policy, "A follow-up is open. Record what came of it first.")
    policy.goto(address)
    press(policy, "Record what came of it")
    policy.get_by_label("What came of it").select_option(label="It worked: continue")
    policy.get_by_label("Why").fill("Four hours a month are saved.")
    press(policy, "Record what came of it")
    said(policy, "What came of it is recorded.")
    press(policy, "Close it")
    policy.get_by_label("How it ended").fill("It works.")
    press(policy, "Close the recommendation")
    said(policy, "The recommendation is closed.")

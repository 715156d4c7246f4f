"""Harborough withdraws from the Welland partnerships except Welland Audit: one strategy for each real partnership, one
returned, one stopped for legal advice, one changed after its approval, carried out and completed, and one reversed
(B15-40 to B15-42, H14-31, H14-32, H14-43).
"""

import pytest
from playwright.sync_api import expect

from register.models import Partnership, Seat
from register.workflow import actions, entries
from reviews.models import ExitStrategy
from reviews.workflow import recommended_lines as lines
from tests import factories
from tests.conftest import NOW
from tests.reviews import exiting, recommending
from tests.reviews.exiting import fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
GROUP, TOWNS, RIVERS, AUDIT = "Welland Partnerships", "Welland Market Towns", "Welland Rivers", "Welland Audit"
TODAY = "20 11 2026"
EFFECTS = 9


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).click()


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def decided(council, policy_officer, lead_officer, democratic_services):
    """The recommendation is approved: an entry that describes several, two real partnerships, one exception."""
    exiting.table()
    exiting.reason()
    by = {"by": policy_officer, "council": council, "lead_officer": lead_officer}
    whole = factories.partnership(name=GROUP, describes_several=True, **by)
    real = [factories.partnership(name=name, **by) for name in (TOWNS, RIVERS, AUDIT)]
    for each in real:
        recommending.place(each)
    obliged = {"is_attendance_obligatory": True}
    entries.edit(fresh(real[1]), obliged, version=fresh(real[1]).version, by=policy_officer, at=NOW)
    made = recommending.begun(whole, lead_officer, kind="withdraw", group_name=GROUP)
    for each in real:
        line = {"partnership": each, "is_exception": each.name == AUDIT}
        lines.add(made, "subjects", line, by=lead_officer, at=NOW)
    made = recommending.proposed(made, policy_officer)
    recommending.said(made, "Portfolio holder", democratic_services, "supported")
    recommending.said(made, "CMT", democratic_services)


def test_the_welland_partnerships_are_left_except_welland_audit(
    opened, decided, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    lead, policy = opened(lead_officer), opened(policy_officer)
    assert {each.partnership.name for each in ExitStrategy.objects.all()} == {TOWNS, RIVERS}
    lead.goto("/exits/?show=mine")
    said(lead, "2 exit strategies")
    address = written(lead)
    returned(policy, address)
    handed_in_again(lead, address)
    put(policy, address)
    left = ExitStrategy.objects.get(partnership__name=TOWNS)
    exiting.approved(left, democratic_services)
    changed_afterwards(lead, opened(second_policy_officer), address)
    carried_out(lead, policy, address)
    completed(lead, policy, address)
    assert Partnership.objects.get(name=TOWNS).status == "exited"
    assert Seat.objects.get(partnership__name=AUDIT).removed_at is None


def written(page) -> str:
    """Every part, on its own page."""
    follow(page, TOWNS)
    address = page.url
    press(page, "Begin to write it")
    press(page, "Begin to write it")
    expect(page.get_by_text("Not yet started")).to_have_count(8)
    follow(page, "Reasons")
    follow(page, "Add a reason")
    page.get_by_label("Reason", exact=True).select_option(label="Priorities have changed")
    page.get_by_label("What that means here").fill("The towns have their own plans now.")
    press(page, "Add it")
    press(page, "Back to the task list")
    effects(page)
    follow(page, "Options and equality")
    page.get_by_label("Options considered").fill("To send an officer twice a year.")
    page.get_by_label("Equality analysis").select_option(label="None is needed")
    page.get_by_label("Where the analysis is, or why none is needed").fill("It serves councils alone.")
    page.get_by_label("Expected saving a year").fill("2,500")
    press(page, "Save")
    follow(page, "Notice and dates")
    for label in ("Notice given on", "Notice ends on", "The council leaves on"):
        page.get_by_label(label).fill(TODAY)
    press(page, "Save")
    handing_over(page)
    expect(page.get_by_text("Completed", exact=True)).to_have_count(7)
    handed_in(page)
    return address


def effects(page) -> None:
    follow(page, "Effects and controls")
    follow(page, "Change What leaving does")
    boxes = page.get_by_label("What leaving does, or why it does nothing")
    for number in range(EFFECTS):
        boxes.nth(number).fill("The fee is saved." if number == 3 else "Nothing changes.")
        if number != 3:
            page.get_by_label("There is none").nth(number).check()
    press(page, "Save the effects")
    said(page, "There is none: Nothing changes.")
    follow(page, "Add a control measure")
    page.get_by_label("About the effect on").select_option(label="Money and liabilities")
    page.get_by_label("What is done about it").fill("Pay the last bill")
    page.get_by_label("Who does it").select_option(label="Lee Lead")
    page.get_by_label("Due on").fill("1 12 2026")
    press(page, "Add it")
    press(page, "Back to the task list")


def handing_over(page) -> None:
    """Who is told, who takes over, and what is handed over; the portfolio holder is consulted."""
    follow(page, "Who is told")
    follow(page, "Add a message")
    page.get_by_label("Who is told").fill("The other councils")
    page.get_by_label("By whom").fill("The Chief Executive")
    page.get_by_label("Until").fill(TODAY)
    press(page, "Add it")
    press(page, "Back to the task list")
    follow(page, "Who takes over and hand-over")
    follow(page, "Change Who takes over")
    page.get_by_label("Who takes over").fill("The towns themselves")
    press(page, "Save")
    follow(page, "Add a thing to hand over")
    page.get_by_label("What kind of thing").select_option(label="Data")
    page.get_by_label("What it is").fill("The list of shops")
    page.get_by_label("What becomes of it").select_option(label="Given back")
    page.get_by_label("Post, if nobody is named").fill("Towns Officer")
    page.get_by_label("Due on").fill("1 12 2026")
    press(page, "Add it")
    press(page, "Back to the task list")
    follow(page, "Consultation")
    follow(page, "Add a consultation")
    page.get_by_label("Who is consulted").fill("Cllr Member B")
    page.get_by_label("This is the portfolio holder").check()
    page.get_by_label("Consulted on").fill(TODAY)
    page.get_by_label("What they said").fill("She agrees.")
    press(page, "Add it")
    press(page, "Back to the task list")


def handed_in(page) -> None:
    press(page, "Check and hand in")
    press(page, "Check and hand in")
    said(page, "The exit strategy is handed in.")


def returned(page, address: str) -> None:
    page.goto(address)
    press(page, "Return it")
    page.get_by_label("What is to be changed").fill("Say who pays the last bill.")
    press(page, "Return the exit strategy")
    said(page, "Say who pays the last bill.")


def handed_in_again(page, address: str) -> None:
    page.goto(address)
    said(page, "Say who pays the last bill.")
    follow(page, "Effects and controls")
    follow(page, "Change Pay the last bill")
    page.get_by_label("What is done about it").fill("Pay the last bill from the reserve")
    press(page, "Save")
    press(page, "Back to the task list")
    handed_in(page)


def put(page, address: str) -> None:
    page.goto(address)
    press(page, "Put it to the bodies")
    said(page, "CMT approves")
    press(page, "Put it to the bodies")
    said(page, "The exit strategy is put to the bodies.")


def changed_afterwards(lead, second, address: str) -> None:
    """What is approved holds for its text: a slip is noted as immaterial by somebody else."""
    lead.goto(address)
    follow(lead, "Who takes over and hand-over")
    follow(lead, "Change Who takes over")
    lead.get_by_label("Who takes over").fill("The two towns themselves")
    press(lead, "Save")
    press(lead, "Back to the task list")
    said(lead, "Approved copy differs")
    said(lead, "The approved copy differs in who takes over.")
    second.goto(address)
    press(second, "Note that the change is immaterial")
    second.get_by_label("Why the change is immaterial").fill("There were always two.")
    press(second, "Note that the change is immaterial")
    said(second, "The change is noted as immaterial.")


def carried_out(lead, policy, address: str) -> None:
    """Exactly what the page says ends."""
    lead.goto(address)
    said(lead, "The place of Director of Community Services")
    press(lead, "Confirm what leaving ends")
    press(lead, "Confirm what ends")
    said(lead, "What leaving ends is confirmed.")
    press(lead, "Start carrying it out")
    press(lead, "Start carrying it out")
    said(lead, "Ended on 20 November 2026")
    assert Seat.objects.get(partnership__name=TOWNS).removed_at
    policy.goto(address)
    said(policy, "Data is not settled: The list of shops.")
    follow(policy, "Settle The list of shops")
    policy.get_by_label("How it was settled").fill("Given to the towns on a stick.")
    press(policy, "Settle it")
    said(policy, "It is settled.")


def completed(lead, policy, address: str) -> None:
    """Nobody says that the council is out before everything is done."""
    lead.goto(address)
    said(lead, "A control measure is neither verified nor dropped: Pay the last bill from the reserve.")
    strategy = ExitStrategy.objects.get(partnership__name=TOWNS)
    lead.goto(f"{address}confirm/")
    said(lead, "A control measure is neither verified nor dropped")
    action = strategy.controls.get().action
    actions.drop(action, "It was paid.", version=action.version, by=strategy.put_by, at=NOW)
    lead.goto(address)
    press(lead, "Confirm that the council is out")
    press(lead, "Confirm that the council is out")
    said(lead, "It is confirmed that the council is out.")
    policy.goto(address)
    press(policy, "Complete the exit")
    policy.get_by_label("What was learnt").fill("Ask for the terms first.")
    press(policy, "Complete the exit")
    said(policy, "The exit is completed and the entry has ended.")


def test_one_is_stopped_until_legal_advice_is_recorded_and_its_decision_is_reversed(
    opened, decided, lead_officer, policy_officer, democratic_services
):
    """H14-43; what leaving had ended comes back."""
    strategy = ExitStrategy.objects.get(partnership__name=RIVERS)
    days = dict.fromkeys(("notice_given_on", "notice_ends_on", "leaves_on"), NOW.date())
    exiting.written(strategy, lead_officer, **days)
    lead, recorder = opened(lead_officer), opened(democratic_services)
    lead.goto(f"/exits/{strategy.pk}/submit/")
    said(lead, "The council is obliged to attend, so leaving needs legal advice first.")
    press(lead, "Check and hand in")
    assert fresh(strategy).status == "drafting"
    lead.goto(f"/partnerships/{strategy.partnership.reference}/edit/safeguards/")
    lead.get_by_role("group", name="Legal advice on leaving").get_by_label("Taken", exact=True).check()
    press(lead, "Save")
    lead.goto(f"/exits/{strategy.pk}/")
    handed_in(lead)
    exiting.put(strategy, policy_officer)
    exiting.started(exiting.approved(strategy, democratic_services), lead_officer)
    assert Seat.objects.get(partnership__name=RIVERS).removed_at
    recorder.goto(f"/exits/{strategy.pk}/")
    press(recorder, "Reverse the decision")
    recorder.get_by_label("Which body reversed it, when, and why").fill("CMT on 20 November: the river floods.")
    press(recorder, "Reverse the decision")
    said(recorder, "The decision is reversed and the council stays.")
    said(recorder, "Restored on 20 November 2026")
    assert Seat.objects.get(partnership__name=RIVERS).removed_at is None
    assert Partnership.objects.get(name=RIVERS).status == "active"

"""Harborough withdraws from the Welland partnerships except Welland Audit: one strategy for each real partnership, none
for the entry that only describes several, the remuneration panel deferred by the body; one strategy returned, one
stopped for legal advice, changed after its approval, put again and reversed. A project whose funding ends raises its
own (B15-40 to B15-42, H14-31, H14-32, H14-35, H14-43).
"""

from datetime import datetime, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from partnerships import saving
from register.models import Matter, OtherFunding, Partnership, Seat
from register.rules.words import long_day
from register.workflow import actions, entries
from reviews.models import ExitStrategy, Recommendation
from reviews.workflow import exits
from reviews.workflow import recommended_lines as lines
from tests import factories
from tests.conftest import NOW
from tests.reviews import ending, exiting, recommending
from tests.reviews.exiting import fresh

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
GROUP, TOWNS, RIVERS, AUDIT = "Welland Partnerships", "Welland Market Towns", "Welland Rivers", "Welland Audit"
PANEL, YOUTH = "Welland Independent Remuneration Panel", "Rural Youth Voice Project"
TODAY = "20 11 2026"
EFFECTS = 9
SPRING = NOW + timedelta(days=120)
FUNDED_UNTIL = (SPRING + timedelta(days=150)).date()
OUT = SPRING + timedelta(days=151)


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
def put_to_bodies(council, policy_officer, lead_officer, democratic_services):
    """To withdraw: from an entry that describes several, two real partnerships, one exception; and from a panel."""
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
    asked = {"is_statutory": True, "legal_advice_on_leaving": "needed"}
    panel = recommending.begun(factories.partnership(name=PANEL, **asked, **by), lead_officer, kind="withdraw")
    for each in (made, panel):
        recommending.said(
            recommending.proposed(each, policy_officer), "Portfolio holder", democratic_services, "supported"
        )


@pytest.fixture
def decided(put_to_bodies, democratic_services):
    recommending.said(Recommendation.objects.get(group_name=GROUP), "CMT", democratic_services)


def test_the_welland_partnerships_are_left_except_welland_audit(
    opened, put_to_bodies, lead_officer, policy_officer, second_policy_officer, democratic_services
):
    lead, policy = opened(lead_officer), opened(policy_officer)
    decided_one_and_deferred_another(opened(democratic_services))
    only_real_ones_are_left(policy)
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


def decided_one_and_deferred_another(page) -> None:
    """The management team approves to leave the group, and wants to hear more of the panel (H14-32)."""
    for matter, outcome, more in (
        (Recommendation.objects.get(group_name=GROUP).matter_id, "Approved", {"Takes effect on": TODAY}),
        (Recommendation.objects.exclude(group_name=GROUP).get().matter_id, "Deferred", {"Until": "A report in May"}),
    ):
        decision(page, matter, outcome, more)


def decision(page, matter: int, outcome: str, more: dict[str, str]) -> None:
    page.goto(f"/decisions/{matter}/")
    press(page, "Record the decision of CMT")
    page.get_by_label("Decided on").fill(TODAY)
    page.get_by_label("Minute reference").fill("12/26")
    page.get_by_label("What it decided").select_option(label=outcome)
    for label, words in more.items():
        page.get_by_label(label).first.fill(words)
    press(page, "Record it")
    said(page, "Recorded: CMT on")


def only_real_ones_are_left(page) -> None:
    """The entry that describes several only names the group, and the panel waits."""
    assert {each.partnership.name for each in ExitStrategy.objects.all()} == {TOWNS, RIVERS}
    group, panel = Recommendation.objects.order_by("pk")
    page.goto(f"/recommendations/{group.pk}/")
    said(page, "Names the group; nothing is carried out on it")
    page.goto(f"/partnerships/{Partnership.objects.get(name=GROUP).reference}/leaving/")
    said(page, "This entry only describes several partnerships. Leave each of them by a strategy of its own.")
    page.goto(f"/recommendations/{panel.pk}/")
    said(page, "Deferred")
    assert (panel.status, Partnership.objects.get(name=PANEL).status) == ("deferred", "active")


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
    follow(page, "Consultation and advice")
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
    told(lead, strategy)
    lead.goto(address)
    press(lead, "Confirm that the council is out")
    press(lead, "Confirm that the council is out")
    said(lead, "It is confirmed that the council is out.")
    policy.goto(address)
    press(policy, "Complete the exit")
    policy.get_by_label("What was learnt").fill("Ask for the terms first.")
    press(policy, "Complete the exit")
    said(policy, "The exit is completed and the entry has ended.")


def told(page, strategy) -> None:
    """The message is an action like any other: reported by the lead officer, where only a post is named."""
    action = strategy.messages.get().action
    said(page, "Nobody has confirmed that they were told: The other councils.")
    page.goto(f"/actions/{action.pk}/report/")
    page.get_by_label("What was done").fill("A letter went out.")
    press(page, "Report it as done")
    said(page, "The action is reported as done.")
    actions.verify(fresh(action), {}, version=fresh(action).version, by=strategy.put_by, at=NOW)


def test_one_is_stopped_for_legal_advice_put_again_after_a_change_and_reversed(
    opened, decided, lead_officer, policy_officer, democratic_services
):
    """H14-43, B15-42; what leaving had ended comes back."""
    strategy = ExitStrategy.objects.get(partnership__name=RIVERS)
    days = dict.fromkeys(("notice_given_on", "notice_ends_on", "leaves_on"), NOW.date())
    exiting.written(strategy, lead_officer, **days)
    address = f"/exits/{strategy.pk}/"
    lead, recorder = opened(lead_officer), opened(democratic_services)
    stopped_for_legal_advice(lead, strategy, address)
    exiting.approved(exiting.put(strategy, policy_officer), democratic_services)
    changed_and_put_again(lead, opened(policy_officer), address)
    exiting.said(strategy, "Portfolio holder", democratic_services, "supported")
    approved_again(recorder, strategy, address)
    exiting.started(fresh(strategy), lead_officer)
    assert Seat.objects.get(partnership__name=RIVERS).removed_at
    reversed_by_the_body(recorder, address)


def stopped_for_legal_advice(page, strategy, address: str) -> None:
    page.goto(f"{address}submit/")
    said(page, "The council is obliged to attend, so leaving needs legal advice first.")
    press(page, "Check and hand in")
    assert fresh(strategy).status == "drafting"
    page.goto(f"/partnerships/{strategy.partnership.reference}/edit/safeguards/")
    page.get_by_role("group", name="Legal advice on leaving").get_by_label("Taken", exact=True).check()
    press(page, "Save")
    page.goto(f"{address}edit/consultation/")
    page.get_by_label("Who gave legal advice on leaving").fill("The monitoring officer")
    page.get_by_label("Legal advice given on").fill(TODAY)
    press(page, "Save")
    page.goto(address)
    handed_in(page)


def changed_and_put_again(lead, policy, address: str) -> None:
    """What is material is put to the bodies again, and nothing is begun before they approve it."""
    lead.goto(f"{address}edit/takeover/")
    lead.get_by_label("Who takes over").fill("The river trust")
    press(lead, "Save")
    lead.goto(f"{address}start/")
    press(lead, "Start carrying it out")
    said(lead, "The approved copy differs in who takes over.")
    policy.goto(address)
    press(policy, "Put it to the bodies again")
    said(policy, "The river trust")
    press(policy, "Put it to the bodies again")
    said(policy, "is put to the bodies again")


def approved_again(page, strategy, address: str) -> None:
    assert Matter.objects.filter(title__startswith=strategy.reference).count() == 2
    decision(page, fresh(strategy).matter_id, "Approved", {"Takes effect on": TODAY})
    page.goto(address)
    expect(page.get_by_text("Approved copy differs")).to_have_count(0)
    assert (fresh(strategy).status, fresh(strategy).put_text["taken_over_by"]) == ("approved", "The river trust")


def reversed_by_the_body(page, address: str) -> None:
    page.goto(address)
    press(page, "Reverse the decision")
    page.get_by_label("Which body reversed it, when, and why").fill("CMT on 20 November: the river floods.")
    press(page, "Reverse the decision")
    said(page, "The decision is reversed and the council stays.")
    said(page, "Restored on 20 November 2026")
    assert Seat.objects.get(partnership__name=RIVERS).removed_at is None
    assert Partnership.objects.get(name=RIVERS).status == "active"


@pytest.fixture
def youth(council, policy_officer, lead_officer):
    """A project that a fund pays for until July 2027; the council adds to it."""
    exiting.table()
    exiting.reason()
    entry = factories.partnership(by=policy_officer, council=council, name=YOUTH, lead_officer=lead_officer)
    grant = {"financial_year": 2026, "amount": Decimal(24000), "source": "The Lottery", "ends_on": FUNDED_UNTIL}
    saving.create(OtherFunding(partnership=entry, **grant), by=policy_officer, at=NOW)
    ending.money(entry, FUNDED_UNTIL.year + 1, 600)
    return entry


def night(time_machine, at: datetime) -> None:
    """The job of the night, on a day that has come."""
    time_machine.move_to(at)
    call_command("keep_register", stdout=StringIO())


def test_a_project_whose_funding_ends_raises_its_own_exit_strategy(
    opened, youth, lead_officer, policy_officer, democratic_services, time_machine
):
    """H14-35: nobody opens it; it is written, approved, carried out and completed, and looked back on."""
    night(time_machine, NOW)
    assert not ExitStrategy.objects.exists()
    for _ in range(2):
        night(time_machine, SPRING)
    lead = opened(lead_officer)
    strategy = begun_from_the_list_of_work(lead)
    returned_once(lead, opened(policy_officer), strategy, lead_officer)
    exiting.put(strategy, policy_officer, SPRING)
    exiting.started(exiting.approved(strategy, democratic_services, SPRING), lead_officer, SPRING)
    night(time_machine, OUT)
    exiting.settled(strategy, lead_officer, policy_officer, OUT)
    out_and_completed(opened(lead_officer), opened(policy_officer), f"/exits/{strategy.pk}/")
    time_machine.move_to(OUT + timedelta(days=190))
    looked_back_on(opened(lead_officer), f"/exits/{strategy.pk}/")


def begun_from_the_list_of_work(page) -> ExitStrategy:
    """It is on the lead officer's page, and says what ends."""
    page.goto("/")
    follow(page, "Exit strategy to write")
    follow(page, YOUTH)
    said(page, f"End of the money from a funder who is not named: {long_day(FUNDED_UNTIL)}.")
    press(page, "Begin to write it")
    press(page, "Begin to write it")
    strategy = ExitStrategy.objects.get()
    assert (strategy.opened_by, strategy.cause, strategy.status) == (None, "funding_ends", "drafting")
    return strategy


def returned_once(lead, policy, strategy: ExitStrategy, lead_officer) -> None:
    days = {"notice_given_on": SPRING.date(), "notice_ends_on": FUNDED_UNTIL, "leaves_on": FUNDED_UNTIL}
    stands = fresh(strategy)
    said_of_it = {**exiting.SAID, **days, "expected_saving": Decimal(600)}
    exits.write(stands, said_of_it, version=stands.version, by=lead_officer, at=SPRING)
    exiting.lines(strategy, lead_officer, SPRING)
    lead.goto(f"/exits/{strategy.pk}/")
    handed_in(lead)
    returned(policy, f"/exits/{strategy.pk}/")
    lead.reload()
    handed_in(lead)


def out_and_completed(lead, policy, address: str) -> None:
    """What the night has ended stands on the page; nothing is open."""
    lead.goto(address)
    said(lead, f"Ended on {long_day(FUNDED_UNTIL)}")
    press(lead, "Confirm that the council is out")
    press(lead, "Confirm that the council is out")
    said(lead, "It is confirmed that the council is out.")
    policy.goto(address)
    press(policy, "Complete the exit")
    policy.get_by_label("What was learnt").fill("Ask the fund a year before.")
    press(policy, "Complete the exit")
    said(policy, "The exit is completed and the entry has ended.")
    assert Partnership.objects.get(name=YOUTH).status == "exited"


def looked_back_on(page, address: str) -> None:
    page.goto(address)
    press(page, "Look back")
    page.get_by_label("Did what was predicted come about").fill("Yes: the young people meet elsewhere.")
    page.get_by_label("Saving made a year").fill("600")
    press(page, "Look back")
    said(page, "What came of leaving is recorded.")

"""A whole round of reviews with seven people: opened for 80 partnerships, one delegated, returned, endorsed and
accepted, one waived; frozen; reported, received and downloaded; decided with one amended, one deferred and one called
in; closed; done and verified; followed up six months later (W09-09, B15-21, B15-33, SH-30, H14-28, H14-44).
"""

import re
from datetime import date, timedelta
from itertools import product

import pytest
from playwright.sync_api import expect

from assessments.models import CheckSetting, Question, QuestionSet
from partnerships import saving
from partnerships.saving import Edit
from register.models import Body, Partnership, Policy
from reviews.models import CommitteePaper, Edition, Recommendation, Review, ReviewRound, SectionAsked
from reviews.workflow import accepting, papers, reviews
from reviews.workflow.editions import faults
from tests import factories
from tests.conftest import NOW
from tests.reviews import recommending, reviewing

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATIENCE = 20_000
MADE = {"by": None, "at": NOW}
NEXT = date(2027, 9, 1)
EFFECTIVE = NOW + timedelta(days=10)
SECTIONS = ("facts", "questions", "added_value", "activity", "recommendation")
TOURISM, TRUST, ARTS, SPORT, RIVERS = "Tourism Partnership", "Land Trust", "Arts Forum", "Sport Board", "Rivers Group"
NAMED = (TOURISM, TRUST, ARTS, SPORT, RIVERS)
DONE = (ARTS, SPORT)
KINDS = {ARTS: "reduce", SPORT: "increase", RIVERS: "review"}


def said(page, words: str) -> None:
    expect(page.get_by_text(words).first).to_be_visible(timeout=PATIENCE)


def press(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture(autouse=True)
def clock(time_machine, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    time_machine.move_to(NOW)


@pytest.fixture
def head(council):
    service = factories.service(council, "Leisure")
    return factories.person("head@example.org", "Hetty Head", "head_of_service", council=council, service=service)


@pytest.fixture
def register(policy_officer, lead_officer, head, council):
    """Eighty partnerships that are led and rated; a policy that asks five sections of each and calls nothing High."""
    recommending.table()
    policy = Policy.objects.get()
    for key in SECTIONS:
        saving.create(SectionAsked(policy=policy, section=key, source="1"), **MADE)
    asked = saving.create(
        QuestionSet(policy=policy, kind="review", from_on=date(2020, 4, 1), title="Questions", source="1"), **MADE
    )
    saving.create(
        Question(set=asked, position=1, text="Does it still meet its aims?", answer="yes_no", source="1"), **MADE
    )
    saving.create(Body(name="CMT", receives_reviews="always"), **MADE)
    for code in [*(f"D{number:02}" for number in range(1, 36)), "D16b", "D25b", "D26b"]:
        saving.create(CheckSetting(policy=policy, code=code, severity="medium", source="1"), **MADE)
    names = [*NAMED, *(f"Group {number:02}" for number in range(1, 76))]
    values = {"lead_officer": lead_officer, "service": head.service, "risk_rating": "low"}
    for name in names:
        factories.partnership(by=policy_officer, council=council, name=name, **values)
    return names


def test_a_round_from_plan_to_follow_up(
    opened, register, policy_officer, second_policy_officer, lead_officer, officer, head, democratic_services,
    scrutiny_member, time_machine,
):  # fmt: skip
    policy, lead = opened(policy_officer), opened(lead_officer)
    policy.set_default_timeout(PATIENCE)
    planned_and_opened(policy)
    tourism = Review.objects.get(partnership__name=TOURISM)
    address = f"/reviews/{tourism.pk}/"
    delegated(lead, address)
    filled_in_by_a_colleague(opened(officer), address)
    answered_and_submitted(lead, address)
    endorsed(opened(head), address)
    returned(opened(second_policy_officer), address)
    answered_again(lead, address)
    endorsed(opened(head), address)
    accepted(policy, address)
    waived(policy, f"/reviews/{Review.objects.get(partnership__name=TRUST).pk}/")
    kept_back(policy)
    the_others(lead_officer, head, policy_officer)
    frozen(policy)
    reported(policy, opened(democratic_services), policy_officer)
    downloaded(opened(scrutiny_member))
    decided(opened(democratic_services), policy_officer)
    time_machine.move_to(EFFECTIVE)
    released(opened(democratic_services))
    policy = opened(policy_officer)
    closed(policy)
    done_and_verified(opened(lead_officer), policy)
    time_machine.move_to(NOW + timedelta(days=190))
    followed_up(opened(lead_officer), opened(policy_officer))


def planned_and_opened(page) -> None:
    page.goto("/rounds/new/")
    page.get_by_label("From", exact=True).fill("20 11 2026")
    page.get_by_label("Reviews are due by").fill("31 1 2027")
    page.get_by_label("Heads of service endorse each review").check()
    press(page, "Plan the round")
    said(page, "80 partnerships. Nobody is asked before the round is opened.")
    press(page, "Open the round for 80 partnerships")
    said(page, "The round is open: 80 reviews asked for.")


def delegated(page, address: str) -> None:
    page.goto(address)
    page.get_by_text("Ask somebody else to fill in a section").click()
    page.get_by_role("link", name=re.compile("year.s activity")).click()
    page.get_by_label("Who fills it in").select_option(label="Olly Officer")
    press(page, "Ask somebody else to fill in a section")
    said(page, "It is said who fills the section in.")


def filled_in_by_a_colleague(page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Your review").click()
    page.get_by_label("What it did in the year").fill("It met four times.")
    press(page, "Save and continue")
    said(page, "The lead officer submits the review.")


def answered_and_submitted(page, address: str) -> None:
    page.goto(f"{address}fill-in/answers/")
    page.get_by_role("link", name="Change Purpose").click()
    page.get_by_label("Function").first.fill("Brings visitors to the district")
    press(page, "Save")
    said(page, "The register has it once it is accepted.")
    press(page, "Submit the review")
    said(page, "Answer yes or no: “Does it still meet its aims?”")
    choose(page, "Are the facts still right?", "Something has changed")
    choose(page, "Does it still meet its aims?", "Yes")
    page.get_by_label("What shows it").fill("More visitors came.")
    choose(page, "Is there clear added value", "Yes")
    choose(page, "What should happen?", "Retain")
    page.get_by_label("I confirm that this review is accurate").check()
    press(page, "Submit the review")
    said(page, "Your review of Tourism Partnership is submitted.")
    assert Partnership.objects.get(name=TOURISM).function == ""


def choose(page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def endorsed(page, address: str) -> None:
    page.goto(address)
    press(page, "Endorse it")
    press(page, "Endorse the review")
    said(page, "The review is endorsed.")


def returned(page, address: str) -> None:
    page.goto(address)
    press(page, "Return it")
    press(page, "Return the review")
    said(page, "Say what is to be looked at again.")
    page.get_by_label("Facts: what is to be looked at again").fill("Which district?")
    press(page, "Return the review")
    said(page, "The review is returned, and the lead officer is written to.")


def answered_again(page, address: str) -> None:
    page.goto(address)
    said(page, "Which district?")
    page.get_by_role("link", name="Facts", exact=True).click()
    choose(page, "Are the facts still right?", "Still right, with a note")
    page.get_by_role("textbox", name="Note").fill("Harborough district.")
    page.get_by_label("I confirm that this review is accurate").check()
    press(page, "Submit the review")
    said(page, "Your review of Tourism Partnership is submitted.")


def accepted(page, address: str) -> None:
    page.goto(address)
    press(page, "Accept it")
    said(page, "set to Brings visitors to the district")
    press(page, "Accept the review")
    said(page, "The review is accepted, and the register has what it changes.")
    assert Partnership.objects.get(name=TOURISM).function == "Brings visitors to the district"


def waived(page, address: str) -> None:
    page.goto(address)
    press(page, "Waive it")
    page.get_by_label("Why it is waived").fill("It ends in March.")
    page.get_by_label("Who decided that").fill("CMT, 3 November 2026")
    page.get_by_label("Reviewed next on").fill("1 9 2027")
    press(page, "Waive the review")
    said(page, "The review is waived.")


def kept_back(page) -> None:
    page.goto(f"/rounds/{ReviewRound.objects.get().pk}/")
    said(page, "78 reviews are neither accepted nor waived.")


def the_others(lead_officer, head, policy_officer) -> None:
    """The rest of the round, walked through the workflow: three of them recommend a change."""
    for review in Review.objects.unsettled().select_related("partnership", "round"):
        kind = KINDS.get(review.partnership.name, "retain")
        hours = 4 if kind == "increase" else -4
        more = {"recommendation": f"{kind.title()} what we do.", "hours_change": hours} if kind != "retain" else {}
        changed = {"recommendation": {"about": {"recommendation_kind": kind, **more}}}
        found = reviewing.submitted(reviewing.filled(review, lead_officer, **changed), lead_officer)
        found = reviews.endorse(found, {}, version=found.version, by=head, at=NOW)
        accepting.accept(found, {}, next_on=NEXT, version=found.version, by=policy_officer, at=NOW)


def frozen(page) -> None:
    page.reload()
    press(page, "Freeze the round")
    said(page, "The round is frozen, and the register kept as an edition.")
    edition = Edition.objects.get()
    assert (edition.entry_count, list(faults(edition))) == (80, [])


def reported(page, recorder, policy_officer) -> None:
    page.goto("/editions/1/report/")
    page.get_by_label("Meeting of").select_option(label="Scrutiny")
    page.get_by_label("Date of the meeting").fill("14 1 2027")
    page.get_by_label("Originator").fill("Head of Policy")
    press(page, "Start the draft")
    said(page, "was started as a draft.")
    paper = CommitteePaper.objects.get()
    page.goto(f"/reports/{paper.reference}/edit/text/")
    page.get_by_label("Outcome sought").fill("Members note the outcome.")
    press(page, "Save")
    edits = [Edit(row.pk, row.version, {"is_none": True}) for row in paper.implications.all()]
    papers.answer_implications(paper, edits, by=policy_officer, at=NOW)
    page.goto(f"/reports/{paper.reference}/issue/")
    press(page, "Issue the paper")
    said(page, f"{paper.reference} was issued.")
    page.goto(f"/rounds/{ReviewRound.objects.get().pk}/")
    said(page, f"CMT has not received {paper.reference} yet.")
    recorder.goto(f"/reports/{paper.reference}/receive/")
    recorder.get_by_label("Received by").select_option(label="CMT")
    recorder.get_by_label("Received on").fill("20 11 2026")
    recorder.get_by_label("Minute reference").fill("4/26")
    press(recorder, "Record the receipt")
    expect(recorder.get_by_text("4/26").first).to_be_visible(timeout=PATIENCE)
    page.reload()
    press(page, "Record that the report was received")
    said(page, "The round is reported, with its accepted reviews.")


def downloaded(page) -> None:
    page.set_default_timeout(PATIENCE)
    page.goto("/reports/")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF,").first.click()
    with CommitteePaper.objects.get().pdf.open() as issued:
        assert download.value.path().read_bytes() == issued.read()


def recommendation(name: str) -> Recommendation:
    return Recommendation.objects.get(subjects__partnership__name=name)


def decided(page, policy_officer) -> None:
    """One is amended, one deferred and decided later, one called in, so that nothing of it is done."""
    for name in DONE:
        made = recommendation(name)
        recommending.planned(made, policy_officer, owner=made.drafted_by, owner_post="")
    for name in KINDS:
        recommending.proposed(recommendation(name), policy_officer)
        view(page, recommendation(name))
    decision(page, recommendation(ARTS), "Approved with changes")
    decision(page, recommendation(SPORT), "Deferred", {"Until": "The budget of February"})
    assert recommendation(SPORT).status == "deferred"
    decision(page, recommendation(SPORT), "Approved")
    late = {"Can be called in until": "27 11 2026", "Takes effect on": "30 11 2026"}
    decision(page, recommendation(RIVERS), "Approved", late)
    page.get_by_role("link", name="Record a call-in").click()
    page.get_by_label("Why it was called in, and by whom").fill("Five members of Scrutiny")
    press(page, "Record a call-in")
    said(page, "The call-in is recorded.")
    assert recommendation(RIVERS).status == "proposed"
    assert recommendation(RIVERS).matter.carried_out_on is None


def released(page) -> None:
    """On the day on which it was to take effect the call-in has ended."""
    page.goto(f"/decisions/{recommendation(RIVERS).matter_id}/")
    page.get_by_role("link", name="Record the end of the call-in").click()
    page.get_by_label("How the call-in ended").fill("Scrutiny agrees.")
    press(page, "Record the end of the call-in")
    said(page, "The call-in has ended and the decision stands.")
    assert [recommendation(name).status for name in KINDS] == ["amended", "approved", "approved"]


def view(page, found: Recommendation) -> None:
    page.goto(f"/decisions/{found.matter_id}/")
    page.get_by_role("button", name="Record the view of Scrutiny").click()
    page.get_by_label("Said on").fill("20 11 2026")
    page.get_by_label("Minute reference").fill("11/26")
    page.get_by_label("What it said").select_option(label="Supports it")
    press(page, "Record it")


def decision(page, found: Recommendation, outcome: str, more: dict | None = None) -> None:
    page.goto(f"/decisions/{found.matter_id}/")
    page.get_by_role("button", name=re.compile("decision of Executive$")).click()
    page.get_by_label("Decided on").fill("20 11 2026")
    page.get_by_label("Minute reference").fill("12/26")
    page.get_by_label("What it decided").select_option(label=outcome)
    for label, words in (more or {"Takes effect on": "20 11 2026"}).items():
        page.get_by_label(label).first.fill(words)
    press(page, "Record it")
    said(page, "Recorded: Executive on")


def closed(page) -> None:
    page.goto(f"/rounds/{ReviewRound.objects.get().pk}/")
    press(page, "Close the round")
    said(page, "The round is closed.")
    assert set(Review.objects.values_list("status", flat=True)) == {"closed", "waived"}


def done_and_verified(lead, policy) -> None:
    """What was approved became actions: their owner reports them, the policy officer verifies them."""
    report = (lead, "Report it as done", "The action is reported as done.")
    verify = (policy, "Confirm that it was done", "The action is done and verified.")
    for name, (page, label, words) in product(DONE, (report, verify)):
        page.goto(f"/recommendations/{recommendation(name).pk}/")
        page.get_by_role("link", name="Tell the chair").click()
        press(page, label)
        if page == lead:
            page.get_by_label("What was done").fill("They know.")
        press(page, label)
        said(page, words)


def followed_up(lead, policy) -> None:
    """Six months after the approval it is on the list of who leads; the policy officer records what came of it."""
    address = f"/recommendations/{recommendation(ARTS).pk}/"
    lead.goto("/")
    lead.get_by_role("link", name="Recommendations to follow up").click()
    lead.goto(address)
    press(lead, "Say how it went")
    lead.get_by_label("How it went").fill("She attends every meeting.")
    press(lead, "Say how it went")
    said(lead, "Thank you. The policy team records what comes of it.")
    policy.goto(address)
    press(policy, "Record what came of it")
    policy.get_by_label("What came of it").select_option(label="It worked: continue")
    policy.get_by_label("Why").fill("Four hours a month are saved.")
    press(policy, "Record what came of it")
    said(policy, "What came of it is recorded.")

"""Joining: proposed, made out, returned, challenged, decided, joined without typing anything again; and staying."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import BusinessCase
from assessments.models.choices import CaseStatus
from assessments.reports.cases import page, work
from assessments.workflow import cases, joining
from assessments.workflow.case_contents import given, states
from partnerships.verdict import Refused
from register.models import ExclusionClass, Partnership
from register.workflow import decisions, entries, proposals
from reviews.models import InvolvementReview
from reviews.workflow import involvement
from tests.assessments import casing
from tests.assessments.asking import loaded
from tests.conftest import NOW
from tests.register.deciding import said

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def policy(db):
    loaded("breckland-2015")


@pytest.fixture
def proposed(policy, lead_officer, head_of_service, council):
    return casing.proposal(lead_officer, head_of_service, council)


@pytest.fixture
def awaiting(proposed, lead_officer, policy_officer):
    return casing.awaiting(proposed, lead_officer, policy_officer)


@pytest.fixture
def approved(awaiting, democratic_services):
    return casing.decided(awaiting, democratic_services)


def missing(case) -> list[str]:
    return [sentence for state in states(case, NOW).values() for sentence in state.missing]


def test_a_proposal_is_an_entry_that_nothing_counts(proposed, officer):
    """H11-01, H11-02: one route for every new partnership, on the record that stays."""
    assert fresh(proposed).status == "proposed"
    assert not Partnership.objects.active().exists()
    assert not Partnership.objects.counted().exists()
    assert Partnership.objects.proposed().get() == proposed
    assert Partnership.objects.visible_to(officer).get() == proposed


@pytest.mark.parametrize("who", ["auditor", "administrator", "councillor"])
def test_only_officers_propose(request, council, who):
    with pytest.raises(Refused, match="Only officers of the council propose a partnership"):
        proposals.propose({"name": "x", "function": "y"}, councils=[council], by=request.getfixturevalue(who), at=NOW)


def test_a_proposal_says_what_it_is_for(council, officer):
    with pytest.raises(ValidationError, match="Say what the partnership is for"):
        proposals.propose({"name": "x"}, councils=[council], by=officer, at=NOW)


def test_a_case_names_everything_that_is_missing_and_is_not_handed_in_before(policy, council, lead_officer):
    """B15-14, B15-15, B15-49: conditions, key criteria, questions; B15-13: the budget; W09-08: both officers."""
    values = {"name": "Rivers", "function": "Cleaner rivers", "lead_officer": lead_officer}
    entry = proposals.propose(values, councils=[council], by=lead_officer, at=NOW)
    case = cases.open_case(entry, False, by=lead_officer, at=NOW)
    found = missing(case)
    assert "Name the head of service, under People." in found
    assert "Add the impact of leaving it, under Judgement." in found
    assert "Add the officer time, under Money and time." in found
    assert "Say who was consulted." in found
    assert sum(sentence.startswith("Answer yes or no") for sentence in found) == 8 + 4 + 3
    with pytest.raises(ValidationError, match="Name the head of service"):
        cases.submit(case, {}, version=1, by=lead_officer, at=NOW)
    assert fresh(case).status == "draft"


def test_a_no_to_a_key_criterion_needs_its_reason(proposed, lead_officer):
    """B15-15"""
    case = casing.begun(proposed, lead_officer)
    assert missing(case) == []
    answer = case.answers.filter(question__set__kind="key_criteria").first()
    no = [casing.Given(answer.question, False, "")]
    case = cases.write(case, {}, no, version=case.version, by=lead_officer, at=NOW)
    assert missing(case) == [f"Give the reason for the no: “{answer.question.text}”"]


def test_money_asks_whether_the_budget_holds_it_and_no_money_does_not(proposed, lead_officer):
    """B15-13"""
    case = casing.begun(proposed, lead_officer)
    case = cases.write(case, {"budget": ""}, version=case.version, by=lead_officer, at=NOW)
    assert missing(case) == ["Say whether the money is in the budget."]


def test_facts_of_the_entry_are_shown_in_the_case_and_typed_once(proposed, lead_officer):
    """H11-02, B15-50 to B15-52"""
    case = casing.begun(proposed, lead_officer)
    answers = {each.question: each for _, own in page(case, lead_officer, NOW, TODAY).answers for each in own}
    money = answers["Does the council pay into it?"]
    assert money.lines == ("£500.00 in 2026/27",)
    assert money.url == reverse("register:money", args=[proposed.reference])
    assert answers["What does it want to bring about?"].lines == ("Cleaner rivers.",)
    assert answers["Does it employ anybody?"].url


def test_a_case_is_returned_changed_and_handed_in_again(proposed, lead_officer, policy_officer):
    case = casing.submitted(proposed, lead_officer)
    assert fresh(proposed).status == "assessment"
    with pytest.raises(Refused, match="so it stays as it is"):
        cases.write(case, {"similar": "One"}, version=case.version, by=lead_officer, at=NOW)
    with pytest.raises(Refused, match="Say what is to be changed"):
        cases.give_back(case, {}, version=case.version, by=policy_officer, at=NOW)
    comment = {"return_comment": "Name the parish councils."}
    back = cases.give_back(case, comment, version=case.version, by=policy_officer, at=NOW)
    assert (back.status, fresh(proposed).status) == ("returned", "proposed")
    again = cases.submit(back, {}, version=back.version, by=lead_officer, at=NOW)
    assert (again.status, fresh(proposed).status) == ("submitted", "assessment")


def test_the_challenge_waits_for_confirmed_ratings_and_puts_it_by_the_route(proposed, lead_officer, policy_officer):
    """B15-15 to B15-17"""
    case = casing.submitted(proposed, lead_officer)
    with pytest.raises(ValidationError, match="Rate the risk first"):
        cases.challenge(case, {"challenge_note": "Sound"}, version=case.version, by=policy_officer, at=NOW)
    casing.rated(proposed, policy_officer)
    put = cases.challenge(case, {"challenge_note": "Sound"}, version=case.version, by=policy_officer, at=NOW)
    assert fresh(proposed).status == "awaiting_decision"
    assert {str(step.body) for step in put.matter.steps.all()} == {"Corporate Management Team", "Portfolio holder"}
    assert put.matter.drafted_by == lead_officer


def test_money_outside_the_budget_goes_to_the_executive(proposed, lead_officer, policy_officer):
    """B15-13, B15-35"""
    case = casing.begun(proposed, lead_officer)
    case = cases.write(case, {"budget": "not_in_budget"}, version=case.version, by=lead_officer, at=NOW)
    case = cases.submit(case, {}, version=case.version, by=lead_officer, at=NOW)
    casing.rated(proposed, policy_officer)
    put = cases.challenge(case, {"challenge_note": "Sound"}, version=case.version, by=policy_officer, at=NOW)
    assert put.matter.steps.get(body__name="Executive").part == "approves"


def test_approved_and_joined_without_typing_a_field_again(approved, proposed, council, policy_officer, lead_officer):
    """H11-02, W09-11"""
    assert (approved.status, fresh(proposed).status) == ("approved", "approved")
    with pytest.raises(ValidationError) as problem:
        ask_to_join(approved, lead_officer)
    assert "Add who represents the council, or a vacant place, under People." in problem.value.messages
    casing.ready_to_join(fresh(proposed), council, lead_officer)
    asked = ask_to_join(approved, lead_officer)
    assert fresh(proposed).status == "approved"
    joining.join(asked, TODAY, version=asked.version, by=policy_officer, at=NOW)
    entry = fresh(proposed)
    assert (entry.status, entry.has_business_case, entry.joined_on) == ("active", True, TODAY)
    assert (entry.name, entry.function, entry.lead_officer) == ("Welland Rivers Trust", "Cleaner rivers.", lead_officer)
    assert Partnership.objects.counted().get() == entry
    assert fresh(approved).status == "concluded"


def ask_to_join(case, by, on=TODAY, **values) -> BusinessCase:
    return joining.ask_to_join(case, {"joined_on": on, **values}, version=case.version, by=by, at=NOW)


def test_the_lead_officer_says_that_the_council_has_joined_and_a_policy_officer_confirms(
    approved, proposed, council, policy_officer, second_policy_officer, lead_officer
):
    """Nobody confirms what they asked for, nor a day to come; nothing is active before it is confirmed."""
    casing.ready_to_join(fresh(proposed), council, lead_officer)
    with pytest.raises(Refused, match="The lead officer says first that the council has joined"):
        joining.join(approved, TODAY, version=approved.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="Only the lead officer says that the council has joined"):
        ask_to_join(approved, policy_officer)
    with pytest.raises(ValidationError, match="That day is still to come"):
        ask_to_join(approved, lead_officer, TODAY + timedelta(days=1))
    assert counts(lead_officer)["Approved partnership of yours to join"] == 1
    entry = fresh(proposed)
    changes = {"lead_officer": second_policy_officer}
    entries.edit(entry, changes, version=entry.version, by=policy_officer, at=NOW)
    asked = ask_to_join(fresh(approved), second_policy_officer)
    confirming = "Partnership that the council has joined, to be confirmed"
    assert (counts(second_policy_officer)[confirming], counts(policy_officer)[confirming]) == (0, 1)
    with pytest.raises(Refused, match="another policy officer confirms it"):
        joining.join(asked, TODAY, version=asked.version, by=second_policy_officer, at=NOW)
    assert fresh(proposed).status == "approved"
    joining.join(asked, TODAY, version=asked.version, by=policy_officer, at=NOW)
    assert fresh(proposed).status == "active"


def counts(person) -> dict[str, int]:
    return {task.one: task.count for task in work(person, TODAY)}


def test_without_a_governing_document_joining_needs_the_reason(
    approved, proposed, council, policy_officer, lead_officer
):
    proposals_entry = fresh(proposed)
    casing.ready_to_join(proposals_entry, council, policy_officer)
    document = proposals_entry.documents.get()
    entries.remove_line(document, proposals_entry, version=document.version, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="or say why there is none"):
        ask_to_join(approved, lead_officer)
    asked = ask_to_join(approved, lead_officer, no_document_reason="It is being written")
    with pytest.raises(ValidationError, match="or say why there is none"):
        joining.join(asked, TODAY, version=asked.version, by=policy_officer, at=NOW)
    joining.join(asked, TODAY, "It is being written", version=asked.version, by=policy_officer, at=NOW)
    assert Partnership.history.filter(history_change_reason__contains="It is being written").exists()


def test_rejected_with_its_reason_and_that_another_party_leads(awaiting, proposed, democratic_services, policy_officer):
    """B15-09"""
    case = casing.decided(awaiting, democratic_services, "rejected", reasons="The county leads.")
    assert (case.status, case.rejection, case.closing_note) == ("rejected", "decided", "The county leads.")
    assert fresh(proposed).status == "rejected"
    changes = {"rejection": "other_leads", "closing_note": "The county leads."}
    named = joining.name_rejection(case, changes, version=case.version, by=policy_officer, at=NOW)
    assert named.get_rejection_display() == "Another party leads"


def test_deferred_stays_where_it_is(awaiting, proposed, democratic_services):
    step = awaiting.matter.steps.first()
    decisions.record(step, said("deferred", deferred_until="The audit"), by=democratic_services, at=NOW)
    assert (fresh(awaiting).status, fresh(proposed).status) == ("awaiting_decision", "awaiting_decision")


def test_nothing_is_approved_while_called_in(awaiting, proposed, democratic_services):
    later = {"takes_effect_on": TODAY + 9 * DAY, "call_in_ends_on": TODAY + 5 * DAY}
    casing.decided(awaiting, democratic_services, **later)
    made = awaiting.matter.steps.first().decisions.get()
    held = decisions.call_in(made, {"call_in_reason": "x"}, version=1, by=democratic_services, at=NOW)
    decisions.carry_out_due(TODAY + 30 * DAY, at=NOW + 30 * DAY)
    assert fresh(proposed).status == "awaiting_decision"
    decisions.release(held, {"release_note": "y"}, version=held.version, by=democratic_services, at=NOW + 30 * DAY)
    assert fresh(proposed).status == "approved"


def test_an_approved_partnership_that_nobody_joins_lapses_after_the_months_of_the_policy(
    approved, proposed, policy_officer
):
    note = {"closing_note": "The others gave up."}
    with pytest.raises(Refused, match="It lapses when nobody has joined by 20 November 2027"):
        joining.lapse(approved, note, version=approved.version, by=policy_officer, at=NOW)
    later = NOW + timedelta(days=365)
    gone = joining.lapse(approved, note, version=approved.version, by=policy_officer, at=later)
    assert (gone.status, gone.rejection, fresh(proposed).status) == ("rejected", "not_joined", "rejected")


def test_what_is_taken_back_takes_its_matter_with_it_and_can_be_proposed_again(
    awaiting, proposed, lead_officer, policy_officer
):
    note = {"closing_note": "No time."}
    with pytest.raises(Refused, match="Take the business case back instead"):
        decisions.withdraw(awaiting.matter, version=1, reason="x", by=policy_officer, at=NOW)
    gone = joining.withdraw(awaiting, note, version=awaiting.version, by=lead_officer, at=NOW)
    assert (gone.status, fresh(proposed).status) == ("withdrawn", "rejected")
    assert fresh(awaiting.matter).withdrawn_at
    entry = fresh(proposed)
    again = proposals.propose_again(entry, "There is time now", version=entry.version, by=lead_officer, at=NOW)
    assert again.status == "proposed"
    assert cases.may_open(lead_officer, again)


def test_what_was_only_proposed_is_not_taken_back_into_the_register(proposed, policy_officer):
    network = ExclusionClass.objects.get(code="network")
    gone = entries.exclude(proposed, network, "Notes", version=proposed.version, by=policy_officer, at=NOW)
    with pytest.raises(Refused, match="The council never joined it"):
        entries.readmit(gone, "x", version=gone.version, by=policy_officer, at=NOW)


def test_a_partnership_found_late_is_active_without_a_business_case_until_one_is_approved(
    policy, council, lead_officer, head_of_service, policy_officer, democratic_services
):
    """W09-11"""
    values = {"name": "Old Rivers Board", "function": "Rivers", "lead_officer": lead_officer}
    with pytest.raises(ValidationError, match="Say why it is recorded without a business case"):
        proposals.record_existing(values, " ", TODAY, councils=[council], by=policy_officer, at=NOW)
    entry = proposals.record_existing(values, "Found late", TODAY, councils=[council], by=policy_officer, at=NOW)
    assert (entry.status, entry.has_business_case, entry.recorded_reason) == ("active", False, "Found late")
    more = {"head_of_service": head_of_service, "exit_impact": "None"}
    entries.edit(entry, more, version=entry.version, by=policy_officer, at=NOW)
    part = entry.participations.get()
    facts = {"officer_hours_per_month": 2, "significance": "desirable"}
    casing.saving.claimed(type(part), part.pk, part.version, facts, by=policy_officer, at=NOW)
    casing.saving.create(casing.Contribution(participation=part, financial_year=2026, amount=0), by=None, at=NOW)
    case = casing.awaiting(fresh(entry), lead_officer, policy_officer)
    assert (case.event, fresh(entry).status) == ("retain", "active")
    casing.decided(case, democratic_services)
    assert (fresh(case).status, fresh(entry).has_business_case, fresh(entry).status) == ("concluded", True, "active")


def test_a_case_for_staying_that_is_rejected_opens_a_review_of_involvement(
    proposed, approved, council, lead_officer, policy_officer, democratic_services
):
    casing.ready_to_join(fresh(proposed), council, lead_officer)
    asked = ask_to_join(approved, lead_officer)
    joining.join(asked, TODAY, version=asked.version, by=policy_officer, at=NOW)
    case = casing.awaiting(fresh(proposed), lead_officer, policy_officer)
    casing.decided(case, democratic_services, "rejected", reasons="It costs too much.")
    entry = fresh(proposed)
    assert entry.status == "under_review"
    assert Partnership.objects.counted().get() == entry
    review = InvolvementReview.objects.get()
    assert (review.status, review.source, review.opened_by) == ("open", "business_case", democratic_services)
    note = {"settled_note": "Cheaper now"}
    involvement.call_off(review, note, version=review.version, by=policy_officer, at=NOW)
    assert fresh(proposed).status == "active"


ROLES = ("lead_officer", "head_of_service", "officer", "policy_officer", "second_policy_officer", "democratic_services", "corporate_manager", "auditor", "administrator")  # fmt: skip
POLICY = {"policy_officer", "second_policy_officer"}
WHO = {
    "submit": {"lead_officer"},
    "return": POLICY,
    "challenge": POLICY,
    "approve": POLICY | {"democratic_services"},
    "reject": POLICY | {"democratic_services"},
    "conclude": POLICY | {"democratic_services"},
    "ask_to_join": {"lead_officer"},
    "lapse": POLICY,
    "withdraw": POLICY | {"lead_officer"},
}


@pytest.mark.parametrize("status", CaseStatus.values)
def test_each_step_from_each_state_is_for_its_people_and_refused_in_words_to_others(request, proposed, status):
    case = BusinessCase(partnership=proposed, status=status, started_at=NOW)
    people = {role: request.getfixturevalue(role) for role in ROLES}
    for verb, step in cases.CASES.transitions.items():
        for role, person in people.items():
            verdict = cases.CASES.may_start(person, case, verb)
            assert bool(verdict) is (status in step.sources and role in WHO[verb]), (verb, role, verdict.reason)
            assert verdict or verdict.reason.endswith(".")


@pytest.mark.parametrize("verb", ["return", "challenge"])
def test_who_handed_it_in_never_challenges_it(council, policy, policy_officer, head_of_service, second_policy_officer, verb):  # fmt: skip
    entry = casing.proposal(policy_officer, head_of_service, council)
    case = casing.submitted(entry, policy_officer)
    assert "another policy officer challenges it" in cases.CASES.may_start(policy_officer, case, verb).reason
    assert cases.CASES.may_start(second_policy_officer, case, verb)


def test_what_waits_stands_on_the_page_of_who_does_it(proposed, lead_officer, policy_officer):
    case = casing.submitted(proposed, lead_officer)
    assert [task.one for task in work(policy_officer, TODAY) if task.count] == ["Business case to challenge"]
    cases.give_back(case, {"return_comment": "x"}, version=case.version, by=policy_officer, at=NOW)
    assert [task.one for task in work(lead_officer, TODAY) if task.count] == ["Business case returned to you"]


def test_the_pages_lead_through_a_case(sign_in, proposed, lead_officer, policy_officer):
    client = sign_in(lead_officer)
    tab = reverse("assessments:entry_cases", args=[proposed.reference])
    assert "There is no business case" in client.get(tab).content.decode()
    client.post(reverse("assessments:case_open", args=[proposed.reference]), {"is_complex": "on"})
    case = BusinessCase.objects.get()
    assert case.is_complex
    text = client.get(reverse("assessments:case", args=[case.pk])).content.decode()
    assert "What is still missing" in text
    worth = reverse("assessments:case_part", args=[case.pk, "worth"])
    words = {"added_value": "More", "similar": "None", "consulted": "All", "version": case.version}
    assert "Saved." in client.post(worth, words, follow=True).content.decode()
    questions = reverse("assessments:case_part", args=[case.pk, "conditions"])
    data = {f"q{each.question.pk}": "yes" for each in given(fresh(case), NOW)["conditions"]}
    assert "Saved." in client.post(questions, data, follow=True).content.decode()
    assert states(fresh(case), NOW)["conditions"].word == "Completed"
    submit = reverse("assessments:case_submit", args=[case.pk])
    refused = client.post(submit, {"version": fresh(case).version}).content.decode()
    assert "Say what was found on procurement." in refused
    assert fresh(case).status == "draft"
    assert client.get(reverse("assessments:cases"), {"show": "open"}).status_code == 200

"""What bodies decide on stays: confirmed before it is put, kept as handed in, challenged by who wrote none of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from assessments.models import Assessment, BusinessCase
from assessments.reports import case_text
from assessments.reports.cases import page, to_hand_in
from assessments.workflow import assessments as assessing
from assessments.workflow import cases, joining, policies, screenings
from assessments.workflow.case_contents import given, states
from partnerships import saving
from partnerships.verdict import Refused
from register.models import Contribution, ExclusionClass, Participation, Partnership
from register.reports.work import items
from register.workflow import entries, proposals
from tests.assessments import casing
from tests.assessments.asking import answers, loaded, shipped
from tests.conftest import NOW
from tests.register.deciding import said

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
NOTE = {"challenge_note": "Sound."}


def fresh(record):
    return type(record).objects.get(pk=record.pk)


@pytest.fixture
def policy(db):
    loaded("breckland-2015")


@pytest.fixture
def proposed(policy, lead_officer, head_of_service, council):
    return casing.proposal(lead_officer, head_of_service, council)


@pytest.fixture
def handed_in(proposed, lead_officer):
    return casing.submitted(proposed, lead_officer)


def challenge(case, by, at=NOW):
    return cases.challenge(case, NOTE, version=case.version, by=by, at=at)


def change(entry, by, **values) -> None:
    stands = fresh(entry)
    saving.claimed(Partnership, stands.pk, stands.version, values, by=by, at=NOW)


def spend(entry, **values) -> None:
    line = Contribution.objects.get(participation__partnership=entry)
    saving.claimed(Contribution, line.pk, line.version, values, by=None, at=NOW)


def missing(case) -> list[str]:
    return [sentence for state in states(case, NOW).values() for sentence in state.missing]


def test_ratings_typed_by_hand_do_not_pass_the_challenge_and_expired_ones_neither(
    proposed, lead_officer, policy_officer
):
    """B15-15: the bodies decide on assessments that somebody else has confirmed."""
    policies.load(shipped("breckland-2015"), by=None, at=NOW)
    case = casing.submitted(proposed, lead_officer)
    change(proposed, policy_officer, risk_rating="low", value_rating="high")
    with pytest.raises(ValidationError) as refused:
        challenge(case, policy_officer)
    sentences = ["Confirm the assessment of risk first.", "Confirm the assessment of value first."]
    assert refused.value.messages == sentences
    for made in Assessment.objects.filter(status="submitted"):
        assessing.confirm(made, version=made.version, by=policy_officer, at=NOW)
    with pytest.raises(ValidationError, match="The assessment of risk has expired"):
        challenge(case, policy_officer, NOW + timedelta(days=366))
    put = challenge(case, policy_officer)
    assert {put.risk_assessment.status, put.value_assessment.status} == {"confirmed"}


def test_what_was_handed_in_stays_and_the_page_says_what_has_changed_since(handed_in, proposed, policy_officer):
    before = case_text.text(handed_in, NOW)
    change(proposed, policy_officer, function="Fishing.", exit_impact="Everything stops.")
    spend(proposed, amount=90_000)
    case = fresh(handed_in)
    assert case_text.text(case, NOW).rows == before.rows
    kept = {each.question: each.lines for _, own in case_text.text(case, NOW).answers for each in own}
    assert kept["What does it want to bring about?"] == ("Cleaner rivers.",)
    assert kept["Does the council pay into it?"] == ("£500.00 in 2026/27",)
    changed = {label: (was, now) for label, was, now in page(case, policy_officer, NOW, TODAY).changed}
    assert changed["What it is for"] == ("Cleaner rivers.", "Fishing.")
    assert changed["Impact of leaving it"] == ("Others would go on.", "Everything stops.")
    assert changed["What the council pays"] == ("£500.00 in 2026/27", "£90,000.00 in 2026/27")
    back = cases.give_back(case, {"return_comment": "Look."}, version=case.version, by=policy_officer, at=NOW)
    now = {each.question: each.lines for _, own in case_text.text(back, NOW).answers for each in own}
    assert now["What does it want to bring about?"] == ("Fishing.",)


def test_money_that_leaves_the_budget_stops_the_case_until_it_is_returned_and_put_again(
    handed_in, proposed, lead_officer, policy_officer, democratic_services
):
    """B15-13: what needs the Executive now is not approved without it."""
    spend(proposed, budget_status="in_budget")
    casing.rated(proposed, policy_officer)
    case = challenge(handed_in, policy_officer)
    spend(proposed, budget_status="not_in_budget")
    stopped = casing.decided(case, democratic_services)
    assert (stopped.status, fresh(proposed).status) == ("awaiting_decision", "awaiting_decision")
    assert "Nothing is carried out until" in page(stopped, policy_officer, NOW, TODAY).rested_on[-1]
    comment = {"return_comment": "The money is not in the budget."}
    back = cases.give_back(stopped, comment, version=stopped.version, by=policy_officer, at=NOW)
    assert (back.status, back.matter, fresh(proposed).status) == ("returned", None, "proposed")
    assert fresh(case.matter).withdrawn_at
    again = cases.submit(back, {}, version=back.version, by=lead_officer, at=NOW)
    put = challenge(again, policy_officer)
    assert put.matter.steps.filter(body__name="Executive", part="approves").exists()


def test_the_budget_is_what_the_sums_say_and_asked_only_where_they_do_not(proposed, lead_officer, policy_officer):
    """B15-12, B15-13"""
    case = casing.begun(proposed, lead_officer)
    case = cases.write(case, {"budget": ""}, version=case.version, by=lead_officer, at=NOW)
    assert missing(case) == ["Say whether the money is in the budget."]
    spend(proposed, budget_status="not_in_budget")
    assert missing(case) == []
    row = next(row for row in case_text.text(case, NOW).rows if row.label == "Is the money in the budget")
    assert (row.value, row.note) == ("Not in the budget", "As the sums in the register say it.")
    case = cases.write(case, {"budget": "in_budget"}, version=case.version, by=lead_officer, at=NOW)
    case = cases.submit(case, {}, version=case.version, by=lead_officer, at=NOW)
    casing.rated(proposed, policy_officer)
    assert challenge(case, policy_officer).matter.steps.filter(body__name="Executive").exists()


def test_whoever_wrote_an_answer_neither_challenges_nor_records(
    proposed, lead_officer, policy_officer, second_policy_officer
):
    case = casing.begun(proposed, lead_officer)
    case = cases.write(case, {"similar": "One."}, version=case.version, by=second_policy_officer, at=NOW)
    case = cases.submit(case, {}, version=case.version, by=lead_officer, at=NOW)
    casing.rated(proposed, policy_officer)
    assert not BusinessCase.objects.to_challenge_by(second_policy_officer).exists()
    with pytest.raises(Refused, match="You wrote a part of this business case"):
        challenge(case, second_policy_officer)
    put = challenge(case, policy_officer)
    with pytest.raises(Refused, match="You drafted what is decided here"):
        cases.decisions.record(put.matter.steps.first(), said(), by=second_policy_officer, at=NOW)


def test_nothing_is_begun_that_fails_the_tests_and_nothing_handed_in_before_they_are_answered(
    policy, council, lead_officer, head_of_service
):
    """H11-08, B15-03"""
    values = {"name": "Rivers", "function": "Cleaner rivers.", "lead_officer": lead_officer}
    entry = proposals.propose(values, councils=[council], by=lead_officer, at=NOW)
    case = cases.open_case(entry, False, by=lead_officer, at=NOW)
    assert "Answer the tests whether it is a partnership." in missing(case)
    places = {lack.sentence: lack.url for lack in to_hand_in(case, NOW)}
    assert places["Answer the tests whether it is a partnership."] == reverse(
        "assessments:entry_screenings", args=[entry.reference]
    )
    assert places["Name the head of service, under People."] == reverse("register:people", args=[entry.reference])
    network = ExclusionClass.objects.get(code="network")
    screenings.screen(entry, answers("definition", 1), network, "Notes", by=lead_officer, at=NOW)
    other = {**values, "name": "Lakes"}
    failing = proposals.propose(other, councils=[council], by=lead_officer, at=NOW)
    screenings.screen(failing, answers("definition", 1), network, "Notes", by=lead_officer, at=NOW)
    assert "By the last answers to the tests it is no partnership" in cases.may_open(lead_officer, failing).reason
    assert any("it is no partnership" in sentence for sentence in missing(fresh(case)))


def test_joining_waits_for_a_line_of_the_reporting_programme(
    handed_in, proposed, council, lead_officer, policy_officer, democratic_services
):
    """Vocabulary 1: a governing document, a representative, a review date and a programme item."""
    casing.rated(proposed, policy_officer)
    approved = casing.decided(challenge(handed_in, policy_officer), democratic_services)
    casing.ready_to_join(fresh(proposed), council, lead_officer)
    line = proposed.programme.get()
    entries.remove_line(line, fresh(proposed), version=line.version, by=lead_officer, at=NOW)
    with pytest.raises(ValidationError, match="a line of the reporting programme"):
        joining.ask_to_join(approved, {"joined_on": TODAY}, version=approved.version, by=lead_officer, at=NOW)


def test_what_is_proposed_again_begins_with_the_last_answers_and_each_part_is_confirmed(
    handed_in, proposed, lead_officer
):
    withdrawn = joining.withdraw(
        handed_in, {"closing_note": "No time."}, version=handed_in.version, by=lead_officer, at=NOW
    )
    entry = fresh(proposed)
    proposals.propose_again(entry, "There is time now", version=entry.version, by=lead_officer, at=NOW)
    case = cases.open_case(fresh(proposed), False, by=lead_officer, at=NOW)
    assert (case.carried_from, case.added_value) == (withdrawn, casing.FILLED["added_value"])
    assert all(each.is_yes for each in given(case, NOW)["conditions"])
    assert "Look at “Eight conditions” and save it: it was carried over from the last business case." in missing(case)
    for part in list(case.to_confirm):
        case = cases.write(case, {}, part=part, version=case.version, by=lead_officer, at=NOW)
    assert missing(case) == []


def test_a_proposal_is_led_by_who_makes_it_and_one_without_is_counted(council, officer, policy_officer):
    entry = proposals.propose({"name": "x", "function": "y"}, councils=[council], by=officer, at=NOW)
    assert entry.lead_officer == officer
    change(entry, policy_officer, lead_officer=None)
    assert {task.one: task.count for task in items(policy_officer, TODAY)}["Proposal without a lead officer"] == 1


def test_pressing_twice_makes_one_proposal_and_says_so(sign_in, council, officer):
    client, address = sign_in(officer), reverse("register:propose")
    data = {"name": "Rivers Trust", "function": "Cleaner rivers.", "councils": [council.pk]}
    client.post(address, data)
    second = client.post(address, data, follow=True).content.decode()
    assert "Rivers Trust is proposed already, as" in second
    assert Partnership.objects.count() == 1
    other = client.post(address, {**data, "function": "Something else."}).content.decode()
    assert "The register has an entry of this or a like name." in other


def test_a_portfolio_holder_reads_what_was_handed_in_of_the_own_portfolio_alone(
    sign_in, handed_in, proposed, partnership, portfolio_holder
):
    client, address = sign_in(portfolio_holder), reverse("assessments:case", args=[handed_in.pk])
    assert client.get(address).status_code == 404
    part = proposed.participations.get()
    saving.claimed(Participation, part.pk, part.version, {"lead_member": portfolio_holder}, by=None, at=NOW)
    assert client.get(address).status_code == 200
    assert client.get(reverse("assessments:entry_assessments", args=[proposed.reference])).status_code == 200
    assert client.get(reverse("assessments:entry_cases", args=[partnership.reference])).status_code == 403


def test_a_part_is_not_complete_while_its_answer_is_not_said(proposed, lead_officer):
    """Advice that is needed names its giver; advice that is not says that none is."""
    case = casing.begun(proposed, lead_officer)
    row = next(row for row in case_text.text(case, NOW).rows if row.label == "Who advised, and what")
    assert (states(case, NOW)["law"].word, row.absent) == ("Completed", "None is needed")
    case = cases.write(case, {"legal_advice": "taken"}, version=case.version, by=lead_officer, at=NOW)
    assert states(case, NOW)["law"].missing == ("Say who gives the legal advice, and what it is.",)


def test_which_budget_is_answered_with_the_budget(proposed, lead_officer):
    case = casing.begun(proposed, lead_officer)
    asked = {each.question: each.lines for _, own in case_text.text(case, NOW).answers for each in own}
    question = "Which budget does that come from?"
    assert asked[question] == ("£500.00 in 2026/27: no budget code, and nothing says which budget",)
    spend(proposed, budget_code="4711", budget_status="in_budget")
    asked = {each.question: each.lines for _, own in case_text.text(case, NOW).answers for each in own}
    assert asked[question] == ("£500.00 in 2026/27: budget code 4711, In the budget",)


def test_the_page_to_hand_it_in_shows_what_is_missing_before_it_is_pressed(sign_in, proposed, lead_officer):
    case = cases.open_case(proposed, False, by=lead_officer, at=NOW)
    shown = sign_in(lead_officer).get(reverse("assessments:case_submit", args=[case.pk])).content.decode()
    worth = reverse("assessments:case_part", args=[case.pk, "worth"])
    assert f'<a class="govuk-link" href="{worth}">Say who was consulted.</a>' in shown

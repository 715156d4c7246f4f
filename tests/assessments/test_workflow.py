"""An assessment from its start to the one that follows it: who, with what, and what the register then says."""

from datetime import date, timedelta

import pytest
from django.core import mail as outbox
from django.core.exceptions import ValidationError

from assessments.models import Answer, Assessment, Criterion
from assessments.models.choices import AssessmentStatus
from assessments.workflow import assessments as workflow
from assessments.workflow.assessments import ASSESSMENTS, Given
from partnerships import mail
from partnerships.models import Letter
from partnerships.saving import Conflict, claimed
from partnerships.verdict import Refused
from register.models import Partnership, Policy
from register.workflow import entries
from register.workflow.ratings import take_over_rating
from tests.assessments.conftest import given

YEAR = timedelta(days=365)


def fresh(entry) -> Partnership:
    return Partnership.objects.get(pk=entry.pk)


def money_answer(assessment) -> Answer:
    return assessment.answers.get(criterion__computed="money")


def test_a_confirmed_rating_is_written_into_the_register_with_its_source_and_day(confirmed, partnership, now):
    """B15-08, H14-45"""
    entry = fresh(partnership)
    assert (entry.risk_rating, entry.risk_rating_source, entry.risk_assessed_on) == ("high", "assessment", now.date())
    assert entry.value_rating == ""


def test_nothing_is_written_into_the_register_before_it_is_confirmed(submitted, returned, partnership):
    assert (fresh(partnership).risk_rating, fresh(partnership).risk_assessed_on) == ("", None)


def test_it_expires_after_the_months_of_the_policy(confirmed):
    """B15-24"""
    assert confirmed.expires_on == date(2027, 11, 20)


def test_another_number_of_months_is_the_policys(submitted, policy, policy_officer, now):
    claimed(Policy, policy.pk, policy.version, {"assessment_months": 3}, by=None, at=now)
    again = Assessment.objects.get(pk=submitted.pk)
    found = workflow.confirm(again, version=again.version, by=policy_officer, at=now)
    assert found.expires_on == date(2027, 2, 20)


def test_the_money_line_is_kept_with_its_figure_when_it_is_submitted(submitted):
    kept = money_answer(submitted)
    assert (kept.level, kept.figure) == ("medium", "£60,000 of cash in 2026/27")
    assert submitted.suggested == "high"


def test_money_that_changes_its_level_meanwhile_stops_the_confirmation(submitted, pay, policy_officer, now):
    pay("50000.00")
    with pytest.raises(Refused, match="it was Medium and is now High"):
        workflow.confirm(submitted, version=submitted.version, by=policy_officer, at=now)
    assert Assessment.objects.get(pk=submitted.pk).status == "submitted"


def test_money_that_changes_within_its_level_is_frozen_as_it_is_when_confirmed(submitted, pay, policy_officer, now):
    pay("10000.00")
    found = workflow.confirm(submitted, version=submitted.version, by=policy_officer, at=now)
    pay("90000.00")
    assert money_answer(found).figure == "£70,000 of cash in 2026/27"


def test_an_assessment_submitted_in_march_is_confirmed_in_april_by_the_money_of_march(
    answered, lead_officer, policy_officer, now
):
    march, april = now.replace(year=2027, month=3, day=30), now.replace(year=2027, month=4, day=2)
    handed_in = workflow.submit(answered, version=answered.version, by=lead_officer, at=march)
    found = workflow.confirm(handed_in, version=handed_in.version, by=policy_officer, at=april)
    assert money_answer(found).figure == "£60,000 of cash in 2026/27"


def test_the_next_confirmed_one_supersedes_the_one_before(
    confirmed, lead_officer, policy_officer, partnership, pay, now
):
    later = now + YEAR
    pay("20000.00", year=2027)
    begun = workflow.start(partnership, "risk", by=lead_officer, at=later)
    begun = workflow.answer(begun, {"overall": "low"}, given(begun, "low"), version=1, by=lead_officer, at=later)
    handed_in = workflow.submit(begun, version=begun.version, by=lead_officer, at=later)
    assert Assessment.objects.get(pk=confirmed.pk).status == "confirmed"
    workflow.confirm(handed_in, version=handed_in.version, by=policy_officer, at=later)
    assert Assessment.objects.get(pk=confirmed.pk).status == "superseded"
    assert fresh(partnership).risk_rating == "low"


def test_a_confirmed_assessment_never_changes(confirmed, lead_officer, policy_officer, now):
    for person in (lead_officer, policy_officer):
        with pytest.raises(Refused, match="This assessment is confirmed, so its answers stay as they are"):
            workflow.answer(confirmed, {"overall": "low"}, [], version=confirmed.version, by=person, at=now)


def test_a_rating_from_an_assessment_is_not_changed_by_hand(confirmed, partnership, policy_officer, now):
    entry = fresh(partnership)
    with pytest.raises(Refused, match="changed by assessing the partnership again"):
        entries.edit(entry, {"risk_rating": "low"}, version=entry.version, by=policy_officer, at=now)


def test_another_rating_than_the_suggested_one_needs_a_reason(answered, lead_officer, now):
    """B15-48"""
    changed = workflow.answer(answered, {"overall": "low"}, [], version=answered.version, by=lead_officer, at=now)
    with pytest.raises(Refused, match="Low and High is suggested"):
        workflow.submit(changed, version=changed.version, by=lead_officer, at=now)
    assert not Answer.objects.filter(criterion__computed="money").exists()
    reason = {"difference_reason": "The board was replaced in May."}
    said = workflow.answer(changed, reason, [], version=changed.version, by=lead_officer, at=now)
    assert workflow.submit(said, version=said.version, by=lead_officer, at=now).suggested == "high"


def test_an_assessment_with_open_criteria_is_not_submitted(policy, partnership, lead_officer, now):
    begun = workflow.start(partnership, "value", by=lead_officer, at=now)
    begun = workflow.answer(begun, {"overall": "low"}, given(begun, "low")[:8], version=1, by=lead_officer, at=now)
    with pytest.raises(Refused, match="Answer “Benefit against what is put in”"):
        workflow.submit(begun, version=begun.version, by=lead_officer, at=now)


def test_only_one_assessment_of_a_kind_is_under_way(answered, partnership, lead_officer, now):
    with pytest.raises(Refused, match="under way already"):
        workflow.start(partnership, "risk", by=lead_officer, at=now)
    assert workflow.start(partnership, "value", by=lead_officer, at=now).status == "draft"


def test_without_criteria_nobody_can_assess(partnership, lead_officer, now):
    with pytest.raises(Refused, match="The policy in use has no criteria of risk in force"):
        workflow.start(partnership, "risk", by=lead_officer, at=now)


def test_an_entry_that_has_ended_is_not_assessed(policy, partnership, policy_officer, lead_officer, now):
    entries.end(
        partnership, now.date(), "Wound up", None, "CMT 12/26", version=partnership.version, by=policy_officer, at=now
    )
    with pytest.raises(Refused, match="This entry is ended, so it is not assessed any more"):
        workflow.start(fresh(partnership), "risk", by=lead_officer, at=now)


def test_the_money_line_and_criteria_of_other_sets_are_not_answered_by_people(answered, lead_officer, now):
    money = Criterion.objects.get(computed="money")
    other = Criterion.objects.filter(criteria__kind="value").first()
    for criterion in (money, other):
        with pytest.raises(ValidationError, match="is not answered in this assessment"):
            workflow.answer(
                answered, {}, [Given(criterion, "low", "")], version=answered.version, by=lead_officer, at=now
            )


def test_a_comment_is_needed_to_return_and_is_sent_to_who_submitted(submitted, policy_officer, lead_officer, now):
    with pytest.raises(Refused, match="Say what is to be changed"):
        workflow.send_back(submitted, " ", version=submitted.version, by=policy_officer, at=now)
    workflow.send_back(submitted, "Which minutes?", version=submitted.version, by=policy_officer, at=now)
    mail.deliver.call(Letter.objects.get(to=lead_officer).pk)
    assert "Which minutes?" in outbox.outbox[0].body
    assert "The assessment of risk of Harborough Tourism Partnership was returned" in outbox.outbox[0].subject


def test_who_submitted_hears_that_it_is_confirmed_without_the_evidence(confirmed, lead_officer):
    mail.deliver.call(Letter.objects.get(to=lead_officer).pk)
    assert "has confirmed your assessment of risk" in outbox.outbox[0].body
    assert "minutes of May" not in outbox.outbox[0].body


def test_two_people_who_submit_at_once_are_told(answered, lead_officer, policy_officer, now):
    workflow.submit(answered, version=answered.version, by=lead_officer, at=now)
    with pytest.raises(Conflict):
        workflow.submit(answered, version=answered.version, by=policy_officer, at=now)


def test_only_risk_and_value_are_rated_in_the_register(partnership, policy_officer, now):
    with pytest.raises(KeyError, match="governance"):
        take_over_rating(partnership.pk, "governance", "high", now.date(), by=policy_officer, at=now)


def test_an_auditor_verifies_a_confirmed_assessment_once(confirmed, auditor, now):
    with pytest.raises(Refused, match="Say what you verified, and how"):
        workflow.verify(confirmed, "", version=confirmed.version, by=auditor, at=now)
    found = workflow.verify(confirmed, "Minutes seen.", version=confirmed.version, by=auditor, at=now)
    assert (found.status, found.verified_by, found.verification_note) == ("confirmed", auditor, "Minutes seen.")
    with pytest.raises(Refused, match="verified already, by Audrey Auditor"):
        workflow.verify(found, "Again.", version=found.version, by=auditor, at=now)


def test_a_policy_officer_who_submitted_cannot_confirm_or_return(answered, policy_officer, second_policy_officer, now):
    """B15-48, and nobody accepts what they submitted."""
    found = workflow.submit(answered, version=answered.version, by=policy_officer, at=now)
    for step in (
        lambda by: workflow.confirm(found, version=found.version, by=by, at=now),
        lambda by: workflow.send_back(found, "No.", version=found.version, by=by, at=now),
    ):
        with pytest.raises(Refused, match="You submitted this assessment, so another policy officer"):
            step(policy_officer)
    assert workflow.confirm(found, version=found.version, by=second_policy_officer, at=now).status == "confirmed"


def test_an_assessment_is_written_into_the_history_step_by_step(confirmed):
    states = Assessment.history.filter(id=confirmed.pk).order_by("version").values_list("status", flat=True)
    assert list(dict.fromkeys(states)) == ["draft", "submitted", "confirmed"]


PEOPLE = (
    "lead_officer",
    "head_of_service",
    "policy_officer",
    "second_policy_officer",
    "officer",
    "corporate_manager",
    "democratic_services",
    "auditor",
    "administrator",
    "scrutiny_member",
    "councillor",
)
ASSESSORS = {"lead_officer", "head_of_service", "policy_officer", "second_policy_officer"}
POLICY = {"policy_officer", "second_policy_officer"}
MAY = {"submit": ASSESSORS, "return": POLICY, "confirm": POLICY, "supersede": POLICY, "verify": {"auditor"}}
NOT_WHO_SUBMITTED = {"return", "confirm"}


@pytest.mark.parametrize("submitter", ["lead_officer", "policy_officer"])
@pytest.mark.parametrize("state", AssessmentStatus.values)
def test_every_step_in_every_state_by_everybody_is_open_or_refused_with_its_sentence(
    request, state, submitter, submitted, head_of_service, policy_officer, now
):
    """State, transition, role and same person: nobody but those named, in no state but those of the table."""
    entry = fresh(submitted.partnership)
    entries.edit(entry, {"head_of_service": head_of_service}, version=entry.version, by=policy_officer, at=now)
    record = Assessment.objects.get(pk=submitted.pk)
    record.status, record.submitted_by = state, request.getfixturevalue(submitter)
    record.return_comment = record.verification_note = "Said"
    for verb, step in ASSESSMENTS.transitions.items():
        for name in PEOPLE:
            person = request.getfixturevalue(name)
            is_same = verb in NOT_WHO_SUBMITTED and name == submitter
            expected = state in step.sources and name in MAY[verb] and not is_same
            verdict = ASSESSMENTS.verdict(person, record, verb)
            assert bool(verdict) == expected, f"{verb} of {state} by {name}: {verdict}"
            assert verdict or verdict.reason.endswith(".")

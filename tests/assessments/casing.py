"""Business cases at each status, made only by walking the workflow; two bodies decide, one after the other is heard."""

from assessments.models import Assessment, BusinessCase
from assessments.rules.cases import ASKED
from assessments.rules.questions import Given
from assessments.workflow import assessments as assessing
from assessments.workflow import cases, screenings
from assessments.workflow.case_contents import given
from assessments.workflow.questions import current
from partnerships import saving
from register.models import Contribution, GoverningDocument, Participation, Partnership, ProgrammeItem, Seat
from register.workflow import decisions, entries, proposals
from tests.conftest import NOW
from tests.register.deciding import said

FILLED = {
    "added_value": "More visitors than by ourselves.",
    "similar": "None.",
    "consulted": "The parish councils.",
    "legal_advice": "not_needed",
    "procurement_note": "A grant, cleared by procurement.",
    "subsidy_note": "Below the limit.",
    "equality_reason": "Nobody is treated differently.",
    "budget": "in_budget",
}


def proposal(lead_officer, head_of_service, council, **values) -> Partnership:
    """A proposal with all that its entry must say; money of £500 in the budget."""
    known = {
        "name": "Welland Rivers Trust",
        "function": "Cleaner rivers.",
        "lead_officer": lead_officer,
        "head_of_service": head_of_service,
        "exit_impact": "Others would go on.",
        "next_review_due_on": NOW.date(),
        **values,
    }
    entry = proposals.propose(known, councils=[council], by=lead_officer, at=NOW)
    part = entry.participations.get()
    who = {"by": lead_officer, "at": NOW}
    saving.claimed(
        Participation, part.pk, part.version, {"officer_hours_per_month": 4, "significance": "desirable"}, **who
    )
    saving.create(Contribution(participation=part, financial_year=2026, amount=500), **who)
    return tested(entry, lead_officer)


def tested(entry: Partnership, by) -> Partnership:
    """Found to be a partnership, where the policy has tests of that."""
    if tests := current("definition", NOW):
        screenings.screen(entry, [Given(each, True) for each in tests.questions.all()], by=by, at=NOW)
    return entry


def assess(entry: Partnership, by) -> None:
    """Risk and value handed in, where the policy has criteria of them."""
    for kind in {"risk", "value"} & set(assessing.kinds()):
        made = assessing.start(entry, kind, by=by, at=NOW)
        levels = [assessing.Given(line, "low", "Seen.") for line in made.criteria.criteria.all() if not line.computed]
        answered = {"overall": "low", "difference_reason": "As judged."}
        made = assessing.answer(made, answered, levels, version=1, by=by, at=NOW)
        assessing.submit(made, version=made.version, by=by, at=NOW)


def rated(entry: Partnership, by) -> None:
    """Both ratings confirmed, by an assessment where there is one."""
    waiting = Assessment.objects.filter(partnership=entry, status="submitted")
    for made in waiting:
        assessing.confirm(made, version=made.version, by=by, at=NOW)
    if Assessment.objects.filter(partnership=entry, status="confirmed").exists():
        return
    stands = Partnership.objects.get(pk=entry.pk)
    ratings = {"risk_rating": "low", "value_rating": "high"}
    saving.claimed(Partnership, stands.pk, stands.version, ratings, by=by, at=NOW)


def filled(case: BusinessCase, by) -> BusinessCase:
    """Every part of it written."""
    answers = [yes(each) for kind in ASKED for each in given(case, NOW)[str(kind)]]
    return cases.write(case, FILLED, answers, version=case.version, by=by, at=NOW)


def yes(each: Given) -> Given:
    return Given(each.question, True if each.question.answer == "yes_no" else None, "It is so.")


def begun(entry: Partnership, by) -> BusinessCase:
    assess(entry, by)
    return filled(cases.open_case(entry, False, by=by, at=NOW), by)


def submitted(entry, lead_officer) -> BusinessCase:
    case = begun(entry, lead_officer)
    return cases.submit(case, {}, version=case.version, by=lead_officer, at=NOW)


def awaiting(entry, lead_officer, policy_officer) -> BusinessCase:
    case = submitted(entry, lead_officer)
    rated(entry, policy_officer)
    note = {"challenge_note": "Sound."}
    return cases.challenge(case, note, version=case.version, by=policy_officer, at=NOW)


def decided(case, by, outcome="approved", **more) -> BusinessCase:
    """Every approving body says the same."""
    for step in case.matter.steps.filter(part="approves"):
        if BusinessCase.objects.get(pk=case.pk).status == "awaiting_decision":
            decisions.record(step, said(outcome, **more), by=by, at=NOW)
    return BusinessCase.objects.get(pk=case.pk)


def ready_to_join(entry, council, by) -> None:
    """Somebody represents the council, by a document, and it is reported on."""
    who = {"by": by, "at": NOW}
    entries.add_line(Seat(partnership=entry, council=council, kind="officer", post="Rivers Officer"), entry, **who)
    document = GoverningDocument(partnership=entry, title="Terms of reference", kind="terms_of_reference")
    entries.add_line(document, entry, **who)
    entries.add_line(reported_on(entry), entry, **who)


def reported_on(entry) -> ProgrammeItem:
    return ProgrammeItem(partnership=entry, first_due_on=NOW.date(), responsible_post="Rivers Officer")

"""Tests, proposals and business cases of the world, in each state that changes an answer."""

from datetime import timedelta

from assessments.models import BusinessCase, Question, QuestionSet
from assessments.rules.questions import Given
from assessments.workflow import joining, screenings
from assessments.workflow.questions import QUESTIONS
from register.models import ExclusionClass, Partnership, Seat
from register.workflow import entries
from tests.access.world_decisions import TODAY
from tests.assessments import casing
from tests.factories import NOW

YEARS = timedelta(days=3000)


def plant(world) -> None:
    """Two questions; a run of the test that passes and one that fails; a case at each status."""
    questions(world)
    network = world.kept(ExclusionClass(name="Network", code="network"))
    for state, passes in (("passed", True), ("failed", False)):
        entry = world.entry(f"{state.title()} Forum", lead_officer=world.people["lead_officer"])
        given = [Given(each, passes) for each in world.tests]
        lead = world.people["lead_officer"]
        world.records[f"{state} test"] = screenings.screen(entry, given, network, "Notes", by=lead, at=NOW)
    plant_cases(world)


def questions(world) -> None:
    """One test, and one condition, of the policy of the world."""
    policy, source = world.policy, "Policy, 1"
    for kind in ("definition", "conditions"):
        version = world.kept(QuestionSet(policy=policy, kind=kind, from_on=TODAY - YEARS, title="T", source=source))
        world.kept(Question(set=version, position=1, text="Is it so?", answer="yes_no", source=source))
    kept = QuestionSet(policy=policy, kind="screen", from_on=TODAY + YEARS, title="Kept", source=source)
    lines = [{"text": text, "answer": "yes_no", "source": source} for text in ("Is it lawful?", "Is it bought?")]
    world.records["kept questionset"] = QUESTIONS.make(kept, lines, world.by)
    world.tests = list(Question.objects.filter(set__kind="definition"))


def plant_cases(world) -> None:
    """All the lead officer's, challenged by the policy officer, recorded by democratic services."""
    lead, policy, recorder = (world.people[role] for role in ("lead_officer", "policy_officer", "democratic_services"))
    draft = {"name": "Draft Alliance"}
    world.records["draft case"] = casing.cases.open_case(proposed(world, **draft), False, by=lead, at=NOW)
    world.records["complete case"] = casing.begun(proposed(world, name="Complete Alliance"), lead)
    submitted = casing.submitted(proposed(world, name="Submitted Alliance"), lead)
    casing.rated(submitted.partnership, policy)
    world.records["submitted case"] = BusinessCase.objects.get(pk=submitted.pk)
    states = (("approved", "approved"), ("reported", "approved"), ("forgotten", "approved"), ("rejected", "rejected"))
    for state, outcome in states:
        case = casing.awaiting(proposed(world, name=f"{state.title()} Alliance"), lead, policy)
        world.records[f"{state} case"] = casing.decided(case, recorder, outcome)
    for state in ("approved", "reported"):
        approved = Partnership.objects.get(name=f"{state.title()} Alliance")
        seat = Seat(partnership=approved, council=world.council, kind="officer", post="Rivers Officer")
        entries.add_line(seat, approved, by=policy, at=NOW)
        entries.add_line(casing.reported_on(approved), approved, by=policy, at=NOW)
    reported = world.records["reported case"]
    said = {"joined_on": TODAY, "no_document_reason": "Being written"}
    joining.ask_to_join(reported, said, version=reported.version, by=lead, at=NOW)
    world.records["reported case"] = BusinessCase.objects.get(pk=reported.pk)
    forgotten = world.records["forgotten case"]
    long_ago = {"approved_at": NOW - YEARS, "approved_by": recorder}
    casing.saving.claimed(BusinessCase, forgotten.pk, forgotten.version, long_ago, by=policy, at=NOW)
    world.records["forgotten case"] = BusinessCase.objects.get(pk=forgotten.pk)
    world.records["rejected entry"] = Partnership.objects.get(name="Rejected Alliance")


def proposed(world, name: str) -> Partnership:
    lead, head = world.people["lead_officer"], world.people["head_of_service"]
    return casing.proposal(lead, head, world.council, name=name)

"""Proposals of the demonstration, one in each state that people meet: invented, as the workbook holds none."""

from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import BusinessCase
from assessments.rules.cases import ASKED
from assessments.rules.questions import Given
from assessments.workflow import assessments, cases, joining, screenings
from assessments.workflow.case_contents import given
from partnerships import saving
from partnerships.models import Council, User
from register.models import Contribution, Matter, Participation, Partnership
from register.models.choices import INVENTED, FigureStatus
from register.workflow import decisions, proposals

DRAFT, CHALLENGED = "Welland Rivers Trust", "Market Harborough Repair Alliance"
AWAITING, APPROVED = "Canal Corridor Partnership", "Rural Broadband Partnership"
REJECTED = "County Food Network Board"
PURPOSES = {
    DRAFT: "Cleaner rivers, and paths along them that people use.",
    CHALLENGED: "A workshop in each market town where things are mended instead of thrown away.",
    AWAITING: "One plan for the towpath, from Foxton to the county boundary.",
    APPROVED: "Broadband for the villages that no company reaches.",
    REJECTED: "Food from the county in its schools and hospitals.",
}
SAID = {
    "added_value": "None of the partners can do it by itself.",
    "similar": "None in the register.",
    "consulted": "The parish councils, and the heads of service.",
    "budget": "in_budget",
    "legal_advice": "not_needed",
    "procurement_note": "A grant. Procurement has cleared it.",
    "subsidy_note": "Below the limit for small amounts.",
    "equality_reason": "Nobody is treated differently by it.",
}


def seed(council: Council, at: datetime) -> None:
    """A draft, one being challenged, one that awaits its bodies, one approved with a condition, one turned down."""
    cases.open_case(proposal(DRAFT, council, at), False, by=lead(), at=at)
    handed_in(proposal(CHALLENGED, council, at), at)
    recorded(put(handed_in(proposal(AWAITING, council, at), at), at).matter, at, bodies=1)
    recorded(put(handed_in(proposal(APPROVED, council, at), at), at).matter, at)
    rejected = put(handed_in(proposal(REJECTED, council, at), at), at)
    recorded(rejected.matter, at, outcome="rejected")
    turned_down = BusinessCase.objects.get(pk=rejected.pk)
    why = {"rejection": "other_leads", "closing_note": "The county council is better placed to lead it."}
    joining.name_rejection(turned_down, why, version=turned_down.version, by=person("policy.officer"), at=at)


def person(name: str) -> User:
    return User.objects.get(email=f"{name}@example.org")


def lead() -> User:
    return person("lead.officer")


def proposal(name: str, council: Council, at: datetime) -> Partnership:
    """Proposed by its lead officer, with hours and money, and found to be a partnership."""
    values = {
        "name": name,
        "function": PURPOSES[name],
        "lead_officer": lead(),
        "head_of_service": person("head.of.service"),
        "exit_impact": "The others would go on; the council would have no say.",
        "entry_reason_note": INVENTED,
    }
    entry = proposals.propose(values, councils=[council], by=lead(), at=at)
    who = {"by": lead(), "at": at, "reason": INVENTED}
    part = entry.participations.get()
    hours = {"officer_hours_per_month": 4, "officer_hours_is_estimate": True, "significance": "desirable"}
    saving.claimed(Participation, part.pk, part.version, hours, **who)
    year = timezone.localdate(at).year
    money = Contribution(participation=part, financial_year=year, amount=1500, status=FigureStatus.ESTIMATE)
    saving.create(money, **who)
    tests = screenings.tests(at).questions.all()
    screenings.screen(entry, [Given(each, True) for each in tests], by=lead(), at=at)
    return Partnership.objects.get(pk=entry.pk)


def handed_in(entry: Partnership, at: datetime) -> BusinessCase:
    """Assessed, written and handed in by its lead officer."""
    for kind in ("risk", "value"):
        made = assessments.start(entry, kind, by=lead(), at=at)
        lines = [line for line in made.criteria.criteria.all() if not line.computed]
        levels = [assessments.Given(line, "medium", INVENTED) for line in lines]
        overall = {"overall": "medium", "difference_reason": INVENTED}
        made = assessments.answer(made, overall, levels, version=made.version, by=lead(), at=at)
        assessments.submit(made, version=made.version, by=lead(), at=at)
    case = cases.open_case(entry, False, by=lead(), at=at)
    answers = [answer(each) for kind in ASKED for each in given(case, at)[str(kind)]]
    case = cases.write(case, SAID, answers, version=case.version, by=lead(), at=at)
    return cases.submit(case, {}, version=case.version, by=lead(), at=at)


def answer(each: Given) -> Given:
    """Yes where that is asked, and a few words."""
    return Given(
        each.question, True if each.question.answer == "yes_no" else None, "" if each.question.fact else INVENTED
    )


def put(case: BusinessCase, at: datetime) -> BusinessCase:
    """Challenged by a policy officer, who has confirmed the assessments."""
    by = person("policy.officer")
    for made in case.partnership.assessments.filter(status="submitted"):
        assessments.confirm(made, version=made.version, by=by, at=at)
    note = {"challenge_note": "The benefits are plain, and the risk is small."}
    return cases.challenge(case, note, version=case.version, by=by, at=at)


def recorded(matter: Matter, at: datetime, outcome: str = "approved", bodies: int = 9) -> None:
    """What the bodies said, typed in by democratic services; the first approval comes with a condition."""
    today = timezone.localdate(at)
    steps = matter.steps.select_related("body").order_by("-part", "position")
    conditions = 1
    for step in steps[: 1 if outcome == "rejected" else bodies]:
        approves = step.part == "approves"
        values = {
            "outcome": outcome if approves else "supported",
            "decided_on": today,
            "takes_effect_on": today,
            "minute": "14/2026",
            "reasons": "Others are better placed to lead it." if outcome == "rejected" else "It serves the plan.",
        }
        condition = {
            "text": "Report on what was reached after a year",
            "owner": lead(),
            "due_on": today + timedelta(365),
        }
        asked = [condition][:conditions] if approves and outcome == "approved" else []
        conditions -= len(asked)
        decisions.record(step, values, asked, by=person("democratic.services"), at=at)

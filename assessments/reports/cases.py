"""A business case for people: its task list, what the register answers, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse

from assessments.models import BusinessCase
from assessments.models.choices import CaseStatus, Fact, QuestionKind
from assessments.permissions.assessments import can_see_assessments
from assessments.reports.known import WHERE, known
from assessments.rules.cases import COMPLETE, PARTS, State, missing
from assessments.rules.questions import Given
from assessments.workflow.case_contents import given, states
from assessments.workflow.cases import CASES, may_write
from assessments.workflow.joining import may_ask_to_join, may_join, may_lapse, may_name_rejection
from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task
from register.models import Partnership
from register.reports.parts import Row, Step

SHOWN = (
    ("open", "Under way"),
    ("returned", "Returned to me"),
    ("challenge", "To be challenged"),
    ("decide", "Awaiting decision"),
    ("join", "Approved, to be joined"),
    ("mine", "Mine to join"),
    ("confirm", "Joined, to be confirmed"),
    ("closed", "Closed"),
)
CLOSED = (CaseStatus.CONCLUDED, CaseStatus.REJECTED, CaseStatus.WITHDRAWN)
TONES = {
    CaseStatus.DRAFT: "grey",
    CaseStatus.SUBMITTED: "blue",
    CaseStatus.RETURNED: "yellow",
    CaseStatus.AWAITING_DECISION: "blue",
    CaseStatus.APPROVED: "green",
    CaseStatus.CONCLUDED: "green",
    CaseStatus.REJECTED: "red",
    CaseStatus.WITHDRAWN: "grey",
}
TITLES = {
    "entry": "What the register knows",
    QuestionKind.CASE: "Questions about the partnership",
    QuestionKind.CONDITIONS: "Eight conditions",
    QuestionKind.KEY_CRITERIA: "Most important criteria",
    QuestionKind.SCREEN: "Law, procurement and subsidy",
    "assessments": "Risk and value",
    **{key: title for key, (title, _) in PARTS.items()},
}
STEPS = (
    ("submit", "Hand it in"),
    ("challenge", "End the challenge and put it to the bodies"),
    ("return", "Return it"),
    ("withdraw", "Take it back"),
)


@dataclass(frozen=True)
class Part:
    """One line of the task list."""

    title: str
    state: State
    url: str

    @property
    def tone(self) -> str:
        return {COMPLETE: "green", "In progress": "blue"}.get(self.state.word, "grey")


@dataclass(frozen=True)
class Answered:
    """One question with its answer, whether somebody gave it here or the register holds it."""

    question: str
    lines: tuple[str, ...]
    source: str
    url: str = ""


@dataclass(frozen=True)
class Page:
    """A business case as one person sees it."""

    case: BusinessCase
    tone: str
    parts: tuple[Part, ...]
    missing: tuple[str, ...]
    facts: tuple[Row, ...]
    steps: tuple[Step, ...]
    answers: tuple[tuple[str, tuple[Answered, ...]], ...]


def page(case: BusinessCase, user, at: datetime, today: date) -> Page:
    """Everything about one business case."""
    found = states(case, at)
    writes = bool(may_write(user, case))
    parts = tuple(Part(TITLES[key], each, address(case, key, writes)) for key, each in found.items())
    open_now = case.status in CASES.transitions["submit"].sources
    asked = given(case, at)
    answers = tuple(
        (TITLES[kind], tuple(answered(case, each) for each in each_kind)) for kind, each_kind in asked.items()
    )
    lacking = tuple(missing(found)) if open_now else ()
    return Page(
        case,
        TONES[CaseStatus(case.status)],
        parts,
        lacking,
        tuple(facts(case)),
        tuple(steps(case, user, today)),
        answers,
    )


def address(case: BusinessCase, key: str, writes: bool) -> str:
    """Where a part is filled in: in the entry, in its assessments, or in the case."""
    reference = case.partnership.reference
    if key == "entry":
        return reverse("register:entry", args=[reference])
    if key == "assessments":
        return reverse("assessments:entry_assessments", args=[reference])
    return reverse("assessments:case_part", args=[case.pk, key]) if writes else ""


def answered(case: BusinessCase, each: Given) -> Answered:
    """A question with what was answered, or with what the register holds."""
    question = each.question
    if question.fact:
        fact = Fact(question.fact)
        url = reverse(f"register:{WHERE[fact]}", args=[case.partnership.reference])
        return Answered(question.text, tuple(known(case.partnership, fact)), question.source, url)
    word = {True: "Yes", False: "No", None: ""}[each.is_yes]
    return Answered(question.text, tuple(filter(None, (word, each.text))), question.source)


def facts(case: BusinessCase) -> Iterator[Row]:
    """What the case says by itself, and what became of it."""
    yield Row("Size", "Large or complex" if case.is_complex else "Small or simple")
    for name in ("added_value", "similar", "consulted", "legal_note", "procurement_note", "subsidy_note"):
        field = BusinessCase._meta.get_field(name)
        yield Row(
            str(field.verbose_name)[:1].upper() + str(field.verbose_name)[1:], getattr(case, name), absent="Not said"
        )
    yield Row("Is the money in the budget", case.get_budget_display(), absent="Not said")
    yield Row("Legal advice", case.get_legal_advice_display(), absent="Not said")
    yield Row("No equality analysis, because", case.equality_reason, absent="Not said")
    if case.return_comment:
        yield Row("What was to be changed", case.return_comment)
    if case.challenge_note:
        yield Row("What the challenge found", case.challenge_note)
    if case.matter_id:
        yield Row("Put to the bodies", "What they decided", url=reverse("register:matter", args=[case.matter_id]))
    if case.join_asked_at:
        words = f"Since {said_day(case.joined_on)}, as {case.join_asked_by} says"
        yield Row("The council has joined", words, note=case.no_document_reason)
    if case.rejection:
        yield Row("Why it went no further", case.get_rejection_display(), note=case.closing_note)


def steps(case: BusinessCase, user, today: date) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    for verb, label in STEPS:
        if case.status in CASES.transitions[verb].sources:
            yield Step(
                label, reverse(f"assessments:case_{verb}", args=[case.pk]), CASES.may_start(user, case, verb).reason
            )
    ends = (
        ("ask_to_join", "Say that the council has joined", may_ask_to_join(user, case)),
        ("join", "Confirm that the council has joined", may_join(user, case)),
        ("lapse", "Let it lapse", may_lapse(user, case, today)),
    )
    if case.status == CaseStatus.APPROVED:
        for verb, label, verdict in ends:
            yield Step(label, reverse(f"assessments:case_{verb}", args=[case.pk]), verdict.reason)
    if may_name_rejection(user, case):
        yield Step("Say why it went no further", reverse("assessments:case_rejection", args=[case.pk]))


def found(user, show: str) -> QuerySet[BusinessCase]:
    """The business cases that the person may read, of one kind; of another word, those under way."""
    cases = BusinessCase.objects.visible_to(user).select_related("partnership", "started_by")
    kinds = {
        "returned": cases.filter(status=CaseStatus.RETURNED, partnership__lead_officer=user),
        "challenge": cases.to_challenge_by(user),
        "decide": cases.filter(status=CaseStatus.AWAITING_DECISION),
        "join": cases.to_join(),
        "mine": cases.to_join_by(user),
        "confirm": cases.to_confirm_by(user),
        "closed": cases.filter(status__in=CLOSED),
    }
    return kinds.get(show, cases.exclude(status__in=CLOSED))


def work(user, today: date) -> Iterator[Task]:
    """Business cases to challenge and partnerships to join, for the policy team; those returned, for who leads."""
    address = reverse("assessments:cases")
    cases = BusinessCase.objects.visible_to(user)
    returned = cases.filter(status=CaseStatus.RETURNED, partnership__lead_officer=user)
    yield Task(
        returned.count(), "Business case returned to you", "Business cases returned to you", f"{address}?show=open"
    )
    yield Task(
        cases.to_join_by(user).count(),
        "Approved partnership of yours to join",
        "Approved partnerships of yours to join",
        f"{address}?show=mine",
    )
    if user.has_role(Role.POLICY_OFFICER):
        waiting = cases.to_challenge_by(user).count()
        yield Task(waiting, "Business case to challenge", "Business cases to challenge", f"{address}?show=challenge")
        yield Task(
            cases.to_confirm_by(user).count(),
            "Partnership that the council has joined, to be confirmed",
            "Partnerships that the council has joined, to be confirmed",
            f"{address}?show=confirm",
        )


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_assessments(user):
        return []
    url = reverse("assessments:entry_cases", args=[entry.reference])
    return [{"key": "cases", "label": "Business case", "url": url}]

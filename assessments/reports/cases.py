"""A business case for people: its task list, what the register answers, and what waits for whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from assessments.models import BusinessCase
from assessments.models.choices import CaseStatus
from assessments.permissions.assessments import can_see_assessments
from assessments.reports import case_text
from assessments.reports.case_text import Answered
from assessments.rules.cases import COMPLETE, PLACES, TITLES, State
from assessments.workflow.case_contents import states, unconfirmed
from assessments.workflow.cases import CASES, may_write
from assessments.workflow.joining import may_ask_to_join, may_join, may_lapse, may_name_rejection
from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task
from register.models import Partnership
from register.reports.parts import Row, Step
from register.workflow import proposals, resting
from register.workflow.resting import stated_budget

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
    is_carried: bool

    @property
    def tone(self) -> str:
        return {COMPLETE: "green", "In progress": "blue"}.get(self.state.word, "grey")


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and the address of the page that mends it."""

    sentence: str
    url: str


@dataclass(frozen=True)
class Page:
    """A business case as one person sees it."""

    case: BusinessCase
    tone: str
    parts: tuple[Part, ...]
    missing: tuple[Lack, ...]
    changed: tuple[tuple[str, str, str], ...]
    rested_on: tuple[str, ...]
    facts: tuple[Row, ...]
    steps: tuple[Step, ...]
    answers: tuple[tuple[str, tuple[Answered, ...]], ...]


def page(case: BusinessCase, user, at: datetime, today: date) -> Page:
    """Everything about one business case."""
    is_open = case.status in CASES.transitions["submit"].sources
    found = states(case, at) if is_open else {}
    writes = bool(may_write(user, case))
    parts = tuple(part(case, key, each, writes, today) for key, each in found.items())
    said = case_text.text(case, at)
    return Page(
        case,
        TONES[CaseStatus(case.status)],
        parts,
        tuple(lacks(case, found, writes, today)),
        tuple(case_text.changed(case, at)),
        tuple(rested_on(case)),
        (*said.rows, *became(case)),
        tuple(steps(case, user, today)),
        said.answers,
    )


def part(case: BusinessCase, key: str, state: State, writes: bool, today: date) -> Part:
    """One line of the task list, with the page where it is filled in."""
    return Part(TITLES[key], state, address(case, key, writes, today), key in case.to_confirm)


def rested_on(case: BusinessCase) -> list[str]:
    """What the route rested on and is otherwise by now, as long as it matters."""
    matter = case.matter
    if matter is None or matter.carried_out_on or matter.withdrawn_at:
        return []
    return [*resting.changes(matter), *([resting.OTHER_ROUTE] if resting.is_other_route(matter) else [])]


def lacks(case: BusinessCase, found: dict[str, State], writes: bool, today: date) -> Iterator[Lack]:
    """Everything that is missing, each with the page that mends it."""
    reference = case.partnership.reference
    for key, each in found.items():
        for sentence in each.missing:
            place = PLACES.get(sentence)
            yield Lack(sentence, reverse(place, args=[reference]) if place else address(case, key, writes, today))


def to_hand_in(case: BusinessCase, at: datetime) -> list[Lack]:
    """What must be there before it is handed in."""
    return [*lacks(case, states(case, at), True, localdate(at))]


def before_the_bodies(case: BusinessCase, today: date) -> list[Lack]:
    """What must be there before it is put to the bodies."""
    url = reverse("assessments:entry_assessments", args=[case.partnership.reference])
    return [Lack(sentence, url) for sentence in unconfirmed(case.partnership, today)]


def before_joining(case: BusinessCase) -> list[Lack]:
    """What must be there before the council has joined."""
    entry = case.partnership
    found = proposals.places_to_join(entry, case.no_document_reason)
    return [Lack(sentence, reverse(place, args=[entry.reference])) for sentence, place in found]


def address(case: BusinessCase, key: str, writes: bool, today: date) -> str:
    """Where a part is filled in: in the entry, in its assessments, or in the case."""
    reference = case.partnership.reference
    if key == "entry":
        return reverse("register:entry", args=[reference])
    if key == "assessments":
        return reverse("assessments:entry_assessments", args=[reference])
    if key == "test":
        return reverse("assessments:entry_screenings", args=[reference])
    if key == "money" and stated_budget(case.partnership, today):
        return reverse("register:money", args=[reference])
    return reverse("assessments:case_part", args=[case.pk, key]) if writes else ""


def became(case: BusinessCase) -> Iterator[Row]:
    """What became of it after it was handed in."""
    if case.submitted_at:
        yield Row("Handed in", f"{said_day(case.submitted_at)} by {case.submitted_by}")
    if case.status not in case_text.OPEN:
        url = reverse("assessments:entry_assessments", args=[case.partnership.reference])
        yield Row("Risk and value", "The assessments", url=url)
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
        "returned": cases.filter(status=CaseStatus.RETURNED).led_by(user),
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
    returned = cases.filter(status=CaseStatus.RETURNED).led_by(user)
    yield Task(returned, "Business case returned to you", "Business cases returned to you", f"{address}?show=open")
    yield Task(
        cases.to_join_by(user),
        "Approved partnership of yours to join",
        "Approved partnerships of yours to join",
        f"{address}?show=mine",
    )
    if user.has_role(Role.POLICY_OFFICER):
        waiting = cases.to_challenge_by(user)
        yield Task(waiting, "Business case to challenge", "Business cases to challenge", f"{address}?show=challenge")
        yield Task(
            cases.to_confirm_by(user),
            "Partnership that the council has joined, to be confirmed",
            "Partnerships that the council has joined, to be confirmed",
            f"{address}?show=confirm",
        )


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not can_see_assessments(user, entry):
        return []
    url = reverse("assessments:entry_cases", args=[entry.reference])
    return [{"key": "cases", "label": "Business case", "url": url}]

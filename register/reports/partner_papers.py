"""Partners' yearly papers for people: where each stands, what was said of it, what waits for whom (SH-04, SH-23)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import money
from partnerships.work import Task, told
from register.models import PaperHearing, PartnerPaper
from register.models.partner_papers import PaperKind, PaperStatus
from register.permissions.decisions import records_decisions
from register.reports.files import Shelf, shelf
from register.reports.parts import Row, Step
from register.rules.partner_papers import HEADINGS, is_overdue, label
from register.workflow.partner_papers import PAPERS, may_complete, may_hear, may_postpone

SHOWN = (
    ("asked", "Asked for"),
    ("overdue", "Overdue"),
    ("mine", "Mine"),
    ("received", "To be heard"),
    ("decided", "Decided"),
    ("taken_back", "No longer asked for"),
)
TONES = {
    PaperStatus.ASKED: "blue",
    PaperStatus.RECEIVED: "yellow",
    PaperStatus.CONSIDERED: "yellow",
    PaperStatus.DECIDED: "green",
    PaperStatus.TAKEN_BACK: "grey",
}


@dataclass(frozen=True)
class PaperRow:
    """One paper in a list."""

    paper: PartnerPaper
    url: str
    tone: str
    is_overdue: bool


def found(user, show: str, today: date) -> QuerySet[PartnerPaper]:
    """The papers that the person may read, of one kind; of another word, those asked for."""
    papers = PartnerPaper.objects.visible_to(user)
    kinds = {
        "overdue": papers.overdue(today),
        "mine": papers.led_by(user).exclude(status=PaperStatus.TAKEN_BACK),
        "received": papers.to_hear(),
        "decided": papers.filter(status=PaperStatus.DECIDED),
        "taken_back": papers.filter(status=PaperStatus.TAKEN_BACK),
    }
    return kinds.get(show, papers.asked())


def rows(papers: QuerySet[PartnerPaper], today: date) -> list[PaperRow]:
    """Papers with whether they are late."""
    return [row(paper, today) for paper in papers.select_related("partnership", "organisation")]


def row(paper: PartnerPaper, today: date) -> PaperRow:
    return PaperRow(paper, address("partner_paper", paper), TONES[PaperStatus(paper.status)], is_overdue(paper, today))


def address(name: str, paper: PartnerPaper) -> str:
    return reverse(f"register:{name}", args=[paper.pk])


@dataclass(frozen=True)
class PaperPage:
    """One paper: its facts, what it says, what bodies said, its files, and what can be done."""

    row: PaperRow
    facts: tuple[Row, ...]
    says: tuple[Row, ...]
    hearings: tuple[PaperHearing, ...]
    shelf: Shelf
    steps: tuple[Step, ...]

    @property
    def silent(self) -> int:
        """Of how many of its headings the paper says nothing."""
        return sum(not row.value for row in self.says)


def page(paper: PartnerPaper, user, today: date) -> PaperPage:
    """One paper as one person sees it."""
    return PaperPage(
        row(paper, today),
        tuple(facts(paper)),
        tuple(says(paper)),
        tuple(paper.hearings.select_related("body")),
        shelf(user, paper),
        tuple(steps(paper, user)),
    )


def facts(paper: PartnerPaper) -> Iterator[Row]:
    yield Row("Of", paper.whose)
    yield Row("Asked for by", str(paper.asked_by), note=said_day(paper.asked_at))
    yield Row("To be handed in by", said_day(paper.due_on))
    yield Row("Received on", paper.received_on and said_day(paper.received_on), absent="Not yet")


def says(paper: PartnerPaper) -> Iterator[Row]:
    """Its headings, once it is here."""
    if paper.status in (PaperStatus.ASKED, PaperStatus.TAKEN_BACK):
        return
    for name in HEADINGS[PaperKind(paper.kind)]:
        yield Row(label(name), getattr(paper, name), absent="The paper says nothing of it")


def steps(paper: PartnerPaper, user) -> Iterator[Step]:
    """What its state allows, each open to this person or with the reason why not."""
    if paper.status == PaperStatus.ASKED:
        yield Step("Record that it came", address("partner_paper_receive", paper), may(user, paper, "receive"))
        yield Step("Change its day", address("partner_paper_postpone", paper), may_postpone(user, paper).reason)
        yield Step("No longer ask for it", address("partner_paper_take_back", paper), may(user, paper, "take_back"))
    elif paper.status != PaperStatus.TAKEN_BACK:
        yield Step("Record what a body said", address("partner_paper_hear", paper), may_hear(user, paper).reason)
        if paper.status != PaperStatus.DECIDED:
            yield Step("Change what it says", address("partner_paper_edit", paper), may_complete(user, paper).reason)


def may(user, paper: PartnerPaper, verb: str) -> str:
    return PAPERS.may_start(user, paper, verb).reason


def outcome(hearing: PaperHearing) -> str:
    """What a body did, with the money, as one line says it."""
    given = f", {money(hearing.amount)}" if hearing.amount is not None else ""
    return f"{hearing.get_part_display()}{given}"


def work(user, today: date) -> Iterator[Task]:
    """Papers to be got from partners one leads; for the policy team those overdue; what waits for a body."""
    papers, list_url = PartnerPaper.objects.visible_to(user), reverse("register:partner_papers")
    papers = papers.select_related("partnership")
    line = told("register:partner_paper", "{0.partnership}: {0}", due="due_on")
    yield Task(
        papers.led_by(user).due_soon(today),
        "Partner’s paper to be got within four weeks",
        "Partners’ papers to be got within four weeks",
        f"{list_url}?show=mine",
        line=line,
    )
    if user.has_role(Role.POLICY_OFFICER):
        yield Task(
            papers.overdue(today),
            "Partner’s paper overdue",
            "Partners’ papers overdue",
            f"{list_url}?show=overdue",
            line=line,
        )
    if records_decisions(user):
        yield Task(
            papers.to_hear(),
            "Partner’s paper waiting for a body",
            "Partners’ papers waiting for a body",
            f"{list_url}?show=received",
        )

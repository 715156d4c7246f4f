"""The page of one agreement: what it says, what it promises, what a renewal would carry on, what can be done."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day, yes_no
from register.models import AgreedOutcome, GoverningDocument, Policy
from register.models.choices import AGREEMENT_KINDS
from register.permissions import can_change_agreement, can_keep_agreements, editing
from register.permissions.entries import Editing
from register.reports.files import Shelf, shelf
from register.reports.parts import Card, Row, Step
from register.rules.agreements import (
    COMING,
    EXPIRED,
    LASTING,
    RENEWAL_DUE,
    Gap,
    gaps,
    is_procurement_open,
    kept,
    standing,
    standing_in_words,
)
from register.rules.sections import SECTIONS
from register.rules.words import number_of
from register.workflow.agreements import AGREEMENTS, may_renew

Status = GoverningDocument.Status
TONES = {
    Status.DRAFT: "yellow",
    Status.IN_FORCE: "green",
    Status.RENEWED: "grey",
    Status.TERMINATED: "grey",
    RENEWAL_DUE: "yellow",
    EXPIRED: "red",
    COMING: "blue",
    LASTING: "green",
}
PROCUREMENT_OPEN = "Procurement unclear"


@dataclass(frozen=True)
class OutcomeRow:
    """One outcome, and where it is changed."""

    text: str
    theme: str
    where: str
    change_url: str = ""
    remove_url: str = ""
    put_back_url: str = ""


@dataclass(frozen=True)
class Mend:
    """One gap of the checklist, and the page that mends it for this person, if there is one."""

    sentence: str
    url: str = ""


@dataclass(frozen=True)
class AgreementPage:
    """One agreement or other document, as one person sees it."""

    document: GoverningDocument
    tags: tuple[tuple[str, str], ...]
    facts: Card
    outcomes: tuple[OutcomeRow, ...]
    removed_outcomes: tuple[OutcomeRow, ...]
    updated: str
    add_outcome_url: str
    confirm_url: str
    mends: tuple[Mend, ...]
    shelf: Shelf
    steps: tuple[Step, ...]

    @property
    def is_agreement(self) -> bool:
        """Documents of other kinds promise nothing for a time: they have files, and no outcomes or checklist."""
        return self.document.kind in AGREEMENT_KINDS

    @property
    def actions(self) -> list[Step]:
        return [step for step in self.steps if not step.refusal]

    @property
    def refusals(self) -> list[tuple[str, str]]:
        return [(step.label, step.refusal) for step in self.steps if step.refusal]

    @property
    def gaps_in_words(self) -> str:
        return number_of(len(self.mends), "gap")


def tags(document: GoverningDocument, today: date, policy: Policy) -> tuple[tuple[str, str], ...]:
    """Its standing and what is open: (words, tone)."""
    now = standing(document, today, policy)
    marks = (
        (True, standing_in_words(document, now), TONES[now]),
        (is_procurement_open(document), PROCUREMENT_OPEN, "orange"),
        (document.removed_at is not None, "Taken off the entry", "grey"),
    )
    return tuple((words, tone) for holds, words, tone in marks if holds)


def build(document: GoverningDocument, user, today: date, policy: Policy) -> AgreementPage:
    """The page for a person on a day."""
    may_change = can_change_agreement(user, document)
    outcomes = list(document.outcomes.all())
    pages = Pages(document, editing(user, document.partnership), bool(may_change))
    return AgreementPage(
        document,
        tags(document, today, policy),
        Card(
            "What it says",
            rows(document, user),
            "facts",
            pages.document_url() if can_keep_agreements(user, document.partnership) else "",
        ),
        tuple(outcome_row(each, bool(may_change)) for each in outcomes if each.removed_at is None),
        tuple(outcome_row(each, bool(may_change)) for each in outcomes if each.removed_at is not None),
        day(document.outcomes_updated_on),
        address("agreement_outcome_add", document) if may_change else "",
        address("agreement_confirm", document) if may_change and kept(outcomes) else "",
        checklist(document, pages, today, policy),
        shelf(user, document),
        steps(document, user),
    )


def address(name: str, document: GoverningDocument | AgreedOutcome) -> str:
    return reverse(f"register:{name}", args=[document.pk])


def rows(document: GoverningDocument, user) -> tuple[Row, ...]:
    """The facts of the document."""
    notice = document.notice_months
    found = [
        Row("Kind", document.get_kind_display()),
        Row("Holds from", known(document.starts_on)),
        Row("Ends on", known(document.ends_on), note=as_typed(document)),
        Row("Notice", "" if notice is None else number_of(notice, "month") if notice else "None"),
        Row("Made from the standard template", yes_no(document.is_standard)),
        Row("Under procurement rules", document.get_procurement_display(), absent="Not looked at"),
        Row("Cleared by legal or procurement", known(document.procurement_cleared_on), absent="Not cleared"),
        Row("Where it is kept", document.link, url=document.link, absent="No link"),
        Row("Note", document.note, absent="None"),
    ]
    return (*found, *family(document), *ending(document))


def known(value: date | None) -> str:
    return day(value) if value else ""


def as_typed(document: GoverningDocument) -> str:
    return f"Typed as: {document.dates_as_typed}" if document.dates_as_typed and not document.ends_on else ""


def family(document: GoverningDocument) -> list[Row]:
    """What it renews, and what renews it."""
    later = GoverningDocument.objects.filter(renews=document).first()
    pairs = (("Renews", document.renews), ("Renewed by", later if later and later.removed_at is None else None))
    return [Row(label, str(other), url=address("agreement", other)) for label, other in pairs if other]


def ending(document: GoverningDocument) -> list[Row]:
    if document.status != Status.TERMINATED:
        return []
    return [Row("Terminated on", day(document.terminated_on)), Row("Why", document.terminated_reason)]


def outcome_row(outcome: AgreedOutcome, may_change: bool) -> OutcomeRow:
    theme = str(outcome.theme or "")
    if not may_change:
        return OutcomeRow(outcome.text, theme, outcome.localities)
    if outcome.removed_at is not None:
        return OutcomeRow(
            outcome.text, theme, outcome.localities, put_back_url=address("agreement_outcome_put_back", outcome)
        )
    urls = (address(f"agreement_outcome_{verb}", outcome) for verb in ("edit", "remove"))
    return OutcomeRow(outcome.text, theme, outcome.localities, *urls)


@dataclass(frozen=True)
class Pages:
    """The pages that mend the gaps of one agreement, as far as one person may open them."""

    document: GoverningDocument
    editing: Editing
    may_change: bool

    def document_url(self) -> str:
        entry = self.document.partnership
        return reverse("register:line_edit", args=[entry.reference, "documents", self.document.pk])

    def of(self, gap: Gap) -> str:
        """Where a gap is mended; empty where this person may not mend it."""
        own = {
            "outcomes": lambda: address("agreement_outcome_add", self.document),
            "outcome": lambda: reverse("register:agreement_outcome_edit", args=[gap.key]) + self.box(gap),
            "confirm": lambda: address("agreement_confirm", self.document),
            "document": lambda: self.document_url() + self.box(gap),
            "files": lambda: address("document_file_add", self.document),
        }
        if gap.place in own:
            return own[gap.place]() if self.may_change else ""
        return self.of_entry(gap)

    def of_entry(self, gap: Gap) -> str:
        reference = self.document.partnership.reference
        if gap.place == "people":
            return reverse("register:people", args=[reference]) if self.editing.rest else ""
        if not self.editing.fields(SECTIONS[gap.place].fields):
            return ""
        return reverse("register:edit", args=[reference, gap.place]) + self.box(gap)

    def box(self, gap: Gap) -> str:
        return f"#div_id_{gap.field}" if gap.field else ""


def checklist(document: GoverningDocument, pages: Pages, today: date, policy: Policy) -> tuple[Mend, ...]:
    """The gaps of an agreement that stands, each with the page that mends it (SH-18, SH-32)."""
    if document.kind not in AGREEMENT_KINDS or document.status not in (Status.DRAFT, Status.IN_FORCE):
        return ()
    return tuple(Mend(gap.sentence, pages.of(gap)) for gap in gaps(document, today, policy))


STEPS = (
    ("put_in_force", "Put in force", "agreement_put_in_force"),
    ("terminate", "Terminate", "agreement_terminate"),
)


def steps(document: GoverningDocument, user) -> tuple[Step, ...]:
    """The steps that its status allows; to who may not take them, with the reason why."""
    found = [
        Step(label, address(name, document), AGREEMENTS.may_start(user, document, verb).reason)
        for verb, label, name in STEPS
        if document.status in AGREEMENTS.transitions[verb].sources
    ]
    renewal = may_renew(user, document)
    if renewal or document.status == Status.IN_FORCE:
        found.insert(0, Step("Renew", address("agreement_renew", document), renewal.reason))
    return tuple(found)

"""Every write about a committee paper, in the order of its life: draft, edit, issue, correct, download."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from partnerships.events import log
from partnerships.machine import Machine, Transition
from partnerships.models import Council, Event, Sequence
from partnerships.saving import Edit, claimed, claimed_many, create
from partnerships.storage import stored
from partnerships.verdict import Refused, require
from register.models import Policy
from reviews import permissions, rendering
from reviews.models import CommitteePaper, Edition, ExitStrategy, PaperImplication
from reviews.models.papers import random_name
from reviews.permissions.exits import can_draft_exit_paper
from reviews.reports import frozen, register_report
from reviews.reports import papers as reports
from reviews.rules.exits import implied
from reviews.rules.papers import implication_headings, missing_sentences
from reviews.workflow import editions, paper_files

Status = CommitteePaper.Status
COPIED = (
    "kind", "edition", "exit_strategy", "council", "title", "body", "meeting_on", "originator", "where_from",
    "where_to_next",
    "status_line", "route", "template", "portfolio_area", "wards_affected", "is_urgent", "approval", "next_steps_on",
    "author", "author_role", "contact",
    "objective", "outcome_sought", "background", "discussion", "next_steps", "consulted", "background_papers",
    "previous_reports", "is_sensitive", "financial_year", "by_theme",
    "prints_activity",
)  # fmt: skip
DAMAGED = "The stored file of {} is not the one that was issued, so it is not handed out. Tell the policy team."

PAPERS = Machine(
    CommitteePaper,
    "paper",
    Status.DRAFT,
    Transition(
        "issue",
        "issued",
        (Status.DRAFT,),
        Status.ISSUED,
        permissions.can_issue_paper,
        missing_sentences,
        stamp="issued",
    ),
    Transition("supersede", "superseded", (Status.ISSUED,), Status.SUPERSEDED, permissions.can_issue_paper),
)


def draft(values: Mapping[str, Any], council: Council, *, by, at: datetime) -> CommitteePaper:
    """Begin a paper, with a row for each of the policy's implications, unanswered but for what an exit strategy says.

    Returns it with its reference.
    """
    require(permissions.can_draft_paper(by))
    with transaction.atomic():
        paper = make({**values, "council": council}, by=by, at=at)
        policy = Policy.objects.filter(is_current=True).first()
        for position, heading in enumerate(implication_headings(policy.implications if policy else []), 1):
            text = implied(paper.exit_strategy, heading) if paper.is_exit_report else ""
            create(PaperImplication(paper=paper, heading=heading, text=text, position=position), by=by, at=at)
    return paper


def draft_on(edition: Edition, values: Mapping[str, Any], council: Council, *, by, at: datetime) -> CommitteePaper:
    """Begin the report on an edition's round. Every figure of it is the edition's (SH-30, H14-44)."""
    kept = {**values, "kind": CommitteePaper.Kind.ROUND_REPORT, "edition": edition}
    return draft(kept, council, by=by, at=at)


def draft_on_exit(
    strategy: ExitStrategy, values: Mapping[str, Any], council: Council, *, by, at: datetime
) -> CommitteePaper:
    """Begin the paper by which an exit strategy goes before a meeting, in the text that bodies approve (B15-42)."""
    require(can_draft_exit_paper(by, strategy))
    kept = {**values, "kind": CommitteePaper.Kind.EXIT_REPORT, "exit_strategy": strategy}
    return draft(kept, council, by=by, at=at)


def make(values: Mapping[str, Any], *, by, at: datetime) -> CommitteePaper:
    reference = Sequence.take("CP")[0]
    return create(CommitteePaper(reference=reference, drafted_at=at, drafted_by=by, **values), by=by, at=at)


def edit(paper: CommitteePaper, changes: Mapping[str, Any], *, version: int, by, at: datetime) -> CommitteePaper:
    """Change a draft that was read at `version`. Raises Refused, Conflict or ValidationError."""

    def still_a_draft(current: CommitteePaper) -> None:
        require(permissions.can_edit_paper(by, current))

    require(permissions.can_edit_paper(by, paper))
    return claimed(CommitteePaper, paper.pk, version, changes, by=by, at=at, guard=still_a_draft)


def answer_implications(paper: CommitteePaper, edits: list[Edit], *, by, at: datetime) -> list[PaperImplication]:
    """Answer some of a draft's implications, each read at its version."""
    require(permissions.can_edit_paper(by, paper))
    return claimed_many(PaperImplication, edits, by=by, at=at)


def issue(paper: CommitteePaper, *, version: int, seen: str = "", as_of: date, by, at: datetime) -> CommitteePaper:
    """Issue a draft: the report is frozen, printed and stored with its hash; a paper that it corrects is superseded.

    `seen` is the digest of the report that the person looked at; where the register has changed since, Refused says so.
    Raises Refused with what is missing, or where the edition that it is about was altered, Conflict when somebody
    edited the paper meanwhile, PdfUnavailable.
    """
    if not (verdict := PAPERS.verdict(by, paper, "issue")):
        raise Refused(verdict.reason)
    if paper.edition and (found := editions.faults(paper.edition)):
        raise Refused(" ".join([*found, "No report on it is issued as long as that stands."]))
    draft_report = reports.build(paper, as_of=as_of)
    if seen and frozen.digest(draft_report) != seen:
        raise Refused("The register or the paper changed since you looked. Read the paper again, then issue it.")
    report = register_report.issued(draft_report)
    content = rendering.printed(report)
    with stored(random_name(paper, ""), content) as name, transaction.atomic():
        changes = {
            "as_of": report.as_of,
            "frozen": frozen.freeze(report),
            "pdf": name,
            "pdf_sha256": hashlib.sha256(content).hexdigest(),
            "pdf_bytes": len(content),
            "pdf_pages": rendering.page_count(content),
        }
        issued = PAPERS.perform("issue", paper, by=by, at=at, version=version, changes=changes)
        if issued.supersedes_id:
            PAPERS.perform("supersede", issued.supersedes, by=by, at=at, reason=f"Corrected by {issued.reference}")
        log(Event.Kind.PAPER_ISSUED, issued.subject, by=by, at=at, sha256=issued.pdf_sha256, pages=issued.pdf_pages)
    return issued


def correct(paper: CommitteePaper, reason: str, *, by, at: datetime) -> CommitteePaper:
    """Begin a correction of an issued paper: a draft that starts from its words and, once issued, takes its place."""
    require(permissions.can_correct_paper(by, paper))
    with transaction.atomic():
        values = {name: getattr(paper, name) for name in COPIED}
        correction = make({**values, "supersedes": paper, "correction_reason": reason}, by=by, at=at)
        for old in paper.implications.all():
            create(
                PaperImplication(
                    paper=correction, heading=old.heading, text=old.text, is_none=old.is_none, position=old.position
                ),
                by=by,
                at=at,
            )
        paper_files.carry_over(paper, correction, by=by, at=at)
    return correction


def download(paper: CommitteePaper, *, as_of: date, by, at: datetime) -> bytes:
    """The PDF: the stored file of an issued paper, its hash compared, which is noted in the log; a draft as it stands,
    which is only another look at the page and is not.
    """
    if not paper.pdf:
        return rendering.printed(reports.build(paper, as_of=as_of))
    content = stored_file(paper)
    log(Event.Kind.DOWNLOADED, paper.subject, by=by, at=at, status=paper.status, bytes=len(content))
    return content


def stored_file(paper: CommitteePaper) -> bytes:
    """The bytes that were issued. Raises Refused where the file is lost or is another one."""
    try:
        with paper.pdf.open() as file:
            content = file.read()
    except OSError as error:
        raise Refused(DAMAGED.format(paper.reference)) from error
    if hashlib.sha256(content).hexdigest() != paper.pdf_sha256:
        raise Refused(DAMAGED.format(paper.reference))
    return content

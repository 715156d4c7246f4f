"""Committee papers for tests, made by walking the workflow."""

from datetime import date, datetime

from partnerships.saving import Edit
from reviews.models import CommitteePaper
from reviews.workflow import papers
from tests.factories import NOW
from tests.reviews import harborough

MEETING = date(2014, 1, 16)
AS_OF = date(2014, 1, 6)


def draft(*, by, at: datetime = NOW, **values) -> CommitteePaper:
    """A register report for Harborough's scrutiny panel that only has its header and no answer on implications."""
    header = {
        "title": "Partnership register",
        "body": harborough.body(),
        "meeting_on": MEETING,
        "originator": "Head of Policy, Performance & Partnerships",
        "where_from": harborough.body("Scrutiny Commission"),
        "where_to_next": harborough.body("Executive"),
        "objective": "To consider the register.",
        "outcome_sought": "Members consider the register for approval by the Executive.",
    }
    return papers.draft({**header, **values}, by.council, by=by, at=at)


def ready(*, by, at: datetime = NOW, **values) -> CommitteePaper:
    """A draft that lacks nothing of its own."""
    paper = draft(by=by, at=at, **values)
    edits = [Edit(row.pk, row.version, {"is_none": True}) for row in paper.implications.all()]
    papers.answer_implications(paper, edits, by=by, at=at)
    return paper


def issued(*, by, at: datetime = NOW, **values) -> CommitteePaper:
    """A paper that has been issued."""
    paper = ready(by=by, at=at, **values)
    return papers.issue(paper, version=paper.version, as_of=AS_OF, by=by, at=at)

"""The report of a committee paper, whatever its kind: as issued, or as a draft would be now."""

from datetime import date

from reviews.models import CommitteePaper
from reviews.reports import exit_report, frozen, register_report, round_report
from reviews.reports.shapes import RegisterReport

BUILDERS = {
    CommitteePaper.Kind.REGISTER_REPORT: register_report.build,
    CommitteePaper.Kind.ROUND_REPORT: round_report.build,
    CommitteePaper.Kind.EXIT_REPORT: exit_report.build,
}


def report(paper: CommitteePaper, *, as_of: date) -> RegisterReport:
    """The report as issued, where it was issued; else drawn up anew, on this day."""
    return frozen.thaw(RegisterReport, paper.frozen) if paper.frozen else build(paper, as_of=as_of)


def build(paper: CommitteePaper, *, as_of: date) -> RegisterReport:
    """The report of a draft: from the register as it stands, or from the edition or exit strategy that it is about."""
    return BUILDERS[CommitteePaper.Kind(paper.kind)](paper, as_of=as_of)

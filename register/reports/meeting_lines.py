"""Meetings, reports, summaries, recipients and lines of the reporting programme in words."""

from partnerships.templatetags.council import day, financial_year
from register.models import ActivitySummary, Meeting, MeetingReport, ProgrammeItem, Recipient

Words = tuple[str, tuple[str, ...], str]


def said(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def meeting(line: Meeting) -> Words:
    return str(line), said(line.place, line.decisions, line.notes), ""


def report(line: MeetingReport) -> Words:
    there = "" if line.attended else "Did not attend"
    return str(line), said(there, line.points, line.decision_needed), ""


def summary(line: ActivitySummary) -> Words:
    return financial_year(line.financial_year), said(*line.text.splitlines()), ""


def recipient(line: Recipient) -> Words:
    kind = "Internal group" if line.group_id else ""
    return line.who(), said(line.get_direction_display(), kind, line.note), ""


def programme_item(line: ProgrammeItem) -> Words:
    who = line.responsible.full_name if line.responsible else line.responsible_post
    return (
        str(line),
        said(
            f"First due on {day(line.first_due_on)}",
            who and f"Who reports: {who}",
            line.body and f"Submitted to: {line.body}",
            line.note,
        ),
        "",
    )

"""Every write about reports of the programme: submitted, received, noted (B15-37)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone

from partnerships.machine import Machine, Transition
from partnerships.saving import create
from partnerships.verdict import require
from register import permissions
from register.models import ProgrammeItem, ProgrammeReport
from register.rules.programme import may_be_submitted

Status = ProgrammeReport.Status


def day_received(report: ProgrammeReport) -> list[str]:
    """What must be said of a report that a body received."""
    return [] if report.received_on else ["Say on which day the body received the report."]


def day_and_minute(report: ProgrammeReport) -> list[str]:
    """What must be said of a report that a body noted."""
    if report.noted_on and report.noted_minute:
        return []
    return ["Say on which day the report was noted, and in which minute."]


PROGRAMME = Machine(
    ProgrammeReport,
    "report",
    Status.SUBMITTED,
    Transition(
        "receive", "received", (Status.SUBMITTED,), Status.RECEIVED, permissions.can_record_receipt, day_received
    ),
    Transition("note", "noted", (Status.RECEIVED,), Status.NOTED, permissions.can_record_receipt, day_and_minute),
)


def submit(item: ProgrammeItem, due_on: date, text: str, *, by, at: datetime) -> ProgrammeReport:
    """Submit the report that is due on a day. Raises Refused, or ValidationError where none is due on that day."""
    require(permissions.can_submit_programme_report(by, item))
    last = item.reports.aggregate(last=Max("due_on"))["last"]
    if due_on not in may_be_submitted(item.first_due_on, item.every_months, last, timezone.localdate(at)):
        raise ValidationError("No report is due on that day, or it has been submitted. Choose another day.")
    report = ProgrammeReport(item=item, due_on=due_on, text=text, submitted_at=at, submitted_by=by)
    return create(report, by=by, at=at)


def receive(
    report: ProgrammeReport, received_on: date, minute: str, *, version: int, by, at: datetime
) -> ProgrammeReport:
    """Record that the body received a report."""
    changes = {"received_on": received_on, "minute": minute}
    return PROGRAMME.perform("receive", report, by=by, at=at, version=version, changes=changes)


def note(report: ProgrammeReport, noted_on: date, minute: str, *, version: int, by, at: datetime) -> ProgrammeReport:
    """Record that the body noted a report that it had received."""
    changes = {"noted_on": noted_on, "noted_minute": minute}
    return PROGRAMME.perform("note", report, by=by, at=at, version=version, changes=changes)

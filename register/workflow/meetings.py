"""Every write about meetings that is no plain line: reporting back from one, and dealing with what was asked for."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnerships import mail
from partnerships.saving import claimed, create
from partnerships.verdict import require
from register import permissions
from register.models import Meeting, MeetingReport, Partnership
from register.rules.activity import STILL_TO_COME
from register.rules.words import long_day

REPORTED = "You have reported on the meeting of {} already. Change that report instead."


def report_back(
    entry: Partnership, of: Meeting | date, values: Mapping[str, Any], *, by, at: datetime
) -> MeetingReport:
    """What somebody says after a meeting that the register knows, or of a day on which it gets one (H11-05).

    `values` are attended, points, decision_needed and hours. Saying the very same again, as a second press of the
    button does, saves nothing more. Raises Refused, or ValidationError where the person has said something else before.
    """
    require(permissions.can_keep_meetings(by, entry))
    with transaction.atomic():
        Partnership._base_manager.select_for_update().get(pk=entry.pk)
        meeting = of if isinstance(of, Meeting) else of_day(entry, of, by=by, at=at)
        mine = MeetingReport.objects.filter(meeting=meeting, person=by, removed_at__isnull=True).first()
        if mine and mine.reported_at:
            if all(getattr(mine, name) == value for name, value in values.items()):
                return mine
            raise ValidationError(REPORTED.format(long_day(meeting.held_on)), params={"report": mine.pk})
        report = said(mine or MeetingReport(meeting=meeting, person=by), values, by=by, at=at)
        tell_lead(report, by=by, at=at)
    return report


def of_day(entry: Partnership, day: date, *, by, at: datetime) -> Meeting:
    """The meeting of a day; made when the register knows of none."""
    if day > timezone.localdate(at):
        raise ValidationError({"held_on": STILL_TO_COME})
    known = entry.meetings.filter(held_on=day, removed_at__isnull=True).first()
    return known or create(Meeting(partnership=entry, held_on=day), by=by, at=at)


def said(report: MeetingReport, values: Mapping[str, Any], *, by, at: datetime) -> MeetingReport:
    """The words of the person themselves: in a new row, or in the one that noted their attendance."""
    seat = report.meeting.partnership.seats.filter(holder=by, removed_at__isnull=True).first()
    values = {**values, "seat": seat, "reported_at": at}
    if report.pk:
        return claimed(MeetingReport, report.pk, report.version, values, by=by, at=at)
    for name, value in values.items():
        setattr(report, name, value)
    return create(report, by=by, at=at)


def tell_lead(report: MeetingReport, *, by, at: datetime) -> None:
    """An e-mail to the lead officer, once, where a decision is needed. It names the entry and quotes nothing."""
    entry = report.meeting.partnership
    lead = entry.lead_officer
    if report.decision_needed and lead and lead.is_active and lead != by:
        path = reverse("register:meetings", args=[entry.reference])
        mail.write(lead, "decision_needed", key=f"decision-needed-{report.pk}", at=at, name=entry.name, path=path)


def deal(report: MeetingReport, outcome: str, *, version: int, by, at: datetime) -> MeetingReport:
    """The lead officer says what came of the decision that was needed; it no longer waits for anybody."""

    def still_waits(current: MeetingReport) -> None:
        require(permissions.can_deal_with_decision(by, current))
        if current.dealt_at or not current.decision_needed:
            raise ValidationError("This decision has been dealt with already, or is no longer asked for.")

    changes = {"outcome": outcome, "dealt_at": at, "dealt_by": by}
    return claimed(MeetingReport, report.pk, version, changes, by=by, at=at, guard=still_waits)

"""Meetings of a partnership, what those who attended report back, and the year in a few words (H11-05, H11-06)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from register.models.base import Removable, paired
from register.models.people import Seat
from register.querysets import MeetingQuerySet, MeetingReportQuerySet


class Meeting(Removable):
    """One meeting: when, its notes, what was decided, and whether the representatives were briefed (B15-38)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField("date of the meeting")
    title = models.CharField("what kind of meeting", max_length=160, blank=True)
    place = models.CharField(max_length=160, blank=True)
    others_present = models.CharField("others who attended", max_length=300, blank=True)
    notes = models.TextField(blank=True)
    decisions = models.TextField("what was decided, and who does what", blank=True)
    papers_link = models.URLField("where the papers are", max_length=500, blank=True)
    briefing = models.TextField("briefing for the representatives", blank=True)
    briefed_on = models.DateField("representatives briefed on", null=True, blank=True)

    objects = MeetingQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(briefed_on__isnull=True) | Q(briefed_on__lte=models.F("held_on")),
                name="briefed_before_the_meeting",
                violation_error_message="The briefing is dated after the meeting. Correct one of the two dates.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or 'Meeting'} of {self.held_on:%-d %B %Y}"


class MeetingReport(Removable):
    """What one representative says after a meeting: two minutes, on a phone.

    One row also is the attendance of that person: did they attend, and how many hours did it take.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="meeting_reports")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="reports")
    attended = models.BooleanField("attended", default=True)
    points = models.TextField("what the council should know", blank=True)
    decision_needed = models.TextField("decision needed from the council", blank=True)
    hours = models.DecimalField(
        "hours, with preparation and travel",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(200)],
    )
    reported_at = models.DateTimeField("reported by the person themselves", null=True, blank=True, editable=False)
    dealt_at = models.DateTimeField("decision dealt with", null=True, blank=True, editable=False)
    dealt_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField("what came of it", max_length=300, blank=True)

    objects = MeetingReportQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            paired("dealt"),
            models.CheckConstraint(
                condition=Q(dealt_at__isnull=True) | (~Q(decision_needed="") & ~Q(outcome="")),
                name="dealt_with_and_what_came_of_it",
                violation_error_message="Say what came of the decision that was needed.",
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=Q(removed_at__isnull=True),
                name="one_report_each",
                violation_error_message="This person has reported on that meeting already. Change the report instead.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.meeting}"

    def subject_ids(self) -> set[int]:
        return {self.meeting.partnership_id}


class ActivitySummary(Removable):
    """What a partnership did in a year, in a few sentences; one for each year (H11-06)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="summaries")
    financial_year = models.PositiveSmallIntegerField(validators=[MinValueValidator(1974), MaxValueValidator(2100)])
    text = models.TextField("what it did")

    history = History()

    class Meta:
        ordering = ["-financial_year"]
        verbose_name_plural = "activity summaries"
        constraints = [
            paired("removed"),
            models.UniqueConstraint(
                fields=["partnership", "financial_year"],
                condition=Q(removed_at__isnull=True),
                name="one_summary_a_year",
                violation_error_message="This year has a summary already. Change that one instead.",
            ),
        ]

    def __str__(self) -> str:
        return f"Activity in {self.financial_year}"

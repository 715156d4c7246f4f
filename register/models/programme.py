"""The reporting programme: how often, by whom, to where; and each report that fell due (B15-37)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import Removable, paired
from register.models.lists import Body
from register.querysets import OfEntryQuerySet


class ProgrammeItem(Removable):
    """One line of the programme: every so many months, somebody reports on a partnership to a body."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="programme")
    every_months = models.PositiveSmallIntegerField(
        "every … months", default=12, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    first_due_on = models.DateField("first report due on")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports_on",
        verbose_name="who reports",
    )
    responsible_post = models.CharField("post, if nobody is named", max_length=160, blank=True)
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="programme", verbose_name="submitted to"
    )
    note = models.CharField("what the report covers", max_length=300, blank=True)

    objects = OfEntryQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["first_due_on", "pk"]
        verbose_name = "line of the reporting programme"
        verbose_name_plural = "reporting programme"
        indexes = [models.Index(fields=["removed_at", "first_due_on"], name="programme_due")]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(every_months__gte=1),
                name="reports_at_least_monthly",
                violation_error_message="Say after how many months the next report is due: 1 or more.",
            ),
        ]

    def __str__(self) -> str:
        return f"Every {self.every_months} months" if self.every_months > 1 else "Every month"


class ProgrammeReport(Versioned):
    """One report of the programme that was submitted. What is due and not submitted is computed, never stored."""

    class Status(models.TextChoices):
        SUBMITTED = "submitted", "Submitted"
        RECEIVED = "received", "Received"
        NOTED = "noted", "Noted"

    item = models.ForeignKey(ProgrammeItem, on_delete=models.PROTECT, related_name="reports")
    due_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SUBMITTED, editable=False)
    text = models.TextField("the report, or where it is", blank=True)
    submitted_at = models.DateTimeField(editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    received_on = models.DateField("received on", null=True, blank=True)
    minute = models.CharField("minute reference", max_length=120, blank=True)
    noted_on = models.DateField("noted on", null=True, blank=True)
    noted_minute = models.CharField("minute that notes it", max_length=120, blank=True)

    history = History()

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "due_on"],
                name="reported_once",
                violation_error_message="The report due on this day has been submitted already.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["submitted", "received", "noted"]),
                name="programme_report_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(status="submitted") | Q(received_on__isnull=False),
                name="received_report_has_a_day",
                violation_error_message="Say on which day the body received the report.",
            ),
            models.CheckConstraint(
                condition=~Q(status="noted") | (Q(noted_on__isnull=False) & ~Q(noted_minute="")),
                name="noted_report_has_day_and_minute",
                violation_error_message="Say on which day the report was noted, and in which minute.",
            ),
            models.CheckConstraint(
                condition=Q(noted_on__isnull=True) | Q(noted_on__gte=models.F("received_on")),
                name="noted_after_received",
                violation_error_message="A report is noted after it was received, not before. Correct the day.",
            ),
        ]

    def __str__(self) -> str:
        return f"Report due on {self.due_on:%-d %B %Y}"

    def subject_ids(self) -> set[int]:
        return {self.item.partnership_id}

"""What the lead officer of a selected partnership says of its performance each quarter (SH-14).

It is asked for by the policy's line for returns, waits from the day on which its months are over, and is kept beside
the partner's own papers.
"""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, optional, paired
from register.querysets import PerformanceReturnQuerySet


class Progress(models.TextChoices):
    """How it goes, against what was planned."""

    PLANNED = "planned", "As planned"
    PARTLY = "partly", "Behind in part"
    BEHIND = "behind", "Well behind"


class ReturnStatus(models.TextChoices):
    ASKED = "asked", "Asked for"
    RECORDED = "recorded", "Recorded"


class PerformanceReturn(Versioned):
    """One partnership's months, from the day on which they begin to the day on which they end."""

    noun = "performance return"

    partnership = models.ForeignKey(
        "register.Partnership", on_delete=models.PROTECT, related_name="performance_returns", editable=False
    )
    starts_on = models.DateField("from", editable=False)
    ends_on = models.DateField("to", editable=False)
    due_on = models.DateField("to be recorded by", editable=False)
    asked_because = models.CharField("why it is asked for", max_length=300, editable=False)
    status = models.CharField(
        max_length=10, choices=ReturnStatus.choices, default=ReturnStatus.ASKED, editable=False, db_index=True
    )
    progress = optional(Progress, verbose_name="how it goes")
    achieved = models.TextField("what was achieved", blank=True)
    measured = models.TextField("how it did against its measures", blank=True)
    concerns = models.TextField("what is behind, and what is done about it", blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PerformanceReturnQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            paired("recorded"),
            chosen("progress", Progress),
            chosen("status", ReturnStatus),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")) & Q(due_on__gt=F("ends_on")),
                name="performance_days_in_order",
                violation_error_message="It is due after its months, which end after they begin.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "starts_on"],
                name="performance_return_once",
                violation_error_message="A performance return of these months is asked for already.",
            ),
        ]

    @property
    def comes_on(self) -> date:
        """From which day it can be recorded: its months are over."""
        return self.ends_on + timedelta(days=1)

    def __str__(self) -> str:
        return f"Performance, {self.starts_on:%B %Y} to {self.ends_on:%B %Y}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}

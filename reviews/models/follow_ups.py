"""Looking again whether a recommendation worked: when, what its owner reports, what is recorded (H14-28)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, optional, paired
from reviews.models.choices import FollowUpKind, FollowUpOutcome, FollowUpStatus
from reviews.models.recommendations import PERSON, Recommendation
from reviews.querysets import FollowUpQuerySet


class FollowUp(Versioned):
    """One look at an approved recommendation. `due_on` is its day; for an event or a condition, when to ask again."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(max_length=10, choices=FollowUpKind.choices)
    status = models.CharField(
        max_length=10, choices=FollowUpStatus.choices, default=FollowUpStatus.WAITING, editable=False
    )
    counted_from = models.DateField("counted from")
    due_on = models.DateField("due on", null=True, blank=True)
    meetings = models.PositiveSmallIntegerField("after … meetings", null=True, blank=True)
    until = models.CharField("event, or condition", max_length=200, blank=True)
    report = models.TextField("how it went", blank=True)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    outcome = optional(FollowUpOutcome)
    outcome_note = models.TextField("why", blank=True)
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = FollowUpQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("reported"),
            paired("recorded"),
            chosen("kind", FollowUpKind),
            chosen("status", FollowUpStatus),
            chosen("outcome", FollowUpOutcome),
            models.UniqueConstraint(
                fields=["recommendation"],
                condition=Q(status__in=[FollowUpStatus.WAITING, FollowUpStatus.REPORTED]),
                name="one_open_follow_up",
                violation_error_message="A follow-up of this recommendation is open already.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=False) | Q(meetings__isnull=False),
                name="follow_up_has_a_day_or_meetings",
                violation_error_message="Say on which day, or after how many meetings, it is followed up.",
            ),
            models.CheckConstraint(
                condition=~Q(status=FollowUpStatus.RECORDED) | ~Q(outcome=""),
                name="follow_up_recorded_with_outcome",
                violation_error_message="Choose what came of it.",
            ),
        ]

    def __str__(self) -> str:
        return f"Follow-up of {self.recommendation.reference}"

    def subject_ids(self) -> set[int]:
        return self.recommendation.subject_ids()

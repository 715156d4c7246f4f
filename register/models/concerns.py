"""Concerns that a representative or lead officer raises about a partnership (B15-19)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import paired
from register.querysets import ConcernQuerySet


class Concern(Versioned):
    """One concern: what it is, who was asked, what they advised, to whom it went further, how it ended."""

    class Status(models.TextChoices):
        RAISED = "raised", "Raised"
        ADVISED = "advised", "Advised"
        ESCALATED = "escalated", "Escalated"
        RESOLVED = "resolved", "Resolved"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="concerns")
    title = models.CharField("in one line", max_length=160)
    text = models.TextField("what is the concern")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.RAISED, editable=False)
    raised_at = models.DateTimeField(editable=False)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="concerns"
    )
    addressed_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="concerns_to_advise_on",
        verbose_name="who should advise",
        help_text="A member of the corporate management team, or the portfolio holder.",
    )
    advice = models.TextField(blank=True)
    advised_at = models.DateTimeField(null=True, blank=True, editable=False)
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    escalated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="concerns_escalated",
        verbose_name="escalated to",
    )
    escalation = models.TextField("why it goes further", blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True, editable=False)
    escalated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    resolution = models.TextField("how it was resolved", blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ConcernQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            paired("advised"),
            paired("escalated"),
            paired("resolved"),
            models.CheckConstraint(
                condition=Q(status__in=["raised", "advised", "escalated", "resolved"]),
                name="concern_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=~Q(status="resolved") | ~Q(resolution=""),
                name="resolved_concern_says_how",
                violation_error_message="Say how the concern was resolved.",
            ),
            models.CheckConstraint(
                condition=~Q(status="escalated") | Q(escalated_to__isnull=False),
                name="escalated_concern_names_somebody",
                violation_error_message="Say to whom the concern is escalated.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def asked_id(self) -> int:
        """Who is to advise now: the person to whom it was escalated last, or else the first who was asked."""
        return self.escalated_to_id or self.addressed_to_id

    @property
    def asked(self):
        """The person behind `asked_id`."""
        return self.escalated_to if self.escalated_to_id else self.addressed_to

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}

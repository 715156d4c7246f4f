"""A leaver's work handed over by a date, in one go. What nobody takes over shows as a gap until it is filled."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import paired


class HandoverQuerySet(models.QuerySet):
    def waiting(self) -> "HandoverQuerySet":
        """Planned for a day, and neither carried out nor cancelled."""
        return self.filter(done_at__isnull=True, cancelled_at__isnull=True)

    def done(self) -> "HandoverQuerySet":
        return self.filter(done_at__isnull=False)


class Handover(Versioned):
    """Everything that one person led, sat on and owed, and from which day others do."""

    leaver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="handovers")
    takes_effect_on = models.DateField("from")
    reason = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = HandoverQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-takes_effect_on", "-pk"]
        constraints = [
            paired("done"),
            paired("cancelled"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="handover_done_or_cancelled",
                violation_error_message="A handover is done or cancelled, not both.",
            ),
            models.UniqueConstraint(
                fields=["leaver"],
                condition=Q(done_at__isnull=True, cancelled_at__isnull=True),
                name="one_handover_waits",
                violation_error_message="A handover of this person waits already. Cancel it first, or change it.",
            ),
        ]

    @property
    def waits(self) -> bool:
        """Neither carried out nor cancelled."""
        return self.done_at is None and self.cancelled_at is None

    def __str__(self) -> str:
        return f"{self.leaver} from {self.takes_effect_on:%-d %B %Y}"


class HandoverLine(Versioned):
    """One thing handed over: which kind, which record, to whom. No successor: it stays open, as a gap."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=40)
    record = models.PositiveBigIntegerField()
    title = models.CharField(max_length=250)
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "kind", "record"],
                name="handed_over_once",
                violation_error_message="This is in the handover already.",
            ),
            models.CheckConstraint(
                condition=~Q(kind=""),
                name="handover_line_names_its_kind",
                violation_error_message="Say what is handed over.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

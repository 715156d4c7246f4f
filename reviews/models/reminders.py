"""The log of reminders: what keeps each to once, however often and however late the daily run is."""

from django.conf import settings
from django.db import models

from partnerships.models import Letter


class Reminder(models.Model):
    """One person was reminded of one thing at one step. Another due day begins again."""

    class Kind(models.TextChoices):
        REVIEW = "review", "Review"
        RETURN = "return", "Return"
        ACTION = "action", "Action"
        FOLLOW_UP = "follow_up", "Follow-up"
        EXIT = "exit", "Exit strategy"
        QUARTER = "quarter", "Performance return"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    record = models.PositiveBigIntegerField("key of the record")
    due_on = models.DateField()
    step = models.SmallIntegerField("days from the due day")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="reminders")

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "record", "due_on", "step", "to"], name="reminded_once_at_a_step")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.record}, {self.step} days, to {self.to}"

"""The append-only log of what is not a row: sign-ins, exports, downloads, mail sent, role changes."""

from django.conf import settings
from django.db import models

from partnerships.querysets import EventQuerySet


class Event(models.Model):
    """One thing that happened. The person's name is kept as text, so that it stays readable after they leave."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "Signed in"
        SIGN_IN_FAILED = "sign_in_failed", "Sign-in failed"
        SIGNED_OUT = "signed_out", "Signed out"
        EXPORTED = "exported", "Exported"
        DOWNLOADED = "downloaded", "Downloaded"
        MAIL_SENT = "mail_sent", "Mail sent"
        MAIL_FAILED = "mail_failed", "Mail not sent"
        ROLE_GRANTED = "role_granted", "Role granted"
        ROLE_WITHDRAWN = "role_withdrawn", "Role withdrawn"
        PERSON_ADDED = "person_added", "Person added"
        PERSON_CHANGED = "person_changed", "Person changed"
        PASSWORD_CHANGED = "password_changed", "Password changed"
        IMPORT_STEP = "import_step", "Import step"
        PAPER_ISSUED = "paper_issued", "Paper issued"

    kind = models.CharField(max_length=30, choices=Kind.choices)
    subject = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    happened_at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}".strip()

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("The event log only grows: its rows are never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The event log only grows: its rows are never deleted.")

"""Audits of the council's partnership working: by whom, when, with which opinion (H11-04, H14-10, W09-04)."""

from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen
from reviews.models.choices import AuditStatus
from reviews.querysets import AuditQuerySet


class Audit(Versioned):
    """One audit. Its findings about partnerships are recommendations; the rest stands in its summary."""

    title = models.CharField(max_length=200)
    auditor = models.CharField(max_length=160, help_text="The firm or the team, such as Internal Audit.")
    is_external = models.BooleanField("external", default=False)
    audited_on = models.DateField("date of the audit")
    status = models.CharField(
        max_length=12, choices=AuditStatus.choices, default=AuditStatus.IN_PROGRESS, editable=False
    )
    opinion = models.CharField(max_length=120, blank=True, help_text="In the auditor’s words, such as Sound.")
    summary = models.TextField("what it found", blank=True)
    link = models.URLField("link to the report", max_length=500, blank=True)

    objects = AuditQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-audited_on", "-pk"]
        constraints = [
            chosen("status", AuditStatus),
            models.CheckConstraint(
                condition=Q(status=AuditStatus.IN_PROGRESS) | ~Q(opinion=""),
                name="audit_reported_with_opinion",
                violation_error_message="Say which opinion the auditor gave.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

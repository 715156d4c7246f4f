"""Agreements and other documents under which a partnership works (H11-17, SH-19)."""

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from register.models.base import Removable, chosen, paired
from register.models.choices import DocumentKind


class GoverningDocument(Removable):
    """One document: what it is, from when to when it holds, where it is kept."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=DocumentKind.choices, default=DocumentKind.AGREEMENT)
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField("starts on", null=True, blank=True)
    ends_on = models.DateField("ends on", null=True, blank=True)
    dates_as_typed = models.CharField(max_length=200, blank=True, help_text="The dates as the spreadsheet had them.")
    link = models.CharField(
        "where it is kept",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"], message="Enter a web address that starts with https://")],
    )
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["kind", "-starts_on", "pk"]
        constraints = [
            paired("removed"),
            chosen("kind", DocumentKind),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="document_dates_in_order",
                violation_error_message="The document ends before it starts. Swap the dates, or correct one.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

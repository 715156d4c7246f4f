"""An import of a spreadsheet: the file, what was understood of it row by row, and what became of each row."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.models import ChangeSet
from partnerships.saving import Versioned
from register.models.base import paired
from register.querysets import ImportBatchQuerySet


def random_name(_batch, filename: str) -> str:
    """Files are stored under a random name; the name that people know is data."""
    suffix = ".csv" if filename.lower().endswith(".csv") else ".xlsx"
    return f"imports/{secrets.token_hex(16)}{suffix}"


class ImportBatch(Versioned):
    """One workbook on its way into the register: uploaded, mapped, checked, committed, accepted, or undone."""

    class Status(models.TextChoices):
        UPLOADED = "uploaded", "Uploaded"
        CHECKED = "checked", "Checked"
        COMMITTED = "committed", "Waiting for acceptance"
        ACCEPTED = "accepted", "Accepted"
        UNDONE = "undone", "Undone"
        DISCARDED = "discarded", "Discarded"

    reference = models.CharField(max_length=12, unique=True, editable=False)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.UPLOADED, editable=False)
    file = models.FileField(upload_to=random_name)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    layout = models.JSONField(
        default=dict, blank=True, help_text="Sheets, header rows and columns as somebody set them by hand."
    )
    sheets = models.JSONField(default=list, blank=True, help_text="Sheets, header rows and columns as they were read.")
    options = models.JSONField(
        default=dict, blank=True, help_text="Financial year, council of each money column, and such."
    )
    totals = models.JSONField(default=dict, blank=True)
    change_set = models.ForeignKey(ChangeSet, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = ImportBatchQuerySet.as_manager()
    history = History(excluded_fields=["layout", "sheets", "options"])

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name_plural = "import batches"
        constraints = [
            paired("committed"),
            paired("accepted"),
            paired("undone"),
            models.CheckConstraint(
                condition=~Q(status="accepted") | Q(accepted_at__isnull=False),
                name="accepted_batch_says_by_whom",
                violation_error_message="An accepted import says who accepted it, and when.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.file_name}"


class ImportRow(models.Model):
    """One row of the workbook: the raw cells beside what they were read as. Rewritten at each check of the file."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120)
    number = models.PositiveIntegerField(help_text="The row number that the spreadsheet shows.")
    outcome = models.CharField(max_length=10)
    name = models.CharField(max_length=250, blank=True)
    raw = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    issues = models.JSONField(default=list)
    changes = models.JSONField(default=dict)
    answers = models.JSONField(default=dict, help_text="What somebody answered on the check page, by field.")
    partnership = models.ForeignKey(
        "register.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="import_rows"
    )
    before_version = models.PositiveIntegerField(null=True, blank=True)
    after_version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "number"], name="row_staged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} row {self.number}"

"""Agreements and other documents under which a partnership works, and the files of the register (H11-17, SH-19)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import DocumentKind
from register.models.lists import Theme
from register.models.meetings import Meeting
from register.querysets import AgreedOutcomeQuerySet, GoverningDocumentQuerySet, OfEntryQuerySet


class Procurement(models.TextChoices):
    """What the arrangement is under finance and procurement rules (SH-24)."""

    GRANT = "grant", "A grant"
    SLA = "sla", "A service level agreement"
    CONTRACT = "contract", "A service contract under the contract procedure rules"
    UNCLEAR = "unclear", "Unclear: legal or procurement must say"


class GoverningDocument(Removable):
    """One document: what it is, from when to when it holds, where it is kept.

    Renewal due and expired are computed, never stored (`rules.agreements`).
    """

    noun = "document"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_FORCE = "in_force", "In force"
        RENEWED = "renewed", "Renewed"
        TERMINATED = "terminated", "Terminated"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=30, choices=DocumentKind.choices, default=DocumentKind.AGREEMENT)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.IN_FORCE, editable=False)
    title = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField("starts on", null=True, blank=True)
    ends_on = models.DateField("ends on", null=True, blank=True)
    dates_as_typed = models.CharField(max_length=200, blank=True, help_text="The dates as the spreadsheet had them.")
    notice_months = models.PositiveSmallIntegerField(
        "months of notice", null=True, blank=True, validators=[MaxValueValidator(120)]
    )
    is_standard = models.BooleanField("made from the standard template", null=True, blank=True)
    outcomes_updated_on = models.DateField("outcomes last updated on", null=True, blank=True)
    procurement = optional(Procurement, verbose_name="what it is under procurement rules")
    procurement_cleared_on = models.DateField("cleared by legal or procurement on", null=True, blank=True)
    link = models.CharField(
        "where it is kept",
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["https", "http"], message="Enter a web address that starts with https://")],
    )
    note = models.CharField(max_length=300, blank=True)
    renews = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="renewed_by"
    )
    terminated_on = models.DateField("terminated on", null=True, blank=True, editable=False)
    terminated_reason = models.CharField("why it was terminated", max_length=300, blank=True, editable=False)

    objects = GoverningDocumentQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["kind", "-starts_on", "pk"]
        indexes = [models.Index(fields=["status", "ends_on"], name="document_ending")]
        constraints = [
            paired("removed"),
            chosen("kind", DocumentKind),
            chosen("procurement", Procurement),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="document_dates_in_order",
                violation_error_message="The document ends before it starts. Swap the dates, or correct one.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_force", "renewed", "terminated"]),
                name="document_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=~Q(status="terminated") | (Q(terminated_on__isnull=False) & ~Q(terminated_reason="")),
                name="terminated_with_day_and_reason",
                violation_error_message="Say on which day the agreement was terminated, and why.",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class AgreedOutcome(Removable):
    """One outcome that an agreement promises, tied to a theme and to places (SH-06)."""

    document = models.ForeignKey(GoverningDocument, on_delete=models.PROTECT, related_name="outcomes")
    text = models.CharField("outcome", max_length=300)
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    localities = models.CharField("where", max_length=250, blank=True, help_text="Towns, wards or clusters, or All.")

    objects = AgreedOutcomeQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [paired("removed")]

    def __str__(self) -> str:
        return self.text

    def subject_ids(self) -> set[int]:
        return {self.document.partnership_id}


def where_kept(record: "StoredFile", name: str) -> str:
    """A path that tells nothing of the file's name and never repeats."""
    return f"files/{record.sha256[:2]}/{record.sha256}"


class KeptFile(Removable):
    """A file as it was uploaded: its name, kind, size and hash, and who brought it."""

    title = models.CharField("what it is", max_length=160, blank=True)
    file_name = models.CharField(max_length=200, editable=False)
    media_type = models.CharField(max_length=120, editable=False)
    size = models.PositiveBigIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    content = models.FileField(upload_to=where_kept, editable=False)
    uploaded_at = models.DateTimeField(editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title or self.file_name


class StoredFile(KeptFile):
    """One version of one file, as it was uploaded. A newer version points to the one that it replaces."""

    noun = "file"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="files")
    document = models.ForeignKey(
        GoverningDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="files")
    paper = models.ForeignKey(
        "register.PartnerPaper", null=True, blank=True, on_delete=models.PROTECT, related_name="files"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by"
    )

    objects = OfEntryQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(document__isnull=True, meeting__isnull=True)
                | Q(document__isnull=True, paper__isnull=True)
                | Q(meeting__isnull=True, paper__isnull=True),
                name="file_belongs_to_one",
                violation_error_message="A file belongs to a document, a meeting or a partner’s paper: to one of them.",
            ),
        ]

    @property
    def owner(self):
        """The document, meeting or partner's paper that it belongs to."""
        return self.document or self.meeting or self.paper

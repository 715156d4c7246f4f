"""Governance looked at against its documents: who looks at which entry until when, and what they found (H11-12–20)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, paired
from register.models.documents import GoverningDocument
from register.querysets import VerificationQuerySet


class BorneOut(models.TextChoices):
    """What the documents say of the answer in the register."""

    YES = "yes", "A document bears it out"
    OTHERWISE = "otherwise", "A document says otherwise"
    NOTHING = "nothing", "No document was found"


class Verification(Versioned):
    """One line of the rota: a named person verifies the governance of one entry until a day."""

    class Status(models.TextChoices):
        PLANNED = "planned", "To be verified"
        VERIFIED = "verified", "Verified"
        DROPPED = "dropped", "Dropped"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="verifications")
    verifier = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verifications", verbose_name="who verifies it"
    )
    due_on = models.DateField("to be verified by")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PLANNED, editable=False)
    note = models.TextField("what you looked at, and what follows", blank=True)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = VerificationQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["status", "due_on"], name="verification_due")]
        constraints = [
            paired("verified"),
            models.CheckConstraint(
                condition=Q(status__in=["planned", "verified", "dropped"]),
                name="verification_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status="planned"),
                name="one_verification_planned",
                violation_error_message="This entry is on the rota already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Governance of {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class VerifiedFeature(Versioned):
    """What the documents say of one feature: the answer of the register on that day, and what bears it out."""

    verification = models.ForeignKey(Verification, on_delete=models.PROTECT, related_name="features")
    feature = models.CharField(max_length=20)
    answer = models.BooleanField("what the register said", null=True, blank=True)
    finding = models.CharField("what the documents say", max_length=10, choices=BorneOut.choices)
    document = models.ForeignKey(
        GoverningDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="verified_features"
    )
    note = models.CharField("where it says so", max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            chosen("finding", BorneOut),
            models.UniqueConstraint(
                fields=["verification", "feature"],
                name="feature_verified_once",
                violation_error_message="This feature is verified already.",
            ),
            models.CheckConstraint(
                condition=Q(finding=BorneOut.NOTHING) | Q(document__isnull=False) | ~Q(note=""),
                name="verified_against_something",
                violation_error_message="Choose the document, or say what you looked at.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_finding_display()

    def subject_ids(self) -> set[int]:
        return {self.verification.partnership_id}

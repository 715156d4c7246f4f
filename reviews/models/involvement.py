"""A review of the council's involvement in one partnership, from the proposal to what the bodies decided (W09-05)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Partnership
from register.models.base import chosen, paired
from reviews.models.choices import InvolvementKind, InvolvementSource, InvolvementStatus
from reviews.models.scrutiny import PERSON, ScrutinyReview
from reviews.querysets import InvolvementQuerySet


class InvolvementReview(Versioned):
    """Whether and how the council goes on taking part. While it is open the entry is under review (H14-36, SH-07).

    One that nobody proposed, but a check of the register, has no proposer.
    """

    noun = "review of involvement"

    partnership = models.ForeignKey(
        Partnership, editable=False, on_delete=models.PROTECT, related_name="involvement_reviews"
    )
    kind = models.CharField(
        "what it looks at", max_length=20, choices=InvolvementKind.choices, default=InvolvementKind.ORDINARY
    )
    source = models.CharField(max_length=20, choices=InvolvementSource.choices, editable=False)
    check_code = models.CharField(max_length=10, blank=True, editable=False)
    scrutiny_review = models.ForeignKey(
        ScrutinyReview,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="involvement_reviews",
    )
    why = models.TextField("why the council looks again")
    status = models.CharField(
        max_length=12, choices=InvolvementStatus.choices, default=InvolvementStatus.PROPOSED, editable=False
    )
    proposed_on = models.DateField(editable=False)
    proposer = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    found = models.TextField("what it found", blank=True)
    options = models.TextField("delivery options", blank=True)
    finance_view = models.TextField("how the options fit the finance rules", blank=True)
    procurement_view = models.TextField("how the options fit the procurement rules", blank=True)
    reported_to = models.CharField("reported to", max_length=160, blank=True)
    reported_on = models.DateField("reported on", null=True, blank=True)
    next_report_to = models.CharField("next report to", max_length=160, blank=True)
    next_report_on = models.DateField("next report on", null=True, blank=True)

    settled_note = models.TextField("reason", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = InvolvementQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-proposed_on", "-pk"]
        indexes = [models.Index(fields=["status"], name="involvement_by_status")]
        constraints = [
            paired("opened"),
            paired("settled"),
            chosen("kind", InvolvementKind),
            chosen("source", InvolvementSource),
            chosen("status", InvolvementStatus),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status__in=[InvolvementStatus.PROPOSED, InvolvementStatus.OPEN]),
                name="one_open_involvement_review",
                violation_error_message="A review of the council’s involvement is proposed or under way already.",
            ),
            models.CheckConstraint(
                condition=Q(reported_on__isnull=True, reported_to="")
                | (Q(reported_on__isnull=False) & ~Q(reported_to="")),
                name="involvement_reported_where_and_when",
                violation_error_message="Say both: where it was reported, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(next_report_on__isnull=True, next_report_to="")
                | (Q(next_report_on__isnull=False) & ~Q(next_report_to="")),
                name="involvement_next_report_where_and_when",
                violation_error_message="Say both: where it is reported next, and on which day.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of involvement in {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}

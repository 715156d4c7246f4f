"""A review of one partnership for which scrutiny asks: agreed or declined, held by a panel, reported (H11-07)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Body, Partnership
from register.models.base import chosen, paired
from reviews.models.choices import ScrutinyStatus
from reviews.models.papers import CommitteePaper
from reviews.querysets import ScrutinyReviewQuerySet

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}
SETTLED = (ScrutinyStatus.AGREED, ScrutinyStatus.DECLINED, ScrutinyStatus.IN_PROGRESS, ScrutinyStatus.REPORTED)
ASKED_ALREADY = "This member has asked for a review of this partnership already. It waits for an answer."


class ScrutinyReview(Versioned):
    """One request. `named` is the partnership as who asked knows it: from a paper, never from the live register."""

    noun = "request for a review"

    named = models.CharField("partnership", max_length=250)
    partnership = models.ForeignKey(
        Partnership, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="scrutiny_reviews"
    )
    paper = models.ForeignKey(
        CommitteePaper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="asked_from"
    )
    why = models.TextField("why it should be reviewed")
    status = models.CharField(
        max_length=12, choices=ScrutinyStatus.choices, default=ScrutinyStatus.REQUESTED, editable=False
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scrutiny_requests",
        verbose_name="scrutiny member who asks",
    )
    on_behalf_of = models.CharField("who asks, if they do not sign in here", max_length=160, blank=True)
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="scrutiny_requests_recorded"
    )

    commission = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="scrutiny_requests",
        verbose_name="body that decided",
    )
    decided_on = models.DateField("decided on", null=True, blank=True)
    minute = models.CharField("minute reference", max_length=120, blank=True)
    decision_reason = models.TextField("reason", blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    panel = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="scrutiny_panels", verbose_name="panel"
    )
    lead_member = models.CharField("member who leads it", max_length=160, blank=True)
    due_on = models.DateField("report due on", null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    reported_on = models.DateField("reported on", null=True, blank=True)
    found = models.TextField("what it found", blank=True)
    link = models.URLField("link to the report", max_length=500, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = ScrutinyReviewQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            *(paired(name) for name in ("settled", "begun", "reported")),
            chosen("status", ScrutinyStatus),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | ~Q(on_behalf_of=""),
                name="scrutiny_asked_by_somebody",
                violation_error_message="Say who asks: choose a scrutiny member, or enter a name.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SETTLED)
                | (Q(commission__isnull=False, decided_on__isnull=False) & ~Q(minute="") & ~Q(decision_reason="")),
                name="scrutiny_settled_by_a_body",
                violation_error_message="Say which body decided, on which day, with its minute reference and reason.",
            ),
            models.UniqueConstraint(
                fields=["member", "named"],
                condition=Q(status=ScrutinyStatus.REQUESTED),
                name="scrutiny_asked_once_by_a_member",
                violation_error_message=ASKED_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status__in=[ScrutinyStatus.AGREED, ScrutinyStatus.IN_PROGRESS]),
                name="one_scrutiny_review_at_a_time",
                violation_error_message="A review of this partnership by scrutiny is agreed already.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.named}"

    @property
    def asker(self) -> str:
        """Who asks, by name."""
        return self.on_behalf_of or str(self.member)

    def subject_ids(self) -> set[int]:
        return {self.partnership_id} - {None}

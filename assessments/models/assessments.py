"""An assessment of one partnership: answers to criteria, the rating suggested, the rating set, who confirmed it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.choices import UNDER_WAY, AssessmentKind, AssessmentStatus
from assessments.models.criteria import CriteriaSet, Criterion
from assessments.querysets import AssessmentQuerySet
from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, optional, paired
from register.models.choices import Rating

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}


class Assessment(Versioned):
    """One judgement of risk, value or governance (B15-46 to B15-48). A confirmed one never changes again."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=12, choices=AssessmentKind.choices, editable=False)
    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="assessments", editable=False)
    status = models.CharField(
        max_length=12, choices=AssessmentStatus.choices, default=AssessmentStatus.DRAFT, editable=False
    )
    overall = optional(Rating, verbose_name="overall rating")
    difference_reason = models.TextField("why the rating is not the suggested one", blank=True)
    suggested = optional(Rating, verbose_name="suggested rating", editable=False)
    started_at = models.DateTimeField(editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="assessments_started"
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    return_comment = models.TextField("what is to be changed", blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    expires_on = models.DateField(null=True, blank=True, editable=False)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    verification_note = models.TextField("what was verified", blank=True, editable=False)

    objects = AssessmentQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-started_at", "-pk"]
        indexes = [models.Index(fields=["status", "expires_on"], name="assessment_expiring")]
        constraints = [
            paired("submitted"),
            paired("returned"),
            paired("confirmed"),
            paired("verified"),
            chosen("kind", AssessmentKind),
            chosen("status", AssessmentStatus),
            chosen("overall", Rating),
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(status__in=UNDER_WAY),
                name="one_open_assessment",
                violation_error_message="An assessment of this kind is under way already. Go on with that one.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind"],
                condition=Q(status=AssessmentStatus.CONFIRMED),
                name="one_confirmed_assessment",
                violation_error_message="Another assessment of this kind is confirmed. It is superseded first.",
            ),
            models.CheckConstraint(
                condition=~Q(status=AssessmentStatus.CONFIRMED)
                | (Q(confirmed_at__isnull=False, expires_on__isnull=False) & ~Q(overall="")),
                name="confirmed_with_rating_and_expiry",
                violation_error_message="A confirmed assessment has its rating and the day on which it expires.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class Answer(Versioned):
    """The level of one criterion, and the evidence for it."""

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    level = optional(Rating)
    evidence = models.TextField(blank=True)
    figure = models.CharField("the figure that it rests on", max_length=160, blank=True, editable=False)

    history = History()

    class Meta:
        ordering = ["criterion__position", "pk"]
        constraints = [
            chosen("level", Rating),
            models.UniqueConstraint(
                fields=["assessment", "criterion"],
                name="criterion_answered_once",
                violation_error_message="This criterion is answered already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.get_level_display() or 'not answered'}"

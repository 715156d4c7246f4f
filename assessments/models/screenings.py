"""Is it a partnership? The council's tests as they were answered, kept (H11-08 to H11-11, B15-03 to B15-06)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.questions import QuestionAnswer, QuestionSet
from assessments.querysets import ScreeningQuerySet
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import ExclusionClass


class Screening(Versioned):
    """One run of the definition test over an entry. A later one does not overwrite it."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="screenings")
    questions = models.ForeignKey(QuestionSet, on_delete=models.PROTECT, related_name="screenings")
    is_partnership = models.BooleanField("it is a partnership")
    exclusion_class = models.ForeignKey(
        ExclusionClass, null=True, blank=True, on_delete=models.PROTECT, related_name="screenings"
    )
    reason = models.TextField(blank=True)
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="screenings"
    )

    objects = ScreeningQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_partnership=True) | (Q(exclusion_class__isnull=False) & ~Q(reason="")),
                name="screened_out_with_class_and_reason",
                violation_error_message="Say what it is instead of a partnership, and why.",
            )
        ]

    def __str__(self) -> str:
        return "Is a partnership" if self.is_partnership else f"Is none: {self.exclusion_class}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class ScreeningAnswer(QuestionAnswer):
    """The answer to one test."""

    screening = models.ForeignKey(Screening, on_delete=models.PROTECT, related_name="answers")

    history = History()

    class Meta(QuestionAnswer.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["screening", "question"],
                name="test_answered_once",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.question)

"""What risk and value are judged by: criteria with a descriptor for each level, versioned, immutable once used."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from assessments.models.choices import AssessmentKind, Computed
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Policy
from register.models.base import chosen, optional
from register.models.choices import MoneyBasis


class CriteriaSet(Versioned):
    """One version of the criteria of one kind, in force from a day until a later one begins (B15-46, B15-47)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="criteria_sets")
    kind = models.CharField(max_length=12, choices=AssessmentKind.choices)
    from_on = models.DateField("in force from")
    title = models.CharField(max_length=200)
    is_binding = models.BooleanField(
        "the suggested rating binds", default=False, help_text="Otherwise the officer judges, with a reason (B15-48)."
    )
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["policy", "kind", "-from_on"]
        verbose_name = "set of criteria"
        verbose_name_plural = "sets of criteria"
        constraints = [
            chosen("kind", AssessmentKind),
            models.UniqueConstraint(
                fields=["policy", "kind", "from_on"],
                name="criteria_once_a_day",
                violation_error_message="This policy has such criteria from that day already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Criterion(Versioned):
    """One criterion, with what High, Medium and Low mean. The money line is answered from the register."""

    criteria = models.ForeignKey(CriteriaSet, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField("order")
    name = models.CharField(max_length=160)
    high = models.CharField("High means", max_length=300)
    medium = models.CharField("Medium means", max_length=300)
    low = models.CharField("Low means", max_length=300)
    computed = optional(Computed, verbose_name="answered by the register")
    basis = optional(MoneyBasis, verbose_name="what is counted")
    medium_from = models.DecimalField("Medium from, in pounds", max_digits=12, decimal_places=2, null=True, blank=True)
    medium_to = models.DecimalField(
        "Medium up to and with, in pounds", max_digits=12, decimal_places=2, null=True, blank=True
    )
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            chosen("computed", Computed),
            models.UniqueConstraint(
                fields=["criteria", "position"],
                name="criterion_place_once",
                violation_error_message="Another criterion has that place in the order.",
            ),
            models.CheckConstraint(
                condition=Q(computed="")
                | Q(medium_from__isnull=False, medium_to__isnull=False, medium_to__gte=F("medium_from")),
                name="computed_criterion_has_bounds",
                violation_error_message="Say from which sum, and up to which, the answer is Medium.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        if not self.source.strip():
            raise ValidationError({"source": "Say which paragraph this comes from, or what it is borrowed from."})

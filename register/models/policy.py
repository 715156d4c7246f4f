"""The council's policy as the register uses it: terms, constants and the guidance of every field."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import optional
from register.models.choices import Asked, Rating, Significance


class Policy(Versioned):
    """One council's partnership policy. Exactly one is in use."""

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    edition = models.CharField("version", max_length=60, blank=True, help_text="Such as: draft of May 2015.")
    document_link = models.CharField(
        "web address of the document", max_length=250, blank=True, validators=[URLValidator(["https", "http"])]
    )
    adopted_by = models.CharField(max_length=120, blank=True)
    adopted_on = models.DateField(null=True, blank=True)
    effective_on = models.DateField(null=True, blank=True)
    next_review_due_on = models.DateField(null=True, blank=True)
    is_current = models.BooleanField("in use", default=False)
    hours_per_day = models.DecimalField(
        max_digits=4, decimal_places=2, default="7.40", validators=[MinValueValidator(1)]
    )
    weeks_per_year = models.DecimalField(
        max_digits=4, decimal_places=2, default="52.00", validators=[MinValueValidator(1)]
    )
    significant_label = models.CharField(max_length=40, default="Significant")
    desirable_label = models.CharField(max_length=40, default="Desirable")
    lead_member_label = models.CharField(max_length=40, default="Portfolio holder")
    lead_officer_label = models.CharField(max_length=40, default="Lead officer")
    support_limit = models.DecimalField(
        "limit of support to one recipient, in pounds",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="All that one organisation receives across partnerships; left blank, nothing is compared (SH-25).",
    )
    support_years = models.PositiveSmallIntegerField(
        "financial years that the limit adds up", default=3, validators=[MinValueValidator(1)]
    )
    support_source = models.CharField("where the limit comes from", max_length=160, blank=True)
    renewal_months = models.PositiveSmallIntegerField(
        "months before its end that an agreement's renewal is due", default=6, validators=[MinValueValidator(1)]
    )
    outcomes_months = models.PositiveSmallIntegerField(
        "months after which an agreement's outcomes count as old", default=12, validators=[MinValueValidator(1)]
    )
    exit_months = models.PositiveSmallIntegerField(
        "months before an end that an exit strategy is due", default=6, validators=[MinValueValidator(1)]
    )
    is_in_constitution = models.BooleanField("part of the constitution", null=True, blank=True)
    assessment_months = models.PositiveSmallIntegerField(
        "months after which an assessment expires", default=12, validators=[MinValueValidator(1)]
    )
    lapse_months = models.PositiveSmallIntegerField(
        "months within which an approved partnership is joined", default=12, validators=[MinValueValidator(1)]
    )
    matrix_size = models.PositiveSmallIntegerField(
        "levels of likelihood and impact", default=4, validators=[MinValueValidator(3), MaxValueValidator(6)]
    )
    matrix_medium_from = models.PositiveSmallIntegerField("a risk is Medium from", default=4)
    matrix_high_from = models.PositiveSmallIntegerField("a risk is High from", default=9)
    implications = models.JSONField(
        default=list, blank=True, help_text="The implications that a paper answers, in order (H14-42, SH-38, W09-15)."
    )

    sources = models.JSONField(
        "where its terms come from", default=dict, blank=True, help_text="By field: the paragraph, or who it is from."
    )

    history = History()

    class Meta:
        verbose_name_plural = "policies"
        constraints = [
            models.CheckConstraint(
                condition=Q(matrix_high_from__gt=F("matrix_medium_from")),
                name="matrix_high_above_medium",
                violation_error_message="High begins above Medium.",
            ),
            models.UniqueConstraint(
                fields=["is_current"],
                condition=Q(is_current=True),
                name="one_policy_in_use",
                violation_error_message="Another policy is in use. Only one can be.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self):
        """The matrix cannot become smaller than the risks that are recorded in it."""
        if not self.is_current:
            return
        risks = self._meta.apps.get_model("register", "PartnershipRisk").objects.filter(removed_at__isnull=True)
        beyond = Q()
        for name in ("likelihood", "impact", "residual_likelihood", "residual_impact"):
            beyond |= Q(**{f"{name}__gt": self.matrix_size or 0})
        if count := risks.filter(beyond).count():
            noun = "risk has" if count == 1 else "risks have"
            raise ValidationError(
                {"matrix_size": f"{count} {noun} a level above {self.matrix_size}. Judge them again first."}
            )


class ReviewFrequency(Versioned):
    """How often the policy asks for what, by tier and risk (SH-14, B15-24, W09-10). Blank fits everything."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="frequencies")
    asks = models.CharField("what is asked", max_length=12, choices=Asked.choices, default=Asked.REVIEW)
    significance = optional(Significance, verbose_name="only where it is")
    risk = optional(Rating, verbose_name="only where the risk is")
    only_selected = models.BooleanField("only those that the policy team selects", default=False)
    every_months = models.PositiveSmallIntegerField("every … months", validators=[MinValueValidator(1)])
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["asks", "every_months", "pk"]
        verbose_name = "frequency of review"
        verbose_name_plural = "frequencies of review"
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "asks", "significance", "risk"],
                name="frequency_once",
                violation_error_message="The policy already says how often for that case.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_asks_display()} every {self.every_months} months"


class FieldGuide(Versioned):
    """What the policy says about one field: its label, its guidance, and the paragraph that both come from (H14-12)."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="guides")
    field = models.CharField(max_length=60)
    label = models.CharField(max_length=160)
    help_text = models.TextField("guidance", blank=True)
    source = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("order", default=0)

    history = History()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "field guidance"
        verbose_name_plural = "field guidance"
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "field"],
                name="field_guided_once",
                violation_error_message="This policy already guides that field.",
            )
        ]

    def __str__(self) -> str:
        return self.label

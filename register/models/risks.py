"""The risks of a partnership, and what it is to bring: benefits and measures (B15-07, B15-08, B15-22, B15-23)."""

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from register.models.base import ListValue, Removable, chosen, optional, paired
from register.models.choices import BenefitKind, FigureStatus
from register.models.policy import Policy


class NamedRisk(ListValue):
    """A risk that the policy names, to pick from (B15-08)."""

    code = models.SlugField(max_length=40, unique=True)
    history = History()

    class Meta(ListValue.Meta):
        verbose_name = "named risk"


class PartnershipRisk(Removable):
    """One risk of one partnership in the council's own matrix, before and after what is done about it (H11-22)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="risks")
    named = models.ForeignKey(
        NamedRisk,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="risks",
        verbose_name="one of the named risks",
    )
    title = models.CharField("or another, in a few words", max_length=160, blank=True)
    description = models.TextField("what could happen, and why", blank=True)
    likelihood = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    impact = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    controls = models.TextField("what is in place already", blank=True)
    residual_likelihood = models.PositiveSmallIntegerField(
        "likelihood after what is done", null=True, blank=True, validators=[MinValueValidator(1)]
    )
    residual_impact = models.PositiveSmallIntegerField(
        "impact after what is done", null=True, blank=True, validators=[MinValueValidator(1)]
    )

    history = History()

    class Meta:
        ordering = ["pk"]
        verbose_name = "risk"
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(named__isnull=False, title="") | (Q(named__isnull=True) & ~Q(title="")),
                name="risk_named_or_titled",
                violation_error_message="Choose one of the named risks, or say in a few words which other it is.",
            ),
            models.CheckConstraint(
                condition=Q(residual_likelihood__isnull=True, residual_impact__isnull=True)
                | Q(residual_likelihood__isnull=False, residual_impact__isnull=False),
                name="residual_both_or_none",
                violation_error_message="Give both the likelihood and the impact that remain, or neither.",
            ),
        ]

    def __str__(self) -> str:
        return self.named.name if self.named_id else self.title

    def clean(self):
        """Only the council's own matrix counts: a number from another scale is refused, wherever it comes from."""
        if self.removed_at is not None:
            return
        size = (Policy.objects.filter(is_current=True).first() or Policy()).matrix_size
        levels = ("likelihood", "impact", "residual_likelihood", "residual_impact")
        outside = f"The council’s matrix has {size} levels. Give one from 1 to {size}."
        if wrong := [name for name in levels if (getattr(self, name) or 0) > size]:
            raise ValidationError(dict.fromkeys(wrong, outside))

    @property
    def score(self) -> int:
        return self.likelihood * self.impact

    @property
    def residual_score(self) -> int | None:
        return None if self.residual_likelihood is None else self.residual_likelihood * self.residual_impact


class Benefit(Removable):
    """One benefit that a partnership is to bring, hard or softer, and how it is measured (B15-07)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="benefits")
    kind = models.CharField(max_length=10, choices=BenefitKind.choices, default=BenefitKind.HARD)
    text = models.CharField("what the benefit is", max_length=300)
    measure = models.CharField("how it is measured", max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            chosen("kind", BenefitKind),
            models.CheckConstraint(
                condition=~Q(kind="hard") | ~Q(measure=""),
                name="hard_benefit_is_measured",
                violation_error_message="A hard benefit can be measured: say how, or call it a softer one.",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Measure(Removable):
    """One figure of how a partnership performs: for a period, from a source, and how sure it is (B15-22, B15-23)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="measures")
    name = models.CharField("what is measured", max_length=200)
    unit = models.CharField(max_length=40, blank=True)
    period = models.CharField("for which period", max_length=60)
    target = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    figure = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    source = models.CharField("who says so", max_length=160, blank=True)
    status = optional(FigureStatus, verbose_name="how sure the figure is")
    comment = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["name", "-pk"]
        constraints = [
            paired("removed"),
            chosen("status", FigureStatus),
            models.CheckConstraint(
                condition=Q(figure__isnull=True) | ~Q(status=""),
                name="figure_says_how_sure",
                violation_error_message="Say whether the figure is verified, an estimate or unverified.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.period}"

"""What each council puts in: officer time and money, per council (SH-08) and financial year."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.models import Council
from partnerships.saving import Versioned
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import (
    Attendance,
    BudgetStatus,
    ContributionKind,
    FigureStatus,
    HoursUnit,
    Level,
    Period,
    Representation,
    Significance,
)
from register.querysets import ParticipationQuerySet


class Participation(Versioned):
    """One council's part in one partnership. Blank hours are unknown, never nought (B15-43, B15-53, H14-24)."""

    noun = "council’s part"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="participations")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="participations")
    lead_member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="portfolios",
        verbose_name="portfolio holder",
    )
    lead_member_post = models.CharField("portfolio holder's post", max_length=160, blank=True)
    # To a millionth of an hour, so that a figure typed by the week is priced right to the penny.
    officer_hours_per_month = models.DecimalField(
        "officer hours a month",
        max_digits=11,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10_000)],
    )
    officer_hours_as_typed = models.CharField(max_length=100, blank=True)
    officer_hours_unit = models.CharField(max_length=20, choices=HoursUnit.choices, default=HoursUnit.HOURS_PER_MONTH)
    officer_hours_is_estimate = models.BooleanField("the hours are an estimate", default=False)
    officer_hours_source = models.CharField("who says so", max_length=160, blank=True)
    officer_level = optional(Level, verbose_name="level of the officers whose time it is")
    representation = optional(Representation, verbose_name="how the council is represented")
    represented_by = models.ForeignKey(
        "register.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represents",
        verbose_name="council that takes the lead",
    )
    district_lead = models.CharField(
        "contact there",
        max_length=250,
        blank=True,
        help_text="Personal data: shown to officers only.",
    )
    briefing_arrangement = models.CharField("how we are briefed", max_length=300, blank=True)
    last_briefed_on = models.DateField("last briefed on", null=True, blank=True)
    attendance = optional(Attendance, verbose_name="how we attend")
    significance = optional(Significance)
    significance_source = models.CharField(max_length=160, blank=True)
    significance_reason = models.TextField(
        "why the significance is kept", blank=True, help_text="Why it stands although the tests say otherwise."
    )
    significance_settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    significance_settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    risk_kinds = models.JSONField(
        "significant risks", default=list, blank=True, help_text="Empty: nobody has judged them."
    )
    risk_factors = models.JSONField("taken into account", default=list, blank=True)
    risk_evidence = models.TextField("what the judgement rests on", blank=True)
    computed_significance = optional(Significance, editable=False)
    significance_answered = models.CharField(
        max_length=60, blank=True, editable=False, help_text="The computed and the recorded tier that were settled."
    )

    derived_fields = ("computed_significance", "significance_answered")
    objects = ParticipationQuerySet.as_manager()
    history = History(excluded_fields=derived_fields)

    class Meta:
        ordering = ["partnership", "council"]
        constraints = [
            chosen("significance", Significance),
            chosen("computed_significance", Significance),
            paired("significance_settled"),
            chosen("officer_level", Level),
            chosen("representation", Representation),
            chosen("attendance", Attendance),
            models.UniqueConstraint(
                fields=["partnership", "council"],
                name="council_takes_part_once",
                violation_error_message="This council's part is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(officer_hours_per_month__isnull=True) | Q(officer_hours_per_month__gte=0),
                name="officer_hours_not_negative",
                violation_error_message="Hours cannot be less than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} in {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}

    @property
    def is_to_settle(self) -> bool:
        """Do the tests give another tier than stands, and has nobody settled it? As `to_settle` asks the database."""
        differs = self.computed_significance and self.computed_significance != self.significance
        return bool(differs) and not self.significance_answered


class Contribution(Removable):
    """One amount that a council puts in, for one financial year, with who says so and how sure it is (B15-23).

    A blank amount means that something is put in and nobody knows how much.
    """

    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="contributions")
    financial_year = models.PositiveSmallIntegerField(
        help_text="The year in which it begins: 2013 means April 2013 to March 2014.",
        validators=[MinValueValidator(1974), MaxValueValidator(2100)],
    )
    amount = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    amount_as_typed = models.CharField(max_length=200, blank=True)
    period = optional(Period)
    kind = models.CharField(
        "cash or in kind", max_length=10, choices=ContributionKind.choices, default=ContributionKind.CASH
    )
    recipient = models.ForeignKey(
        "register.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="received",
        verbose_name="paid to",
        help_text="Left blank, it counts as paid to the lead partner.",
    )
    spent_on = models.CharField("spent on", max_length=250, blank=True)
    strategy_line = models.CharField("line of the medium-term financial strategy", max_length=120, blank=True)
    budget_code = models.CharField(max_length=60, blank=True)
    budget_status = optional(BudgetStatus)
    source = models.CharField("who says so", max_length=160, blank=True)
    status = models.CharField("how sure", max_length=12, choices=FigureStatus.choices, default=FigureStatus.UNVERIFIED)
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["-financial_year", "pk"]
        constraints = [
            paired("removed"),
            chosen("period", Period),
            chosen("budget_status", BudgetStatus),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="contribution_not_negative",
                violation_error_message="A contribution cannot be less than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount if self.amount is not None else 'unknown'} in {self.financial_year}"

    def subject_ids(self) -> set[int]:
        return {self.participation.partnership_id}

"""What stands beside the council's own money: rates, workstreams, others' money, volunteers (SH-22, SH-29, H14-30)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.models import Council
from partnerships.saving import Versioned
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import ContributionKind, FigureStatus, Level, Period
from register.models.organisations import Organisation

YEAR = {
    "help_text": "The year in which it begins: 2013 means April 2013 to March 2014.",
    "validators": [MinValueValidator(1974), MaxValueValidator(2100)],
}
POUNDS = {"max_digits": 12, "decimal_places": 2, "null": True, "blank": True, "validators": [MinValueValidator(0)]}


class HourlyRate(Versioned):
    """What an hour of an officer's time costs, by level, from a day until a later rate begins (SH-22)."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="hourly_rates")
    level = models.CharField(max_length=10, choices=Level.choices, default=Level.OFFICER)
    from_on = models.DateField("from")
    amount = models.DecimalField("pounds an hour", max_digits=7, decimal_places=2, validators=[MinValueValidator(0)])
    source = models.CharField("who says so", max_length=160, help_text="Such as Finance, pay scales of 2026.")

    history = History()

    class Meta:
        ordering = ["council", "level", "-from_on"]
        constraints = [
            chosen("level", Level),
            models.UniqueConstraint(
                fields=["council", "level", "from_on"],
                name="rate_once_a_day",
                violation_error_message="This council has a rate for that level from that day already.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="rate_not_negative",
                violation_error_message="A rate cannot be less than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_level_display()}, £{self.amount} from {self.from_on:%-d %B %Y}"

    def subject_ids(self) -> set[int]:
        """The entries whose officer time this council pays: their cost changes with the rate."""
        return set(self.council.participations.values_list("partnership", flat=True))


class Workstream(Removable):
    """A project under a partnership, with what it should save and what it has saved (H14-30, H11-25)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="workstreams")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    expected_saving = models.DecimalField("expected saving", **POUNDS)
    delivered_saving = models.DecimalField("saving delivered so far", **POUNDS)
    saving_period = optional(Period, verbose_name="how often it is saved")
    starts_on = models.DateField("starts on", null=True, blank=True)
    ends_on = models.DateField("ends on", null=True, blank=True)
    source = models.CharField("who says so", max_length=160, blank=True)

    history = History()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            paired("removed"),
            chosen("saving_period", Period),
            models.CheckConstraint(
                condition=Q(expected_saving__isnull=True) | Q(expected_saving__gte=0),
                name="expected_saving_not_negative",
                violation_error_message="An expected saving cannot be less than nought.",
            ),
            models.CheckConstraint(
                condition=Q(delivered_saving__isnull=True) | Q(delivered_saving__gte=0),
                name="delivered_saving_not_negative",
                violation_error_message="A saving cannot be less than nought.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="workstream_dates_in_order",
                violation_error_message="The workstream ends before it starts. Swap the dates, or correct one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OtherFunding(Removable):
    """Money of others: what partners put in, grants from outside, and income to the council (B15-50, SH-29, H14-38).

    A blank amount means that something is paid and nobody knows how much.
    """

    noun = "sum of money"

    class Direction(models.TextChoices):
        MATCH = "match", "Put in by a partner or funder"
        INCOME = "income", "Paid to the council"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="other_funding")
    direction = models.CharField("whose money", max_length=10, choices=Direction.choices, default=Direction.MATCH)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="funding", verbose_name="from"
    )
    council = models.ForeignKey(
        Council,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="income",
        verbose_name="paid to",
        help_text="For income: the council that receives it.",
    )
    financial_year = models.PositiveSmallIntegerField(**YEAR)
    amount = models.DecimalField(**POUNDS)
    kind = models.CharField(
        "cash or in kind", max_length=10, choices=ContributionKind.choices, default=ContributionKind.CASH
    )
    spent_on = models.CharField("spent on", max_length=250, blank=True)
    ends_on = models.DateField("funding ends on", null=True, blank=True)
    source = models.CharField("who says so", max_length=160, blank=True)
    status = models.CharField("how sure", max_length=12, choices=FigureStatus.choices, default=FigureStatus.UNVERIFIED)
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["-financial_year", "pk"]
        verbose_name_plural = "other funding"
        constraints = [
            paired("removed"),
            chosen("kind", ContributionKind),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="other_funding_not_negative",
                violation_error_message="An amount cannot be less than nought.",
            ),
            models.CheckConstraint(
                condition=Q(direction="match", council__isnull=True) | Q(direction="income", council__isnull=False),
                name="income_names_its_council",
                violation_error_message="For income say which council receives it; for a partner's money name none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}, {self.financial_year}"


class Volunteering(Removable):
    """Hours that volunteers give to a partnership in a financial year (SH-29)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="volunteering")
    financial_year = models.PositiveSmallIntegerField(**YEAR)
    hours = models.DecimalField(max_digits=9, decimal_places=2, validators=[MinValueValidator(0)])
    hour_worth = models.DecimalField(
        "pounds an hour counted", help_text="Left blank, the hours are shown and not turned into money.", **POUNDS
    )
    source = models.CharField("who says so", max_length=160, blank=True)
    status = models.CharField("how sure", max_length=12, choices=FigureStatus.choices, default=FigureStatus.UNVERIFIED)

    history = History()

    class Meta:
        ordering = ["-financial_year", "pk"]
        verbose_name_plural = "volunteering"
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(hours__gte=0),
                name="volunteer_hours_not_negative",
                violation_error_message="Hours cannot be less than nought.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.hours} hours in {self.financial_year}"

"""What makes a partnership significant for a council, as the policy says it, from a day on (SH-12, SH-13)."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.choices import HoursUnit, MoneyBasis, Operator, RiskFactor, RiskKind
from register.models.policy import Policy


def of_choices(codes: list, choices: type[models.TextChoices], sentence: str) -> None:
    if not isinstance(codes, list) or not set(codes) <= set(choices.values):
        raise ValidationError(sentence)


def known_kinds(codes: list) -> None:
    of_choices(codes, RiskKind, "Choose kinds of risk from the list.")


def known_factors(codes: list) -> None:
    of_choices(codes, RiskFactor, "Choose factors from the list.")


class SignificanceTests(Versioned):
    """The tests of one policy, in force from a day until a later version begins. What is left blank is no test.

    Each test says which paragraph it comes from, or from which policy it is borrowed.
    """

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="significance_tests")
    from_on = models.DateField("in force from")
    is_on = models.BooleanField("partnerships are tested", default=True)
    source = models.CharField("where the tests come from", max_length=160)
    money_amount = models.DecimalField(
        "pounds", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    money_operator = models.CharField(
        "the money counts when it", max_length=10, choices=Operator.choices, default=Operator.AT_LEAST
    )
    money_basis = models.CharField(
        "what is counted", max_length=10, choices=MoneyBasis.choices, default=MoneyBasis.FULL
    )
    money_years = models.PositiveSmallIntegerField(
        "financial years added up", default=1, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    money_source = models.CharField("paragraph of the money", max_length=160, blank=True)
    time_number = models.DecimalField(
        "officer time", max_digits=7, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    time_operator = models.CharField(
        "the time counts when it", max_length=10, choices=Operator.choices, default=Operator.MORE_THAN
    )
    time_unit = models.CharField(
        "counted in", max_length=20, choices=HoursUnit.choices, default=HoursUnit.DAYS_PER_MONTH
    )
    time_source = models.CharField("paragraph of the time", max_length=160, blank=True)
    statute_counts = models.BooleanField("a statutory partnership is significant", default=False)
    statute_source = models.CharField("paragraph of the statute", max_length=160, blank=True)
    risk_kinds = models.JSONField("kinds of risk that are judged", default=list, blank=True, validators=[known_kinds])
    risk_source = models.CharField("paragraph of the risks", max_length=160, blank=True)
    risk_factors = models.JSONField("factors taken into account", default=list, blank=True, validators=[known_factors])
    factor_source = models.CharField("paragraph of the factors", max_length=160, blank=True)

    history = History()

    class Meta:
        ordering = ["policy", "-from_on"]
        verbose_name = "tests of significance"
        verbose_name_plural = "tests of significance"
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "from_on"],
                name="tests_once_a_day",
                violation_error_message="This policy has tests of significance from that day already.",
            )
        ]

    def __str__(self) -> str:
        return f"Tests from {self.from_on.day} {self.from_on:%B %Y}"

    def clean(self):
        used = {
            "money_source": self.money_amount is not None,
            "time_source": self.time_number is not None,
            "statute_source": self.statute_counts,
            "risk_source": self.risk_kinds,
            "factor_source": self.risk_factors,
        }
        wrong = {
            name: "Say which paragraph this comes from, or what it is borrowed from."
            for name, is_used in used.items()
            if is_used and not getattr(self, name).strip()
        }
        if self.is_on and not any([*used.values()][:4]):
            wrong["is_on"] = "Give at least one test: money, time, statute or risk. Or say that nothing is tested."
        if wrong:
            raise ValidationError(wrong)

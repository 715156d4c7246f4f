"""The municipal calendar, from which the end of an appointment is computed (B15-26, SH-21)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.models import Council
from partnerships.saving import Versioned


class MunicipalYear(Versioned):
    """One council's year from an Annual Council to the next, and whether an election came before it."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="municipal_years")
    year = models.PositiveSmallIntegerField(
        help_text="The year in which it begins: 2027 means May 2027 to May 2028.",
        validators=[MinValueValidator(1974), MaxValueValidator(2100)],
    )
    annual_council_on = models.DateField("Annual Council")
    follows_election = models.BooleanField(
        "first after an election of the whole council",
        default=False,
        help_text="Four-year appointments are made at this meeting.",
    )

    history = History()

    class Meta:
        ordering = ["council", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "year"],
                name="municipal_year_once",
                violation_error_message="The calendar of this council has that year already.",
            ),
            models.CheckConstraint(
                condition=Q(annual_council_on__year=models.F("year")),
                name="annual_council_in_its_year",
                violation_error_message="The Annual Council is in another year than the one named. Correct one.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} {self.year}/{(self.year + 1) % 100:02d}"

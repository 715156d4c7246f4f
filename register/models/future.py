"""What is to become of an entry: what a recommendation changes, until when it is put off, when to look again."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from register.models.choices import RecommendationKind


class Future(models.Model):
    """Fields of a register entry, kept apart only for length (H14-32, H14-39, H14-44)."""

    hours_change = models.DecimalField(
        "change of officer hours a month",
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
    )
    pounds_change = models.DecimalField(
        "change of pounds a year",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
    )
    deferred_until_on = models.DateField("deferred until", null=True, blank=True)
    deferred_to = models.CharField("deferred to", max_length=200, blank=True)
    look_again_meetings = models.PositiveSmallIntegerField(
        "look at it again after … meetings",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24)],
    )
    look_again_from = models.DateField("counting meetings held after", null=True, blank=True)

    class Meta:
        abstract = True


CONSTRAINTS = (
    models.CheckConstraint(
        condition=~Q(recommendation_kind=RecommendationKind.DEFER)
        | Q(deferred_until_on__isnull=False)
        | ~Q(deferred_to=""),
        name="deferred_until_a_day_or_to_a_report",
        violation_error_message="Say until when the decision is deferred, or to which report.",
    ),
    models.CheckConstraint(
        condition=Q(recommendation_kind=RecommendationKind.DEFER) | Q(deferred_until_on__isnull=True, deferred_to=""),
        name="only_what_is_deferred_has_its_day",
        violation_error_message="A day or a report is given to which the decision is deferred: choose Defer as the "
        "kind of recommendation, or clear them.",
    ),
    models.CheckConstraint(
        condition=Q(look_again_meetings__isnull=True) | Q(look_again_meetings__gte=1),
        name="looked_at_again_after_a_meeting",
        violation_error_message="Look at it again after 1 meeting or more.",
    ),
    models.CheckConstraint(
        condition=Q(look_again_from__isnull=True) | Q(look_again_meetings__isnull=False),
        name="meetings_counted_only_where_asked",
        violation_error_message="Say after how many meetings to look at it again, or clear the day from which they "
        "are counted.",
    ),
)

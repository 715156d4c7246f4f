"""A recommendation: what it says, about which partnerships, who is consulted, what is to be done (H14-02 to H14-45)."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Matter, Partnership, Seat
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import BudgetStatus, Rating, RatingSource, RecommendationHeading, RecommendationKind
from reviews.models.audits import Audit
from reviews.models.choices import FollowUpKind, RecommendationStatus, Source
from reviews.querysets import RecommendationQuerySet

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}
SIX_MONTHS = 6


class Recommendation(Versioned):
    """What should become of one partnership, or of a group with exceptions. It is put to bodies as a matter."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    status = models.CharField(
        max_length=12, choices=RecommendationStatus.choices, default=RecommendationStatus.DRAFT, editable=False
    )
    kind = models.CharField("what should happen", max_length=30, choices=RecommendationKind.choices)
    heading = models.CharField("reported under", max_length=10, choices=RecommendationHeading.choices)
    text = models.TextField("recommendation")
    group_name = models.CharField("name of the group", max_length=160, blank=True)
    hours_change = models.DecimalField(
        "change of officer hours a month", max_digits=7, decimal_places=2, null=True, blank=True
    )
    pounds_change = models.DecimalField(
        "change of pounds a year", max_digits=12, decimal_places=2, null=True, blank=True
    )
    budget = optional(BudgetStatus, verbose_name="is the money in the budget")
    plan = models.CharField("plan or programme it belongs to", max_length=200, blank=True)

    source = models.CharField("where it comes from", max_length=20, choices=Source.choices, default=Source.REGISTER)
    source_number = models.CharField("its number there", max_length=40, blank=True)
    source_title = models.CharField("title of the review, audit or report", max_length=200, blank=True)
    source_on = models.DateField("its date", null=True, blank=True)
    audit = models.ForeignKey(Audit, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    review = models.ForeignKey(
        "reviews.Review",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    involvement = models.ForeignKey(
        "reviews.InvolvementReview",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    scrutiny_review = models.ForeignKey(
        "reviews.ScrutinyReview",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_by",
        verbose_name="earlier recommendation that it follows from",
    )

    condition = models.TextField("if … then …", blank=True)
    reopening_event = models.CharField("event after which it is looked at again", max_length=200, blank=True)

    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations", verbose_name="place"
    )
    from_post = models.CharField("from the post", max_length=160, blank=True)
    to_post = models.CharField("to the post", max_length=160, blank=True)
    passed_on = models.DateField("the place passed on", null=True, blank=True, editable=False)

    follow_up = models.CharField(
        "followed up", max_length=10, choices=FollowUpKind.choices, default=FollowUpKind.MONTHS
    )
    follow_up_months = models.PositiveSmallIntegerField(
        "months", default=SIX_MONTHS, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    follow_up_meetings = models.PositiveSmallIntegerField(
        "meetings", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(24)]
    )
    follow_up_until = models.CharField("event, or condition", max_length=200, blank=True)

    amended_text = models.TextField("as it was approved", blank=True)
    matter = models.OneToOneField(
        Matter, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="recommendation"
    )
    drafted_at = models.DateTimeField(editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="recommendations_drafted"
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    return_comment = models.TextField("what is to be changed", blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True, editable=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    carried_out_at = models.DateTimeField(null=True, blank=True, editable=False)
    carried_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    closing_note = models.TextField("how it ended", blank=True)

    objects = RecommendationQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-drafted_at", "-pk"]
        constraints = [
            *(paired(name) for name in ("submitted", "returned", "proposed", "decided", "carried_out", "closed")),
            chosen("status", RecommendationStatus),
            chosen("kind", RecommendationKind),
            chosen("heading", RecommendationHeading),
            chosen("source", Source),
            chosen("budget", BudgetStatus),
            chosen("follow_up", FollowUpKind),
            models.CheckConstraint(
                condition=~Q(kind=RecommendationKind.DEFER),
                name="recommendation_is_not_a_deferral",
                violation_error_message="A body defers a recommendation. Choose what should happen instead.",
            ),
            models.CheckConstraint(
                condition=~Q(follow_up=FollowUpKind.MEETINGS) | Q(follow_up_meetings__isnull=False),
                name="followed_up_after_how_many_meetings",
                violation_error_message="Say after how many meetings it is followed up.",
            ),
            models.CheckConstraint(
                condition=~Q(follow_up__in=[FollowUpKind.EVENT, FollowUpKind.CONDITION]) | ~Q(follow_up_until=""),
                name="followed_up_upon_what",
                violation_error_message="Name the event or the condition on which the follow-up depends.",
            ),
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=models.F("pk")),
                name="recommendation_follows_another",
                violation_error_message="A recommendation cannot follow from itself. Choose another one.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(f"{self.reference} {self.text}").chars(90)

    @property
    def words(self) -> str:
        """The recommendation as it was approved, or as it is put."""
        return self.amended_text or self.text

    def subject_ids(self) -> set[int]:
        return set(RecommendationSubject.objects.filter(recommendation=self).values_list("partnership", flat=True))


class RecommendationLine(Removable):
    """What a line of a recommendation shares with the others."""

    class Meta:
        abstract = True

    def subject_ids(self) -> set[int]:
        return self.recommendation.subject_ids()


class RecommendationSubject(RecommendationLine):
    """A partnership that a recommendation is about, or that it excepts by name (H14-25, H14-31).

    What the register said when it was put, and when it took effect, is copied (H14-45).
    """

    noun = "partnership"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="subjects")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="recommended")
    is_exception = models.BooleanField("excepted", default=False)
    note = models.CharField("why, or under which condition", max_length=300, blank=True)
    risk = optional(Rating, editable=False)
    risk_source = optional(RatingSource, editable=False)
    hours_before = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True, editable=False)
    pounds_before = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True, editable=False)

    history = History()

    class Meta:
        ordering = ["is_exception", "pk"]
        constraints = [
            paired("removed"),
            chosen("risk", Rating),
            models.UniqueConstraint(
                fields=["recommendation", "partnership"],
                condition=Q(removed_at__isnull=True),
                name="partnership_once_in_a_recommendation",
                violation_error_message="The recommendation names this partnership already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.partnership)

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class Consultation(RecommendationLine):
    """Somebody who must be consulted, by the name of their role, and what they said (H14-40)."""

    noun = "consultation"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="consultations")
    role = models.CharField("who is consulted", max_length=160)
    consulted_on = models.DateField("consulted on", null=True, blank=True)
    said = models.TextField("what they said", blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(consulted_on__isnull=True, said="") | Q(consulted_on__isnull=False) & ~Q(said=""),
                name="consulted_on_a_day_with_words",
                violation_error_message="Say both: on which day they were consulted, and what they said.",
            ),
        ]

    def __str__(self) -> str:
        return self.role


class PlannedAction(RecommendationLine):
    """What is to be done about every partnership of a recommendation once it is approved (H14-41)."""

    noun = "action"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="planned")
    text = models.TextField("what is to be done")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="who does it",
    )
    owner_post = models.CharField("post, if nobody is named", max_length=160, blank=True)
    due_on = models.DateField("due on")

    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_post=""),
                name="planned_action_has_owner",
                violation_error_message="Say who does it: a person, or a post.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

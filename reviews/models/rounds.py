"""The yearly round of reviews, and the review of each partnership in it (W09-09, W09-10, B15-12, SH-14, SH-17)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.models import Assessment, Question
from assessments.models.questions import QuestionAnswer
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Partnership, Policy
from register.models.base import chosen, optional, paired
from register.models.choices import RecommendationHeading, RecommendationKind, Significance
from reviews.models.choices import Honesty, ReviewStatus, RoundKind, RoundStatus, Section, SectionState
from reviews.querysets import ReviewQuerySet, RoundQuerySet

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}


class ReviewRound(Versioned):
    """One year's reviews of all partnerships, or the programme that asks each for its business case (W09-09)."""

    title = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=RoundKind.choices, default=RoundKind.ANNUAL)
    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="rounds", editable=False)
    financial_year = models.PositiveSmallIntegerField("about the financial year")
    starts_on = models.DateField("from")
    due_on = models.DateField("reviews are due by")
    message = models.TextField("what lead officers are told", blank=True)
    endorsed_by_heads = models.BooleanField("heads of service endorse each review before it is accepted", default=False)
    status = models.CharField(max_length=10, choices=RoundStatus.choices, default=RoundStatus.PLANNED, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    reported_at = models.DateTimeField(null=True, blank=True, editable=False)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = RoundQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            *(paired(name) for name in ("opened", "frozen", "reported", "closed")),
            chosen("kind", RoundKind),
            chosen("status", RoundStatus),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("starts_on")),
                name="round_is_due_after_it_starts",
                violation_error_message="Reviews are due after the round starts. Enter a later day.",
            ),
            models.UniqueConstraint(
                fields=["kind", "financial_year"],
                condition=~Q(status=RoundStatus.CANCELLED),
                name="round_once_a_year",
                violation_error_message="There is such a round for that year already. Open that one.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SectionAsked(Versioned):
    """One section that the policy asks for in reviews: of all partnerships, or of one tier alone."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="sections_asked")
    section = models.CharField(max_length=16, choices=Section.choices)
    tier = optional(Significance, verbose_name="only where it is")
    source = models.CharField("paragraph", max_length=160)

    history = History()

    class Meta:
        ordering = ["policy", "pk"]
        verbose_name = "section of reviews"
        verbose_name_plural = "sections of reviews"
        constraints = [
            chosen("section", Section),
            chosen("tier", Significance),
            models.UniqueConstraint(
                fields=["policy", "section", "tier"],
                name="section_asked_once",
                violation_error_message="The policy asks for that section already.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_section_display()


class Review(Versioned):
    """What the council says of one partnership in one round, from the lead officer's answers to the closed file.

    Nothing of the entry is computed from it before it is accepted or waived, which writes the entry itself; whether it
    is late is for the night. So opening a round for thousands looks at none of them.
    """

    round = models.ForeignKey(ReviewRound, on_delete=models.PROTECT, related_name="reviews", editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="reviews", editable=False)
    tier = optional(Significance, editable=False)
    due_on = models.DateField("due by")
    due_reason = models.CharField("why then", max_length=300, blank=True)
    status = models.CharField(
        max_length=12, choices=ReviewStatus.choices, default=ReviewStatus.OPENED, editable=False, db_index=True
    )
    episode = models.PositiveSmallIntegerField("how often it was reopened", default=0, editable=False)

    adds_value = models.BooleanField("there is clear added value, and benefits outweigh risks", null=True, blank=True)
    added_value_note = models.TextField("where the value lies, or why there is none", blank=True)
    activity = models.TextField("what it did in the year", blank=True)
    has_business_case = models.BooleanField("there is a business case for it", null=True, blank=True)
    business_case_note = models.TextField("where it is, or why there is none", blank=True)
    recommendation_kind = optional(RecommendationKind, verbose_name="what should happen")
    recommendation_heading = optional(RecommendationHeading, verbose_name="reported under")
    recommendation = models.TextField("recommendation", blank=True)
    hours_change = models.DecimalField(
        "change of officer hours a month", max_digits=7, decimal_places=2, null=True, blank=True
    )
    pounds_change = models.DecimalField(
        "change of pounds a year", max_digits=12, decimal_places=2, null=True, blank=True
    )
    hours_spent = models.DecimalField(
        "hours that this review took", max_digits=5, decimal_places=2, null=True, blank=True, help_text="Not a must."
    )
    risk_assessment = models.ForeignKey(
        Assessment, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="reviews_of_risk"
    )
    value_assessment = models.ForeignKey(
        Assessment, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="reviews_of_value"
    )

    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    endorsed_at = models.DateTimeField(null=True, blank=True, editable=False)
    endorsed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    endorsement = models.TextField("what the head of service adds", blank=True)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    return_comment = models.TextField("what is to be looked at again", blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    waived_at = models.DateTimeField(null=True, blank=True, editable=False)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    waiver_reason = models.TextField("why it is waived", blank=True)
    waiver_authority = models.CharField("who decided that", max_length=200, blank=True)
    next_on = models.DateField("reviewed next on", null=True, blank=True)

    objects = ReviewQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["due_on", "partnership__name_key", "pk"]
        constraints = [
            *(paired(name) for name in ("started", "submitted", "endorsed", "returned", "accepted", "waived")),
            chosen("status", ReviewStatus),
            chosen("tier", Significance),
            chosen("recommendation_kind", RecommendationKind),
            chosen("recommendation_heading", RecommendationHeading),
            models.UniqueConstraint(
                fields=["round", "partnership"],
                name="reviewed_once_in_a_round",
                violation_error_message="This partnership is in the round already.",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReviewStatus.WAIVED) | (~Q(waiver_reason="") & ~Q(waiver_authority="")),
                name="review_waived_with_reason",
                violation_error_message="Say why it is waived, and who decided that.",
            ),
        ]

    def __str__(self) -> str:
        return f"Review of {self.partnership}"


class ReviewSection(Versioned):
    """One section of a review: how far it has come, how carefully it was looked at, what changes, what was asked.

    `changes` are facts of the entry as the lead officer wants them, each with what it was when they saw it: they are
    written into the register when the review is accepted, merged with what others changed meanwhile.
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="sections", editable=False)
    key = models.CharField(max_length=16, choices=Section.choices, editable=False)
    state = models.CharField(max_length=12, choices=SectionState.choices, default=SectionState.NOT_STARTED)
    honesty = optional(Honesty, verbose_name="how it was looked at")
    note = models.TextField(blank=True)
    changes = models.JSONField(default=list, blank=True, editable=False)
    comment = models.TextField("what the policy team asks", blank=True)
    is_commented = models.BooleanField("to be looked at again", default=False)
    delegated_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="review_sections",
        verbose_name="who fills it in",
    )

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            chosen("key", Section),
            chosen("state", SectionState),
            chosen("honesty", Honesty),
            models.UniqueConstraint(
                fields=["review", "key"],
                name="section_once_in_a_review",
                violation_error_message="This review has that section already.",
            ),
            models.CheckConstraint(
                condition=~Q(honesty=Honesty.CONFIRMED_WITH_NOTE) | ~Q(note=""),
                name="note_where_confirmed_with_one",
                violation_error_message="Write the note with which you confirm it.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class ReviewAnswer(QuestionAnswer):
    """The answer to one question of a review (B15-21, B15-49, W09-05)."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="review_answers")

    history = History()

    class Meta(QuestionAnswer.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["review", "question"],
                name="review_question_answered_once",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.question)

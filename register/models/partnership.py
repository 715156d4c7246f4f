"""A register entry: everything that is the partnership's own. What a council puts in stands in `money`."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import (
    Classification,
    CouncilPosition,
    DecisionRole,
    Delivery,
    Formality,
    GovernanceForm,
    LegalAdvice,
    NameKind,
    Orientation,
    Origin,
    Rating,
    RatingSource,
    RecommendationHeading,
    RecommendationKind,
    ReviewMethod,
    Safeguarding,
    Status,
)
from register.models.future import CONSTRAINTS, Future
from register.models.lists import EntryReason, ExclusionClass, Family, PartnershipType, PlanItem, Theme
from register.models.oversight import Oversight
from register.models.readiness import Readiness
from register.querysets import PartnershipQuerySet


class Partnership(Readiness, Future, Oversight, Versioned):
    """One entry of the register (B15-43, SH-19). Blank means unknown; nothing is assumed."""

    noun = "entry"

    reference = models.CharField(max_length=12, unique=True, editable=False)
    name = models.CharField("partnership name", max_length=250)
    acronym = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.ACTIVE, editable=False)
    classification = models.CharField(max_length=30, choices=Classification.choices, default=Classification.PARTNERSHIP)
    family = models.ForeignKey(Family, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships")
    describes_several = models.BooleanField(
        "describes several partnerships",
        default=False,
        help_text="Never counted, rated or ended as one until somebody has split it.",
    )

    is_to_be_removed = models.BooleanField(
        "to be removed from the register",
        default=False,
        help_text="Out of the count already; mark it as not a partnership once that is decided.",
    )

    function = models.TextField("function", blank=True)
    outcomes_sought = models.TextField("outcomes sought", blank=True)
    entry_reasons = models.ManyToManyField(
        EntryReason, blank=True, related_name="partnerships", verbose_name="reasons for entering"
    )
    entry_reason_note = models.TextField("more about why", blank=True)
    orientation = optional(Orientation, verbose_name="strategic or operational")
    type = models.ForeignKey(
        PartnershipType, null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )
    decision_role = optional(DecisionRole, verbose_name="does it decide or advise")
    origin = optional(Origin, verbose_name="how it came about")
    started_on = models.DateField("set up on", null=True, blank=True)
    joined_on = models.DateField("the council joined on", null=True, blank=True)

    is_statutory = models.BooleanField("statutory partnership", null=True, blank=True)
    statutory_basis = models.CharField("the Act", max_length=250, blank=True)
    is_attendance_obligatory = models.BooleanField("the council is obliged to attend", null=True, blank=True)
    legal_basis = models.CharField("legal basis or power", max_length=250, blank=True)
    governance_form = optional(GovernanceForm, verbose_name="form of governance")
    legal_status = models.CharField("legal status", max_length=160, blank=True)
    formality = optional(Formality, verbose_name="formality of meetings")
    meeting_frequency = models.CharField("frequency of meetings", max_length=250, blank=True)
    meetings_per_year = models.DecimalField(
        "meetings a year",
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(366)],
    )
    has_own_staff = models.BooleanField("has staff of its own", null=True, blank=True)
    has_own_budget = models.BooleanField("has a budget of its own", null=True, blank=True)
    in_kind_support = models.CharField("support in kind", max_length=250, blank=True)

    themes = models.ManyToManyField(Theme, blank=True, related_name="partnerships")
    priorities = models.ManyToManyField(
        PlanItem, blank=True, related_name="partnerships", verbose_name="priorities and outcomes"
    )
    priorities_as_typed = models.CharField(max_length=250, blank=True)
    area = models.CharField("area covered", max_length=250, blank=True)
    wards = models.CharField(max_length=250, blank=True, help_text="Wards affected, or All.")

    lead_partner_note = models.CharField("about the lead", max_length=250, blank=True)
    lead_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leads",
        verbose_name="lead officer",
    )
    lead_officer_post = models.CharField("lead officer's post", max_length=160, blank=True)
    head_of_service = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers_for",
        verbose_name="head of service",
    )
    head_of_service_post = models.CharField("head of service's post", max_length=160, blank=True)
    service = models.ForeignKey(
        "partnerships.Service", null=True, blank=True, on_delete=models.PROTECT, related_name="partnerships"
    )

    exit_impact = models.TextField("impact of leaving", blank=True)
    council_position = optional(CouncilPosition, verbose_name="the council's position")
    value_added = models.TextField("value", blank=True)
    risk_rating = optional(Rating, verbose_name="overall risk")
    risk_rating_source = optional(RatingSource, editable=False)
    value_rating = optional(Rating, verbose_name="overall value")
    value_rating_source = optional(RatingSource, editable=False)

    information_to_officers = models.TextField("to the officers who need it", blank=True)
    information_between = models.TextField("between partnerships", blank=True)
    information_to_councils = models.TextField("to other councils that we represent", blank=True)
    information_from_districts = models.TextField("from other districts that lead", blank=True)

    contact = models.TextField(
        "contact details",
        blank=True,
        help_text="Personal data: shown to officers only, never in papers or exports for members.",
    )
    contact_failed_on = models.DateField(
        "a letter or e-mail to the contact came back on",
        null=True,
        blank=True,
        help_text="Clear the day once the contact details are right again.",
    )
    comments = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    recommendation_kind = optional(RecommendationKind)
    recommendation_heading = optional(RecommendationHeading, verbose_name="reported under")
    next_review_due_on = models.DateField("next review due", null=True, blank=True)
    is_exempt = models.BooleanField("exempt from publication", default=False)
    exempt_paragraph = models.PositiveSmallIntegerField(
        "paragraph of Schedule 12A", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(7)]
    )

    exclusion_class = models.ForeignKey(
        ExclusionClass, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="partnerships"
    )
    exclusion_reason = models.TextField(blank=True, editable=False)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_reason = models.TextField(blank=True, editable=False)
    # Why it ended without an exit strategy and without a successor: where the management team waived one (B15-41).
    leaving_waived = models.CharField("management team’s waiver", max_length=200, blank=True, editable=False)
    successor = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="predecessors"
    )

    batch = models.ForeignKey(
        "register.ImportBatch", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="entries"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    name_key = models.CharField(max_length=250, blank=True, editable=False, db_index=True)
    search_text = models.TextField(blank=True, editable=False)
    derived_fields = ("name_key", "search_text")

    objects = PartnershipQuerySet.as_manager()
    history = History(
        excluded_fields=["name_key", "search_text"], m2m_fields=[entry_reasons, themes, priorities, "client_groups"]
    )

    class Meta:
        ordering = ["name", "pk"]
        indexes = [
            # In order, with all that counts and gaps ask of every entry, so that no row is read for them.
            models.Index(
                fields=[
                    "status",
                    "name_key",
                    "id",
                    "classification",
                    "batch",
                    "is_to_be_removed",
                    "describes_several",
                    "next_review_due_on",
                    "recommendation_heading",
                    "look_again_meetings",
                    "deferred_until_on",
                    "project_ends_on",
                ],
                name="partnership_in_order",
            ),
        ]
        constraints = [
            paired("confirmed"),
            chosen("orientation", Orientation),
            chosen("council_position", CouncilPosition),
            chosen("risk_rating", Rating),
            chosen("value_rating", Rating),
            chosen("review_method", ReviewMethod),
            chosen("legal_advice_on_joining", LegalAdvice),
            chosen("legal_advice_on_leaving", LegalAdvice),
            chosen("safeguarding", Safeguarding),
            chosen("delivery_option", Delivery),
            models.CheckConstraint(
                condition=Q(safeguarding="held") | Q(safeguarding_seen_on__isnull=True),
                name="safeguarding_seen_if_held",
                violation_error_message="A day on which the policies were seen is given: answer that they are held.",
            ),
            models.CheckConstraint(
                condition=~Q(external_review_by="") | Q(external_review_ends_on__isnull=True, external_review_waits=""),
                name="external_review_names_its_lead",
                violation_error_message="Say who leads the external review, or clear its other fields.",
            ),
            chosen("recommendation_kind", RecommendationKind),
            chosen("recommendation_heading", RecommendationHeading),
            *CONSTRAINTS,
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="partnership_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(is_exempt=False, exempt_paragraph__isnull=True)
                | Q(is_exempt=True, exempt_paragraph__isnull=False),
                name="exempt_with_paragraph",
                violation_error_message="An exempt entry names its paragraph of Schedule 12A, 1 to 7; others none.",
            ),
            models.CheckConstraint(
                condition=Q(is_statutory=True) | Q(statutory_basis=""),
                name="act_only_if_statutory",
                violation_error_message="An Act is named, so answer Yes to 'statutory partnership', or clear the Act.",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.NOT_PARTNERSHIP)
                | (Q(exclusion_class__isnull=False) & ~Q(exclusion_reason="")),
                name="excluded_with_class_and_reason",
                violation_error_message="Say what it is instead of a partnership, and why.",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.EXITED) | (Q(ended_on__isnull=False) & ~Q(ended_reason="")),
                name="ended_with_day_and_reason",
                violation_error_message="Say when the partnership ended, and why.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("pk")),
                name="successor_is_another",
                violation_error_message="A partnership cannot be its own successor. Choose another one.",
            ),
            models.CheckConstraint(
                condition=Q(meetings_per_year__isnull=True) | Q(meetings_per_year__gte=0),
                name="meetings_not_negative",
                violation_error_message="Meetings a year cannot be less than nought.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def subject_ids(self) -> set[int]:
        return {self.pk}

    @cached_property
    def holder_ids(self) -> frozenset[int]:
        """Who sits on it for a council; read once, since a page asks for each of its parts whether somebody does."""
        seats = self.seats.filter(removed_at__isnull=True, holder__isnull=False)
        return frozenset(seats.values_list("holder", flat=True))

    @property
    def is_unconfirmed(self) -> bool:
        """Imported, and its lead officer has not yet confirmed it."""
        return self.batch_id is not None and self.confirmed_at is None

    @property
    def is_awaiting_acceptance(self) -> bool:
        """Imported by a batch that no policy officer has accepted: shown with a tag, not counted."""
        return self.batch_id is not None and self.batch.accepted_at is None


class PartnershipName(Removable):
    """Another name of a partnership: an alias, a former name, an acronym. Search and import matching know them all."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="other_names")
    name = models.CharField(max_length=250)
    kind = models.CharField(max_length=10, choices=NameKind.choices, default=NameKind.ALIAS)
    until_on = models.DateField("used until", null=True, blank=True)

    history = History()

    class Meta:
        ordering = ["name"]
        constraints = [paired("removed"), chosen("kind", NameKind)]

    def __str__(self) -> str:
        return self.name

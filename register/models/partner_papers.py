"""The yearly papers of a partner, kept apart from the council's own review: annual report and business plan.

They are asked for, received, heard by bodies in the order of their meetings, and decided in time for the budget of a
year (SH-04, SH-05, SH-23).
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, paired
from register.models.lists import Body
from register.models.organisations import Organisation
from register.querysets import PaperHearingQuerySet, PartnerPaperQuerySet

TWICE = "This paper has been asked for already for that year. Choose another year, or open that one."


class PaperKind(models.TextChoices):
    """What a partner hands in."""

    ANNUAL_REPORT = "annual_report", "Annual report"
    BUSINESS_PLAN = "business_plan", "Business plan"


class PaperStatus(models.TextChoices):
    ASKED = "asked", "Asked for"
    RECEIVED = "received", "Received"
    CONSIDERED = "considered", "Considered"
    DECIDED = "decided", "Decided"
    TAKEN_BACK = "taken_back", "No longer asked for"


class HearingPart(models.TextChoices):
    """What a body did with the paper at its meeting."""

    CONSIDERED = "considered", "Considered it"
    RECOMMENDED = "recommended", "Recommended"
    DECIDED = "decided", "Decided"


class PartnerPaper(Versioned):
    """One paper of one year. A business plan answers five headings (SH-04); an annual report says how the year went."""

    noun = "partner’s paper"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="partner_papers")
    kind = models.CharField("which paper", max_length=14, choices=PaperKind.choices)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="papers",
        verbose_name="which partner",
        help_text="Leave it blank where the partnership itself is asked.",
    )
    financial_year = models.PositiveSmallIntegerField("for the financial year")
    due_on = models.DateField("to be handed in by")
    status = models.CharField(
        max_length=12, choices=PaperStatus.choices, default=PaperStatus.ASKED, editable=False, db_index=True
    )
    asked_at = models.DateTimeField(editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="papers_asked"
    )
    received_on = models.DateField("received on", null=True, blank=True)
    spending = models.TextField("what the money would be spent on", blank=True)
    benefit = models.TextField("benefit to residents", blank=True)
    priorities = models.TextField("links to priorities and to delivery in localities", blank=True)
    value_for_money = models.TextField("value for money", blank=True)
    measures = models.TextField("how success is measured", blank=True)
    summary = models.TextField("what the year came to", blank=True)
    received_at = models.DateTimeField(null=True, blank=True, editable=False)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = PartnerPaperQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-financial_year", "due_on", "pk"]
        constraints = [
            paired("received"),
            chosen("kind", PaperKind),
            chosen("status", PaperStatus),
            models.UniqueConstraint(
                fields=["partnership", "kind", "financial_year", "organisation"],
                condition=~Q(status=PaperStatus.TAKEN_BACK),
                name="partner_paper_once_a_year",
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "financial_year"],
                condition=~Q(status=PaperStatus.TAKEN_BACK) & Q(organisation__isnull=True),
                name="paper_of_the_partnership_once_a_year",
                violation_error_message=TWICE,
            ),
            models.CheckConstraint(
                condition=Q(status__in=[PaperStatus.ASKED, PaperStatus.TAKEN_BACK]) | Q(received_on__isnull=False),
                name="partner_paper_received_on_a_day",
                violation_error_message="Enter the day on which the paper was received.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.financial_year}/{(self.financial_year + 1) % 100:02}"

    @property
    def whose(self) -> str:
        """The partner who is asked, or the partnership itself."""
        return str(self.organisation or self.partnership)

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class PaperHearing(Versioned):
    """What one body did with a paper at one meeting: scrutiny recommends, Executive and Council decide (SH-05)."""

    paper = models.ForeignKey(PartnerPaper, on_delete=models.PROTECT, related_name="hearings", editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="paper_hearings")
    held_on = models.DateField("at the meeting on")
    minute = models.CharField("minute reference", max_length=120)
    part = models.CharField("what it did", max_length=12, choices=HearingPart.choices)
    words = models.TextField("what it said")
    amount = models.DecimalField("funding, £", max_digits=12, decimal_places=2, null=True, blank=True)
    copied_on = models.DateField("the partner was given a copy of the report on", null=True, blank=True)

    objects = PaperHearingQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            chosen("part", HearingPart),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="paper_hearing_amount_not_negative",
                violation_error_message="Funding cannot be less than £0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}: {self.get_part_display().lower()}"

    def subject_ids(self) -> set[int]:
        return {self.paper.partnership_id}

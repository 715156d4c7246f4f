"""The lists that a council's policy fills: themes, priorities, types, classes, reasons, families, bodies."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.roles import Role
from partnerships.saving import Versioned
from register.models.base import ListValue, optional
from register.models.choices import BodyKind, Level, ReviewsReceived


class Theme(ListValue):
    """What the register is grouped by, and who leads and answers by default for what stands under it (SH-11)."""

    lead_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="leads_theme",
        verbose_name="lead officer by default",
    )
    lead_member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answers_for_theme",
        verbose_name="portfolio holder by default",
    )
    covered_by = models.TextField(
        "covered by", blank=True, help_text="Where no partnership stands under it: what serves it instead (H14-19)."
    )
    history = History()

    class Meta(ListValue.Meta):
        pass

    def clean(self):
        if self.lead_member and not self.lead_member.has_role(Role.COUNCILLOR):
            raise ValidationError({"lead_member": f"{self.lead_member} is not a councillor. Choose one who is."})


class PartnershipType(ListValue):
    """The council's own list of types (SH-15)."""

    code = models.SlugField(
        max_length=40, unique=True, help_text="Used in spreadsheets and links; small letters and _."
    )
    required_level = optional(
        Level,
        verbose_name="level of representative that it needs",
        help_text="Entries of this type with nobody of that level show as a gap (SH-16).",
    )
    expects_agreement = models.BooleanField("an agreement is expected", null=True, blank=True)
    expects_funding = models.BooleanField("direct funding is usual", null=True, blank=True)
    history = History()

    class Meta(ListValue.Meta):
        verbose_name = "partnership type"


class ExclusionClass(ListValue):
    """Why something is not a partnership (H11-09–11, B15-04–06, H14-21)."""

    code = models.SlugField(max_length=40, unique=True)
    history = History()

    class Meta(ListValue.Meta):
        verbose_name = "class outside the register"
        verbose_name_plural = "classes outside the register"


class EntryReason(ListValue):
    """Why the council entered (H11-21)."""

    code = models.SlugField(max_length=40, unique=True)
    history = History()

    class Meta(ListValue.Meta):
        verbose_name = "reason for entering"
        verbose_name_plural = "reasons for entering"


class LeavingReason(ListValue):
    """Why the council leaves (B15-40)."""

    code = models.SlugField(max_length=40, unique=True)
    history = History()

    class Meta(ListValue.Meta):
        verbose_name = "reason for leaving"
        verbose_name_plural = "reasons for leaving"


class Family(ListValue):
    """The umbrella under which several partnerships stand (H14-13)."""

    history = History()

    class Meta(ListValue.Meta):
        verbose_name_plural = "families"


class Body(ListValue):
    """A body that receives papers or decides (B15-54: names are the council's own)."""

    short_name = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=10, choices=BodyKind.choices, default=BodyKind.MEETING)
    scrutinises = models.BooleanField(
        "members scrutinise here", default=False, help_text="Significant partnerships are reported here once a year."
    )
    receives_reviews = optional(ReviewsReceived, verbose_name="annual reviews")
    history = History()

    class Meta(ListValue.Meta):
        verbose_name_plural = "bodies"


class InternalGroup(ListValue):
    """A group inside the council that hears of partnerships and is none itself (H14-26)."""

    history = History()

    class Meta(ListValue.Meta):
        pass


class ClientGroup(ListValue):
    """People for whom the council works, such as older people. Those with no partnership show as a gap (H14-19)."""

    covered_by = models.TextField(
        "covered by", blank=True, help_text="Where no partnership is for them alone: what serves them instead."
    )
    history = History()

    class Meta(ListValue.Meta):
        pass


class PlanItem(Versioned):
    """A priority of the plan (level 1) or a critical outcome under it (level 2), both numbered (H14-07, B15-43)."""

    number = models.CharField(
        max_length=12, unique=True, error_messages={"unique": "The plan already has an item of this number."}
    )
    title = models.CharField(max_length=200, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="outcomes")
    source = models.CharField(max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("order", default=0)
    is_retired = models.BooleanField("retired", default=False)
    covered_by = models.TextField(
        "covered by", blank=True, help_text="Where no partnership serves it: what does instead (H14-19)."
    )

    history = History()

    class Meta:
        ordering = ["position", "number"]
        verbose_name = "priority or outcome"
        verbose_name_plural = "priorities and outcomes"
        constraints = [
            models.CheckConstraint(
                condition=~Q(parent=models.F("pk")),
                name="plan_item_not_its_own_parent",
                violation_error_message="An item cannot stand under itself.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def clean(self):
        if self.parent and self.parent.parent_id:
            raise ValidationError(
                {"parent": "The plan has two levels: choose a priority, not an outcome, as the parent."}
            )

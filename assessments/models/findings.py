"""What the policy checks found, and what was waived, by whom, until when (W09-02)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.choices import Severity
from assessments.querysets import FindingQuerySet, WaiverQuerySet
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Policy
from register.models.base import chosen, optional, paired


class CheckSetting(Versioned):
    """What a policy says of one check: whether it runs, how much it matters, its limit. Without one, the usual."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="check_settings")
    code = models.CharField("check", max_length=8)
    is_on = models.BooleanField("this check runs", default=True)
    severity = optional(Severity, verbose_name="how much it matters", help_text="Left blank: as usual.")
    limit = models.DecimalField(
        "its limit", max_digits=12, decimal_places=2, null=True, blank=True, help_text="Left blank: the usual one."
    )
    source = models.CharField("paragraph", max_length=160, blank=True)

    history = History()

    class Meta:
        ordering = ["code"]
        verbose_name = "setting of a check"
        verbose_name_plural = "settings of checks"
        constraints = [
            chosen("severity", Severity),
            models.UniqueConstraint(
                fields=["policy", "code"],
                name="check_set_once",
                violation_error_message="This policy has a setting for that check already.",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Finding(models.Model):
    """One thing that a check found: computed, never typed. It is mended when the check no longer finds it.

    One that names no partnership is about the council as a whole.
    """

    partnership = models.ForeignKey(
        "register.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    code = models.CharField(max_length=8)
    about = models.CharField("which part of it", max_length=120, blank=True)
    severity = models.CharField(max_length=8, choices=Severity.choices)
    evidence = models.CharField(max_length=400)
    found_on = models.DateField()
    mended_on = models.DateField(null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        ordering = ["code", "pk"]
        indexes = [
            models.Index(fields=["mended_on", "code"], name="finding_open"),
            models.Index(fields=["mended_on", "severity", "partnership"], name="finding_open_by_severity"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "code", "about"],
                condition=Q(mended_on__isnull=True),
                name="finding_open_once",
            ),
            models.UniqueConstraint(
                fields=["code", "about"],
                condition=Q(mended_on__isnull=True, partnership__isnull=True),
                name="finding_of_council_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.evidence}"


class Waiver(Versioned):
    """A finding that is accepted until a day: why, and on whose authority."""

    partnership = models.ForeignKey(
        "register.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="waivers"
    )
    code = models.CharField("check", max_length=8)
    about = models.CharField(max_length=120, blank=True, editable=False)
    reason = models.TextField()
    authorised_by = models.CharField("on whose authority", max_length=160)
    until_on = models.DateField("until")
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="waivers"
    )
    lifted_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = WaiverQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["until_on", "pk"]
        constraints = [paired("lifted")]

    def __str__(self) -> str:
        return f"{self.code} until {self.until_on.day} {self.until_on:%B %Y}"

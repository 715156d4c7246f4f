"""Organisations round the table, with the names they have had, and their part in a partnership."""

from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import Removable, optional, paired
from register.models.choices import NameKind, Sector


class Organisation(Versioned):
    """A body that is a partner somewhere."""

    name = models.CharField(
        max_length=200, unique=True, error_messages={"unique": "An organisation of this name exists already."}
    )
    sector = optional(Sector)
    is_retired = models.BooleanField("no longer exists", default=False)

    history = History()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def subject_ids(self) -> set[int]:
        return set(self.partnerships.values_list("partnership_id", flat=True))


class OrganisationName(Removable):
    """Another name of an organisation, from a day to a day: bodies are renamed and followed by others."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="other_names")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=NameKind.choices, default=NameKind.ALIAS)
    from_on = models.DateField("from", null=True, blank=True)
    until_on = models.DateField("until", null=True, blank=True)

    history = History()

    class Meta:
        ordering = ["name"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(from_on__lte=F("until_on")),
                name="organisation_name_dates_in_order",
                violation_error_message="The name ends before it begins. Swap the dates, or correct one.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def subject_ids(self) -> set[int]:
        return set(Partner.objects.filter(organisation=self.organisation_id).values_list("partnership_id", flat=True))


class Partner(Removable):
    """An organisation's part in a partnership: leading it, or one of the partners (H11-14, H11-15)."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    is_lead = models.BooleanField("leads or hosts the partnership", default=False)
    level = models.CharField(
        "level of its people", max_length=120, blank=True, help_text="Such as chief officers, or councillors."
    )
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [
            paired("removed"),
            models.UniqueConstraint(
                fields=["partnership", "organisation", "is_lead"],
                condition=Q(removed_at__isnull=True),
                name="partner_listed_once",
                violation_error_message="This organisation is listed already.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

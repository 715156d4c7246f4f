"""What several of the register's tables share."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from partnerships.saving import Versioned


class ListValue(Versioned):
    """A value of a list that the policy team keeps. Retired instead of deleted, so that old entries stay readable."""

    name = models.CharField(
        max_length=160, unique=True, error_messages={"unique": "The list already has a value of this name."}
    )
    help_text = models.TextField("guidance", blank=True)
    source = models.CharField(max_length=120, blank=True, help_text="The paragraph of the policy that this comes from.")
    position = models.PositiveSmallIntegerField("order", default=0)
    is_retired = models.BooleanField("retired", default=False, help_text="Kept on old entries, offered on no new one.")

    class Meta:
        abstract = True
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="%(class)s_name_once",
                violation_error_message="The list already has a value of this name.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Removable(Versioned):
    """A line of an entry that can be taken off it. It stays in history, and can be put back."""

    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


def paired(name: str) -> models.CheckConstraint:
    """`name_at` and `name_by` come together. Used with a class-specific name through `%(class)s`."""
    both = Q(**{f"{name}_at__isnull": True, f"{name}_by__isnull": True})
    none = Q(**{f"{name}_at__isnull": False, f"{name}_by__isnull": False})
    return models.CheckConstraint(
        condition=both | none,
        name=f"%(class)s_{name}_at_and_by",
        violation_error_message=f"The moment and the person of '{name}' come together.",
    )


def chosen(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The field holds one of its codes, or is blank."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": ["", *choices.values]}),
        name=f"%(class)s_{field}_known",
        violation_error_message=f"{field.replace('_', ' ').capitalize()} is not one of the values on offer.",
    )


def optional(choices: type[models.TextChoices], length: int = 30, **options) -> models.CharField:
    """A field of codes that may be blank, blank meaning not known."""
    return models.CharField(max_length=length, blank=True, choices=choices.choices, **options)

"""Councils, their branding, and their services."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator, RegexValidator
from django.db import models
from django.db.models import Q

from partnerships.history import History
from partnerships.querysets import CouncilQuerySet
from partnerships.saving import Versioned

HEX_COLOUR = RegexValidator(
    r"^#[0-9a-fA-F]{6}$", "Enter the colour as # and six digits or letters a to f, such as #1a4f76."
)
LOGO_KINDS = ["png", "jpg", "jpeg"]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG defines it, 0 (black) to 1 (white)."""
    channels = [int(pair, 16) / 255 for pair in re.findall("..", colour.lstrip("#"))]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def readable_on_white(colour: str) -> None:
    """Refuse a brand colour whose contrast with white is below 4.5 to 1 (WCAG 2.2 AA)."""
    if re.match(r"^#[0-9a-fA-F]{6}$", colour) and 1.05 / (luminance(colour) + 0.05) < 4.5:
        raise ValidationError("This colour is too light for white text on it. Choose a darker one.")


class Council(Versioned):
    """A council that this register serves. Two councils may share one register (SH-08)."""

    name = models.CharField(max_length=120, unique=True)
    short_name = models.CharField(max_length=30, help_text="How the council calls itself in a sentence, such as HDC.")
    column_prefix = models.CharField(
        max_length=10,
        blank=True,
        help_text="Marks this council's columns in a shared spreadsheet, such as SH in 'SH £'.",
    )
    logo = models.FileField(
        upload_to="logos/",
        blank=True,
        validators=[FileExtensionValidator(LOGO_KINDS)],
        help_text="PNG or JPEG, up to 500 KB.",
    )
    brand_colour = models.CharField(
        max_length=7,
        default="#1a4f76",
        validators=[HEX_COLOUR, readable_on_white],
        help_text="Used for the header and buttons; white text must be readable on it.",
    )
    contact_email = models.EmailField(blank=True, help_text="Where people ask for help with the register.")
    contact_phone = models.CharField(max_length=40, blank=True)
    is_retired = models.BooleanField("no longer uses the register", default=False)

    objects = CouncilQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["column_prefix"],
                condition=~Q(column_prefix=""),
                name="council_prefix_once",
                violation_error_message="Another council already uses this column prefix.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self):
        if self.logo and self.logo.size > 500_000:
            raise ValidationError({"logo": "The logo is larger than 500 KB. Choose a smaller picture."})


class Service(Versioned):
    """A part of a council under one head of service."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="services")
    name = models.CharField(max_length=120)
    is_retired = models.BooleanField("no longer exists", default=False)

    history = History()

    class Meta:
        ordering = ["council", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"],
                name="service_name_once",
                violation_error_message="This council already has a service of that name.",
            )
        ]

    def __str__(self) -> str:
        return self.name

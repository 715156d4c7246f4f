"""Fields of the register: another entry by its reference or name, and a financial year as people write it."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from partnerships.forms.fields import tidy
from register.interchange.names import key as name_key
from register.models import Partnership
from register.rules.money import year_name


class EntryField(forms.CharField):
    """Another entry, typed as its reference or its name. Only entries that the person may see are found."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "Its reference, such as P-0042, or its whole name.")
        super().__init__(**kwargs)
        self.entries = Partnership.objects.none()

    def prepare_value(self, value):
        if isinstance(value, int):
            return Partnership.objects.filter(pk=value).values_list("reference", flat=True).first()
        return getattr(value, "reference", value)

    def clean(self, value) -> Partnership | None:
        text = tidy(super().clean(value))
        if not text:
            return None
        found = list(self.entries.filter(Q(reference__iexact=text) | Q(name_key=name_key(text)))[:2])
        if not found:
            raise ValidationError(f"No entry is called “{text}”. Enter a reference such as P-0042, or the whole name.")
        if len(found) > 1:
            raise ValidationError(f"Two entries are called “{text}”. Enter the reference of the one you mean.")
        return found[0]


class FinancialYearField(forms.CharField):
    """The year in which a financial year begins, typed as 2013/14 or 2013."""

    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "help_text": "Such as 2026/27", "label": kwargs.get("label", "Financial year")})
        self.widget.attrs["class"] = "govuk-input--width-5"

    def prepare_value(self, value):
        return year_name(value) if isinstance(value, int) else value

    def clean(self, value) -> int | None:
        text = tidy(super().clean(value))
        read = re.fullmatch(r"(\d{4})(?:\s?[/-]\s?(?:20)?(\d{2}))?", text)
        if not text:
            return None
        if not read or (read[2] and int(read[2]) != (int(read[1]) + 1) % 100):
            raise ValidationError(f"“{text}” is not a financial year. Enter it as 2026/27.")
        if not 1974 <= int(read[1]) <= 2100:
            raise ValidationError(f"Check the year: {read[1]} is too far away.")
        return int(read[1])

"""Boxes that the forms of a review share."""

from django import forms

from partnerships.forms.fields import DescribedRadios, HoursField, NumberInput

LONGEST = 4000
DECLARED = "I confirm that this review is accurate to the best of my knowledge."


def radios(label: str, choices: list, missing: str, help_text: str = "") -> forms.ChoiceField:
    """One of a few answers, none of them chosen beforehand."""
    widget = DescribedRadios()
    return forms.ChoiceField(
        label=label, choices=choices, widget=widget, help_text=help_text, error_messages={"required": missing}
    )


def seen(section) -> forms.CharField:
    """The version of the section that the page was made from."""
    return forms.CharField(widget=forms.HiddenInput, required=False, initial=section.version)


def words(label: str, help_text: str = "", rows: int = 2) -> forms.CharField:
    box = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=box, max_length=LONGEST)


def declaration() -> forms.BooleanField:
    return forms.BooleanField(label=DECLARED, error_messages={"required": "Tick that the review is accurate."})


def hours_spent() -> forms.Field:
    """What the reviewing itself costs (W09-14)."""
    return HoursField(
        label="Hours that this review took",
        required=False,
        max_digits=5,
        decimal_places=2,
        widget=NumberInput(suffix="hours", attrs={"class": "govuk-input--width-5"}),
        help_text="Not a must. It shows what reviewing costs.",
    )

"""One version of the criteria with all of its lines."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.models import CriteriaSet, Criterion
from assessments.models.choices import Computed
from assessments.rules.criteria import LINE_FIELDS
from assessments.workflow.criteria import refuse_past
from partnerships.admin.base import PolicyForm
from partnerships.forms.fields import MoneyField
from register.models.choices import MoneyBasis

WORDS = {
    "name": "Name",
    "high": "High means",
    "medium": "Medium means",
    "low": "Low means",
    "source": "Paragraph",
}
SPARE = 2
NAMELESS = "Give the criterion its name, or leave all of it empty."
NOT_TAKEN_OFF = "A criterion of a version is not taken off. Add a new version without it instead."
NO_LINE = "Give at least one criterion."
BOUNDS = "Say from which sum, and up to which, the answer is Medium."


class VersionForm(PolicyForm):
    """The version, its criteria one below the other, and two more places for criteria that are new."""

    submit_text = "See what changes"

    class Meta(PolicyForm.Meta):
        model = CriteriaSet
        exclude = ("policy", "kind")

    def __init__(self, *args, shown: CriteriaSet | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_on"].help_text = "Today or later. The criteria before it stay in force until then."
        self.fields["source"].help_text = "Such as Council, 3 May 2026, minute 12."
        self.fields[
            "is_binding"
        ].help_text = "Without the tick the officer judges, and gives a reason for another rating."
        self.fields["seen"].widget = forms.HiddenInput()
        self.shown = list(shown.criteria.all()) if shown else []
        self.is_copy = self.instance.pk is None
        if self.is_copy and shown:
            self.initial |= {"title": shown.title, "is_binding": shown.is_binding}
        self.places: list[Criterion | None] = [*self.shown, *[None] * SPARE]
        for number, line in enumerate(self.places):
            self.ask(number, line)

    def ask(self, number: int, line: Criterion | None) -> None:
        """The boxes of one criterion; figures only for the line that the register answers."""
        for name, label in WORDS.items():
            column = Criterion._meta.get_field(name)
            self.add(number, name, forms.CharField(label=label, required=False, max_length=column.max_length), line)
        if line is not None and line.computed:
            self.add(number, "medium_from", MoneyField(label="Medium from, in pounds"), line)
            self.add(number, "medium_to", MoneyField(label="Medium up to and with, in pounds"), line)
            choices = forms.ChoiceField(label="What is counted", choices=MoneyBasis.choices, widget=forms.RadioSelect)
            self.add(number, "basis", choices, line)

    def add(self, number: int, name: str, field: forms.Field, line: Criterion | None) -> None:
        key = f"line-{number}-{name}"
        self.fields[key] = field
        self.initial[key] = getattr(line, name) if line else ""
        self.prepare_field(key, field)

    @property
    def groups(self) -> list[dict]:
        """The boxes of each criterion under its heading, for the page."""
        found = []
        for number, line in enumerate(self.places):
            boxes = [self[f"line-{number}-{name}"] for name in self.asked(number)]
            found.append({"heading": line.name if line else "Another criterion", "fields": boxes})
        return found

    def asked(self, number: int) -> list[str]:
        return [
            name for name in (*WORDS, "medium_from", "medium_to", "basis") if f"line-{number}-{name}" in self.fields
        ]

    def clean(self):
        """The day and each line are refused before the effect is shown."""
        cleaned = super().clean()
        if cleaned.get("from_on") and "from_on" in self.changed_data:
            refuse_past(cleaned["from_on"], timezone.localdate())
        for number, line in enumerate(self.places):
            self.check(number, line)
        if not self.errors and not self.told():
            raise ValidationError(NO_LINE)
        return cleaned

    def check(self, number: int, line: Criterion | None) -> None:
        values = self.of(number)
        if not any(values[name] for name in WORDS):
            if line is not None and not self.is_copy:
                self.add_error(f"line-{number}-name", NOT_TAKEN_OFF)
            return
        for name, label in WORDS.items():
            if not values[name]:
                sentence = NAMELESS if name == "name" else f"Say what stands under “{label}” for “{values['name']}”."
                self.add_error(f"line-{number}-{name}", sentence)
        if (
            values["computed"]
            and None not in (low := values["medium_from"], high := values["medium_to"])
            and low > high
        ):
            self.add_error(f"line-{number}-medium_to", BOUNDS)

    def of(self, number: int) -> dict[str, Any]:
        """The columns of one line as they were typed."""
        line = self.places[number]
        values: dict[str, Any] = {name: self.cleaned_data.get(f"line-{number}-{name}", "") for name in LINE_FIELDS}
        values["computed"] = line.computed if line else ""
        if not values["computed"]:
            values |= {"medium_from": None, "medium_to": None, "basis": ""}
        return values

    def told(self) -> list[tuple[Criterion | None, dict[str, Any]]]:
        """Each line that says something, with the criterion that it changes; of a copy all are new."""
        found = [(None if self.is_copy else line, self.of(number)) for number, line in enumerate(self.places)]
        return [(line, values) for line, values in found if values["name"]]

    def money_line(self) -> Criterion | None:
        """The line that the register answers, as it was typed."""
        lines = (values for _, values in self.told() if values["computed"] == Computed.MONEY)
        return next((Criterion(**values) for values in lines), None)

    def changes(self) -> dict:
        """What was changed of the version itself."""
        own = {"from_on", "title", "is_binding", "source"}
        return {name: value for name, value in super().changes().items() if name in own}

    def refuse(self, error: ValidationError) -> None:
        """What the save refused, on its box where it has one."""
        found = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
        for name, errors in found.items():
            for each in errors:
                self.add_error(name if name in self.fields else None, each)

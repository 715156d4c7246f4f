"""One version of what the policy asks or judges by, with all of its lines on one page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.workflow.versions import refuse_past
from partnerships.admin.base import PolicyForm


class VersionForm(PolicyForm):
    """The version, its lines one below the other, and places for lines that are new.

    Subclasses say which column names a line, which boxes a line has, and which of them it cannot do without.
    """

    submit_text = "See what changes"
    head = ""
    needed: dict[str, str] = {}
    own: tuple[str, ...] = ()
    spare = 2
    another = "Another"
    nameless = ""
    not_taken_off = ""
    none_left = ""

    def __init__(self, *args, shown: Any | None, lines: Iterable[Any] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["source"].help_text = "Such as Council, 3 May 2026, minute 12."
        self.fields["seen"].widget = forms.HiddenInput()
        self.is_copy = self.instance.pk is None
        if self.is_copy and shown:
            self.initial |= {name: getattr(shown, name) for name in self.own if name not in ("from_on", "source")}
        self.places: list[Any | None] = [*lines, *[None] * self.spare]
        self.asked: list[tuple[str, ...]] = []
        for number, line in enumerate(self.places):
            boxes = self.boxes(line)
            self.asked.append(tuple(boxes))
            for name, field in boxes.items():
                self.add(number, name, field, line)

    def boxes(self, line: Any | None) -> dict[str, forms.Field]:
        """The boxes of one line, or of a place for a new one."""
        raise NotImplementedError

    def values(self, line: Any | None, typed: dict[str, Any]) -> dict[str, Any]:
        """The columns of one line, from what was typed."""
        raise NotImplementedError

    def add(self, number: int, name: str, field: forms.Field, line: Any | None) -> None:
        key = f"line-{number}-{name}"
        self.fields[key] = field
        self.initial[key] = getattr(line, name) if line else field.initial
        self.prepare_field(key, field)

    @property
    def groups(self) -> list[dict]:
        """The boxes of each line under its heading, for the page."""
        found = []
        for number, line in enumerate(self.places):
            boxes = [self[f"line-{number}-{name}"] for name in self.asked[number]]
            wrong = any(box.errors for box in boxes)
            heading = f"{number + 1}. {line}" if line else self.another
            found.append({"heading": heading, "fields": boxes, "is_open": wrong, "is_new": line is None})
        return found

    def clean(self):
        """The day and each line are refused before the effect is shown."""
        cleaned = super().clean()
        if cleaned.get("from_on") and "from_on" in self.changed_data:
            refuse_past(cleaned["from_on"], timezone.localdate())
        for number, line in enumerate(self.places):
            self.check(number, line)
        if not self.errors and not self.told():
            raise ValidationError(self.none_left)
        return cleaned

    def check(self, number: int, line: Any | None) -> None:
        """A line that says something says all that it needs; one of this version cannot be emptied."""
        values = self.of(number)
        if not any(values[name] for name in self.needed):
            if line is not None and not self.is_copy:
                self.add_error(f"line-{number}-{self.head}", self.not_taken_off)
            return
        for name, label in self.needed.items():
            if not values[name]:
                said = f"Say what stands under “{label}” for “{values[self.head]}”."
                self.add_error(f"line-{number}-{name}", self.nameless if name == self.head else said)

    def of(self, number: int) -> dict[str, Any]:
        """The columns of one line as they were typed."""
        line = self.places[number]
        typed = {name: self.cleaned_data.get(f"line-{number}-{name}", "") for name in self.asked[number]}
        return self.values(line, typed)

    def told(self) -> list[tuple[Any | None, dict[str, Any]]]:
        """Each line that says something, with the line that it changes; of a copy all are new."""
        found = [(None if self.is_copy else line, self.of(number)) for number, line in enumerate(self.places)]
        return [(line, values) for line, values in found if values[self.head]]

    def changes(self) -> dict:
        """What was changed of the version itself."""
        return {name: value for name, value in super().changes().items() if name in self.own}

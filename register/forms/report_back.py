"""The report of two minutes, made for a telephone: at most six fields."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField, DescribedRadios
from register.forms.meetings import hours_field
from register.models import Meeting
from register.rules.activity import STILL_TO_COME, lines_of
from register.rules.words import long_day

ANOTHER_DAY = "another"
MOST_POINTS = 3


class ReportBackForm(CouncilForm):
    """Which meeting, were you there, what should the council know, what does it have to decide, how long it took."""

    submit_text = "Send the report"
    big_targets = True

    meeting = forms.ChoiceField(
        label="Which meeting was it?",
        widget=DescribedRadios,
        error_messages={
            "required": "Say which meeting it was.",
            "invalid_choice": "That meeting is no longer there. Choose another one, or give its day.",
        },
    )
    held_on = DayField(label="Date of the meeting", required=False)
    attended = forms.TypedChoiceField(
        label="Did you attend?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda answer: answer == "yes",
        widget=DescribedRadios,
        initial="yes",
        error_messages={"required": "Say whether you attended."},
    )
    points = forms.CharField(
        label="Up to three points that the council should know",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="One on each line.",
    )
    decision_needed = forms.CharField(
        label="A decision that you need from the council",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Leave it empty if you need none.",
    )
    hours = hours_field(label="Hours that it took", help_text="With preparation and travel.")

    def __init__(self, *args, meetings: Sequence[Meeting], today: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        if self.meetings:
            known = [(key, named(meeting)) for key, meeting in self.meetings.items()]
            self.fields["meeting"].choices = [*known, (ANOTHER_DAY, "Another meeting, on the day below")]
            self.fields["held_on"].help_text = "Only for another meeting. For example, 27 3 2026 or 27 Mar 2026"
        else:
            del self.fields["meeting"]
            self.fields["held_on"].required = True
            self.initial["held_on"] = today

    def clean_held_on(self) -> date | None:
        """Nobody reports on a meeting that is still to come."""
        day = self.cleaned_data["held_on"]
        if day and day > self.today:
            raise ValidationError(STILL_TO_COME)
        return day

    def clean_points(self) -> str:
        """One point a line, three at most."""
        lines = lines_of(self.cleaned_data["points"])
        if len(lines) > MOST_POINTS:
            raise ValidationError(f"Name the three points that matter most: you entered {len(lines)} lines.")
        return "\n".join(lines)

    def clean(self) -> dict[str, Any]:
        """Another meeting needs its day."""
        cleaned = super().clean()
        if cleaned.get("meeting") == ANOTHER_DAY and not cleaned.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", "Enter the date of the meeting.")
        return cleaned

    def of(self) -> Meeting | date:
        """The meeting that the register knows, or the day of another one."""
        return self.meetings.get(self.cleaned_data.get("meeting")) or self.cleaned_data["held_on"]

    def words(self) -> dict[str, Any]:
        """What was said, under the names of the columns."""
        return {name: self.cleaned_data[name] for name in ("attended", "points", "decision_needed", "hours")}


def named(meeting: Meeting) -> str:
    return f"{long_day(meeting.held_on)}: {meeting.title}" if meeting.title else long_day(meeting.held_on)

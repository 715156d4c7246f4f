"""Forms about meetings: the meeting itself, attendance, the summary of a year, the decision that was needed."""

from collections.abc import Iterable

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from partnerships.forms.fields import HoursField, NumberInput
from partnerships.forms.versioned import VersionedForm
from partnerships.models import User
from register.forms.base import EntryForm
from register.forms.fields import FinancialYearField
from register.models import ActivitySummary, Meeting, MeetingReport, Partnership
from register.reports.activity import draft_of, year_to_write
from register.rules.activity import lines_of

ROWS = {"notes": 5, "decisions": 4, "briefing": 4, "points": 4, "decision_needed": 3, "text": 14}


def hours_field(**options) -> HoursField:
    """Hours that one meeting took one person."""
    box = NumberInput(suffix="hours", attrs={"class": "govuk-input--width-5"})
    limits = {"max_digits": 5, "decimal_places": 2, "max_value": 200}
    return HoursField(required=False, widget=box, **limits, **options)


def sitting(entry: Partnership) -> QuerySet[User]:
    """Who may have been at a meeting: who holds a seat, and the lead officer."""
    seated = Q(seats__partnership=entry, seats__removed_at__isnull=True)
    return User.objects.active().filter(seated | Q(pk=entry.lead_officer_id)).distinct()


class LongTexts(EntryForm):
    """Boxes as high as what people write in them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ROWS.keys() & self.fields.keys():
            self.fields[name].widget.attrs["rows"] = ROWS[name]


class MeetingForm(LongTexts):
    """One meeting on one screen; when it is new, with who was there (H11-05)."""

    present = forms.ModelMultipleChoiceField(
        User.objects.none(), label="Who attended for the council", required=False, widget=forms.CheckboxSelectMultiple
    )
    papers_link = forms.URLField(
        label="Where the papers are", required=False, max_length=500, assume_scheme="https", help_text="A web address."
    )

    class Meta(EntryForm.Meta):
        model = Meeting
        fields = (
            "held_on",
            "title",
            "place",
            "others_present",
            "notes",
            "decisions",
            "papers_link",
            "briefing",
            "briefed_on",
        )

    field_order = ("held_on", "title", "place", "present", "others_present")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["title"].help_text = "Such as Board meeting, or Annual general meeting."
        self.fields["briefing"].help_text = "What those who attend need to know beforehand."
        if self.seen:
            del self.fields["present"]
        else:
            self.fields["present"].queryset = sitting(self.entry)
            self.fields["present"].nothing_to_tick = "Nobody who signs in here holds a seat."

    def lines_along(self, line: Meeting) -> Iterable[MeetingReport]:
        """The attendance of those who were ticked."""
        return [MeetingReport(meeting=line, person=person) for person in self.cleaned_data.get("present", ())]


class ReportForm(LongTexts):
    """Somebody's attendance at a meeting, and what they reported."""

    hours = hours_field(label="Hours, with preparation and travel")

    class Meta(EntryForm.Meta):
        model = MeetingReport
        fields = ("meeting", "person", "attended", "points", "decision_needed", "hours")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["points"].help_text = "One on each line."
        if self.seen:
            del self.fields["meeting"], self.fields["person"]
        else:
            self.fields["meeting"].queryset = Meeting.objects.kept().filter(partnership=self.entry)
            self.fields["person"].queryset = sitting(self.entry)

    def clean(self):
        """What was asked for stays readable beside what came of it."""
        cleaned = super().clean()
        if self.instance.dealt_at and not cleaned.get("decision_needed"):
            self.add_error("decision_needed", "Somebody has dealt with this. Leave what was asked for as it is.")
        return cleaned

    def clean_points(self) -> str:
        return "\n".join(lines_of(self.cleaned_data["points"]))


class SummaryForm(LongTexts):
    """The year in a few sentences; a new one begins with a draft from the year's meetings (H11-06)."""

    financial_year = FinancialYearField()

    class Meta(EntryForm.Meta):
        model = ActivitySummary
        fields = ("financial_year", "text")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.seen:
            del self.fields["financial_year"]
        elif not self.is_bound:
            year = year_to_write(self.entry, self.initial.get("financial_year"), timezone.localdate())
            self.initial |= {"financial_year": year, "text": draft_of(self.entry, year)}
            self.fields["text"].help_text = "Drafted from the meetings of the year. Make it your own, then save it."


class DealtForm(VersionedForm):
    """What came of the decision that somebody asked for."""

    submit_text = "Save"

    class Meta(VersionedForm.Meta):
        model = MeetingReport
        fields = ()

    outcome = forms.CharField(
        label="What came of it",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as who decided what, and when.",
    )
    field_order = ("outcome",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]

    def why(self) -> str:
        return ""

"""Forms about who hears of what: recipients, items passed on, the reporting programme, what covers a gap."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField, DescribedRadios
from partnerships.forms.versioned import VersionedForm
from register.forms.base import EntryForm
from register.models import Meeting, Partnership, ProgrammeItem, ProgrammeReport, Recipient
from register.models.knowledge import Direction
from register.rules.words import long_day

STILL_TO_COME = "That day is still to come. Record it once it has happened."


class RecipientForm(EntryForm):
    """One line of the distribution list: a person, an internal group, or a name."""

    class Meta(EntryForm.Meta):
        model = Recipient
        fields = ("direction", "person", "group", "name", "note")

    radios = {"direction": {}}
    together = (("person", "group", "name"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["direction"].label = "Which way"
        self.fields["person"].help_text = "Gets an e-mail when something is passed on."
        self.fields["name"].help_text = "Only where it is neither a person nor a group of the lists above."


class ProgrammeForm(EntryForm):
    """One line of the reporting programme."""

    class Meta(EntryForm.Meta):
        model = ProgrammeItem
        fields = ("first_due_on", "every_months", "responsible", "responsible_post", "body", "note")

    together = (("responsible", "responsible_post"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["every_months"].label = "Every how many months"
        self.fields["every_months"].help_text = "12 for a yearly report, 3 for one each quarter."
        self.fields["every_months"].widget.attrs["class"] = "govuk-input--width-3"


class PassOnForm(CouncilForm):
    """Something that somebody needs to know, and who needs to know it."""

    submit_text = "Pass it on"

    text = forms.CharField(label="What they need to know", widget=forms.Textarea(attrs={"rows": 5}))
    direction = forms.ChoiceField(
        label="Which way", choices=Direction.choices, widget=DescribedRadios, initial=Direction.OUT
    )
    recipients = forms.ModelMultipleChoiceField(
        Recipient.objects.none(), label="To whom", widget=forms.CheckboxSelectMultiple, required=False
    )
    meeting = forms.ModelChoiceField(Meeting.objects.none(), label="From which meeting", required=False)

    def __init__(self, *args, entry: Partnership, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Recipient.objects.filter(partnership=entry, removed_at__isnull=True)
        self.fields["recipients"].queryset = offered.select_related("person", "group")
        self.fields["recipients"].label_from_instance = addressed
        self.fields["recipients"].nothing_to_tick = "Nobody is on the list of those who hear of this partnership yet."
        self.fields["recipients"].help_text = "Persons get an e-mail; groups and others are recorded."
        self.fields["meeting"].queryset = Meeting.objects.kept().filter(partnership=entry)
        self.fields["meeting"].empty_label = "None"

    def clean_recipients(self):
        """Somebody must hear of it."""
        chosen = self.cleaned_data["recipients"]
        if not chosen:
            raise ValidationError("Tick at least one recipient. Add who is missing to the list first.")
        return chosen


def addressed(recipient: Recipient) -> str:
    """A recipient with the way in which the line of the list runs, where it is not the usual one."""
    kind = " (internal group)" if recipient.group_id else ""
    return f"{recipient.who()}{kind}{': from us to the partnership' if recipient.direction == Direction.IN else ''}"


class SubmitForm(CouncilForm):
    """The report that is due, or where it is."""

    submit_text = "Submit the report"

    due_on = forms.TypedChoiceField(
        label="Which report",
        coerce=date.fromisoformat,
        widget=DescribedRadios,
        error_messages={"invalid_choice": "That report has been submitted, or is not due yet. Choose another day."},
    )
    text = forms.CharField(
        label="The report, or where it is",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="The report itself, or the address at which it can be read.",
    )

    def __init__(self, *args, due: Sequence[date], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].choices = [(day.isoformat(), f"Due on {long_day(day)}") for day in due]
        self.initial["due_on"] = due[0].isoformat()


class ReceiptForm(VersionedForm):
    """What a body received and noted: the day and the minute."""

    class Meta(VersionedForm.Meta):
        model = ProgrammeReport
        fields: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]

    def why(self) -> str:
        return ""

    def past(self, name: str) -> date:
        """A day that has come."""
        if (day := self.cleaned_data[name]) > timezone.localdate():
            raise ValidationError(STILL_TO_COME)
        return day


class ReceiveForm(ReceiptForm):
    submit_text = "Record as received"

    received_on = DayField(label="Received on")

    class Meta(ReceiptForm.Meta):
        fields = ("received_on", "minute")

    def clean_received_on(self) -> date:
        day = self.past("received_on")
        if day < timezone.localdate(self.instance.submitted_at):
            raise ValidationError("The report was submitted after that day. Correct the day.")
        return day


class NoteForm(ReceiptForm):
    submit_text = "Record as noted"

    noted_on = DayField(label="Noted on")
    noted_minute = forms.CharField(label="Minute that notes it", max_length=120)

    class Meta(ReceiptForm.Meta):
        fields = ("noted_on", "noted_minute")

    def clean_noted_on(self) -> date:
        return self.past("noted_on")


class CoverForm(VersionedForm):
    """What serves a theme, a priority or a client group where no partnership does."""

    covered_by = forms.CharField(label="Covered by", required=False, widget=forms.Textarea(attrs={"rows": 4}))

    @classmethod
    def over(cls, model) -> type["CoverForm"]:
        """The form for one of the three lists."""
        meta = type("Meta", (VersionedForm.Meta,), {"model": model, "fields": ("covered_by",)})
        return type(cls)(f"{model.__name__}CoverForm", (cls,), {"Meta": meta, "__module__": cls.__module__})

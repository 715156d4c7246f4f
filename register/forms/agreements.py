"""Forms of an agreement's life, and of its outcomes."""

from datetime import timedelta
from typing import ClassVar

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField
from partnerships.forms.versioned import VersionedForm
from register.forms.base import EntryForm
from register.forms.facts import DocumentForm
from register.models import AgreedOutcome, GoverningDocument
from register.models.choices import AGREEMENT_KINDS, DocumentKind
from register.rules.words import long_day


class AgreementForm(DocumentForm):
    """A new agreement, which is a draft until somebody puts it in force."""

    submit_text = "Add the draft"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, DocumentKind(kind).label) for kind in AGREEMENT_KINDS]


class OutcomeForm(EntryForm):
    """One outcome, tied to a theme and to places (SH-06)."""

    class Meta(EntryForm.Meta):
        model = AgreedOutcome
        fields = ("text", "theme", "localities")


class AgreementStepForm(VersionedForm):
    """A step in an agreement's life, with its reason."""

    class Meta(CouncilModelForm.Meta):
        model = GoverningDocument
        fields = ()

    def __init__(self, data=None, *, user, **kwargs):
        self.user = user
        super().__init__(data, **kwargs)


class InForceForm(AgreementStepForm):
    starts_on = DayField(
        label="The day from which it holds",
        error_messages={"required": "Enter the day from which the agreement holds."},
    )
    field_order = ("starts_on", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("starts_on", self.instance.starts_on)

    def clean_starts_on(self):
        """An agreement cannot begin after its end."""
        day, end = self.cleaned_data["starts_on"], self.instance.ends_on
        if end and day > end:
            raise forms.ValidationError(f"The agreement ends on {long_day(end)}. Enter a day before that.")
        return day


class RenewForm(AgreementStepForm):
    """When the renewal holds; all else is carried on and can be changed in the draft."""

    from_day = DayField(
        label="The day from which the renewal holds",
        error_messages={"required": "Enter the day from which the renewal holds."},
    )
    until_day = DayField(
        label="The day on which it ends", required=False, help_text="Leave it empty where no end is agreed yet."
    )
    called: ClassVar[dict] = {"starts_on": "from_day", "ends_on": "until_day"}
    field_order = ("from_day", "until_day", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        end = self.instance.ends_on
        self.initial.setdefault("from_day", end + timedelta(days=1) if end else None)

    def clean(self):
        """It ends on or after the day on which it begins."""
        cleaned = super().clean()
        start, end = cleaned.get("from_day"), cleaned.get("until_day")
        if start and end and end < start:
            self.add_error("until_day", "The renewal ends before it starts. Correct one of the two dates.")
        return cleaned


class TerminateForm(AgreementStepForm):
    terminated_on = DayField(
        label="The day on which it was terminated",
        error_messages={"required": "Enter the day on which it was terminated."},
    )
    reason = forms.CharField(
        label="Why it was terminated",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it was terminated."},
    )
    field_order = ("terminated_on", "reason")


class ConfirmOutcomesForm(AgreementStepForm):
    """Nothing to fill in but a word on who was asked."""


SHOWN = (
    ("", "All that stand"),
    ("renewal_due", "Renewal due"),
    ("expired", "Expired"),
    ("missing", "Expected by the type, and not there"),
    ("procurement", "Procurement unclear"),
    ("draft", "Drafts"),
    ("over", "Renewed or terminated"),
)


class AgreementFilter(CouncilForm):
    """What the list of agreements is narrowed to."""

    show = forms.ChoiceField(label="Show", choices=SHOWN, required=False)
    mine = forms.ChoiceField(label="Led by", choices=[("", "Anybody"), ("yes", "Me")], required=False)

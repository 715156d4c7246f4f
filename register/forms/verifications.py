"""Forms of the rota: dealing entries out, verifying one, giving it to somebody else, dropping it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils.html import format_html

from partnerships.forms.base import CouncilForm
from partnerships.models import User
from register.forms.acts import ActForm
from register.models import GoverningDocument, Verification
from register.models.verifications import BorneOut
from register.permissions.verifications import VERIFIERS
from register.rules.governance import Check
from register.rules.programme import due_on
from register.workflow.verifications import Found

AHEAD = 18
MOST_MONTHS = 36


def verifiers():
    """Who may be on the rota."""
    return User.objects.active().holding(*VERIFIERS)


class DealForm(CouncilForm):
    """From when, for how long, among whom, and how much."""

    submit_text = "See who would verify what"
    first = forms.ChoiceField(label="First month")
    months = forms.IntegerField(label="For how many months", min_value=1, max_value=MOST_MONTHS, initial=12)
    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="Who verifies",
        help_text="Policy officers and auditors. Nobody is given a partnership that they answer for.",
        error_messages={"required": "Choose at least one person."},
    )
    years = forms.IntegerField(
        label="Leave out what was verified within so many years", min_value=1, max_value=10, initial=4
    )
    most = forms.IntegerField(
        label="At most so many partnerships",
        min_value=1,
        required=False,
        help_text="Significant ones and those of High risk come first, then what was verified longest ago or never.",
    )

    def __init__(self, data=None, *, today: date, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["people"].queryset = verifiers()
        months = [due_on(today.replace(day=1), 1, number) for number in range(AHEAD)]
        self.fields["first"].choices = [(each.isoformat(), f"{each:%B %Y}") for each in months]
        for name in ("months", "years", "most"):
            self.fields[name].widget.attrs["class"] = "govuk-input--width-3"

    def asked(self) -> dict[str, Any]:
        """What is to be dealt, for the workflow."""
        return {
            "people": list(self.cleaned_data["people"]),
            "first": date.fromisoformat(self.cleaned_data["first"]),
            "months": self.cleaned_data["months"],
            "years": self.cleaned_data["years"],
            "most": self.cleaned_data["most"],
        }


class VerifyForm(CouncilForm):
    """Each feature with the answer of the register, what the documents say of it, and which document."""

    submit_text = "Record what you found"
    version = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="What follows from it", required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=4000
    )

    def __init__(self, data=None, *, checks: Sequence[Check], documents, said: Sequence[str], **kwargs):
        super().__init__(data, **kwargs)
        self.checks, self.said = list(checks), list(said)
        self.has_documents = documents.exists()
        for check in self.checks:
            for name, field in self.boxes(check, documents).items():
                self.fields[name] = field
                self.prepare_field(name, field)

    def boxes(self, check: Check, documents) -> dict[str, forms.Field]:
        code, name = check.feature.code, check.feature.name
        finding = forms.ChoiceField(
            label="What the documents say",
            choices=BorneOut.choices,
            widget=forms.RadioSelect,
            error_messages={"required": f"Say what the documents say: “{name}”."},
        )
        document = forms.ModelChoiceField(documents, label="Document", required=False, empty_label="None of these")
        note = forms.CharField(label="Where it says so, or what you looked at", required=False, max_length=300)
        boxes = {f"{code}_finding": finding, f"{code}_document": document, f"{code}_note": note}
        return boxes if self.has_documents else {name: box for name, box in boxes.items() if box is not document}

    def layout(self) -> Layout:
        """One group for each feature, under its name and answer."""
        parts = []
        for check, said in zip(self.checks, self.said, strict=True):
            code = check.feature.code
            answer = HTML(format_html('<p class="govuk-body">The register says: {}</p>', said))
            asked = (f"{code}_finding", f"{code}_document", f"{code}_note")
            boxes = [name for name in asked if name in self.fields]
            parts.append(Fieldset(check.feature.name, answer, *boxes))
        return Layout(*parts, "note", "version")

    def clean(self):
        """What bears an answer out, or says otherwise, is named."""
        cleaned = super().clean()
        for check in self.checks:
            code = check.feature.code
            says = cleaned.get(f"{code}_finding")
            named = cleaned.get(f"{code}_document") or cleaned.get(f"{code}_note", "").strip()
            if says and says != BorneOut.NOTHING and not named:
                place = f"{code}_document" if self.has_documents else f"{code}_note"
                self.add_error(place, f"Choose the document, or say what you looked at: “{check.feature.name}”.")
        return cleaned

    def found(self) -> list[Found]:
        """What was found of each feature, for the workflow."""
        values = self.cleaned_data
        return [
            Found(
                check,
                values[f"{check.feature.code}_finding"],
                values.get(f"{check.feature.code}_document"),
                values[f"{check.feature.code}_note"],
            )
            for check in self.checks
        ]


class ChangeForm(ActForm):
    """Who verifies it and until when, as it stands."""

    class Meta(ActForm.Meta):
        model = Verification
        fields = ("verifier", "due_on")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, initial={}, **kwargs)
        self.fields["verifier"].queryset = verifiers()


class DropForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = Verification


def documents_of(entry) -> Any:
    """The documents of an entry that a feature can be verified against."""
    return GoverningDocument.objects.filter(partnership=entry, removed_at__isnull=True)

"""Forms of an entry's life: new, not a partnership, ended, and back."""

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.fields import DayField, DescribedRadios
from partnerships.forms.versioned import VersionedForm
from partnerships.models import Council
from register.forms.base import EntryForm, offered
from register.forms.fields import EntryField
from register.models import ExclusionClass, Partnership
from register.models.choices import LegalAdvice
from register.reports.alike import alike
from register.rules.leaving import ASKED, NO_STRATEGY, is_asked


class ProposeForm(EntryForm):
    """What is known on the first day; the rest follows on the entry's own pages."""

    councils = forms.ModelMultipleChoiceField(
        label="Councils that take part",
        queryset=Council.objects.none(),
        error_messages={"required": "Tick at least one council."},
    )
    is_another = forms.BooleanField(label="It is a different partnership: add it", required=False)
    submit_text = "Propose it"
    asks_purpose = True

    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("name", "function", "themes", "type", "family", "lead_officer")

    field_order = ("name", "is_another", "function", "themes", "type", "family", "lead_officer", "councils")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.alike: list[Partnership] = []
        if self.asks_purpose:
            self.fields["function"].required = True
            self.fields["function"].error_messages["required"] = "Say what the partnership is for."
        self.fields["councils"].queryset = councils = Council.objects.current()
        if len(councils) == 1:
            self.initial["councils"] = list(councils)

    def layout(self) -> Layout:
        """The tick that it is another one is asked only where the register holds a name like it."""
        return Layout(*[name for name in self.fields if name != "is_another" or self.alike])

    def clean(self):
        cleaned = super().clean()
        self.alike = alike(cleaned.get("name", ""), Partnership.objects.visible_to(self.user))
        if self.alike and not cleaned.get("is_another"):
            self.add_error(
                "is_another", "The register has an entry of this or a like name. Tick this if yours is a different one."
            )
        return cleaned

    def facts(self) -> dict:
        """The entry's own values, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class NewForm(ProposeForm):
    """A partnership that the council is in already, found late: since when, and why without a business case."""

    joined_on = DayField(
        label="The council joined on", error_messages={"required": "Enter the day on which the council joined."}
    )
    recorded_reason = forms.CharField(
        label="Why it is recorded without a business case",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is recorded without a business case."},
    )
    submit_text = "Add the entry"
    asks_purpose = False
    field_order = (*ProposeForm.field_order, "joined_on", "recorded_reason")

    def clean_joined_on(self):
        """A day still to come is no day on which the council joined."""
        joined_on = self.cleaned_data["joined_on"]
        if joined_on and joined_on > timezone.localdate():
            raise forms.ValidationError("That day is still to come. Propose the partnership instead.")
        return joined_on


class LifeForm(VersionedForm):
    """A step in an entry's life, with its reason."""

    class Meta(CouncilModelForm.Meta):
        model = Partnership
        fields = ()

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["reason"].help_text = "Shown in the history."

    def facts(self) -> dict:
        """What the step itself records."""
        return {}


class ReasonForm(LifeForm):
    """A step that only needs its reason."""

    reason = forms.CharField(
        label="Reason",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )


class ConfirmForm(LifeForm):
    """Nothing to fill in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["reason"]


class ExcludeForm(ReasonForm):
    exclusion_class = forms.ModelChoiceField(
        label="What it is instead",
        queryset=ExclusionClass.objects.none(),
        widget=DescribedRadios,
        empty_label=None,
        error_messages={"required": "Choose what it is instead of a partnership."},
    )
    field_order = ("exclusion_class", "reason")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        classes = offered(ExclusionClass.objects.all(), [])
        self.fields["exclusion_class"].queryset = classes
        self.fields["exclusion_class"].widget.hints = {str(each.pk): each.help_text for each in classes}

    def facts(self) -> dict:
        return {"exclusion_class": self.cleaned_data["exclusion_class"]}


class EndForm(ReasonForm):
    ended_on = DayField(label="The day it ended", error_messages={"required": "Enter the day on which it ended."})
    successor = EntryField(label="What follows it", required=False)
    waived = forms.CharField(
        label="Where the management team waived an exit strategy",
        help_text="The day and minute, where nothing follows it. What the council itself decides to leave has an exit "
        "strategy instead.",
        max_length=200,
        required=False,
    )
    advice = forms.ChoiceField(
        label="Legal advice on leaving",
        choices=LegalAdvice.choices,
        widget=DescribedRadios,
        error_messages={"required": ASKED},
    )
    field_order = ("ended_on", "reason", "advice", "successor", "waived")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["successor"].entries = Partnership.objects.visible_to(user)
        self.initial["advice"] = self.instance.legal_advice_on_leaving
        if not is_asked(self.instance):
            del self.fields["advice"]

    def clean_advice(self):
        """Advice is asked for on the very page where it may be missing (H14-32)."""
        given = self.cleaned_data["advice"]
        if self.instance.is_attendance_obligatory and given != LegalAdvice.TAKEN:
            raise forms.ValidationError(
                "The council is obliged to attend, so leaving needs legal advice first. End it once it was taken."
            )
        return given

    def clean_ended_on(self):
        """The entry leaves the count at once, so a day still to come cannot be its end."""
        ended_on = self.cleaned_data["ended_on"]
        if ended_on and ended_on > timezone.localdate():
            raise forms.ValidationError("That day is still to come. End the entry once it has ended.")
        return ended_on

    def clean(self):
        """What others ended, merged or renamed has a successor or a waiver; the rest is left by a strategy (B15-41)."""
        cleaned = super().clean()
        if "successor" in cleaned and not cleaned["successor"] and not (cleaned.get("waived") or "").strip():
            self.add_error("waived", NO_STRATEGY)
        return cleaned

    def facts(self) -> dict:
        return {"ended_on": self.cleaned_data["ended_on"], "successor": self.cleaned_data["successor"]}


class RemovalForm(VersionedForm):
    """Taking a line off an entry, or putting it back: nothing but the reason."""

    @classmethod
    def over(cls, model) -> type["RemovalForm"]:
        """The form for lines of one model."""
        meta = type("Meta", (CouncilModelForm.Meta,), {"model": model, "fields": ()})
        return type(cls)(f"{model.__name__}RemovalForm", (cls,), {"Meta": meta, "__module__": cls.__module__})

"""Forms of a partner's yearly paper: asking for it, receiving it, what a body said, another day (SH-04, SH-23)."""

from typing import ClassVar

from crispy_forms.layout import Fieldset, Layout
from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.fields import DayField, MoneyField
from register.forms.acts import ActForm
from register.forms.base import EntryForm, explain
from register.forms.fields import FinancialYearField
from register.models import PaperHearing, PartnerPaper, Partnership
from register.models.choices import CURRENT
from register.models.partner_papers import PaperKind
from register.rules.partner_papers import HEADINGS

KINDS = {
    PaperKind.ANNUAL_REPORT: "The partner’s own account of the year, kept apart from the council’s annual review.",
    PaperKind.BUSINESS_PLAN: "What the partner would do with the council’s money, in time for its next budget.",
}
WHAT_IT_SAYS = "What the paper says"


class AskForm(EntryForm):
    """One paper of one partnership."""

    financial_year = FinancialYearField(label="For the financial year")
    radios: ClassVar[dict] = {"kind": {key.value: words for key, words in KINDS.items()}}
    submit_text = "Ask for it"

    class Meta(CouncilModelForm.Meta):
        model = PartnerPaper
        fields = ("kind", "organisation", "financial_year", "due_on")
        error_messages: ClassVar[dict] = {
            "kind": {"required": "Choose which paper is asked for."},
            "due_on": {"required": "Enter the day by which the paper is to be handed in."},
        }

    def __init__(self, data=None, *, entry: Partnership, **kwargs):
        super().__init__(data, entry=entry, **kwargs)
        partners = entry.partners.filter(removed_at__isnull=True).values("organisation")
        field = self.fields["organisation"]
        field.queryset = field.queryset.filter(pk__in=partners)
        field.empty_label = "The partnership itself"

    def paper_values(self) -> dict:
        """What is asked for, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class AskAllForm(CouncilForm):
    """The same paper of several partnerships: of those that are selected for performance returns (SH-04, SH-14)."""

    kind = forms.ChoiceField(
        label="Which paper", choices=PaperKind.choices, error_messages={"required": "Choose which paper is asked for."}
    )
    financial_year = FinancialYearField(label="For the financial year")
    due_on = DayField(
        label="To be handed in by",
        error_messages={"required": "Enter the day by which the papers are to be handed in."},
    )
    entries = forms.ModelMultipleChoiceField(
        label="Of which partnerships",
        queryset=Partnership.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Tick at least one partnership."},
    )
    submit_text = "Ask for the papers"

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        field = self.fields["entries"]
        field.queryset = selected(user)
        self.initial.setdefault("entries", list(field.queryset))
        field.nothing_to_tick = "No partnership is selected for performance returns. Tick that on an entry first."
        for each in self.fields.values():
            explain(each, user)

    def paper_values(self) -> dict:
        """What is asked for, for the workflow."""
        return {name: self.cleaned_data[name] for name in ("kind", "financial_year", "due_on")}


def selected(user):
    """The partnerships from which the council asks for performance returns."""
    found = Partnership.objects.visible_to(user).accepted().filter(status__in=CURRENT, is_selected_for_returns=True)
    return found.order_by("name")


class ReceiveForm(ActForm):
    """The day, and what the paper says under the headings of its kind; what it is silent on stays blank."""

    optional = ("spending", "benefit", "priorities", "value_for_money", "measures", "summary")

    class Meta(ActForm.Meta):
        model = PartnerPaper
        fields = ("received_on", "spending", "benefit", "priorities", "value_for_money", "measures", "summary")
        error_messages: ClassVar[dict] = {"received_on": {"required": "Enter the day on which the paper was received."}}

    def __init__(self, data=None, *, seen, **kwargs):
        super().__init__(data, seen=seen, **{"initial": {}, **kwargs})
        wanted = HEADINGS[PaperKind(seen.instance.kind)]
        for name in [each for each in self.optional if each not in wanted]:
            del self.fields[name]
        for name in wanted:
            self.fields[name].widget.attrs["rows"] = 4

    def layout(self) -> Layout:
        says = [name for name in self.optional if name in self.fields]
        return Layout("received_on", Fieldset(WHAT_IT_SAYS, *says), "version")


class PostponeForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = PartnerPaper
        fields = ("due_on",)


class TakeBackForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = PartnerPaper


class HearingForm(EntryForm):
    """What one body did with the paper."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    amount = MoneyField(
        label="Funding that it recommended or decided", required=False, help_text="Leave it blank where there was none."
    )
    submit_text = "Record it"

    class Meta(CouncilModelForm.Meta):
        model = PaperHearing
        fields = ("body", "held_on", "minute", "part", "words", "amount", "copied_on")
        error_messages: ClassVar[dict] = {
            "body": {"required": "Choose the body that met."},
            "held_on": {"required": "Enter the day of the meeting."},
            "minute": {"required": "Enter the minute reference."},
            "part": {"required": "Choose what the body did."},
            "words": {"required": "Say what the body said."},
        }

    def hearing_values(self) -> dict:
        """What is recorded, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

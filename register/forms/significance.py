"""Settling a computed significance, and judging the risks that count towards it."""

from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import REASON_LENGTH, VersionedForm
from register.models import Participation, SignificanceTests
from register.models.choices import NO_RISK, RiskFactor, RiskKind, Significance
from register.reports.significance import Judged

BOTH = "Tick the kinds of risk that are significant, or that none of them is, not both."


class SettleForm(VersionedForm):
    """Confirm what the tests say, or keep another tier and say why."""

    significance = forms.ChoiceField(
        label="What is recorded",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is recorded."},
    )
    shown = forms.CharField(widget=forms.HiddenInput, required=False)
    submit_text = "Record it"

    class Meta(CouncilModelForm.Meta):
        model = Participation
        fields = ("significance",)

    def __init__(self, data=None, *, judged: Judged, **kwargs):
        super().__init__(data, **kwargs)
        computed = self.instance.computed_significance
        self.fields["significance"].choices = sorted(
            ((tier, self.words(judged, tier, computed)) for tier in Significance.values),
            key=lambda choice: choice[0] != computed,
        )
        self.initial |= {"shown": computed, "significance": computed or self.instance.significance}
        self.fields["reason"].label = "Because"
        self.fields["reason"].help_text = (
            f"Needed unless you confirm what the tests say. Shown on the entry and in the history. "
            f"Up to {REASON_LENGTH} characters."
        )

    def words(self, judged: Judged, tier: str, computed: str) -> str:
        name = judged.name(tier) or Significance(tier).label
        if tier == computed:
            return f"Confirm {name}, as the tests say"
        verb = "Keep" if tier == self.instance.significance else "Record"
        return f"{verb} {name}, because of the reason below"


class RisksForm(VersionedForm):
    """Which kinds of risk are significant; factors and evidence stand beside the judgement (SH-12, SH-13)."""

    risk_kinds = forms.MultipleChoiceField(
        label="Which risks could be significant?",
        required=False,
        choices=[*RiskKind.choices, (NO_RISK, "None of these")],
        widget=forms.CheckboxSelectMultiple,
        help_text="Nothing ticked means that nobody has judged them.",
    )
    risk_factors = forms.MultipleChoiceField(
        label="What was taken into account?",
        required=False,
        choices=RiskFactor.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Evidence for the judgement. None of these makes a partnership significant by itself.",
    )

    class Meta(CouncilModelForm.Meta):
        model = Participation
        fields = ("risk_kinds", "risk_factors", "risk_evidence")

    def __init__(self, data=None, *, tests: SignificanceTests | None, **kwargs):
        super().__init__(data, **kwargs)
        if tests and tests.is_on:
            self.narrow("risk_kinds", tests.risk_kinds, tests.risk_source)
            self.narrow("risk_factors", tests.risk_factors, tests.factor_source)
        self.fields["risk_evidence"].widget = forms.Textarea(attrs={"rows": 4})

    def narrow(self, name: str, codes: list[str], source: str) -> None:
        """Offer what the policy names, and what was ticked before; with the paragraph that names it."""
        field, offered = self.fields[name], {*codes, *getattr(self.instance, name), NO_RISK}
        field.choices = [choice for choice in field.choices if choice[0] in offered]
        if source:
            field.help_text = f"{field.help_text} Source: {source}."

    def clean_risk_kinds(self) -> list[str]:
        kinds = self.cleaned_data["risk_kinds"]
        if NO_RISK in kinds and len(kinds) > 1:
            raise forms.ValidationError(BOTH)
        return kinds

"""Lines about risks, benefits and measures, and what is done about a risk."""

from django import forms

from partnerships.forms.fields import NumberInput, TypedNumberField
from register.forms.actions import ActionForm
from register.forms.base import EntryForm
from register.models import Benefit, Measure, PartnershipRisk
from register.rules.risks import IMPACTS, LIKELIHOODS

SCALES = {
    "likelihood": LIKELIHOODS,
    "impact": IMPACTS,
    "residual_likelihood": LIKELIHOODS,
    "residual_impact": IMPACTS,
}
AFTER = "After what is in place and what is agreed to be done. Leave both empty where nobody has judged it."


class RiskForm(EntryForm):
    """One risk in the council's matrix; its score and level are worked out."""

    class Meta(EntryForm.Meta):
        model = PartnershipRisk
        fields = (
            "named", "title", "description", "likelihood", "impact", "controls", "residual_likelihood",
            "residual_impact",
        )  # fmt: skip

    together = (("named", "title"), ("likelihood", "impact"), ("residual_likelihood", "residual_impact"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        size = self.guidance.policy.matrix_size
        for name, scale in SCALES.items():
            self.fields[name] = self.on_the_scale(name, scale[size])
        self.fields["named"].empty_label = "Another one"
        meant = [f"{each.name}: {each.help_text}" for each in self.fields["named"].queryset if each.help_text]
        self.fields["named"].guidance = "\n\n".join(meant)

    def on_the_scale(self, name: str, words: tuple[str, ...]) -> forms.TypedChoiceField:
        """A choice among the levels of the council's matrix, the only scale that counts."""
        required = not name.startswith("residual")
        levels = [(number, f"{number} {word}") for number, word in enumerate(words, start=1)]
        outside = f"The council’s matrix has {len(words)} levels, 1 to {len(words)}. Choose one of them."
        return forms.TypedChoiceField(
            choices=[("", "Choose one" if required else "Not judged"), *levels],
            coerce=int,
            empty_value=None,
            required=required,
            label=self.label_of(name),
            help_text=AFTER if name == "residual_likelihood" else "",
            error_messages={"required": f"Choose the {name}.", "invalid_choice": outside},
        )


class BenefitForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Benefit
        fields = ("kind", "text", "measure")

    radios = {
        "kind": {"hard": "Money saved, income, people helped.", "soft": "Such as trust, or a problem seen early."}
    }
    together = (("kind", "measure"),)


class MeasureForm(EntryForm):
    """A figure, where it comes from and how sure it is (B15-22, B15-23)."""

    target = TypedNumberField(
        required=False,
        min_value=None,
        max_digits=14,
        decimal_places=2,
        widget=NumberInput(attrs={"class": "govuk-input--width-10"}),
    )
    figure = TypedNumberField(
        required=False,
        min_value=None,
        max_digits=14,
        decimal_places=2,
        widget=NumberInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Leave it empty until the figure is known; 0 is a figure.",
    )

    class Meta(EntryForm.Meta):
        model = Measure
        fields = ("name", "unit", "period", "target", "figure", "source", "status", "comment")

    radios = {"status": {}}
    together = (("figure", "status"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].help_text = "Such as 2026/27, or April to June 2026."
        self.fields["unit"].help_text = "Such as %, people or days."


class MitigationForm(ActionForm):
    """What is done about a risk: by whom, and until when (H11-22)."""

    class Meta(ActionForm.Meta):
        fields = ("text", "owner", "owner_post", "due_on")

"""One version of the criteria with all of its lines."""

from typing import Any

from django import forms

from assessments.forms.versions import VersionForm
from assessments.models import CriteriaSet, Criterion
from assessments.models.choices import Computed
from partnerships.admin.base import PolicyForm
from partnerships.forms.fields import MoneyField
from register.models.choices import MoneyBasis

WORDS = {
    "name": "Name",
    "high": "High means",
    "medium": "Medium means",
    "low": "Low means",
    "source": "Paragraph",
}
BOUNDS = "Say from which sum, and up to which, the answer is Medium."
NOT_COMPUTED = {"computed": "", "basis": "", "medium_from": None, "medium_to": None}


class CriteriaForm(VersionForm):
    """The criteria one below the other; figures only for the line that the register answers."""

    head = "name"
    needed = WORDS
    own = ("from_on", "title", "is_binding", "source")
    another = "Another criterion"
    nameless = "Give the criterion its name, or leave all of it empty."
    not_taken_off = "A criterion of a version is not taken off. Add a new version without it instead."
    none_left = "Give at least one criterion."

    class Meta(PolicyForm.Meta):
        model = CriteriaSet
        exclude = ("policy", "kind")

    def __init__(self, *args, shown: CriteriaSet | None, **kwargs):
        super().__init__(*args, shown=shown, lines=shown.criteria.all() if shown else (), **kwargs)
        self.fields["from_on"].help_text = "Today or later. The criteria before it stay in force until then."
        self.fields[
            "is_binding"
        ].help_text = "Without the tick the officer judges, and gives a reason for another rating."

    def boxes(self, line: Criterion | None) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {
            name: forms.CharField(label=label, required=False, max_length=Criterion._meta.get_field(name).max_length)
            for name, label in WORDS.items()
        }
        if line is not None and line.computed:
            found["medium_from"] = MoneyField(label="Medium from, in pounds")
            found["medium_to"] = MoneyField(label="Medium up to and with, in pounds")
            found["basis"] = forms.ChoiceField(
                label="What is counted", choices=MoneyBasis.choices, widget=forms.RadioSelect
            )
        return found

    def values(self, line: Criterion | None, typed: dict[str, Any]) -> dict[str, Any]:
        return {**NOT_COMPUTED, **typed, "computed": line.computed if line else ""}

    def check(self, number: int, line: Criterion | None) -> None:
        super().check(number, line)
        values = self.of(number)
        low, high = values["medium_from"] or None, values["medium_to"] or None
        if values["computed"] and low is not None and high is not None and low > high:
            self.add_error(f"line-{number}-medium_to", BOUNDS)

    def money_line(self) -> Criterion | None:
        """The line that the register answers, as it was typed."""
        lines = (values for _, values in self.told() if values["computed"] == Computed.MONEY)
        return next((Criterion(**values) for values in lines), None)

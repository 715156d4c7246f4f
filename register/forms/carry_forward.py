"""Which contributions go on in the next year, and with which amounts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django import forms

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import MoneyField, NumberInput
from register.rules.money import year_name
from register.workflow.roll_forward import Line

INCLUDE, AMOUNT = "include_", "amount_"


class CarryForm(CouncilForm):
    """A tick and an amount for each contribution that can be carried; those without a reason against are ticked."""

    def __init__(self, data=None, *, lines: Sequence[Line], to_year: int):
        self.lines = {line.contribution.pk: line for line in lines if line.may_be_carried}
        super().__init__(data)
        for pk, line in self.lines.items():
            about = (
                f"{line.contribution.participation.partnership}, {line.contribution.participation.council.short_name}"
            )
            tick = forms.BooleanField(required=False, initial=line.reason is None, label=f"Carry forward: {about}")
            box = NumberInput(prefix="£", attrs={"class": "govuk-input--width-5"})
            amount = MoneyField(
                required=False,
                initial=line.contribution.amount,
                widget=box,
                label=f"Amount in {year_name(to_year)}: {about}",
            )
            amount.widget.attrs["aria-label"] = amount.label
            self.fields |= {f"{INCLUDE}{pk}": tick, f"{AMOUNT}{pk}": amount}

    def clean(self):
        """What is ticked has an amount, and something is ticked."""
        cleaned = super().clean()
        ticked = [pk for pk in self.lines if cleaned.get(f"{INCLUDE}{pk}")]
        for pk in ticked:
            name = f"{AMOUNT}{pk}"
            if name in cleaned and cleaned[name] is None:
                entry = self.lines[pk].contribution.participation.partnership
                self.add_error(name, f"Enter the amount for {entry}, or untick it.")
        if not ticked and not self.errors:
            self.add_error(None, "Tick what is to be carried forward.")
        return cleaned

    def boxes(self, pk: int) -> tuple:
        """The tick and the amount of a contribution; nothing where it cannot be carried."""
        return (self[f"{INCLUDE}{pk}"], self[f"{AMOUNT}{pk}"]) if pk in self.lines else (None, None)

    @property
    def gone(self) -> set[int]:
        """What was ticked on the page and can no longer be carried."""
        return ticked(self.data) - set(self.lines)

    def amounts(self) -> dict[int, Decimal]:
        """The amount of each contribution that is ticked."""
        return {pk: self.cleaned_data[f"{AMOUNT}{pk}"] for pk in self.lines if self.cleaned_data[f"{INCLUDE}{pk}"]}


def ticked(data: Iterable[str]) -> set[int]:
    """The contributions that were ticked on a page."""
    numbers = (name.removeprefix(INCLUDE) for name in data if name.startswith(INCLUDE))
    return {int(number) for number in numbers if number.isdecimal() and len(number) < 16}

"""What a council puts in: officer time and money."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from partnerships.forms.fields import MoneyField, NumberInput, PartsField
from register.forms.base import EntryForm
from register.forms.fields import FinancialYearField
from register.forms.organisations import OrganisationForm
from register.models import Contribution, Participation
from register.models.choices import HoursUnit
from register.rules.money import hours_per_month

HOURS = ("officer_hours_per_month", "officer_hours_as_typed", "officer_hours_unit")


class ParticipationForm(EntryForm):
    """One council's part. Officer time is typed in the unit that people know, and kept as hours a month (B15-53)."""

    figure = PartsField(
        label="Officer time",
        required=False,
        max_digits=7,
        decimal_places=2,
        max_value=10_000,
        widget=NumberInput(attrs={"class": "govuk-input--width-5"}),
        help_text="Preparation, meetings and follow-up together. Leave it empty when nobody knows; 0 means none.",
    )
    unit = forms.ChoiceField(
        label="Counted in", choices=HoursUnit.choices, widget=forms.RadioSelect, initial=HoursUnit.HOURS_PER_MONTH
    )

    class Meta(EntryForm.Meta):
        model = Participation
        fields = (
            "council",
            "lead_member",
            "lead_member_post",
            "officer_level",
            "officer_hours_is_estimate",
            "officer_hours_source",
        )

    field_order = ("council", "lead_member", "lead_member_post", "figure", "unit", "officer_level")
    guided = {"lead_member": "lead_member"}
    together = (HOURS,)
    goes_along = frozenset(HOURS[1:])

    def __init__(self, data=None, *, guidance, **kwargs):
        super().__init__(data, guidance=guidance, **kwargs)
        policy = guidance.policy
        rates = f"a day counts as {policy.hours_per_day} hours, a year has {policy.weeks_per_year} weeks"
        self.fields["unit"].help_text = f"Kept as hours a month: {rates}."
        if guide := guidance.of("officer_hours_per_month"):
            self.fields["figure"].guidance = guide.text()
        self.fields["officer_level"].help_text = "It decides the hourly rate. Not known counts at the rate of officers."
        if self.seen:
            del self.fields["council"]
            self.initial |= {"figure": typed_figure(self.instance), "unit": self.instance.officer_hours_unit}

    def values(self) -> dict[str, Any]:
        """The three columns of officer time, as they were unless the figure or its unit was touched."""
        figure, unit = self.cleaned_data["figure"], self.cleaned_data["unit"]
        before = {name: getattr(self.instance, name) for name in HOURS}
        if {"figure", "unit"} & set(self.changed_data):
            before = dict(zip(HOURS, (self.converted(figure, unit), as_typed(figure, unit), unit), strict=True))
        return super().values() | before

    def converted(self, figure: Decimal | None, unit: str) -> Decimal | None:
        if figure is None:
            return None
        policy = self.guidance.policy
        rates = {"hours_per_day": Decimal(policy.hours_per_day), "weeks_per_year": Decimal(policy.weeks_per_year)}
        return hours_per_month(figure, unit, **rates)


def as_typed(figure: Decimal | None, unit: str) -> str:
    """Officer time as it was typed: "3 hours a week"."""
    return "" if figure is None else f"{figure.normalize():f} {HoursUnit(unit).label}"


def typed_figure(part: Participation) -> Decimal | None:
    """The figure to show in the unit in which it was typed; as hours a month where the text holds no single figure."""
    if part.officer_hours_per_month is None or part.officer_hours_unit == HoursUnit.HOURS_PER_MONTH:
        return part.officer_hours_per_month
    figures = re.findall(r"\d+(?:\.\d+)?", part.officer_hours_as_typed)
    return Decimal(figures[0]) if len(figures) == 1 else None


class ContributionForm(OrganisationForm):
    """One amount for one financial year, and whom it is paid to."""

    names = "recipient"

    amount = MoneyField(label="Amount", required=False, help_text="Leave it empty when nobody knows; 0 means none.")
    financial_year = FinancialYearField()

    class Meta(EntryForm.Meta):
        model = Contribution
        fields = (
            "participation",
            "financial_year",
            "amount",
            "period",
            "kind",
            "recipient",
            "spent_on",
            "budget_code",
            "budget_status",
            "strategy_line",
            "source",
            "status",
            "note",
        )

    field_order = (
        "participation",
        "financial_year",
        "amount",
        "period",
        "kind",
        "recipient",
        "new_organisation",
        "new_sector",
    )
    guided = {"period": "contribution_period", "budget_code": "budget_code", "budget_status": "budget_status"}
    radios = {"kind": {}, "status": {}}
    together = (("amount", "amount_as_typed"),)
    goes_along = frozenset({"amount_as_typed"})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parts = self.entry.participations.select_related("council")
        field = self.fields["participation"]
        field.label, field.queryset, field.empty_label = "Council", parts, None
        field.error_messages["required"] = "Choose the council."
        field.label_from_instance = lambda part: part.council.name

    def clean(self) -> dict[str, Any]:
        """The very same sum twice is a slip, or a button pressed twice."""
        cleaned = super().clean()
        same = ("participation", "financial_year", "amount", "kind", "budget_code", "recipient", "spent_on")
        if all(name in cleaned for name in same) and cleaned["amount"] is not None:
            there = Contribution.objects.filter(removed_at__isnull=True, **{name: cleaned[name] for name in same})
            if there.exclude(pk=self.instance.pk).exists():
                self.add_error(
                    "amount", "This sum is recorded already for that year. Change that line, or its budget code."
                )
        return cleaned

    def values(self) -> dict[str, Any]:
        """The amount as it was typed goes with the amount."""
        typed = self.data.get("amount", "").strip() if "amount" in self.changed_data else self.instance.amount_as_typed
        return super().values() | {"amount_as_typed": typed[:200]}

"""Lines about what stands beside the council's own money: workstreams, money of others, volunteers."""

from typing import Any

from partnerships.forms.fields import HoursField, MoneyField, NumberInput
from register.forms.base import EntryForm
from register.forms.fields import FinancialYearField
from register.forms.organisations import OrganisationForm
from register.models import OtherFunding, Volunteering, Workstream

UNKNOWN_HELP = "Leave it empty when nobody knows; 0 means none."


class WorkstreamForm(EntryForm):
    """A project, with what it should save and what it has saved."""

    expected_saving = MoneyField(label="Expected saving", required=False, help_text=UNKNOWN_HELP)
    delivered_saving = MoneyField(label="Saving delivered so far", required=False, help_text=UNKNOWN_HELP)

    class Meta(EntryForm.Meta):
        model = Workstream
        fields = (
            "name",
            "description",
            "expected_saving",
            "delivered_saving",
            "saving_period",
            "starts_on",
            "ends_on",
            "source",
        )

    together = (("starts_on", "ends_on"),)


class FundingForm(OrganisationForm):
    """Money of a partner or funder, or money that the council is paid."""

    amount = MoneyField(label="Amount", required=False, help_text=UNKNOWN_HELP)
    financial_year = FinancialYearField()

    class Meta(EntryForm.Meta):
        model = OtherFunding
        fields = (
            "direction",
            "organisation",
            "council",
            "financial_year",
            "amount",
            "kind",
            "spent_on",
            "ends_on",
            "source",
            "status",
            "note",
        )

    field_order = ("direction", "organisation", "new_organisation", "new_sector", "council", "financial_year", "amount")
    radios = {"direction": {}, "kind": {}, "status": {}}
    together = (("direction", "council"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["council"].label = "Council that receives it"
        self.fields["council"].help_text = "Only for money that is paid to the council."
        if not self.seen:
            self.initial.pop("council", None)
            self.fields["council"].initial = None

    def clean(self) -> dict[str, Any]:
        """Income names the council that receives it; money of a partner names none."""
        cleaned = super().clean()
        income = cleaned.get("direction") == OtherFunding.Direction.INCOME
        if income and not cleaned.get("council"):
            self.add_error("council", "Choose the council that receives the money.")
        elif cleaned.get("council") and not income and cleaned.get("direction"):
            self.add_error("council", "Money that a partner puts in names no council. Choose “Not known” here.")
        return cleaned


class VolunteeringForm(EntryForm):
    """Hours of volunteers in a financial year."""

    financial_year = FinancialYearField()
    hours = HoursField(
        label="Hours in the year",
        max_digits=9,
        decimal_places=2,
        widget=NumberInput(attrs={"class": "govuk-input--width-5"}),
    )
    hour_worth = MoneyField(
        label="Pounds an hour counted",
        required=False,
        help_text="Left empty, the hours are shown and not turned into money.",
    )

    class Meta(EntryForm.Meta):
        model = Volunteering
        fields = ("financial_year", "hours", "hour_worth", "source", "status")

    radios = {"status": {}}

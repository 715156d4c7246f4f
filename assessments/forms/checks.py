"""What the list of findings is narrowed by, and the forms of a waiver."""

from django import forms

from assessments.models import Waiver
from assessments.models.choices import Severity
from assessments.reports.findings import Chosen
from partnerships.checking import checks
from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.models import Service
from register.forms.acts import ActForm


class FindingFilter(CouncilForm):
    """A check, a severity, a service; one's own entries; what is waived. What makes no sense is left aside."""

    check = forms.ChoiceField(required=False)
    severity = forms.ChoiceField(label="How much it matters", required=False, choices=[("", "All"), *Severity.choices])
    service = forms.ModelChoiceField(Service.objects.none(), required=False, empty_label="All services")
    mine = forms.ChoiceField(
        label="Whose", required=False, choices=[("", "All entries"), ("yes", "Entries that I lead")]
    )
    show = forms.ChoiceField(required=False, choices=[("", "What is to be mended"), ("waived", "What is waived")])

    def __init__(self, params):
        super().__init__({name: params.get(name, "") for name in self.base_fields}, auto_id="filter_%s")
        named = [(each.code, f"{each.code} {each.title}") for each in checks().values() if not each.is_of_council]
        self.fields["check"].choices = [("", "All checks"), *named]
        self.fields["service"].queryset = Service.objects.select_related("council")
        self.is_valid()
        self.remarks = [f"There is no such {name}, so all are shown." for name in self.errors]

    def asked(self) -> Chosen:
        given = self.cleaned_data
        service = given.get("service")
        return Chosen(
            given.get("check", ""),
            given.get("severity", ""),
            service.pk if service else None,
            given.get("mine") == "yes",
            given.get("show") == "waived",
        )


class WaiverForm(CouncilModelForm):
    """Why a finding is accepted, on whose authority, and until when."""

    submit_text = "Waive this finding"

    class Meta(CouncilModelForm.Meta):
        model = Waiver
        fields = ("reason", "authorised_by", "until_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["authorised_by"].help_text = "A person with their post, or a body with its minute."
        self.fields["until_on"].help_text = "The finding counts again after that day."

    def waiver_values(self) -> dict:
        """What the waiver says, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class LiftForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = Waiver

"""Lines about people and bodies: seats and partner organisations."""

from register.forms.base import EntryForm
from register.forms.organisations import OrganisationForm
from register.models import Organisation, Partner, Seat


class SeatForm(EntryForm):
    """One seat: the place first, then who sits there."""

    class Meta(EntryForm.Meta):
        model = Seat
        fields = (
            "council",
            "kind",
            "level",
            "required_level",
            "capacity",
            "is_vacant",
            "holder",
            "name",
            "post",
            "starts_on",
            "ends_on",
            "note",
        )

    guided = {"level": "representative_level"}
    radios = {"kind": {}}
    together = (("is_vacant", "holder", "name", "post"),)


class PartnerForm(OrganisationForm):
    """An organisation's part. The organisation is chosen from the list or, when it is not there, typed."""

    must_name = True

    class Meta(EntryForm.Meta):
        model = Partner
        fields = ("organisation", "is_lead", "level", "note")

    field_order = ("organisation", "new_organisation", "new_sector")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.seen:
            del self.fields["organisation"]

    def clean(self):
        cleaned = super().clean()
        if not self.seen:
            self.refuse_twice(cleaned.get("organisation"))
        return cleaned

    def refuse_twice(self, organisation: Organisation | None) -> None:
        """An organisation takes part in an entry once."""
        if organisation and self.entry.partners.filter(organisation=organisation, removed_at=None).exists():
            self.add_error("organisation", "This organisation is listed already.")

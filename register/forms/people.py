"""Lines about people and bodies: seats and partner organisations."""

from django import forms

from register.forms.base import EntryForm
from register.interchange.names import key as name_key
from register.models import Organisation, Partner, Seat
from register.models.choices import Sector


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


class PartnerForm(EntryForm):
    """An organisation's part. The organisation is chosen from the list or, when it is not there, typed."""

    new_organisation = forms.CharField(
        label="Or a new organisation", required=False, max_length=200, help_text="Only if it is not in the list above."
    )
    new_sector = forms.ChoiceField(
        label="Sector of the new organisation", required=False, choices=[("", "Not known"), *Sector.choices]
    )

    class Meta(EntryForm.Meta):
        model = Partner
        fields = ("organisation", "is_lead", "level", "note")

    field_order = ("organisation", "new_organisation", "new_sector")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["organisation"].required = False
        self.fields["organisation"].help_text = "Choose one that the register knows already."
        if self.seen:
            del self.fields["organisation"], self.fields["new_organisation"], self.fields["new_sector"]

    def clean(self):
        cleaned = super().clean()
        if self.seen:
            return cleaned
        chosen, typed = cleaned.get("organisation"), cleaned.get("new_organisation")
        if bool(chosen) == bool(typed):
            sentence = (
                "Choose an organisation or type a new one, not both."
                if chosen
                else "Choose an organisation, or type a new one."
            )
            self.add_error("organisation", sentence)
        elif typed:
            cleaned["organisation"] = known_organisation(typed)
        self.refuse_twice(cleaned.get("organisation"))
        return cleaned

    def refuse_twice(self, organisation: Organisation | None) -> None:
        """An organisation takes part in an entry once."""
        if organisation and self.entry.partners.filter(organisation=organisation, removed_at=None).exists():
            self.add_error("organisation", "This organisation is listed already.")

    def _get_validation_exclusions(self):
        """A new organisation has no row yet; the save checks the whole line."""
        return super()._get_validation_exclusions() | {"organisation"}

    def organisation_to_make(self) -> Organisation | None:
        """The organisation to be made with this line, unsaved."""
        if self.cleaned_data.get("organisation") or not self.cleaned_data.get("new_organisation"):
            return None
        return Organisation(name=self.cleaned_data["new_organisation"], sector=self.cleaned_data["new_sector"])


def known_organisation(name: str) -> Organisation | None:
    """The organisation that people would call the same name, if the register has it."""
    key = name_key(name)
    return next((each for each in Organisation.objects.all() if name_key(each.name) == key), None)

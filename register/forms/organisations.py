"""An organisation that is chosen from the list or, when it is not there, typed."""

from typing import ClassVar

from django import forms

from register.forms.base import EntryForm
from register.interchange.names import key as name_key
from register.models import Organisation
from register.models.choices import Sector


class OrganisationForm(EntryForm):
    """A line that names an organisation in the field `names`. Whether it must be named is `must_name`."""

    names: ClassVar[str] = "organisation"
    must_name: ClassVar[bool] = False

    new_organisation = forms.CharField(
        label="Or a new organisation", required=False, max_length=200, help_text="Only if it is not in the list above."
    )
    new_sector = forms.ChoiceField(
        label="Sector of the new organisation", required=False, choices=[("", "Not known"), *Sector.choices]
    )

    class Meta(EntryForm.Meta):
        pass

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields[self.names]
        field.required = False
        field.help_text = field.help_text or "Choose one that the register knows already."
        if self.seen:
            del self.fields["new_organisation"], self.fields["new_sector"]

    def clean(self):
        cleaned = super().clean()
        if not self.seen:
            self.settle(cleaned, cleaned.get(self.names), cleaned.get("new_organisation"))
        return cleaned

    def settle(self, cleaned: dict, chosen: Organisation | None, typed: str) -> None:
        """One of the two; a name that the register knows already is taken as that organisation."""
        if chosen and typed:
            self.add_error(self.names, "Choose an organisation or type a new one, not both.")
        elif self.must_name and not chosen and not typed:
            self.add_error(self.names, "Choose an organisation, or type a new one.")
        elif typed:
            cleaned[self.names] = known_organisation(typed)

    def _get_validation_exclusions(self):
        """A new organisation has no row yet; the save checks the whole line."""
        return super()._get_validation_exclusions() | {self.names}

    def organisation_to_make(self) -> Organisation | None:
        """The organisation to be made with this line, unsaved."""
        if self.cleaned_data.get(self.names) or not self.cleaned_data.get("new_organisation"):
            return None
        return Organisation(name=self.cleaned_data["new_organisation"], sector=self.cleaned_data["new_sector"])


def known_organisation(name: str) -> Organisation | None:
    """The organisation that people would call the same name, if the register has it."""
    key = name_key(name)
    return next((each for each in Organisation.objects.all() if name_key(each.name) == key), None)

"""Lines about an entry itself: documents, other names and links to other entries."""

from typing import Any

from partnerships.forms.fields import NumberInput, TypedNumberField
from register.forms.base import EntryForm
from register.forms.fields import EntryField
from register.models import GoverningDocument, Link, Partnership, PartnershipName

PROCUREMENT_HINTS = {
    "grant": "Money given for a purpose; nothing is bought.",
    "sla": "What each side does for the other is agreed, and no price is paid under contract rules.",
    "contract": "A service is bought: the contract procedure rules apply.",
    "unclear": "Stays open until legal or procurement has cleared it.",
}


class DocumentForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = GoverningDocument
        fields = (
            "kind",
            "title",
            "starts_on",
            "ends_on",
            "notice_months",
            "is_standard",
            "procurement",
            "procurement_cleared_on",
            "link",
            "note",
        )

    guided = {"starts_on": "agreement_starts_on", "ends_on": "agreement_ends_on"}
    radios = {"procurement": PROCUREMENT_HINTS}
    notice_months = TypedNumberField(
        label="Months of notice",
        required=False,
        max_value=120,
        decimal_places=0,
        max_digits=3,
        widget=NumberInput(attrs={"class": "govuk-input--width-3"}),
        help_text="How long before its end one side must tell the other. Empty means not known, 0 means none.",
    )

    def values(self) -> dict[str, Any]:
        """Months are whole."""
        found = super().values()
        months = found.get("notice_months")
        return found | {"notice_months": None if months is None else int(months)}

    def clean(self):
        """A document says more than its kind, which is chosen from the start."""
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in self._meta.fields if name != "kind"):
            self.add_error("title", "Enter the title of the document, or at least its dates or where it is kept.")
        return cleaned


class NameForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = PartnershipName
        fields = ("name", "kind", "until_on")

    radios = {"kind": {}}


class LinkForm(EntryForm):
    other = EntryField(label="Other partnership")

    class Meta(EntryForm.Meta):
        model = Link
        fields = ("kind", "other", "note")

    radios = {"kind": {}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["other"].entries = Partnership.objects.visible_to(self.user)

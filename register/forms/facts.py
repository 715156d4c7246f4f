"""Lines about an entry itself: documents, other names and links to other entries."""

from register.forms.base import EntryForm
from register.forms.fields import EntryField
from register.models import GoverningDocument, Link, Partnership, PartnershipName


class DocumentForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = GoverningDocument
        fields = ("kind", "title", "starts_on", "ends_on", "link", "note")

    guided = {"starts_on": "agreement_starts_on", "ends_on": "agreement_ends_on"}

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

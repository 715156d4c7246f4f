"""Forms of a review of the council's involvement: beginning it, what it found, and each step."""

from typing import ClassVar

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from register.forms.acts import ActForm, words
from register.forms.base import explain
from reviews.models import InvolvementReview
from reviews.models.choices import InvolvementKind

RULES = ("options", "finance_view", "procurement_view")


class BeginForm(CouncilModelForm):
    """What it looks at, and why."""

    class Meta(CouncilModelForm.Meta):
        model = InvolvementReview
        fields = ("kind", "why")

    def begun(self) -> dict:
        """What was said, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ConfirmForm(ActForm):
    """What it looks at, once it is opened."""

    class Meta(ActForm.Meta):
        model = InvolvementReview
        fields = ("kind",)

    def __init__(self, data=None, *, seen, **kwargs):
        super().__init__(data, seen=seen, initial={"version": seen.version, "kind": seen.instance.kind}, **kwargs)


class NotForm(ActForm):
    """Why it is dismissed, or called off."""

    settled_note = words("Reason", "Say why not.")

    class Meta(ActForm.Meta):
        model = InvolvementReview
        fields = ("settled_note",)


class WriteForm(VersionedForm):
    """What it found, where that was reported, and when next; the options where it is to find some (SH-07, H14-36)."""

    class Meta(CouncilModelForm.Meta):
        model = InvolvementReview
        fields = ("found", *RULES, "reported_to", "reported_on", "next_report_to", "next_report_on")
        help_texts: ClassVar[dict] = {
            "reported_to": "Such as the Steering Group.",
            "next_report_to": "Such as the Executive, with the options.",
        }

    def __init__(self, data=None, *, user, seen, **kwargs):
        super().__init__(data, seen=seen, **kwargs)
        del self.fields["reason"]
        if seen.instance.kind != InvolvementKind.DELIVERY_OPTIONS:
            for name in RULES:
                del self.fields[name]
        for field in self.fields.values():
            explain(field, user)

"""Forms of a business case: its parts, and each step."""

from typing import ClassVar

from django import forms

from assessments.models import BusinessCase
from assessments.models.choices import RejectionKind
from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from register.forms.acts import ActForm, words
from register.forms.base import explain
from register.models.choices import Significance
from register.workflow.resting import tier_of


class OpenForm(CouncilForm):
    """How large it is decides how much is asked."""

    is_complex = forms.BooleanField(
        label="It is large or complex", required=False, help_text="More questions are asked of it then."
    )
    submit_text = "Begin the business case"


class PartForm(VersionedForm):
    """Some fields of the case; what is left blank is asked for before it is handed in."""

    class Meta(CouncilModelForm.Meta):
        model = BusinessCase
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["reason"]
        for field in self.fields.values():
            explain(field, user)

    @classmethod
    def over(cls, names: tuple[str, ...]) -> type["PartForm"]:
        """The form of these fields."""
        meta = type("Meta", (cls.Meta,), {"fields": names})
        return type(cls)("PartForm", (cls,), {"Meta": meta, "__module__": cls.__module__})


class PlainForm(ActForm):
    """Nothing to fill in."""

    class Meta(ActForm.Meta):
        model = BusinessCase


class ReturnForm(ActForm):
    class Meta(ActForm.Meta):
        model = BusinessCase
        fields = ("return_comment",)


class ChallengeForm(ActForm):
    significance = forms.ChoiceField(
        label="Tier, which nothing else gives",
        required=False,
        choices=[("", "Not said"), *Significance.choices],
    )
    significance_reason = forms.CharField(label="Why that tier", required=False, max_length=300)

    class Meta(ActForm.Meta):
        model = BusinessCase
        fields = ("challenge_note",)

    field_order = ("challenge_note", "significance", "significance_reason")

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        if tier_of(self.instance.partnership):
            del self.fields["significance"], self.fields["significance_reason"]

    def values(self) -> dict:
        """The tier goes to the matter, not into the case."""
        return {"challenge_note": self.cleaned_data["challenge_note"]}


class CloseForm(ActForm):
    class Meta(ActForm.Meta):
        model = BusinessCase
        fields = ("closing_note",)


class RejectionForm(ActForm):
    closing_note = words("How it ended", "Say how it ended.")

    class Meta(ActForm.Meta):
        model = BusinessCase
        fields = ("rejection", "closing_note")
        labels: ClassVar[dict] = {"rejection": "Why it went no further"}

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        named = {RejectionKind.DECIDED, RejectionKind.OTHER_LEADS}
        box = self.fields["rejection"]
        box.choices = [("", "Choose one"), *[(kind.value, kind.label) for kind in RejectionKind if kind in named]]


class AskToJoinForm(ActForm):
    """Since when, and why without a governing document; a policy officer finds both as the lead officer said them."""

    optional = ("no_document_reason",)

    class Meta(ActForm.Meta):
        model = BusinessCase
        fields = ("joined_on", "no_document_reason")
        help_texts: ClassVar[dict] = {"no_document_reason": "Only where there is none."}
        error_messages: ClassVar[dict] = {"joined_on": {"required": "Enter the day on which the council joined."}}

    def __init__(self, data=None, **kwargs):
        super().__init__(data, initial={}, **kwargs)


class JoinForm(AskToJoinForm):
    def values(self) -> dict:
        """Both go into the entry."""
        return {}

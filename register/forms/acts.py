"""Steps of a procedure that ask for a few words: each form is over the record itself, and all it asks must be said."""

from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from register.forms.base import explain
from register.models.choices import Significance


def words(label: str, missing: str) -> forms.CharField:
    """A box for the words of a step that no other form changes."""
    box = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, widget=box, error_messages={"required": missing})


class ActForm(VersionedForm):
    """One step. The reason is only asked for where the step has no words of its own, and is then a must."""

    asks_reason = False
    optional: tuple[str, ...] = ()

    class Meta(CouncilModelForm.Meta):
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *, user, **kwargs):
        blank = dict.fromkeys(self._meta.fields, "")
        super().__init__(data, **{"initial": blank, **kwargs})
        for name in self._meta.fields:
            self.fields[name].required = name not in self.optional
            explain(self.fields[name], user)
        if self.asks_reason:
            reason = {"label": "Reason", "widget": forms.Textarea(attrs={"rows": 3}), "max_length": 1000}
            self.fields["reason"] = forms.CharField(**reason, error_messages={"required": "Say why."})
            self.prepare_field("reason", self.fields["reason"])
        else:
            del self.fields["reason"]


class TierForm(ActForm):
    """A step that puts something to bodies. The tier, where nothing else gives one, goes to the matter (B15-42)."""

    significance = forms.ChoiceField(
        label="Tier, where nothing else gives one",
        required=False,
        choices=[("", "As the register has it"), *Significance.choices],
    )
    significance_reason = forms.CharField(label="Why that tier", required=False, max_length=300)

    def values(self) -> dict:
        return {}

"""A form over one record that others may be editing too."""

from typing import Any, ClassVar

from crispy_forms.layout import Layout
from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.snapshots import Seen, plain

REASON_LENGTH = 200
FOOT = ("reason", "version")


class VersionedForm(CouncilModelForm):
    """Carries the version that it shows and the reason for the change; `values()` is what the person wants to be true.

    `together` names fields that only make sense together: a clash on one is a clash on all of them.
    """

    together: ClassVar[tuple[tuple[str, ...], ...]] = ()

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label="Reason for the change", required=False, max_length=REASON_LENGTH)

    def __init__(self, data=None, *, seen: Seen | None = None, **kwargs):
        self.seen = seen
        initial = kwargs.pop("initial", None) or {}
        if seen:
            kwargs["instance"] = seen.instance
            initial = {"version": seen.version, **seen.lists(), **initial}
        super().__init__(data, initial=initial, **kwargs)
        self.fields["reason"].help_text = f"Shown in the history. Up to {REASON_LENGTH} characters."
        if seen is None:
            del self.fields["version"], self.fields["reason"]

    def layout(self) -> Layout:
        """The fields, then the reason and the version."""
        return Layout(
            *[name for name in self.fields if name not in FOOT], *[name for name in FOOT if name in self.fields]
        )

    def values(self) -> dict[str, Any]:
        """The model's values as the form has them, plain."""
        names = {field.name for field in self._meta.model._meta.get_fields() if hasattr(field, "attname")}
        return {name: plain(value) for name, value in self.cleaned_data.items() if name in names and name not in FOOT}

    def why(self) -> str:
        return self.cleaned_data.get("reason", "")

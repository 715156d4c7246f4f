"""Forms of an audit: entered, completed, reported."""

from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from register.forms.acts import ActForm
from register.forms.base import explain
from reviews.models import Audit

FIELDS = ("title", "auditor", "is_external", "audited_on", "opinion", "summary", "link")


class AuditForm(VersionedForm):
    """One audit; the opinion is there once the auditor has reported."""

    link = forms.URLField(label="Link to the report", required=False, assume_scheme="https", max_length=500)

    class Meta(CouncilModelForm.Meta):
        model = Audit
        fields = FIELDS

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields.pop("reason", None)
        for field in self.fields.values():
            explain(field, user)

    def audit_values(self) -> dict:
        """What is known of it, for the workflow."""
        return {name: self.cleaned_data[name] for name in FIELDS}


class ReportedForm(ActForm):
    optional = ("summary",)

    class Meta(ActForm.Meta):
        model = Audit
        fields = ("opinion", "summary")


class ImplementedForm(ActForm):
    """Nothing to fill in."""

    class Meta(ActForm.Meta):
        model = Audit

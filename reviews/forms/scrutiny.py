"""Forms of a review that scrutiny asks for: asking, recording, and each step."""

from django import forms

from partnerships.forms.base import CouncilForm, CouncilModelForm
from partnerships.models import User
from partnerships.roles import Role
from register.forms.acts import ActForm
from register.forms.base import explain
from register.forms.fields import EntryField
from register.models import Body, Partnership
from reviews.models import CommitteePaper, ScrutinyReview
from reviews.rules.scrutiny import printed

WHY = {"label": "Why should it be reviewed?", "widget": forms.Textarea(attrs={"rows": 4}), "max_length": 4000}


class AskForm(CouncilForm):
    """What a scrutiny member says: which partnership of the issued papers, and why."""

    submit_text = "Ask for the review"
    named = forms.ChoiceField(
        label="Partnership", help_text="As issued papers name it.", error_messages={"required": "Choose a partnership."}
    )
    why = forms.CharField(**WHY, error_messages={"required": "Say why it should be reviewed."})

    def __init__(self, data=None, *, papers, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["named"].choices = [("", "Choose one"), *((name, name) for name in printed(papers))]


class RecordForm(CouncilModelForm):
    """What somebody asked elsewhere: which entry, who asks, and why."""

    submit_text = "Record the request"
    entry = EntryField(label="Partnership")

    class Meta(CouncilModelForm.Meta):
        model = ScrutinyReview
        fields = ("why", "member", "on_behalf_of")

    field_order = ("entry", "why", "member", "on_behalf_of")

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["entry"].entries = Partnership.objects.visible_to(user).active()
        members = User.objects.active().holding(Role.SCRUTINY_MEMBER)
        self.fields["member"].queryset = members
        for field in self.fields.values():
            explain(field, user)

    def request_values(self) -> dict:
        """What was asked, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class BodiesForm(ActForm):
    """A step that names a body which the council still has."""

    class Meta(ActForm.Meta):
        model = ScrutinyReview

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        for name in {"commission", "panel"} & self.fields.keys():
            self.fields[name].queryset = Body.objects.filter(is_retired=False)


class AgreeForm(BodiesForm):
    """The commission's decision, and the entry that the printed name stands for."""

    partnership = EntryField(label="Partnership of the register")

    class Meta(BodiesForm.Meta):
        fields = ("commission", "decided_on", "minute", "decision_reason")

    def __init__(self, data=None, *, seen, user, **kwargs):
        start = {"version": seen.version, **dict.fromkeys(self._meta.fields, "")}
        super().__init__(
            data, seen=seen, user=user, initial={**start, "partnership": seen.instance.partnership}, **kwargs
        )
        self.fields["partnership"].entries = Partnership.objects.visible_to(user).active()


class DeclineForm(BodiesForm):
    class Meta(BodiesForm.Meta):
        fields = ("commission", "decided_on", "minute", "decision_reason")


class BeginForm(BodiesForm):
    class Meta(BodiesForm.Meta):
        fields = ("panel", "lead_member", "due_on")


class ReportForm(BodiesForm):
    """When it reported, what it found, and where the report is."""

    optional = ("link",)
    link = forms.URLField(label="Link to the report", required=False, assume_scheme="https", max_length=500)

    class Meta(BodiesForm.Meta):
        fields = ("reported_on", "found", "link")


def readable(user):
    """The issued papers whose names this person may take."""
    return CommitteePaper.objects.visible_to(user).current()

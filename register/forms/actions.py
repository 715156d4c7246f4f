"""Forms of an action: adding it, saying that it was done, moving its day, giving it back, dropping it."""

from typing import ClassVar

from django import forms

from partnerships.forms.base import CouncilModelForm
from partnerships.models import User
from partnerships.roles import OFFICERS
from register.forms.acts import ActForm
from register.forms.base import EntryForm
from register.models import Action
from register.rules.actions import AGREED_BY, is_often_moved


class ActionForm(EntryForm):
    """What is to be done, by whom and until when."""

    submit_text = "Add the action"

    class Meta(CouncilModelForm.Meta):
        model = Action
        fields = ("text", "owner", "owner_post", "due_on", "identified_by")
        help_texts: ClassVar[dict] = {"identified_by": "Such as Corporate Management Team."}

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["owner"].queryset = User.objects.active().holding(*OFFICERS)

    def action_values(self) -> dict:
        """What the action says, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class ReportForm(ActForm):
    class Meta(ActForm.Meta):
        model = Action
        fields = ("done_note",)


class MoveForm(ActForm):
    """Another day, and why; from the third change on, who agreed to it."""

    asks_reason = True
    authority = forms.CharField(
        label="When the corporate management team agreed",
        help_text="The day and the minute, such as 12 May 2026, minute 14. The third change of a day goes to it.",
        max_length=200,
        error_messages={"required": AGREED_BY},
    )

    class Meta(ActForm.Meta):
        model = Action
        fields = ("due_on",)

    field_order = ("due_on", "authority", "reason")

    def __init__(self, data=None, *, seen, **kwargs):
        super().__init__(data, seen=seen, **kwargs)
        if not is_often_moved(seen.instance):
            del self.fields["authority"]


class GiveBackForm(ActForm):
    asks_reason = True

    class Meta(ActForm.Meta):
        model = Action


class VerifyForm(ActForm):
    """Nothing to fill in."""

    class Meta(ActForm.Meta):
        model = Action

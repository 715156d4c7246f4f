"""Forms of a concern: raising it, and each step after that (B15-19)."""

from typing import ClassVar

from django import forms
from django.db.models import QuerySet

from partnerships.forms.base import CouncilModelForm
from partnerships.forms.versioned import VersionedForm
from partnerships.models import User
from partnerships.roles import Role
from register.forms.base import EntryForm
from register.models import Concern
from register.rules.concerns import advisers, raisers


class ConcernForm(EntryForm):
    """What the concern is, and who should advise. A policy officer also says who raises it."""

    for_whom = forms.ModelChoiceField(
        label="Who raises it", queryset=User.objects.none(), required=False, empty_label="I raise it myself"
    )
    submit_text = "Raise the concern"
    field_order = ("for_whom", "title", "text", "addressed_to")

    class Meta(CouncilModelForm.Meta):
        model = Concern
        fields = ("title", "text", "addressed_to")
        error_messages: ClassVar[dict] = {
            "title": {"required": "Say in one line what the concern is."},
            "text": {"required": "Say what the concern is."},
        }

    def __init__(self, data=None, *, user, entry, **kwargs):
        super().__init__(data, user=user, entry=entry, **kwargs)
        self.fields["addressed_to"].queryset = advisers(entry)
        self.fields["addressed_to"].label_from_instance = with_post
        self.fields["for_whom"].queryset = raisers(entry).exclude(pk=user.pk)
        self.fields["for_whom"].empty_label = "I raise it myself"
        if not user.has_role(Role.POLICY_OFFICER):
            del self.fields["for_whom"]

    def concern_values(self) -> dict:
        """What the concern says, for the workflow."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def clean(self):
        cleaned = super().clean()
        raiser = cleaned.get("for_whom") or self.user
        if cleaned.get("addressed_to") == raiser:
            self.add_error("addressed_to", f"{raiser} raises the concern, so somebody else has to advise on it.")
        return cleaned


def with_post(person: User) -> str:
    """A person with the post that tells them apart."""
    return f"{person.full_name}, {person.post}" if person.post else person.full_name


class StepForm(VersionedForm):
    """A step of a concern: all that it asks for must be said, and says why by itself."""

    class Meta(CouncilModelForm.Meta):
        model = Concern
        fields: tuple[str, ...] = ()

    def __init__(self, data=None, *, concern: Concern, **kwargs):
        super().__init__(data, initial=dict.fromkeys(self._meta.fields, ""), **kwargs)
        del self.fields["reason"]
        for name in self._meta.fields:
            self.fields[name].required = True


class AdviseForm(StepForm):
    class Meta(StepForm.Meta):
        fields = ("advice",)

    submit_text = "Send the advice"


class EscalateForm(StepForm):
    class Meta(StepForm.Meta):
        fields = ("escalated_to", "escalation")

    submit_text = "Escalate"

    def __init__(self, data=None, *, concern: Concern, **kwargs):
        super().__init__(data, concern=concern, **kwargs)
        field = self.fields["escalated_to"]
        field.queryset = self.others(concern)
        field.empty_label, field.label_from_instance = "Choose one", with_post
        field.label, field.error_messages["required"] = "To whom", "Choose to whom it goes."

    def others(self, concern: Concern) -> QuerySet[User]:
        """Who has not been asked last."""
        return advisers(concern.partnership, concern.raised_by_id, concern.asked_id)


class ResolveForm(StepForm):
    class Meta(StepForm.Meta):
        fields = ("resolution",)

    submit_text = "Resolve the concern"

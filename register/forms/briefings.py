"""Forms of briefings: recording one for several people at once, and choosing a topic."""

from django import forms
from django.db.models import QuerySet

from partnerships.forms.base import CouncilForm
from partnerships.forms.fields import DayField
from partnerships.models import User
from partnerships.roles import OFFICERS, Role
from register.rules.guides import TOPICS


def to_brief() -> QuerySet[User]:
    """People who have something to do with the register: officers and councillors."""
    return User.objects.active().holding(*OFFICERS, Role.COUNCILLOR)


class TopicForm(forms.Form):
    """Which topic the page is about."""

    topic = forms.ChoiceField(label="Topic", required=False, choices=[("", "All topics"), *TOPICS.items()])


class BriefingForm(CouncilForm):
    """Who was briefed on what, on which day."""

    topics = forms.MultipleChoiceField(
        label="What about", choices=list(TOPICS.items()), error_messages={"required": "Tick at least one topic."}
    )
    people = forms.ModelMultipleChoiceField(
        label="Who was there", queryset=User.objects.none(), error_messages={"required": "Tick at least one person."}
    )
    held_on = DayField(label="On which day", error_messages={"required": "Enter the day."})
    note = forms.CharField(
        label="How", max_length=300, required=False, help_text="Such as: half-day course, or read the guidance."
    )
    submit_text = "Record the briefing"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = to_brief()

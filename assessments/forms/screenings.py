"""Forms of the definition test: the tests themselves, and what it is instead where one of them fails."""

from collections.abc import Iterable

from crispy_forms.layout import Layout
from django import forms

from assessments.forms.questions import QuestionsForm
from assessments.models import Question
from assessments.rules.questions import Given
from partnerships.forms.fields import DescribedRadios
from register.forms.base import offered
from register.models import ExclusionClass


class ScreeningForm(QuestionsForm):
    """Every test with yes or no, and a note."""

    submit_text = "Go on"
    notes_for_all = True
    all_required = True


class OutcomeForm(ScreeningForm):
    """The answers, carried along, with what it is instead of a partnership and why."""

    submit_text = "Keep the answers"
    stage = forms.CharField(widget=forms.HiddenInput, initial="outcome")
    exclusion_class = forms.ModelChoiceField(
        label="What it is instead",
        queryset=ExclusionClass.objects.none(),
        widget=DescribedRadios,
        empty_label=None,
        error_messages={"required": "Choose what it is instead of a partnership."},
    )
    reason = forms.CharField(
        label="Why it is no partnership",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why."},
    )

    def __init__(self, data=None, *, questions: Iterable[Question], **kwargs):
        self.answers = kwargs.get("answers") or {}
        super().__init__(data, questions=questions, **kwargs)
        for name, field in self.fields.items():
            if name.startswith("q"):
                field.widget = forms.HiddenInput()
        classes = offered(ExclusionClass.objects.all(), [])
        self.fields["exclusion_class"].queryset = classes
        self.fields["exclusion_class"].widget.hints = {str(each.pk): each.help_text for each in classes}

    @property
    def said(self) -> list[Given]:
        """The answers, to be shown above what they mean."""
        return self.given() if self.is_bound else [self.answers[each.pk] for each in self.questions]

    def layout(self) -> Layout:
        carried = [name for name in self.fields if name.startswith("q")]
        return Layout(*carried, "stage", "exclusion_class", "reason")

"""The heading under which each recommendation is reported."""

from django import forms

from register.forms.imports.together import SeveralForms
from register.models.choices import RecommendationHeading
from register.workflow.imports.accepting import NO_HEADING, HeadingQuestion


class HeadingForm(forms.Form):
    """Under which heading one wording is reported."""

    heading = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[*RecommendationHeading.choices, (NO_HEADING, "Under none of these")],
        error_messages={"required": "Choose a heading."},
    )

    def __init__(self, data=None, *, question: HeadingQuestion, **kwargs):
        self.question = question
        super().__init__(data, prefix=question.key, initial={"heading": question.heading}, **kwargs)
        names = " and ".join(
            filter(
                None,
                [question.entries[0].name, f"{len(question.entries) - 1} more" if len(question.entries) > 1 else ""],
            )
        )
        self.fields["heading"].label = names
        self.fields["heading"].error_messages["required"] = f"Choose a heading for {names}."


class HeadingForms(SeveralForms):
    """One form for each wording, the open ones first."""

    def __init__(self, data, questions: list[HeadingQuestion]):
        self.forms = [HeadingForm(data, question=question) for question in questions]

    def headings(self) -> dict[str, str]:
        """The heading chosen, by key of the question."""
        return {form.question.key: form.cleaned_data["heading"] for form in self.forms}

    @property
    def open(self) -> list[HeadingForm]:
        return [form for form in self.forms if not form.question.heading]

    @property
    def guessed(self) -> list[HeadingForm]:
        return [form for form in self.forms if form.question.heading]

"""A form made of a policy's questions: yes or no where that is asked, and words."""

from collections.abc import Iterable, Mapping

from crispy_forms.layout import Fieldset, Layout
from django import forms

from assessments.models import Question
from assessments.models.choices import AnswerKind
from assessments.rules.questions import Given
from partnerships.forms.base import CouncilForm

YES_NO = [("yes", "Yes"), ("no", "No")]
WORDS = {True: "yes", False: "no", None: ""}


class QuestionsForm(CouncilForm):
    """Questions in their order, under their groups. `answers` are those kept so far, by the key of their question."""

    notes_for_all = False
    all_required = False

    def __init__(
        self, data=None, *, questions: Iterable[Question], answers: Mapping[int, Given] | None = None, **kwargs
    ):
        super().__init__(data, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            kept = (answers or {}).get(question.pk)
            for name, field in self.boxes(question).items():
                self.fields[name] = field
                self.prepare_field(name, field)
            self.initial[f"q{question.pk}"] = WORDS[kept.is_yes] if kept else ""
            self.initial[f"q{question.pk}_text"] = kept.text if kept else ""

    def boxes(self, question: Question) -> dict[str, forms.Field]:
        """The boxes of one question."""
        if question.answer == AnswerKind.TEXT:
            return {f"q{question.pk}_text": words(question.text, question.help_text)}
        choice = forms.ChoiceField(
            label=question.text,
            help_text=question.help_text,
            choices=YES_NO,
            widget=forms.RadioSelect,
            required=self.all_required,
            error_messages={"required": f"Answer yes or no: “{question.text}”"},
        )
        found = {f"q{question.pk}": choice}
        if question.asks_reason_for_no:
            found[f"q{question.pk}_text"] = words("Reason, where the answer is no")
        elif self.notes_for_all:
            found[f"q{question.pk}_text"] = words("Note")
        return found

    def layout(self) -> Layout:
        """The questions under the groups to which the policy puts them."""
        groups: dict[str, list[str]] = {}
        for question in self.questions:
            names = [name for name in (f"q{question.pk}", f"q{question.pk}_text") if name in self.fields]
            groups.setdefault(question.group, []).extend(names)
        grouped = [Fieldset(title, *names) if title else names for title, names in groups.items()]
        flat = [each for part in grouped for each in (part if isinstance(part, list) else [part])]
        asked = {f"q{question.pk}{end}" for question in self.questions for end in ("", "_text")}
        return Layout(*flat, *[name for name in self.fields if name not in asked])

    def given(self) -> list[Given]:
        """What was answered, question by question."""
        words_of = {"yes": True, "no": False}
        return [
            Given(
                question,
                words_of.get(self.cleaned_data.get(f"q{question.pk}", "")),
                self.cleaned_data.get(f"q{question.pk}_text", ""),
            )
            for question in self.questions
        ]


def words(label: str, help_text: str = "") -> forms.CharField:
    """A box for a few lines."""
    box = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=help_text, required=False, widget=box)

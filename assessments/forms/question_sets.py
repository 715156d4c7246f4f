"""One version of the questions of one kind with all of its questions."""

from typing import Any

from django import forms

from assessments.forms.versions import VersionForm
from assessments.models import Question, QuestionSet
from assessments.models.choices import AnswerKind, QuestionKind
from partnerships.admin.base import PolicyForm
from register.models import ExclusionClass
from register.models.choices import Significance

EVERYBODY = ("", "All partnerships")


class QuestionSetForm(VersionForm):
    """The questions one below the other; what the register answers itself goes on being answered by it."""

    head = "text"
    needed = {"text": "Question", "source": "Paragraph"}
    own = ("from_on", "title", "source")
    another = "Another question"
    nameless = "Write the question, or leave all of it empty."
    not_taken_off = "A question of a version is not taken off. Add a new version without it instead."
    none_left = "Give at least one question."

    class Meta(PolicyForm.Meta):
        model = QuestionSet
        exclude = ("policy", "kind")

    def __init__(self, *args, shown: QuestionSet | None, **kwargs):
        self.is_definition = bool(shown and shown.kind == QuestionKind.DEFINITION)
        self.classes = ExclusionClass.objects.filter(is_retired=False)
        lines = shown.questions.select_related("suggests") if shown else ()
        super().__init__(*args, shown=shown, lines=lines, **kwargs)
        self.fields["from_on"].help_text = "Today or later. The questions before it stay in force until then."

    def boxes(self, line: Question | None) -> dict[str, forms.Field]:
        if self.is_definition:
            return {**wording(), "suggests": self.suggested(), **paragraph()}
        asked = {} if line and line.fact else answering()
        return {"group": text_box("group", "Heading under which it stands"), **wording(), **asked, **paragraph()}

    def suggested(self) -> forms.Field:
        return forms.ModelChoiceField(
            self.classes, label="What a no suggests that it is", required=False, empty_label="Nothing"
        )

    def values(self, line: Question | None, typed: dict[str, Any]) -> dict[str, Any]:
        """What was typed over what the question is already: a test is answered yes or no."""
        kept = line or Question(answer=AnswerKind.YES_NO if self.is_definition else AnswerKind.TEXT)
        names = ("group", "help_text", "answer", "asks_reason_for_no", "is_for_complex", "tier", "fact", "suggests")
        values = {name: getattr(kept, name) for name in names} | typed
        values["suggests"] = values["suggests"] or None
        return values


def text_box(name: str, label: str) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=Question._meta.get_field(name).max_length)


def wording() -> dict[str, forms.Field]:
    rows = forms.Textarea(attrs={"rows": 2})
    length = Question._meta.get_field("text").max_length
    return {
        "text": forms.CharField(label="Question", required=False, max_length=length, widget=rows),
        "help_text": forms.CharField(label="Guidance", required=False, widget=rows),
    }


def paragraph() -> dict[str, forms.Field]:
    return {"source": text_box("source", "Paragraph")}


def answering() -> dict[str, forms.Field]:
    """How it is answered, and by which partnerships: which sections a tier answers is said question by question."""
    return {
        "answer": forms.ChoiceField(
            label="How it is answered", choices=AnswerKind.choices, initial=AnswerKind.TEXT, widget=forms.RadioSelect
        ),
        "asks_reason_for_no": forms.BooleanField(label="A no needs a reason", required=False),
        "tier": forms.ChoiceField(
            label="Who answers it",
            choices=[EVERYBODY, *((value, f"Only {label.lower()} ones") for value, label in Significance.choices)],
            required=False,
            widget=forms.RadioSelect,
        ),
        "is_for_complex": forms.BooleanField(label="Only large or complex partnerships", required=False),
    }

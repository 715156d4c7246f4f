"""Answering the criteria, all of them or one, and the small forms of each step."""

from collections.abc import Sequence
from typing import ClassVar

from django import forms

from assessments.models import Answer, Assessment, Criterion
from assessments.reports.sheet import Line
from assessments.rules.ratings import is_money
from assessments.workflow.assessments import Given
from partnerships.forms.base import CouncilModelForm
from partnerships.forms.fields import DescribedRadios
from partnerships.forms.versioned import VersionedForm
from register.models.choices import Rating

MEANWHILE = "Somebody else answered this meanwhile: {}. Choose again, if yours should stand."


class AnswersForm(VersionedForm):
    """The criteria of some lines with their evidence, and the overall rating with its reason where it is asked."""

    form_class = "app-form--wide"

    class Meta(CouncilModelForm.Meta):
        model = Assessment
        fields = ("overall", "difference_reason")

    def __init__(self, data=None, *, lines: Sequence[Line], with_overall: bool, **kwargs):
        self.lines = [line for line in lines if not is_money(line.criterion)]
        self.is_alone = len(lines) < 2
        super().__init__(data, **kwargs)
        del self.fields["reason"]
        if with_overall:
            self.ask_overall()
        else:
            del self.fields["overall"], self.fields["difference_reason"]
        for line in self.lines:
            self.ask(line)

    def ask_overall(self) -> None:
        self.fields["overall"] = forms.ChoiceField(
            label="Rating" if self.is_alone else "Overall rating",
            required=False,
            choices=Rating.choices,
            widget=DescribedRadios(),
        )
        reason = self.fields["difference_reason"]
        reason.label = "If it is not the suggested rating: why"
        reason.widget = forms.Textarea(attrs={"rows": 3})

    def ask(self, line: Line) -> None:
        """Three levels with what each means, the evidence, and the version of the answer that is shown."""
        criterion = line.criterion
        hints = {level: getattr(criterion, level) for level in Rating.values}
        label = "Level" if self.is_alone else f"{line.number}. {criterion.name}"
        self.add(
            f"level-{criterion.pk}",
            forms.ChoiceField(label=label, required=False, choices=Rating.choices, widget=DescribedRadios(hints=hints)),
            line.level.level,
        )
        self.add(
            f"evidence-{criterion.pk}",
            forms.CharField(
                label="Evidence" if self.is_alone else f"Evidence for “{criterion.name}”",
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            ),
            line.level.evidence,
        )
        version = line.answer.version if line.answer else 0
        self.add(f"seen-{criterion.pk}", forms.IntegerField(required=False, widget=forms.HiddenInput), version)

    def add(self, name: str, field: forms.Field, initial) -> None:
        self.fields[name], self.initial[name] = field, initial
        self.prepare_field(name, field)

    def clean(self):
        """An answer that somebody gave meanwhile is not overwritten unseen."""
        cleaned = super().clean()
        for line in self.lines:
            answer = line.answer
            if self.typed(line) and answer and self.seen_of(line) != answer.version and self.mine(line) != kept(answer):
                self.add_error(f"level-{line.criterion.pk}", MEANWHILE.format(said(answer)))
                self.show_as_it_stands(line)
        return cleaned

    def show_as_it_stands(self, line: Line) -> None:
        """The form that is shown again has seen the other answer, so that choosing again is enough."""
        self.data = self.data.copy()
        self.data[f"seen-{line.criterion.pk}"] = line.answer.version

    def seen_of(self, line: Line) -> int:
        return self.cleaned_data.get(f"seen-{line.criterion.pk}") or 0

    def mine(self, line: Line) -> tuple[str, str]:
        key = line.criterion.pk
        evidence = self.cleaned_data.get(f"evidence-{key}", "").replace("\r\n", "\n")
        return self.cleaned_data.get(f"level-{key}", ""), evidence

    def shown(self, line: Line) -> tuple[str, str]:
        """The answer as the page showed it."""
        seen, answer = self.seen_of(line), line.answer
        if not seen or answer is None:
            return "", ""
        row = answer if answer.version == seen else Answer.history.filter(id=answer.pk, version=seen).first()
        return kept(row) if row else ("", "")

    def typed(self, line: Line) -> bool:
        """Did this person change the answer?"""
        return self.mine(line) != self.shown(line)

    def given(self) -> list[Given]:
        """What is to be kept: the answers that this person changed."""
        return [Given(line.criterion, *self.mine(line)) for line in self.lines if self.typed(line)]

    def boxes(self, criterion: Criterion) -> dict:
        """The fields of one criterion, for the page."""
        names = {
            "level": f"level-{criterion.pk}",
            "evidence": f"evidence-{criterion.pk}",
            "seen": f"seen-{criterion.pk}",
        }
        return {key: self[name] for key, name in names.items() if name in self.fields}


def kept(answer) -> tuple[str, str]:
    return answer.level, answer.evidence.replace("\r\n", "\n")


def said(answer: Answer) -> str:
    level = answer.get_level_display() or "no level"
    return f"{level}, “{answer.evidence}”" if answer.evidence else level


class StepForm(VersionedForm):
    """A step that takes nothing but what it names; `asks` is the column that it fills."""

    asks: ClassVar[str] = ""

    class Meta(CouncilModelForm.Meta):
        model = Assessment
        fields = ()

    def __init__(self, data=None, **kwargs):
        super().__init__(data, **kwargs)
        del self.fields["reason"]

    def words(self) -> str:
        """What was written, for the steps that ask for words."""
        return self.cleaned_data[self.asks] if self.asks else ""


class SubmitForm(StepForm):
    """Hand it in."""

    submit_text = "Submit the assessment"
    cancel_text = "Not yet"


class ConfirmForm(StepForm):
    """Confirm it as it stands."""

    submit_text = "Confirm the assessment"


class ReturnForm(StepForm):
    """What is to be changed."""

    asks = "comment"
    submit_text = "Return the assessment"
    comment = forms.CharField(
        label="What is to be changed",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what is to be changed."},
        help_text="Whoever submitted it reads this in the letter.",
    )


class VerifyForm(StepForm):
    """What audit verified, and how."""

    asks = "note"
    submit_text = "Record the verification"
    note = forms.CharField(
        label="What you verified, and how",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what you verified, and how."},
    )

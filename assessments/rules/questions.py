"""Which questions are asked of whom, what an answer lacks, and whether two versions say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assessments.models import Question, QuestionSet
from assessments.models.choices import AnswerKind

SET_FIELDS = ("title", "source")
LINE_FIELDS = (
    "group", "text", "help_text", "answer", "asks_reason_for_no", "is_for_complex", "tier", "fact", "suggests",
    "source",
)  # fmt: skip


@dataclass(frozen=True)
class Given:
    """What somebody answered to one question: yes or no where that is asked, and words."""

    question: Question
    is_yes: bool | None = None
    text: str = ""


def content(version: QuestionSet) -> tuple:
    """Everything that a version says, in a form that can be compared."""
    lines = tuple(line_content({name: getattr(line, name) for name in LINE_FIELDS}) for line in version.questions.all())
    return tuple(getattr(version, name) for name in SET_FIELDS), lines


def line_content(values: dict[str, Any]) -> tuple:
    """One question."""
    return tuple(getattr(values[name], "pk", values[name]) for name in LINE_FIELDS)


def asked_of(questions: Iterable[Question], significance: str, is_complex: bool) -> list[Question]:
    """The questions that a partnership of this tier and size answers; one without a known tier answers all."""
    return [
        each
        for each in questions
        if (is_complex or not each.is_for_complex) and each.tier in ("", significance or each.tier)
    ]


def lacks(given: Given) -> str:
    """What is missing in one answer, in a sentence; empty where nothing is."""
    question = given.question
    if question.fact:
        return ""
    if question.answer == AnswerKind.TEXT:
        return "" if given.text.strip() else f"Answer “{question.text}”"
    if given.is_yes is None:
        return f"Answer yes or no: “{question.text}”"
    if question.asks_reason_for_no and not given.is_yes and not given.text.strip():
        return f"Give the reason for the no: “{question.text}”"
    return ""


def suggested_class(given: Iterable[Given]):
    """What a thing is that fails the tests: what its first no suggests. None where all are yes."""
    failed = [each.question for each in given if each.is_yes is False]
    return next((question.suggests for question in failed if question.suggests_id), None)

"""Questions about cells and rows, and their answers."""

from collections.abc import Mapping
from typing import Any

from django import forms

from partnerships.forms.base import LIMITS
from register.columns import BY_FIELD, Kind
from register.forms.imports.together import SeveralForms
from register.interchange.vocabulary import Vocabulary
from register.models import ImportRow
from register.models.choices import Orientation
from register.reports.imports import label, worded
from register.workflow.imports.answers import BLANK, BOTH, OTHER, SAME, SECOND, SUGGESTION, typed_fault, understood

ONE, LISTED = "one", "is:"


def listed(field: str | None, words: Vocabulary) -> dict[str, str]:
    """The values among which a field chooses one, by code, so that nobody has to type them; nothing for the others."""
    if field == "partnership_type":
        return dict(words.types)
    column = BY_FIELD.get(field or "")
    if column is None or column.kind is Kind.LEVELS:
        return {}
    values = Orientation.choices if column.kind is Kind.ORIENTATION else column.choices
    return {code: name for code, name in values if understood(column.field, name, words).values.get(field) == code}


class AnswerForm(forms.Form):
    """One question about one cell of one row."""

    choice = forms.ChoiceField(widget=forms.RadioSelect, required=False)
    value = forms.CharField(required=False, max_length=2_000)

    def __init__(
        self, data=None, *, row: ImportRow, number: int, question: Mapping[str, Any], words: Vocabulary, **kwargs
    ):
        self.row, self.question, self.words = row, question, words
        given = row.answers.get("questions", {}).get(question["key"], {})
        one = question["field"] == "name" and row.answers.get(ONE) and given.get("choice") == SUGGESTION
        self.listed = listed(question["field"], words)
        initial = {"choice": ONE if one else self.chosen(given), "value": given.get("value", "")}
        super().__init__(data, prefix=f"row{row.pk}-{number}", initial=initial, **kwargs)
        self.fields["choice"].choices = self.choices()
        self.field_label = label(question["field"])
        self.fields["value"].label = f"{label(question['field'])} of row {row.number}" if question["field"] else "Value"
        self.fields["value"].error_messages["max_length"] = f"{self.fields['value'].label} {LIMITS['max_length']}"

    @property
    def is_choice(self) -> bool:
        return bool(self.question["field"])

    def chosen(self, given: Mapping[str, Any]) -> str:
        """The answer given before, as one of the choices: a value of a list stands for itself."""
        choice, value = given.get("choice", ""), given.get("value", "")
        return f"{LISTED}{value}" if choice == OTHER and value in self.listed.values() else choice

    def choices(self) -> list[tuple[str, str]]:
        """What can be answered: the suggestion, another value, nothing; about a name, what the name stands for."""
        field = self.question["field"]
        if field is None:
            return [(SUGGESTION, "I have seen this. Go on.")]
        if field == "name":
            return self.name_choices()
        if "second" in self.question:
            return self.clash_choices()
        suggestion = self.suggested()
        first = f"Use {suggestion}" if suggestion else "Leave it blank: not known"
        blank = [(BLANK, "Leave it blank: not known")] if suggestion else []
        chosen = self.initial["choice"].startswith(LISTED)  # the suggestion is then what was chosen
        others = [
            (f"{LISTED}{name}", name)
            for code, name in self.listed.items()
            if chosen or code != self.question["suggestion"]
        ]
        return [*([] if chosen else [(SUGGESTION, first)]), *others, (OTHER, "Enter another value"), *blank]

    def clash_choices(self) -> list[tuple[str, str]]:
        """Of two rows that say different things: the first, the second, sums also together, another value, nothing."""
        first, second, both = (self.in_words(self.question[name]) for name in ("suggestion", "second", "both"))
        others = [
            (f"{LISTED}{name}", name)
            for code, name in self.listed.items()
            if code not in (self.question["suggestion"], self.question["second"])
        ]
        return [
            (SUGGESTION, f"Keep the first, “{first}”"),
            (SECOND, f"Use the second, “{second}”"),
            *([(BOTH, f"Use both together, “{both}”")] if both else []),
            *others,
            (OTHER, "Enter another value"),
            (BLANK, "Leave it blank: not known"),
        ]

    def in_words(self, value: Any) -> str:
        """A value of the question's field as people read it."""
        name = self.listed.get(value) if isinstance(value, str) else None
        return name or worded(self.question["field"], value)

    def suggested(self) -> str:
        """The suggestion in words, with what else the cell would fill; blank when there is none."""
        own = self.in_words(self.question["suggestion"])
        others = [
            f"{label(name).lower()} “{worded(name, value)}”" for name, value in self.question.get("besides", {}).items()
        ]
        return " and ".join(filter(None, [f"“{own}”" if own else "", *others]))

    def name_choices(self) -> list[tuple[str, str]]:
        near = self.row.changes.get("near") or {}
        several = self.row.values.get("values", {}).get("describes_several")
        name = self.question["suggestion"] or self.row.name
        found = [(SAME, f"It is {near['name']} ({near['reference']}) in the register")] if near else []
        if several or self.row.answers.get(ONE):
            found += [
                (SUGGESTION, "It stands for several: not counted until it is split"),
                (ONE, f"It is one partnership, “{name}”"),
            ]
        else:
            found.append((SUGGESTION, f"{'It is another partnership. ' if near else ''}Use the name “{name}”"))
        return [*found, (OTHER, "Enter another name")]

    def clean(self):
        """Another value is read as a cell of its column would be; what cannot be read is said in the same words."""
        cleaned = super().clean()
        if cleaned.get("choice") != OTHER:
            return cleaned
        text = (cleaned.get("value") or "").strip()
        if not text:
            self.add_error(
                "value",
                f"Enter {label(self.question['field']).lower()} for row {self.row.number}, or choose another answer.",
            )
        elif fault := typed_fault(self.question["field"], text, self.words):
            self.add_error("value", fault)
        return cleaned

    def answer(self) -> dict[str, Any]:
        """What the workflow keeps of this answer, for the row."""
        choice, key = self.cleaned_data.get("choice"), self.question["key"]
        if choice.startswith(LISTED):
            return {"questions": {key: {"choice": OTHER, "value": choice.removeprefix(LISTED)}}}
        near = self.row.changes.get("near") or {}
        stored = {"choice": SUGGESTION if choice == ONE else choice}
        if choice == OTHER:
            stored["value"] = self.cleaned_data["value"].strip()
        found: dict[str, Any] = {"questions": {key: stored if choice else None}}
        if self.question["field"] == "name" and choice:
            found |= {
                ONE: choice == ONE,
                "same_as": near.get("reference", self.row.answers.get("same_as", "")) if choice == SAME else "",
            }
        return found


class RowForm(forms.Form):
    """Whether a row is left out, and the answers to its questions."""

    skip = forms.BooleanField(label="Leave this row out", required=False)
    apart = forms.BooleanField(label="It is another partnership after all", required=False)

    def __init__(self, data=None, *, row: ImportRow, words: Vocabulary, **kwargs):
        super().__init__(data, prefix=f"row{row.pk}", initial={"skip": bool(row.answers.get("skip"))}, **kwargs)
        self.row, self.same_as = row, row.answers.get("same_as", "")
        self.questions = [
            AnswerForm(data, row=row, number=number, question=question, words=words)
            for number, question in enumerate(row.changes.get("questions", []))
        ]

    @property
    def may_skip(self) -> bool:
        """Only a row that would be imported, or that has an error, can be left out."""
        return self.row.outcome in ("new", "changed", "error") or bool(self.row.answers.get("skip"))

    def answers(self) -> dict[str, Any]:
        """Everything answered about the row."""
        found: dict[str, Any] = {"skip": self.cleaned_data["skip"], "questions": {}}
        for question in self.questions:
            given = question.answer()
            found["questions"] |= given.pop("questions")
            found |= given
        if self.cleaned_data["apart"]:
            found["same_as"] = ""
            found["questions"] |= {
                key: None for key, each in self.row.answers.get("questions", {}).items() if each["choice"] == SAME
            }
        return found


class AnswerForms(SeveralForms):
    """The questions of all rows of a page."""

    def __init__(self, data, rows: list[ImportRow], words: Vocabulary):
        self.rows = [RowForm(data, row=row, words=words) for row in rows]
        self.forms = [form for row in self.rows for form in (row, *row.questions)]

    def answers(self) -> dict[int, dict[str, Any]]:
        """The answers by key of their row."""
        return {form.row.pk: form.answers() for form in self.rows}

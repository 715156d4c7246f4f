"""What an administrator fills in on the way of an import: the file, the columns, the answers, the headings."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings

from partnerships.forms.base import CouncilForm
from partnerships.models import Council
from register.columns import COLUMNS
from register.interchange.vocabulary import Vocabulary
from register.models import ImportBatch, ImportRow
from register.models.choices import RecommendationHeading
from register.reports.imports import label, worded
from register.rules.imports import file_fault
from register.rules.money import year_name
from register.workflow.imports.accepting import NO_HEADING, HeadingQuestion
from register.workflow.imports.answers import BLANK, OTHER, SAME, SUGGESTION, typed_fault

ONE = "one"
YEAR = re.compile(r"^\s*(20\d\d)\s*(?:[/–-]\s*(?:20)?(\d\d))?\s*$")
NOT_IMPORTED = ""


class UploadForm(CouncilForm):
    """One spreadsheet."""

    submit_text = "Upload and check"
    file = forms.FileField(
        label="Spreadsheet",
        help_text=f"An .xlsx or .csv file of at most {settings.IMPORT_MAX_BYTES // (1024 * 1024)} MB. Several tabs are fine.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": "Choose a spreadsheet.",
            "missing": "Choose a spreadsheet.",
            "invalid": "The selected file could not be uploaded. Try again.",
            "empty": "The selected file is empty. Choose the file that holds the table.",
        },
    )

    def clean_file(self):
        """Refuse by name and size before anything is read, and more than one file at a time."""
        chosen = self.cleaned_data["file"]
        if len(self.files.getlist("file")) > 1:
            raise forms.ValidationError("You can only upload one file at a time. Choose one.")
        if fault := file_fault(chosen.name, chosen.size, most=settings.IMPORT_MAX_BYTES):
            raise forms.ValidationError(fault)
        return chosen


class OptionsForm(forms.Form):
    """What the figures of the workbook belong to."""

    council = forms.ChoiceField(label="Council of the columns that name none")
    financial_year = forms.CharField(
        label="Financial year of the figures", error_messages={"required": "Enter the financial year, such as 2013/14."}
    )

    def __init__(self, data=None, *, batch: ImportBatch, **kwargs):
        options = batch.options
        initial = {"council": options.get("council"), "financial_year": year_name(options["financial_year"])}
        super().__init__(data, initial=initial, prefix="options", **kwargs)
        names = [(council.name, council.name) for council in Council.objects.current()]
        self.fields["council"].choices = names
        self.fields[
            "financial_year"
        ].help_text = f"Taken as {initial['financial_year']} {options.get('financial_year_reason', '')}."
        self.codes = list(options.get("councils", {}))
        for index, code in enumerate(self.codes):
            self.fields[f"code_{index}"] = forms.ChoiceField(
                label=f"The headings name “{code}”. Which council is that?",
                choices=[(code, f"Add “{code}” as a council of its own"), *names],
                initial=options["councils"][code],
            )

    def clean_financial_year(self) -> int:
        """The year in which it begins."""
        found = YEAR.match(self.cleaned_data["financial_year"])
        if not found or (found[2] and int(found[2]) != (int(found[1]) + 1) % 100):
            raise forms.ValidationError("Enter the financial year as two years, such as 2013/14.")
        return int(found[1])

    def options(self) -> dict[str, Any]:
        """The options as the workflow keeps them."""
        cleaned = self.cleaned_data
        councils = {code: cleaned[f"code_{index}"] for index, code in enumerate(self.codes)}
        changed = "financial_year" in self.changed_data
        reason = {"financial_year_reason": "because you entered it"} if changed else {}
        return {
            "council": cleaned["council"],
            "financial_year": cleaned["financial_year"],
            "councils": councils,
            **reason,
        }


def field_choices() -> list[tuple[str, str]]:
    """Every field that a spreadsheet may set, in the order of the register; first of all, none."""
    return [(NOT_IMPORTED, "Do not import"), *((column.field, column.label) for column in COLUMNS if column.imported)]


class SheetForm(forms.Form):
    """One tab: is it used, where is its heading, what do its columns hold."""

    used = forms.BooleanField(label="Import this tab", required=False)
    header_row = forms.IntegerField(
        label="Row of the headings",
        required=False,
        min_value=1,
        max_value=100_000,
        help_text="As the spreadsheet counts. With a heading on two lines, either will do.",
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={"invalid": "Enter the number of the row that holds the headings, such as 5."},
    )

    def __init__(self, data=None, *, sheet: Mapping[str, Any], number: int, layout: Mapping[str, Any], **kwargs):
        self.sheet, self.layout = sheet, layout
        super().__init__(
            data, prefix=f"sheet{number}", initial={"used": sheet["used"], "header_row": sheet["header_row"]}, **kwargs
        )
        choices = field_choices()
        for column in sheet["columns"]:
            self.fields[f"column_{column['letters']}"] = forms.ChoiceField(
                label=f"Column {column['letters']}: what does it hold?",
                choices=choices,
                required=False,
                initial=next(iter(column["fields"]), NOT_IMPORTED),
            )

    def clean(self):
        """A tab that is used needs its row of headings, and one column of names."""
        cleaned = super().clean()
        if not cleaned.get("used"):
            return cleaned
        if not cleaned.get("header_row") and "header_row" not in self.errors:
            self.add_error("header_row", f"Enter the row of the headings of “{self.sheet['name']}”.")
        chosen = [name for key, name in cleaned.items() if key.startswith("column_") and name]
        if "name" not in chosen and "header_row" not in self.changed_data and self.sheet["columns"]:
            self.add_error(
                None,
                f"Choose the column of “{self.sheet['name']}” that holds the partnership name, or do not import the tab.",
            )
        for name in sorted(
            {each for each in chosen if chosen.count(each) > 1 and each in ("name", "reference", "acronym")}
        ):
            self.add_error(
                None, f"{label(name)} is chosen for more than one column of “{self.sheet['name']}”. Choose it once."
            )
        return cleaned

    def columns(self) -> list[dict[str, Any]]:
        """The columns with their select, for the table of the page."""
        return [
            {
                **column,
                "choice": self[f"column_{column['letters']}"],
                "also": [label(name) for name in column["fields"][1:]],
            }
            for column in self.sheet["columns"]
        ]

    def arrangement(self) -> dict[str, Any]:
        """What was set by hand, earlier settings included; guesses that nobody touched stay guesses."""
        kept = {} if "header_row" in self.changed_data else dict(self.layout.get("columns", {}))
        for key in self.changed_data:
            if key.startswith("column_"):
                kept[key.removeprefix("column_")] = self.cleaned_data[key] or None
        found: dict[str, Any] = {"used": self.cleaned_data["used"], "columns": kept}
        if self.cleaned_data.get("header_row"):
            found["header_row"] = self.cleaned_data["header_row"]
        return found


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
        initial = {"choice": ONE if one else given.get("choice", ""), "value": given.get("value", "")}
        super().__init__(data, prefix=f"row{row.pk}-{number}", initial=initial, **kwargs)
        self.fields["choice"].choices = self.choices()
        self.field_label = label(question["field"])
        self.fields["value"].label = f"{label(question['field'])} of row {row.number}" if question["field"] else "Value"

    @property
    def is_choice(self) -> bool:
        return bool(self.question["field"])

    def choices(self) -> list[tuple[str, str]]:
        """What can be answered: the suggestion, another value, nothing; about a name, what the name stands for."""
        field = self.question["field"]
        if field is None:
            return [(SUGGESTION, "I have seen this. Go on.")]
        if field == "name":
            return self.name_choices()
        suggestion = worded(field, self.question["suggestion"])
        first = f"Use “{suggestion}”" if suggestion else "Leave it blank: not known"
        blank = [(BLANK, "Leave it blank: not known")] if suggestion else []
        return [(SUGGESTION, first), (OTHER, "Enter another value"), *blank]

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


class SeveralForms:
    """Forms of one page, which together look like a formset to the error summary."""

    forms: list[forms.Form]

    def non_form_errors(self) -> list[str]:
        return []

    @property
    def errors(self) -> list:
        return [form.errors for form in self.forms if form.is_bound]

    @property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self.forms if form.is_bound)

    def is_valid(self) -> bool:
        """Whether all are valid; each is asked, so that every error of the page is said at once."""
        verdicts = [form.is_valid() for form in self.forms]
        return all(verdicts)


class ColumnForms(SeveralForms):
    """The options of an import and one form for each tab."""

    def __init__(self, data, batch: ImportBatch):
        self.options = OptionsForm(data, batch=batch)
        self.sheets = [
            SheetForm(data, sheet=sheet, number=number, layout=batch.layout.get(sheet["name"], {}))
            for number, sheet in enumerate(batch.sheets)
        ]
        self.forms = [self.options, *self.sheets]

    def layout(self) -> dict[str, Any]:
        """What was set by hand, by name of the tab."""
        return {form.sheet["name"]: form.arrangement() for form in self.sheets}


class AnswerForms(SeveralForms):
    """The questions of all rows of a page."""

    def __init__(self, data, rows: list[ImportRow], words: Vocabulary):
        self.rows = [RowForm(data, row=row, words=words) for row in rows]
        self.forms = [form for row in self.rows for form in (row, *row.questions)]

    def answers(self) -> dict[int, dict[str, Any]]:
        """The answers by key of their row."""
        return {form.row.pk: form.answers() for form in self.rows}


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

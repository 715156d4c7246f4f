"""What the figures belong to, which tabs are used, and what their columns hold."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from partnerships.models import Council
from register.columns import COLUMNS
from register.forms.imports.together import SeveralForms
from register.models import ImportBatch
from register.reports.imports import label
from register.rules.money import year_name

YEAR = re.compile(r"^\s*(20\d\d)\s*(?:[/–-]\s*(?:20)?(\d\d))?\s*$")
NOT_IMPORTED = ""


class OptionsForm(forms.Form):
    """What the figures of the workbook belong to."""

    council = forms.ChoiceField(label="Council of the columns that name none")
    financial_year = forms.CharField(
        label="Financial year of the figures",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={"required": "Enter the financial year, such as 2013/14."},
    )

    def __init__(self, data=None, *, batch: ImportBatch, **kwargs):
        options = batch.options
        year = options.get("financial_year")
        initial = {"council": options.get("council"), "financial_year": year_name(year) if year else ""}
        super().__init__(data, initial=initial, prefix="options", **kwargs)
        names = [(council.name, council.name) for council in Council.objects.current()]
        self.fields["council"].choices = names
        taken = f"Taken as {initial['financial_year']} {options.get('financial_year_reason', '')}."
        self.fields["financial_year"].help_text = taken if year else "Such as 2026/27."
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


class LongSelect(forms.Select):
    """A select whose options are joined in one go: a template for each of ten thousand takes seconds."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = self.format_value(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, flatatt({"selected": str(key) in chosen}), words) for key, words in self.choices),
        )
        return format_html("<select{}>{}</select>", flatatt({**self.attrs, **(attrs or {}), "name": name}), options)


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

    def __init__(
        self,
        data=None,
        *,
        sheet: Mapping[str, Any],
        number: int,
        layout: Mapping[str, Any],
        like: "SheetForm | None" = None,
        **kwargs,
    ):
        self.sheet, self.layout, self.like = sheet, layout, like
        super().__init__(
            data, prefix=f"sheet{number}", initial={"used": sheet["used"], "header_row": sheet["header_row"]}, **kwargs
        )
        choices = field_choices()
        for column in self.asked():
            self.fields[f"column_{column['letters']}"] = forms.ChoiceField(
                label=f"Column {column['letters']}: what does it hold?",
                choices=choices,
                required=False,
                initial=next(iter(column["fields"]), NOT_IMPORTED),
                widget=LongSelect,
            )

    def asked(self) -> list[Mapping[str, Any]]:
        """The columns that somebody may match: not those that the register keeps, nor those set for a tab alike."""
        return [] if self.like else [column for column in self.sheet["columns"] if not column.get("kept")]

    def clean_header_row(self) -> int | None:
        """A row that the tab has."""
        row, last = self.cleaned_data["header_row"], self.sheet.get("rows")
        if row and last is not None and row > last:
            rows = "1 row" if last == 1 else f"{last} rows"
            raise forms.ValidationError(f"“{self.sheet['name']}” has {rows}. Enter a row of headings from 1 to {last}.")
        return row

    def clean(self):
        """A tab that is used needs its row of headings, and one column of names."""
        cleaned = super().clean()
        if not cleaned.get("used"):
            return cleaned
        if not cleaned.get("header_row") and "header_row" not in self.errors:
            self.add_error("header_row", f"Enter the row of the headings of “{self.sheet['name']}”.")
        if not self.like:
            self._check_columns(cleaned)
        return cleaned

    def _check_columns(self, cleaned: Mapping[str, Any]) -> None:
        chosen = [name for key, name in cleaned.items() if key.startswith("column_") and name]
        if "name" not in chosen and "header_row" not in self.changed_data and self.sheet["columns"]:
            self.add_error(
                None,
                f"Choose the column of “{self.sheet['name']}” that holds the name, or do not import the tab.",
            )
        for name in sorted(
            {each for each in chosen if chosen.count(each) > 1 and each in ("name", "reference", "acronym")}
        ):
            self.add_error(
                None, f"{label(name)} is chosen for more than one column of “{self.sheet['name']}”. Choose it once."
            )

    def columns(self) -> list[dict[str, Any]]:
        """The columns with their select, for the table of the page."""
        return [
            {
                **column,
                "choice": self[f"column_{column['letters']}"],
                "also": [label(name) for name in column["fields"][1:]],
            }
            for column in self.asked()
        ]

    def chosen(self) -> dict[str, str | None]:
        """The columns that somebody set, by letters."""
        return {
            key.removeprefix("column_"): self.cleaned_data[key] or None
            for key in self.changed_data
            if key.startswith("column_")
        }

    def arrangement(self) -> dict[str, Any]:
        """What was set by hand, earlier settings included; guesses that nobody touched stay guesses."""
        kept = {} if "header_row" in self.changed_data else dict(self.layout.get("columns", {}))
        kept |= self.chosen() if self.like is None else {} if "header_row" in self.changed_data else self.like.chosen()
        found: dict[str, Any] = {"used": self.cleaned_data["used"], "columns": kept}
        if self.cleaned_data.get("header_row"):
            found["header_row"] = self.cleaned_data["header_row"]
        return found


def read_alike(sheet: Mapping[str, Any]) -> tuple:
    """What tabs share that were read alike: headings and what they were taken for. Empty for a tab not read."""
    if not sheet["used"]:
        return ()
    return tuple(
        (each["letters"], each["heading"], tuple(each["fields"]), each["council"]) for each in sheet["columns"]
    )


class ColumnForms(SeveralForms):
    """The options of an import and one form for each tab; tabs that were read alike have their columns set once."""

    def __init__(self, data, batch: ImportBatch):
        self.options = OptionsForm(data, batch=batch)
        self.sheets: list[SheetForm] = []
        first: dict[tuple, SheetForm] = {}
        for number, sheet in enumerate(batch.sheets):
            alike = read_alike(sheet)
            layout = batch.layout.get(sheet["name"], {})
            form = SheetForm(data, sheet=sheet, number=number, layout=layout, like=first.get(alike) if alike else None)
            first.setdefault(alike, form)
            self.sheets.append(form)
        self.forms = [self.options, *self.sheets]

    def layout(self) -> dict[str, Any]:
        """What was set by hand, by name of the tab."""
        return {form.sheet["name"]: form.arrangement() for form in self.sheets}

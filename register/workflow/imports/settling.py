"""Bringing a row to the shape that the register keeps: whose value it is, of which year, and within which length."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from partnerships.models import User
from register.interchange.reading import ReadRow, Severity
from register.models import Contribution, Organisation, Participation, Partnership
from register.models.choices import Classification
from register.rules.money import year_name
from register.workflow.imports.columns import PART, PLAIN
from register.workflow.imports.staged import COUNCIL_FIELDS, MONEY_FIELDS

LENGTHS = {
    **{name: (Partnership, column) for name, column in PLAIN.items()},
    "lead_officer": (Partnership, "lead_officer_post"),
    "head_of_service": (Partnership, "head_of_service_post"),
}

DETAILED = {
    "paid_to": Organisation._meta.get_field("name"),
    "spent_on": Contribution._meta.get_field("spent_on"),
    "strategy_line": Contribution._meta.get_field("strategy_line"),
}


@dataclass
class Settler:
    """`council` and `year`: what a value belongs to that names neither. `councils`: what the headings' codes mean."""

    council: str
    year: int
    councils: Mapping[str, str]
    supporters: Mapping[str, User] = field(default_factory=dict)

    def settle(self, row: ReadRow, letters: dict[str, str]) -> None:
        """Give each council's values to their council, sums their year, and point out what does not fit."""
        self._councils(row)
        self._sums(row)
        self._classification(row, letters)
        self._exempt(row, letters)
        self._supporting(row, letters)
        for name in list(row.values):
            if name in LENGTHS:
                self._fit(row, name, *LENGTHS[name], letters)
        self._parts(row, letters)

    def _councils(self, row: ReadRow) -> None:
        row.by_council = {self.councils.get(code, code): values for code, values in row.by_council.items()}
        named = {name for values in row.by_council.values() for name in values}
        own = {
            name: row.values[name]
            for name in COUNCIL_FIELDS
            if name in row.values and name not in named and name not in MONEY_FIELDS
        }
        if own:
            row.by_council.setdefault(self.council, {}).update(own)
        for values in row.by_council.values():
            for name in MONEY_FIELDS:
                values.pop(name, None)

    def _sums(self, row: ReadRow) -> None:
        """One sum for each council and year; several columns of one council are added up."""
        codes = {name: row.values[name] for name in ("budget_code", "budget_status") if name in row.values}
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for item in row.contributions:
            council = self.councils.get(item.get("council"), item.get("council")) or self.council
            item = {**codes, **item, "council": council, "year": item.get("year") or year_name(self.year)}
            key = item["council"], item["year"]
            found[key] = added(found[key], item) if key in found else item
        row.contributions = list(found.values())

    @staticmethod
    def _classification(row: ReadRow, letters: dict[str, str]) -> None:
        text = row.values.get("classification")
        if text is None:
            return
        words = {str(label).casefold(): code for code, label in Classification.choices} | {
            code: code for code in Classification.values
        }
        code = words.get(str(text).strip().casefold())
        if code:
            row.values["classification"] = code
            return
        del row.values["classification"]
        options = ", ".join(str(label) for label in Classification.labels)
        row.add(
            place(row, letters, "classification"),
            Severity.CONFIRM,
            f"'{text}' is no classification. Enter one of: {options}.",
            "classification",
            str(text),
        )

    @staticmethod
    def _exempt(row: ReadRow, letters: dict[str, str]) -> None:
        figures = [c for c in str(row.values.get("exempt_paragraph", "")) if c in "1234567"]
        if row.values.get("is_exempt") and not figures:
            line = (
                "The row is marked exempt and names no paragraph of Schedule 12A. Enter one, 1 to 7, or clear the mark."
            )
            row.add(place(row, letters, "is_exempt"), Severity.ERROR, line, "is_exempt", "Yes")
        elif figures and not row.values.get("is_exempt"):
            row.values.pop("exempt_paragraph")
            line = "A paragraph of Schedule 12A is named, and the row is not marked exempt. The paragraph is left out."
            row.add(
                place(row, letters, "exempt_paragraph"), Severity.CONFIRM, line, "exempt_paragraph", "".join(figures)
            )

    def _supporting(self, row: ReadRow, letters: dict[str, str]) -> None:
        """A supporting officer is somebody of whom the register knows; any other name is asked."""
        text = row.values.get("supporting_officer")
        if text is None:
            return
        if person := self.supporters.get(str(text).strip().casefold()):
            row.values["supporting_officer"] = person.full_name
            return
        del row.values["supporting_officer"]
        line = (
            f"'{text}' is no officer who signs in here, or the name of several. Enter the full name or the e-mail "
            "address of one, or leave it blank."
        )
        place_of = place(row, letters, "supporting_officer")
        row.add(place_of, Severity.CONFIRM, line, "supporting_officer", str(text))

    @staticmethod
    def _fit(row: ReadRow, name: str, model, column: str, letters: dict[str, str]) -> None:
        """Cut what is too long, and leave out what the register's own rules refuse; both are asked."""
        value, target = row.values[name], model._meta.get_field(column)
        longest = getattr(target, "max_length", None)
        if isinstance(value, str) and longest and not target.choices and len(value) > longest:
            row.values[name] = value[:longest].rstrip()
            line = f"This text is longer than {longest} characters; its beginning is suggested. Shorten it."
            row.add(place(row, letters, name), Severity.CONFIRM, line, name, value[:80])
        elif message := refusal(target, value):
            del row.values[name]
            row.add(
                place(row, letters, name),
                Severity.CONFIRM,
                f"'{value}' cannot be kept: {message} Enter another value, or leave it blank.",
                name,
                str(value),
            )

    def _parts(self, row: ReadRow, letters: dict[str, str]) -> None:
        for values in row.by_council.values():
            for name in [each for each in values if each in PART and each != "lead_member"]:
                if message := refusal(Participation._meta.get_field(PART[name]), values[name]):
                    value = values.pop(name)
                    row.values.pop(name, None)
                    row.add(
                        place(row, letters, name),
                        Severity.CONFIRM,
                        f"'{value}' cannot be kept: {message} Enter another value, or leave it blank.",
                        name,
                        str(value),
                    )
            for name in [each for each in values if each in DETAILED]:
                self._detail(row, values, name, letters)
        for item in row.contributions:
            if item.get("amount") is not None and (
                message := refusal(Contribution._meta.get_field("amount"), item["amount"])
            ):
                row.add(
                    place(row, letters, "contribution"),
                    Severity.CONFIRM,
                    f"'{item['amount']}' cannot be kept: {message} Enter another sum, or leave it blank.",
                    "contribution",
                    str(item["amount"]),
                )
                item["amount"] = None

    @staticmethod
    def _detail(row: ReadRow, values: dict[str, Any], name: str, letters: dict[str, str]) -> None:
        """What is said of a sum and is longer than the register keeps is asked; its beginning is suggested."""
        text, longest = str(values[name]), DETAILED[name].max_length
        if len(text) > longest:
            row.values[name] = values[name] = text[:longest].rstrip()
            line = f"This text is longer than {longest} characters; its beginning is suggested. Shorten it."
            row.add(place(row, letters, name), Severity.CONFIRM, line, name, text[:80])


def added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two sums of one council and year as one; unknown and known make known."""
    amounts = [item["amount"] for item in (one, other) if item.get("amount") is not None]
    text = " + ".join(str(item["text"]) for item in (one, other) if item.get("text"))
    return {
        **one,
        "amount": sum(amounts, Decimal(0)) if amounts else None,
        "text": text,
        "period": one.get("period") or other.get("period"),
    }


def refusal(target, value: Any) -> str:
    """Why a column refuses a value, in a sentence; blank when it takes it."""
    if value is None:
        return ""
    try:
        target.clean(value, None)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def place(row: ReadRow, letters: dict[str, str], name: str) -> str:
    """The cell a field came from, as the spreadsheet names it."""
    return f"{letters.get(name) or next(iter(row.raw), 'A')}{row.row}"

"""What somebody answered about the doubts of a row, applied to what was read. The raw cells stay as they are."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from register.columns import BY_FIELD
from register.interchange.cells.parsed import Context, Parsed
from register.interchange.converters import parser_of
from register.interchange.merging import alike, united
from register.interchange.reading import Clash, Issue, ReadRow, Severity, total
from register.interchange.vocabulary import Vocabulary

SUGGESTION, OTHER, BLANK, SAME = "suggestion", "other", "blank", "same"
SECOND, BOTH = "second", "both"
COMPANIONS = {
    "contribution": ("contribution", "contribution_period", "contribution_year", "contribution_in_kind"),
    "officer_hours_per_month": ("officer_hours_per_month", "officer_hours_as_typed", "officer_hours_is_estimate"),
    "meeting_frequency": ("meeting_frequency", "meetings_per_year"),
    "meetings_per_year": ("meetings_per_year",),
    "representatives": ("representatives", "vacant_seats"),
}
TOGETHER = ("agreement_starts_on", "agreement_ends_on", "contribution_in_kind")


@dataclass(frozen=True)
class Question:
    """The doubts about one field of one cell, to be answered together."""

    key: str
    cell: str
    field: str | None
    messages: tuple[str, ...]
    value: str


def questions(issues: list[Issue]) -> list[Question]:
    """The doubts of a row that need an answer, one question for each cell and field."""
    found: dict[str, Question] = {}
    for issue in issues:
        if issue.severity is not Severity.CONFIRM:
            continue
        key = f"{issue.cell}:{issue.field or ''}"
        known = found.get(key)
        messages = (*known.messages, issue.message) if known else (issue.message,)
        found[key] = Question(key, issue.cell, issue.field, messages, (known.value if known else "") or issue.value)
    return list(found.values())


def understood(field: str, text: str, vocabulary: Vocabulary) -> Parsed:
    """A value typed on the check page, read as a cell of its column would be."""
    return parser_of(field)(text, Context(field, "", vocabulary, None, False, BY_FIELD[field].choices))


def typed_fault(field: str, text: str, vocabulary: Vocabulary) -> str:
    """Why a typed value cannot be used, in the words of the cell reader; blank when it can."""
    parsed = understood(field, text, vocabulary)
    worst = [remark.message for remark in parsed.remarks if remark.severity is not Severity.NOTE]
    if worst:
        return worst[0]
    if not parsed.values and not parsed.contributions:
        return next((remark.message for remark in parsed.remarks), "Enter a value, or choose to leave it blank.")
    return ""


def apply(
    row: ReadRow,
    answers: Mapping[str, Any],
    councils: Mapping[str, str | None],
    vocabulary: Vocabulary,
    joined: ReadRow | None = None,
) -> None:
    """Put the answers of a row in force. `councils` says which council a column's cells belong to, by letters.

    `joined` is the row that took this one in: an answer about a cell of this row counts for it.
    """
    for key, answer in answers.get("questions", {}).items():
        cell, _, field = key.partition(":")
        council = councils.get(cell.rstrip("0123456789"))
        if not field or field not in BY_FIELD:
            continue
        if joined is not None and field != "name":
            passed_on(row, joined, key, answer, council, vocabulary)
        elif answer["choice"] in (BLANK, OTHER):
            for name in (field, *filled_besides(field, row.raw.get(cell.rstrip("0123456789"), ""))):
                clear(row, name, council)
        if answer["choice"] == OTHER:
            enter(row, field, council, understood(field, answer["value"], vocabulary), answer["value"])
    if answers.get("one"):
        row.values.pop("describes_several", None)


def passed_on(
    row: ReadRow, joined: ReadRow, key: str, answer: Mapping[str, Any], council: str | None, vocabulary: Vocabulary
) -> None:
    """Put an answer about a joined row in force on the row that took it in."""
    field, clash, choice = key.partition(":")[2], row.clashes.get(key), answer["choice"]
    if choice in (SECOND, BOTH) and clash:
        choose(joined, clash, choice)
    if choice not in (BLANK, OTHER):
        return
    held = row.gave.get((field, council))
    if clash or held is None:
        if clash or choice == OTHER or (field, council) in row.gave:
            clear(joined, field, council)
        if field == "contribution" and not clash:
            joined.contributions = [item for item in joined.contributions if item not in row.contributions]
    else:
        store(joined, council, {field: held})
    if choice == OTHER:
        parsed = understood(field, answer["value"], vocabulary)
        typed = parsed.values.get(field)
        if isinstance(held, list) and isinstance(typed, list):
            store(joined, council, {field: united(held, typed)})
        else:
            enter(joined, field, council, parsed, answer["value"])


def choose(joined: ReadRow, clash: Clash, choice: str) -> None:
    """Take the second of two values, or both sums together."""
    if clash.money:
        if choice == SECOND:
            joined.contributions = [
                item for item in joined.contributions if not any(alike(item, other) for other in clash.money)
            ]
        joined.contributions += clash.money
        joined.values["contribution"] = total(joined.contributions)
        return
    store(joined, clash.council, {clash.field: clash.second, **clash.follows})


def store(row: ReadRow, council: str | None, values: Mapping[str, Any]) -> None:
    """Set values of a row, of a council's own column under that council."""
    row.values.update(values)
    if council is not None:
        row.by_council.setdefault(council, {}).update(values)


def filled_besides(field: str, text: str) -> list[str]:
    """What else a cell of this column fills: '2014-2020' is a start and an end, '£500 in kind' a sum and its kind."""
    return [name for name in understood(field, text, Vocabulary()).values if name in TOGETHER and name != field]


def unanswered(row_issues: list[Issue], answers: Mapping[str, Any]) -> int:
    """How many questions of a row are open."""
    if answers.get("skip"):
        return 0
    given = answers.get("questions", {})
    return sum(question.key not in given for question in questions(row_issues))


def clear(row: ReadRow, field: str, council: str | None) -> None:
    """Leave a field unknown; of a council's own field, only that council's value."""
    for name in COMPANIONS.get(field, (field,)):
        if council is None or not any(name in values for other, values in row.by_council.items() if other != council):
            row.values.pop(name, None)
        row.by_council.get(council or "", {}).pop(name, None)
    if field == "contribution":
        row.contributions = [item for item in row.contributions if council is not None and item["council"] != council]


def enter(row: ReadRow, field: str, council: str | None, parsed: Parsed, text: str) -> None:
    """Set a field to what was typed."""
    if field == "contribution":
        row.contributions.append(
            {
                "council": council,
                "amount": parsed.values.get("contribution"),
                "period": parsed.values.get("contribution_period"),
                "year": parsed.values.get("contribution_year"),
                "in_kind": bool(parsed.values.get("contribution_in_kind")),
                "text": text,
            }
        )
    if council is not None:
        row.by_council.setdefault(council, {}).update(parsed.values)
    row.values.update(parsed.values)


def quiet(issues: list[Issue], answers: Mapping[str, Any], clashes: Mapping[str, Clash]) -> list[Issue]:
    """The issues of a row, those that somebody answered turned into notes of what was answered."""
    given = answers.get("questions", {})
    keys = [f"{issue.cell}:{issue.field or ''}" for issue in issues]
    return [answered(issue, given.get(key), key in clashes) for issue, key in zip(issues, keys, strict=True)]


def answered(issue: Issue, answer: Mapping[str, Any] | None, clashing: bool = False) -> Issue:
    """One issue after its answer."""
    if answer is None or issue.severity is not Severity.CONFIRM:
        return issue
    words = {
        SUGGESTION: "the first is kept" if clashing else "the suggestion is used",
        SECOND: "the second is used",
        BOTH: "both together are used",
        BLANK: "left blank",
        SAME: "the same partnership",
        OTHER: f"'{answer.get('value', '')}' is entered",
    }
    return replace(issue, severity=Severity.NOTE, message=f"{issue.message} Answered: {words[answer['choice']]}.")

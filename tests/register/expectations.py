"""Holding what an import printed against a hand-checked expectation of `fixtures/legacy/expected`.

An expectation names the outcome of each row, only those values that must match, and the issues that must be raised.
Rows, values and issues are counted apart, so that a test can say how much of each was right.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

CLOSE_ENOUGH = {"meetings_per_year": Decimal("0.05")}
FIGURES = {"officer_hours_per_month", "contribution", "meetings_per_year"}
ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−", "-"), "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"'})
TITLES = re.compile(r"\b(cllrs?|councillors?|the)\b\.?\s*")
FINAL_ACRONYM = re.compile(r"\s*\([A-Z][A-Za-z0-9&]{1,9}\)\s*$")
EMPTY = (None, "", [], {})


@dataclass
class Tally:
    """How many of the things asked for were right."""

    right: int = 0
    asked: int = 0

    def mark(self, is_right: bool) -> bool:
        self.asked += 1
        self.right += is_right
        return is_right

    @property
    def share(self) -> float:
        return self.right / self.asked if self.asked else 1.0


@dataclass
class Findings:
    """What came of holding one against the other; `differences` has a sentence for each thing that was not right."""

    rows: Tally = field(default_factory=Tally)
    values: Tally = field(default_factory=Tally)
    issues: Tally = field(default_factory=Tally)
    differences: list[str] = field(default_factory=list)

    def judge(self, tally: Tally, is_right: bool, sentence: str) -> None:
        if not tally.mark(is_right):
            self.differences.append(sentence)

    @property
    def is_all_right(self) -> bool:
        return not self.differences


def folded(text: Any) -> str:
    """Text as it is compared: case, repeated spaces, kinds of dash and quotation mark and a final stop do not count."""
    plain = unicodedata.normalize("NFKC", str(text)).translate(ALIKE).casefold().replace("&", " and ")
    return " ".join(re.sub(r"\s*-\s*", "-", plain).split()).strip(".;,: ")


def figure(value: Any) -> Decimal | None:
    try:
        return None if value is None or isinstance(value, bool) else Decimal(re.sub(r"[£,\s]", "", str(value)))
    except InvalidOperation:
        return None


def matches(name: str, wanted: Any, found: Any) -> bool:
    """Is a value what the expectation asks of this field?"""
    if isinstance(wanted, dict):
        return matches_loosely(name, wanted, found)
    if wanted in EMPTY and not isinstance(wanted, bool):
        return found in EMPTY and found is not False
    if isinstance(wanted, bool):
        return found is wanted
    if name == "representatives":
        return same_people(wanted, found or [])
    if isinstance(wanted, list):
        return {listed(name, item) for item in wanted} == {listed(name, item) for item in found or []}
    if found in EMPTY:
        return False
    if name in FIGURES or isinstance(wanted, int | float):
        return same_figure(name, wanted, found)
    if name == "name":
        return bool(names(wanted) & names(found))
    return folded(wanted) == folded(found)


def matches_loosely(name: str, wanted: dict, found: Any) -> bool:
    """Expectations that leave room: one of several, a span, a part of the text."""
    if "any_of" in wanted:
        return any(matches(name, each, found) for each in wanted["any_of"])
    if "between" in wanted:
        low, high = (Decimal(str(limit)) for limit in wanted["between"])
        number = figure(found)
        return bool(wanted.get("or_null")) if number is None else low <= number <= high
    return found not in EMPTY and folded(wanted["contains"]) in folded(found)


def same_figure(name: str, wanted: Any, found: Any) -> bool:
    one, other = figure(wanted), figure(found)
    return one is not None and other is not None and abs(one - other) <= CLOSE_ENOUGH.get(name, Decimal(0))


def names(text: str) -> set[str]:
    """A name, and the same without its final bracketed acronym."""
    return {folded(text), folded(FINAL_ACRONYM.sub("", str(text)))}


def listed(name: str, item: Any) -> str:
    text = folded(item)
    return re.sub(r"^(corporate )?priority\s*|^p\s*(?=\d)", "", text) if name == "priorities" else text


def same_people(wanted: list[dict], found: list[dict]) -> bool:
    """Everybody wanted is there once, and nobody else."""
    left = list(found)
    for person in sorted(wanted, key=lambda each: -len(called(each))):
        match = next((each for each in left if is_person(person, each)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def called(person: dict) -> str:
    return TITLES.sub("", folded(" ".join(filter(None, (person.get("name"), person.get("post")))))).strip()


def is_person(wanted: dict, found: dict) -> bool:
    one, other = called(wanted), called(found)
    agree = all(found.get(key) == wanted[key] for key in ("kind", "capacity") if wanted.get(key))
    return bool(other) and agree and (one in other or other in one)


class Printed:
    """What the import printed, looked up by sheet and row."""

    def __init__(self, data: dict):
        self.data, self.rows = data, data["rows"]
        self.places: dict[tuple[str, int], list[dict]] = defaultdict(list)
        for row in self.rows:
            self.places[folded(row["sheet"]), row["row"]].append(row)

    def at(self, sheet: str, number: int) -> list[dict]:
        return self.places[folded(sheet), number]

    def issues(self, sheet: str) -> Iterator[tuple[dict, dict]]:
        for row in self.rows:
            if folded(row["sheet"]) == folded(sheet):
                yield from ((row, issue) for issue in row["issues"])


def held_against(actual: dict, expected: dict) -> Findings:
    """Compare what was printed with an expectation."""
    printed, found = Printed(actual), Findings()
    for wanted in expected["rows"]:
        one_row(printed, wanted, found)
    nothing_else(printed, expected["rows"], found)
    for wanted in expected.get("merged", []):
        merged(printed, wanted, found)
    for wanted in expected.get("sheets", []):
        one_sheet(actual, wanted, found)
    for name, wanted in expected["totals"].items():
        number = actual["totals"][name]
        span = wanted["between"] if isinstance(wanted, dict) else (wanted, wanted)
        found.judge(found.rows, span[0] <= number <= span[1], f"{name}: {number} in all, expected {wanted}")
    return found


def one_row(printed: Printed, wanted: dict, found: Findings) -> None:
    """Outcome, values and issues of one row."""
    place, outcomes = f"{wanted['sheet']} row {wanted['row']}", wanted["outcome"].split("|")
    there = printed.at(wanted["sheet"], wanted["row"])
    row = next((each for each in there if each["outcome"] in outcomes), there[0] if there else None)
    outcome = row["outcome"] if row else "absent"
    found.judge(found.rows, outcome in outcomes, f"{place}: {outcome}, expected {wanted['outcome']}")
    values = row["values"] if row else {}
    for name, value in wanted["values"].items():
        is_right = row is not None and matches(name, value, values.get(name))
        found.judge(found.values, is_right, f"{place}: {name} is {values.get(name)!r}, expected {value!r}")
    for issue in wanted["issues"]:
        if not issue.get("optional"):
            found.judge(found.issues, is_raised(printed, wanted, issue, there), f"{place}: no issue {issue}")
    if wanted.get("clean"):
        loud = [
            each for row in there for each in row["issues"] if each["severity"] != "note" and each["field"] != "name"
        ]
        found.judge(found.issues, not loud, f"{place}: a plain row, and yet {loud}")


def is_raised(printed: Printed, row: dict, wanted: dict, there: list[dict]) -> bool:
    """Was an issue raised at one of its cells, as severe as asked, or about a value that was left unknown?"""
    cells = wanted["cell"].split("|")
    for owner, issue in printed.issues(row["sheet"]):
        own = any(owner is each for each in there)
        anywhere = "*" in cells and (own or re.fullmatch(rf"[A-Z]+{row['row']}", issue["cell"]))
        if not (issue["cell"] in cells or anywhere):
            continue
        unknown = "field" in wanted and own and owner["values"].get(wanted["field"]) in EMPTY
        if unknown or wanted["severity"] == "*" or issue["severity"] in wanted["severity"].split("|"):
            return True
    return False


def nothing_else(printed: Printed, wanted: list[dict], found: Findings) -> None:
    """No row that the expectation does not name comes in."""
    known = {(folded(row["sheet"]), row["row"]) for row in wanted}
    for (sheet, number), rows in printed.places.items():
        for row in rows:
            if (sheet, number) not in known and row["outcome"] != "skipped":
                found.judge(found.rows, False, f"{sheet} row {number}: {row['outcome']}, but is no partnership")


def merged(printed: Printed, wanted: dict, found: Findings) -> None:
    """One of several rows of the same partnership shows what they hold together."""
    rows = [row for sheet, number in wanted["rows"] for row in printed.at(sheet, number)]
    for name, value in wanted["values"].items():
        is_right = any(matches(name, value, row["values"].get(name)) for row in rows)
        found.judge(found.values, is_right, f"{wanted['rows']}: no row has {name} as {value!r}")


def one_sheet(actual: dict, wanted: dict, found: Findings) -> None:
    """Whether a tab was used, where its headings stand, and what its columns were taken for."""
    sheet = next((each for each in actual["sheets"] if folded(each["name"]) == folded(wanted["name"])), {})
    if "used" in wanted:
        found.judge(found.values, sheet.get("used") is wanted["used"], f"tab {wanted['name']}: used is wrong")
    if "header_row" in wanted:
        rows = wanted["header_row"]["any_of"] if isinstance(wanted["header_row"], dict) else [wanted["header_row"]]
        found.judge(found.values, sheet.get("header_row") in rows, f"tab {wanted['name']}: headings not in {rows}")
    columns = {column["column"]: column["field"] for column in sheet.get("columns", [])}
    for letters, name in wanted.get("columns", {}).items():
        right = name["any_of"] if isinstance(name, dict) else [name]
        sentence = f"tab {wanted['name']}: column {letters} is {columns.get(letters)}, expected {right}"
        found.judge(found.values, columns.get(letters) in right, sentence)

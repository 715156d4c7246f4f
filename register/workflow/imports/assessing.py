"""A workbook set beside the register as it stands. Nothing is written: the command's dry run and the check share it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Q

from partnerships.models import Council, User
from partnerships.roles import OFFICERS
from partnerships.spreadsheets.workbook import Workbook
from register.interchange.compare import Compared, Outcome, compare, totals
from register.interchange.names import near
from register.interchange.reading import Reading, ReadRow, RowKind
from register.interchange.understand import understand
from register.interchange.vocabulary import KnownCouncil, Vocabulary
from register.models import ImportBatch, Partnership, PartnershipType, PlanItem, Policy, Theme
from register.rules.imports import guessed_year
from register.workflow.imports import answers as answering
from register.workflow.imports import standing, written
from register.workflow.imports.lists import unambiguous
from register.workflow.imports.settling import Settler
from register.workflow.imports.staged import Facts

Answers = Mapping[tuple[str, int], Mapping[str, Any]]


@dataclass
class Assessment:
    """What was read, what an import would do with each row, and what the register held at that moment."""

    reading: Reading
    compared: list[Compared]
    options: dict[str, Any]
    facts: dict[tuple[str, int], Facts] = field(default_factory=dict)
    entries: dict[int, Partnership] = field(default_factory=dict)
    alike: dict[tuple[str, int], Partnership] = field(default_factory=dict)
    unchanged: set[tuple[str, int]] = field(default_factory=set)

    @property
    def totals(self) -> dict[str, int]:
        return totals(self.compared)


def vocabulary() -> Vocabulary:
    """What the policy in use, its lists and the councils' prefixes say to a reader of spreadsheets."""
    councils = tuple(
        KnownCouncil(council.name, tuple(filter(None, (council.column_prefix, council.short_name))))
        for council in Council.objects.current()
    )
    found: dict[str, Any] = {
        "councils": councils,
        "themes": tuple(Theme.objects.filter(is_retired=False).values_list("name", flat=True)),
        "priorities": tuple(PlanItem.objects.filter(is_retired=False).values_list("number", flat=True)),
    }
    if types := dict(PartnershipType.objects.filter(is_retired=False).values_list("code", "name")):
        found["types"] = types
    if policy := Policy.objects.filter(is_current=True).first():
        found |= {"hours_per_day": policy.hours_per_day, "weeks_per_month": policy.weeks_per_year / 12}
    return Vocabulary(**found)


def assess(
    workbook: Workbook,
    *,
    today: date,
    layout: Mapping | None = None,
    options: Mapping | None = None,
    answers: Answers | None = None,
) -> Assessment:
    """Read the workbook as mapped, put the answers in force, and compare with the register."""
    words = vocabulary()
    entries = {entry.pk: entry for entry in standing.entries(today)}
    known = {entry.reference: as_existing(entry, today) for entry in entries.values()}
    held = written.held(workbook, known, (options or {}).get("council"), today)
    reading = understand(workbook, vocabulary=words, layout=layout or {}, held=held)
    if codes := strange(reading):
        # A council met on one tab is looked for on every tab, also where it stands alone.
        words = replace(words, councils=(*words.councils, *(KnownCouncil(code, (code,)) for code in codes)))
        reading = understand(workbook, vocabulary=words, layout=layout or {}, held=held)
    chosen = with_defaults({**earlier(workbook.sha256), **(options or {})}, reading, today)
    settle_rows(reading, words, chosen, answers or {})
    compared = compare(reading, list(known.values()))
    result = Assessment(reading, compared, chosen, entries=entries)
    result.facts = {(row.sheet, row.row): facts_of(row) for row in reading.rows}
    result.alike = alike(compared, entries)
    result.unchanged = unchanged(compared)
    return result


def unchanged(compared: list[Compared]) -> set[tuple[str, int]]:
    """The rows that change nothing: those that say what the register holds, and those joined to one of them."""
    rows = {(one.row.sheet, one.row.row): one.row for one in compared}
    silent = (one.row for one in compared if one.outcome is Outcome.UNCHANGED and not one.asks)
    same = {(row.sheet, row.row) for row in silent}
    into = {place: joined_into(row, rows) for place, row in rows.items()}
    return same | {place for place, row in into.items() if row and (row.sheet, row.row) in same}


def earlier(sha256: str) -> dict[str, Any]:
    """The options under which the very same file was imported before, so that it says the same again."""
    batch = last_import(sha256)
    kept = batch.options.items() if batch else ()
    return {name: value for name, value in kept if name not in ("councils", "job", "notes")}


def last_import(sha256: str) -> ImportBatch | None:
    """When the very same file was imported last."""
    return ImportBatch.objects.filter(sha256=sha256, committed_at__isnull=False).order_by("-committed_at").first()


def with_defaults(options: Mapping[str, Any], reading: Reading, today: date) -> dict[str, Any]:
    """The options as chosen, and as guessed where nobody chose: the council and the financial year of the figures."""
    titles = [title for sheet in reading.sheets if sheet.used for title in sheet.titles]
    year, reason = guessed_year([*titles, reading.name], today)
    host = Council.objects.current().first()
    guessed = {"council": host.name if host else "", "financial_year": year, "financial_year_reason": reason}
    return {
        **guessed,
        **{name: value for name, value in options.items() if value not in ("", None)},
        "councils": {code: options.get("councils", {}).get(code, code) for code in strange(reading)},
    }


def strange(reading: Reading) -> list[str]:
    """Councils that the headings name and the register does not know; each may be said to be a known one."""
    known = set(Council.objects.values_list("name", flat=True))
    named = [column.council for sheet in reading.sheets for column in sheet.columns if column.council]
    return [code for code in dict.fromkeys(named) if code not in known]


def settle_rows(reading: Reading, words: Vocabulary, options: Mapping[str, Any], answers: Answers) -> None:
    """Answers first, then what belongs to which council and year, then what the register's columns can hold."""
    columns = {sheet.name: {column.letters: column.council for column in sheet.columns} for sheet in reading.sheets}
    fields = {
        sheet.name: {name: column.letters for column in sheet.columns for name in column.fields}
        for sheet in reading.sheets
    }
    settler = Settler(options["council"], options["financial_year"], options["councils"], supporters())
    taking_in = {(row.sheet, row.row): row for row in reading.rows}
    for row in reading.rows:
        given = answers.get((row.sheet, row.row), {})
        answering.apply(row, given, columns[row.sheet], words, joined_into(row, taking_in))
    for row in reading.entries:
        settler.settle(row, fields[row.sheet])
        rename(row, answers.get((row.sheet, row.row), {}))


def supporters() -> dict[str, User]:
    """Who can be named as a supporting officer, by name and address: officers who sign in, and those named so far."""
    officers = User.objects.active().holding(*OFFICERS)
    named = Partnership.objects.filter(supporting_officer__isnull=False)
    return unambiguous(
        User.objects.filter(
            Q(pk__in=officers.order_by().values("pk")) | Q(pk__in=named.order_by().values("supporting_officer"))
        )
    )


def joined_into(row: ReadRow, rows: Mapping[tuple[str, int], ReadRow]) -> ReadRow | None:
    """The entry that took a row in, through however many rows; None for a row of its own."""
    found = None
    while row.joined and row.kind is not RowKind.FRAGMENT:
        row = found = rows[row.joined]
    return found


def rename(row: ReadRow, given: Mapping[str, Any]) -> None:
    """A row that somebody said is an entry under another spelling takes that entry's name; its own becomes an alias."""
    if not (reference := given.get("same_as")):
        return
    if entry := Partnership.objects.filter(reference=reference).first():
        row.values["aliases"] = [*row.values.get("aliases", []), row.values["name"]]
        row.values["name"] = entry.name


def as_existing(entry: Partnership, today: date) -> dict[str, Any]:
    """An entry as the comparison wants it."""
    facts = standing.facts_of(entry, today)
    more = {"by_council": facts.by_council, "contributions": facts.contributions}
    return {**facts.values, "key": entry.pk, "settled": standing.settled(entry), **more}


def facts_of(row: ReadRow) -> Facts:
    """The typed values of a row that was settled."""
    council_fields = {name for values in row.by_council.values() for name in values}
    values = {
        name: value for name, value in row.values.items() if name not in council_fields and name != "contribution"
    }
    return Facts(values, row.by_council, row.contributions)


def alike(compared: list[Compared], entries: Mapping[int, Partnership]) -> dict[tuple[str, int], Partnership]:
    """For each new row, the entry whose name is nearly its own, so that somebody can say they are the same."""
    new = [one.row for one in compared if one.outcome is Outcome.NEW]
    known = list(entries.values())
    found = near([str(row.values["name"]) for row in new], [entry.name for entry in known])
    return {(new[hit.position].sheet, new[hit.position].row): known[hit.other] for hit in found}

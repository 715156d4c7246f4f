"""Checking an upload, as often as somebody likes: what was understood is staged row by row, answers are kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from partnerships.saving import claimed
from partnerships.spreadsheets.workbook import Sheet, Workbook, column_letters
from partnerships.verdict import require
from register.columns import BY_FIELD
from register.interchange.cells.parsed import empty
from register.interchange.compare import Compared, Outcome
from register.interchange.reading import Clash, ReadColumn, Reading, ReadRow, shown
from register.interchange.report import issue as issue_json
from register.models import ImportBatch, ImportRow
from register.workflow.imports import answers as answering
from register.workflow.imports import standing
from register.workflow.imports.assessing import Assessment, assess, last_import
from register.workflow.imports.batches import PROCEDURE, note, workbook_of
from register.workflow.imports.staged import encoded

MOST_COLUMNS, MOST_ROWS = 100, 200


def check(batch: ImportBatch, *, by, at: datetime, version: int | None = None) -> ImportBatch:
    """Read the file as it is mapped now, compare it with the register, and stage every row. Writes no entry.

    Raises Refused, Conflict, or ValidationError when the stored file cannot be read any more.
    """
    require(PROCEDURE.verdict(by, batch, "check"))
    given = answers_of(batch)
    workbook = workbook_of(batch)
    found = assess(workbook, today=timezone.localdate(at), layout=batch.layout, options=batch.options, answers=given)
    rows = [staged(batch, one, found, given.get((one.row.sheet, one.row.row), {})) for one in found.compared]
    with transaction.atomic():
        values = {
            "sheets": sheets_json(found.reading, workbook),
            "options": {**without_job(found.options), "notes": list(found.reading.notes)},
            "totals": totals_of(rows),
        }
        batch = PROCEDURE.perform("check", batch, by=by, at=at, version=version, changes=values)
        batch.rows.all().delete()
        ImportRow.objects.bulk_create(rows, batch_size=200)
        note(batch, "checked", by=by, at=at, **batch.totals)
    return batch


def answers_of(batch: ImportBatch) -> dict[tuple[str, int], Mapping[str, Any]]:
    """The answers by tab and row; at the first check those given when the very same file was imported before."""
    source = (last_import(batch.sha256) or batch) if batch.status == ImportBatch.Status.UPLOADED else batch
    return {(row.sheet, row.number): row.answers for row in source.rows.exclude(answers={})}


def without_job(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options without what a commit in the background left: a fresh check begins anew."""
    return {name: value for name, value in options.items() if name != "job"}


def arrange(
    batch: ImportBatch, *, layout: Mapping | None = None, options: Mapping | None = None, version: int, by, at: datetime
) -> ImportBatch:
    """Set by hand which tabs, header rows and columns are used, and what the figures belong to; then check anew."""
    require(PROCEDURE.verdict(by, batch, "check"))
    changes = {name: value for name, value in (("layout", layout), ("options", options)) if value is not None}
    with transaction.atomic():
        batch = claimed(ImportBatch, batch.pk, version, changes, by=by, at=at)
        return check(batch, by=by, at=at)


def answer(
    batch: ImportBatch, given: Mapping[int, Mapping[str, Any]], *, version: int, by, at: datetime
) -> ImportBatch:
    """Keep answers, by the key of their row, and check anew with them in force."""
    require(PROCEDURE.verdict(by, batch, "check"))
    with transaction.atomic():
        rows = list(batch.rows.filter(pk__in=given))
        for row in rows:
            row.answers = merged(row.answers, given[row.pk])
        ImportRow.objects.bulk_update(rows, ["answers"], batch_size=200)
        return check(batch, by=by, at=at, version=version)


def use_suggestions(batch: ImportBatch, *, version: int, by, at: datetime) -> ImportBatch:
    """Answer every open question with what was suggested, in one go."""
    given = {}
    for row in batch.rows.exclude(issues=[]):
        open_keys = [item["key"] for item in open_questions(row)]
        if open_keys:
            given[row.pk] = {"questions": {key: {"choice": answering.SUGGESTION} for key in open_keys}}
    return answer(batch, given, version=version, by=by, at=at)


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Answers with later ones over earlier ones; a question answered None is open again."""
    asked = {**old.get("questions", {}), **new.get("questions", {})}
    kept = {key: each for key, each in asked.items() if each is not None}
    return {**old, **new, "questions": kept}


def staged(batch: ImportBatch, one: Compared, found: Assessment, given: Mapping[str, Any]) -> ImportRow:
    """One row as it is kept: raw cells, values, doubts, differences, and the entry it would change as it stood."""
    row, entry = one.row, found.entries.get(one.key)
    skipped = given.get("skip") and one.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.ERROR)
    near = found.alike.get((row.sheet, row.row))
    silent = skipped or one.outcome is Outcome.ERROR or (row.sheet, row.row) in found.unchanged
    doubts = [] if silent else answering.questions(one.issues)
    asked = [question_json(each, row, given) for each in doubts]
    still_open = sum(each["open"] for each in asked)
    return ImportRow(
        batch=batch,
        sheet=row.sheet,
        number=row.row,
        name=str(row.values.get("name") or "")[:250],
        outcome=Outcome.SKIPPED if skipped else one.outcome.value,
        raw=row.raw,
        values=found.facts[row.sheet, row.row].to_json() if row.values else {},
        issues=[issue_json(each) for each in answering.quiet(one.issues, given, row.clashes)],
        changes={
            "differences": [difference_json(each) for each in one.differences],
            "questions": asked,
            "open": still_open,
            "answered": len(asked) - still_open,
            "seen": standing.seen(entry) if entry else {},
            "near": {"reference": near.reference, "name": near.name} if near else {},
            "joined": list(row.joined) if row.joined else [],
            "untouched": row.untouched,
        },
        answers=dict(given),
        partnership=entry,
        before_version=entry.version if entry else None,
    )


def difference_json(each) -> dict[str, Any]:
    """One field before and after, as it is kept."""
    return {"field": each.field, "old": encoded(each.old), "new": encoded(each.new), "council": each.council}


def question_json(question: answering.Question, row: ReadRow, given: Mapping[str, Any]) -> dict[str, Any]:
    """One question: its cell, what the cell says, what is suggested, and whether it is open."""
    field = question.field if question.field in BY_FIELD else None
    return {
        "key": question.key,
        "cell": question.cell,
        "field": field,
        "messages": list(question.messages),
        "value": question.value,
        "suggestion": encoded(suggested(row, field)),
        "besides": encoded(besides(row, field, question.value)),
        "open": question.key not in given.get("questions", {}),
        **clash_json(row.clashes.get(question.key)),
    }


def clash_json(clash: Clash | None) -> dict[str, Any]:
    """The values of both rows to choose from, where the question is which of them is right."""
    if clash is None:
        return {}
    return {
        "suggestion": encoded(clash.first),
        "second": encoded(clash.second),
        "both": encoded(clash.both),
        "besides": {},
    }


def suggested(row: ReadRow, field: str | None) -> Any:
    """What the row holds for a field now: the suggestion, or what was answered."""
    return row.values.get(field) if field else None


def besides(row: ReadRow, field: str | None, text: str) -> dict[str, Any]:
    """What the row holds of the other fields that the same cell fills."""
    names = answering.filled_besides(field, text) if field else []
    return {name: row.values[name] for name in names if row.values.get(name) is not None}


def open_questions(row: ImportRow) -> list[dict[str, Any]]:
    """The questions of a staged row that nobody has answered."""
    return [question for question in row.changes.get("questions", []) if question["open"]]


def totals_of(rows: list[ImportRow]) -> dict[str, int]:
    """How many rows would do what, how many questions are open, and how many remarks there are."""
    counts = {outcome.value: sum(row.outcome == outcome for row in rows) for outcome in Outcome}
    return {
        **counts,
        "open": sum(row.changes["open"] for row in rows),
        "answered": sum(row.changes["answered"] for row in rows),
        "remarks": sum(len(row.issues) for row in rows),
    }


def sheets_json(reading: Reading, workbook: Workbook) -> list[dict[str, Any]]:
    """The tabs as they were read, with every column, used or not, and samples of what it holds."""
    samples: dict[tuple[str, str], list[str]] = {}
    for row in reading.rows:
        for letters, text in row.raw.items():
            known = samples.setdefault((row.sheet, letters), [])
            if text and len(known) < 3 and text not in known:
                known.append(text[:60])
    raw = {sheet.name: sheet for sheet in workbook.sheets}
    return [
        {
            "name": sheet.name,
            "used": sheet.used,
            "header_row": sheet.header_row,
            "rows": len(raw[sheet.name].rows),
            "titles": sheet.titles,
            "notes": sheet.notes,
            "columns": [column_json(column, samples.get((sheet.name, column.letters), [])) for column in sheet.columns]
            or ([] if raw[sheet.name].hidden else unread_columns(raw[sheet.name])),
        }
        for sheet in reading.sheets
    ]


def column_json(column: ReadColumn, samples: list[str]) -> dict[str, Any]:
    """One column as it was read."""
    return {
        "letters": column.letters,
        "heading": column.heading,
        "fields": list(column.fields),
        "council": column.council,
        "filled": column.filled,
        "kept": column.kept,
        "samples": samples,
    }


def unread_columns(sheet: Sheet) -> list[dict[str, Any]]:
    """The columns of a tab that was left aside, with samples, so that somebody can say what they hold."""
    width = max((len(row) for row in sheet.rows), default=0)
    found = []
    for index in range(min(width, MOST_COLUMNS)):
        texts = [shown(row[index]) for row in sheet.rows[:MOST_ROWS] if index < len(row) and not empty(row[index])]
        if texts:
            read = ReadColumn(index, column_letters(index), "", filled=len(texts))
            found.append(column_json(read, [text[:60] for text in texts[:4]]))
    return found

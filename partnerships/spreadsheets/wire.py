"""How the reading child hands a workbook to its parent: JSON, with dates and times spelt out."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from partnerships.bidi import straight
from partnerships.spreadsheets.workbook import Area, Sheet, Workbook

DECODERS = {
    "d": date.fromisoformat,
    "m": datetime.fromisoformat,
    "t": time.fromisoformat,
    "s": lambda seconds: timedelta(seconds=seconds),
}


def dumped(workbook: Workbook) -> bytes:
    """The workbook as JSON in UTF-8, without characters that turn round the text after them."""
    content = {
        "name": workbook.name,
        "sha256": workbook.sha256,
        "notes": workbook.notes,
        "sheets": [_sheet(sheet) for sheet in workbook.sheets],
    }
    return straight(json.dumps(content, default=_spelt_out, separators=(",", ":"), ensure_ascii=False)).encode()


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "rows": sheet.rows,
        "hidden": sheet.hidden,
        "merged": [(area.first_row, area.first_column, area.last_row, area.last_column) for area in sheet.merged],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "struck": sorted(sheet.struck),
        "comments": sheet.comments,
        "uncalculated": sorted(sheet.uncalculated),
    }


def _spelt_out(value: object) -> dict[str, Any]:
    match value:
        case datetime():
            return {"m": value.isoformat()}
        case date():
            return {"d": value.isoformat()}
        case time():
            return {"t": value.isoformat()}
        case timedelta():
            return {"s": value.total_seconds()}
    raise TypeError(f"{type(value).__name__} is no cell value")


def _typed(content: dict[str, Any]) -> Any:
    if len(content) == 1:
        [(kind, value)] = content.items()
        return DECODERS[kind](value)
    return content


def loaded(content: bytes) -> Workbook:
    """The workbook that `dumped` wrote. Raises ValueError, KeyError or TypeError on anything else."""
    found = json.loads(content, object_hook=_typed)
    sheets = tuple(
        Sheet(
            name=sheet["name"],
            rows=tuple(tuple(row) for row in sheet["rows"]),
            hidden=sheet["hidden"],
            merged=tuple(Area(*area) for area in sheet["merged"]),
            hidden_rows=frozenset(sheet["hidden_rows"]),
            hidden_columns=frozenset(sheet["hidden_columns"]),
            struck=frozenset((row, column) for row, column in sheet["struck"]),
            comments=tuple(((row, column), text) for (row, column), text in sheet["comments"]),
            uncalculated=frozenset((row, column) for row, column in sheet["uncalculated"]),
        )
        for sheet in found["sheets"]
    )
    return Workbook(found["name"], found["sha256"], sheets, tuple(found["notes"]))

"""The same partnership on two rows or tabs of one workbook becomes one entry."""

from partnerships.spreadsheets.workbook import cell_name
from register.interchange.merging import join
from register.interchange.names import key, keys_of, near
from register.interchange.reading import Reading, ReadRow, RowKind, Severity


def merge(reading: Reading) -> None:
    """Merge later rows into the first of the same name, and point out names that are nearly the same."""
    first: dict[str, ReadRow] = {}
    for row in reading.entries:
        name = str(row.values["name"])
        twin = first.get(row.known or key(name))
        if twin is None:
            first[row.known or key(name)] = row
            first.setdefault(key(name), row)
            continue
        _merge(row, twin, reading)
    _alike(reading)


def _name_cell(row: ReadRow, reading: Reading) -> str:
    sheet = next(sheet for sheet in reading.sheets if sheet.name == row.sheet)
    index = next((column.index for column in sheet.columns if "name" in column.fields), 0)
    return cell_name(row.row - 1, index)


def _merge(row: ReadRow, twin: ReadRow, reading: Reading) -> None:
    sheet = next(sheet for sheet in reading.sheets if sheet.name == row.sheet)
    join(twin, row, sheet.columns)
    row.kind, row.joined = RowKind.MERGED, (twin.sheet, twin.row)
    line = f"'{row.values['name']}' is the same partnership as in {twin.sheet} row {twin.row}; the two are merged."
    row.add(_name_cell(row, reading), Severity.NOTE, line, "name", str(row.values["name"]))


def _alike(reading: Reading) -> None:
    entries = reading.entries
    by_short: dict[str, ReadRow] = {}
    for row in entries:
        if short := row.values.get("acronym"):
            by_short.setdefault(key(str(short)), row)
    for row in entries:
        twin = by_short.get(key(str(row.values["name"])))
        if twin and twin is not row:
            _suspect(row, twin, reading)
    names = [str(row.values["name"]) for row in entries]
    seen: set[frozenset[int]] = set()
    for likeness in near(names, names, least=93):
        pair = frozenset({likeness.position, likeness.other})
        if len(pair) == 2 and pair not in seen:
            seen.add(pair)
            _suspect(entries[max(pair)], entries[min(pair)], reading)


def _suspect(row: ReadRow, twin: ReadRow, reading: Reading) -> None:
    if row.known and twin.known:
        return
    if keys_of(str(row.values["name"])) & keys_of(str(twin.values["name"])):
        return
    line = (
        f"'{row.values['name']}' may be the same partnership as '{twin.values['name']}' "
        f"in {twin.sheet} row {twin.row}. "
        "Confirm that they are two, or correct the name."
    )
    row.add(_name_cell(row, reading), Severity.CONFIRM, line, "name", str(row.values["name"]))

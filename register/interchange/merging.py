"""Joining what two rows say of one partnership: lists are united, gaps filled, contradictions asked."""

from collections.abc import Mapping, Sequence

from register.columns import BY_FIELD
from register.interchange.assign import REPEATED
from register.interchange.cells.numbers import said
from register.interchange.fold import plain
from register.interchange.reading import Clash, ReadColumn, ReadRow, Severity, shown, total

LISTS = frozenset({"themes", "partners", "priorities", "aliases", "representative_level", "representatives", "wards"})
QUIET = frozenset({"name", "acronym"})
MONEY = frozenset({"contribution", "contribution_period", "contribution_year", "contribution_in_kind"})
FOLLOWS = {
    "officer_hours_as_typed": "officer_hours_per_month",
    "officer_hours_is_estimate": "officer_hours_per_month",
    "meetings_per_year": "meeting_frequency",
}
REMEDY = "The first is kept unless the other is chosen."


def same(one: object, other: object) -> bool:
    """Whether two values say the same: lists as sets, text without regard to case, spaces and kinds of dash."""
    if isinstance(one, str) and isinstance(other, str):
        return plain(one).strip(" .") == plain(other).strip(" .")
    if isinstance(one, list) and isinstance(other, list):
        return {_token(item) for item in one} == {_token(item) for item in other}
    return one == other


def _token(item: object) -> str:
    if isinstance(item, dict):
        return plain("|".join(f"{field}={value}" for field, value in sorted(item.items()) if value))
    return plain(str(item))


def united(one: list, other: list) -> list:
    """Both lists in order, without repeats."""
    found = {_token(item): item for item in one}
    for item in other:
        found.setdefault(_token(item), item)
    return list(found.values())


def join(row: ReadRow, extra: ReadRow, columns: Sequence[ReadColumn]) -> None:
    """Add to `row` what `extra` says. `columns` are those of the sheet of `extra`: a doubt names the cell it is in."""
    by_council = {name for one in (row, extra) for values in one.by_council.values() for name in values}
    for field, value in extra.values.items():
        if field in by_council or field in MONEY:
            row.values.setdefault(field, value)
        else:
            _add(row, extra, row.values, None, field, value, columns)
    for council, values in extra.by_council.items():
        mine = row.by_council.setdefault(council, {})
        for field, value in values.items():
            if field not in MONEY:
                _add(row, extra, mine, council, field, value, columns)
    _join_money(row, extra, columns)


def _add(
    row: ReadRow,
    extra: ReadRow,
    values: dict[str, object],
    council: str | None,
    field: str,
    value: object,
    columns: Sequence[ReadColumn],
) -> None:
    """One value of `extra` among those of `row`: a gap filled, a list united, a longer text, or a contradiction."""
    mine = values.get(field)
    if field in FOLLOWS and FOLLOWS[field] in extra.values:
        if not _clashes(extra, FOLLOWS[field], council):
            values.setdefault(field, value)
    elif mine is None:
        extra.gave[field, council], values[field] = None, value
    elif field in LISTS and isinstance(mine, list) and isinstance(value, list):
        extra.gave[field, council], values[field] = mine, united(mine, value)
    elif field in QUIET or field not in BY_FIELD or same(mine, value):
        return
    elif field in REPEATED and isinstance(value, str):
        extra.gave[field, council], values[field] = mine, f"{mine}\n{value}"
    else:
        source = extra.values if council is None else extra.by_council[council]
        follows = {name: source[name] for name, lead in FOLLOWS.items() if lead == field and name in source}
        _ask(row, extra, Clash(_cell(extra, columns, field, council), field, council, mine, value, follows))


def _clashes(extra: ReadRow, field: str, council: str | None) -> bool:
    return any(clash.field == field and clash.council == council for clash in extra.clashes.values())


def _ask(row: ReadRow, extra: ReadRow, clash: Clash) -> None:
    extra.clashes[clash.key] = clash
    line = f"'{worded(clash.second)}' here differs from '{worded(clash.first)}' in {row.sheet} row {row.row}. {REMEDY}"
    extra.add(clash.cell, Severity.CONFIRM, line, clash.field)


def _cell(extra: ReadRow, columns: Sequence[ReadColumn], field: str, council: str | None, text: object = None) -> str:
    """The cell a value of a row came from; among several columns of one field, the one that holds this text."""
    found = [column for column in columns if field in column.fields and column.letters in extra.raw]
    fitting = [column for column in found if column.council == council] or found
    exact = [column for column in fitting if text is not None and extra.raw[column.letters] == text]
    return f"{next((column.letters for column in exact or fitting), next(iter(extra.raw), 'A'))}{extra.row}"


def _join_money(row: ReadRow, extra: ReadRow, columns: Sequence[ReadColumn]) -> None:
    """Sums of another council or year are added; of the same council and year nothing is summed without a word."""
    before = list(row.contributions)
    for item in extra.contributions:
        theirs = [other for other in extra.contributions if alike(item, other)]
        mine = [other for other in before if alike(item, other)]
        if total(mine) is None:
            row.contributions.append(item)
        elif total(theirs) is not None and total(theirs) != total(mine):
            cell = _cell(extra, columns, "contribution", item.get("council"), item.get("text"))
            _ask_money(row, extra, cell, mine, item)


def _ask_money(row: ReadRow, extra: ReadRow, cell: str, mine: list[dict[str, object]], item: dict[str, object]) -> None:
    known = extra.clashes.get(f"{cell}:contribution")
    if known:
        known.money.append(item)
        known.before += [other for other in mine if other not in known.before]
        known.first, known.second = total(known.before), total(known.money)
        return
    clash = Clash(cell, "contribution", item.get("council"), total(mine), total([item]), before=mine, money=[item])
    extra.clashes[clash.key] = clash
    line = (
        f"£{said(clash.second or 0)} here and £{said(clash.first or 0)} in {row.sheet} row {row.row} are sums of one "
        "partnership. The first is kept unless the other, or both together, is chosen."
    )
    extra.add(cell, Severity.CONFIRM, line, "contribution")


def alike(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    """Whether two sums may be of the same council and year: what names neither may be any."""
    return all(
        one.get(name) == other.get(name) or one.get(name) is None or other.get(name) is None
        for name in ("council", "year")
    )


def worded(value: object) -> str:
    """A value in a sentence."""
    if isinstance(value, list):
        return ", ".join(worded(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return shown(value) if not isinstance(value, bool) else "yes" if value else "no"

"""Joining what two rows say of one partnership: lists are united, gaps filled, contradictions asked."""

from register.interchange.assign import REPEATED
from register.interchange.fold import plain
from register.interchange.reading import ReadRow, Severity, shown

LISTS = frozenset({"themes", "partners", "priorities", "aliases", "representative_level", "representatives", "wards"})
QUIET = frozenset({"name", "acronym"})


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


def join(row: ReadRow, extra: ReadRow, cells: dict[str, str]) -> None:
    """Add to `row` what `extra` says. `cells` names the cell each field of `extra` came from."""
    for field, value in extra.values.items():
        mine = row.values.get(field)
        if mine is None:
            row.values[field] = value
        elif field in LISTS and isinstance(mine, list) and isinstance(value, list):
            row.values[field] = united(mine, value)
        elif field not in QUIET and not same(mine, value):
            _differ(row, extra, field, value, cells)
    for item in extra.contributions:
        if item not in row.contributions:
            row.contributions.append(item)
    for council, values in extra.by_council.items():
        for field, value in values.items():
            row.by_council.setdefault(council, {}).setdefault(field, value)


def _differ(row: ReadRow, extra: ReadRow, field: str, value: object, cells: dict[str, str]) -> None:
    if field in REPEATED and isinstance(value, str):
        row.values[field] = f"{row.values[field]}\n{value}"
        return
    place = cells.get(field, f"A{extra.row}")
    mine = worded(row.values[field])
    line = (
        f"'{worded(value)}' here differs from '{mine}' in {row.sheet} row {row.row}, which is kept. "
        "Confirm which of the two is right."
    )
    extra.add(place, Severity.CONFIRM, line, field)


def worded(value: object) -> str:
    """A value in a sentence."""
    if isinstance(value, list):
        return ", ".join(worded(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(str(part) for part in value.values() if part)
    return shown(value) if not isinstance(value, bool) else "yes" if value else "no"

"""Setting rows beside the register: what is new, what changes, what stays as it is.

Only filled cells count. A blank never clears what the register knows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from register.interchange.cells.numbers import decimal, said
from register.interchange.fold import tidy
from register.interchange.merging import LISTS, united
from register.interchange.merging import same as says_the_same
from register.interchange.names import key, keys_of, near
from register.interchange.reading import Issue, Reading, ReadRow, RowKind, Severity, total

NUMBERS = frozenset({"officer_hours_per_month", "contribution", "meetings_per_year", "hours_change", "pounds_change"})
UNITED = frozenset({"themes", "aliases"})
NOT_COMPARED = frozenset(
    {
        "reference",
        "officer_hours_as_typed",
        "contribution_year",
        "contribution_in_kind",
        "describes_several",
        "vacant_seats",
    }
)
Existing = Mapping[str, object]


class Outcome(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field before and after."""

    field: str
    old: object
    new: object
    council: str | None = None


@dataclass(slots=True)
class Compared:
    """A row, its outcome, the key of the entry it belongs to, and the differences. `issues` are the row's and more;
    `asks`: one of them has to be read even where the row changes nothing.
    """

    row: ReadRow
    outcome: Outcome
    key: object = None
    differences: list[Difference] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    asks: bool = False


@dataclass(slots=True)
class Register:
    """Existing entries ready to be searched by name, acronym and other names.

    Each entry is a mapping with `key` and `name`, and any of the register's fields under their names; `aliases` are
    other names; `contributions` items of council, year, amount and period; `by_council` values by council; `settled`
    the fields that no spreadsheet changes.
    """

    entries: Sequence[Existing]
    by_key: dict[str, Existing | None] = field(default_factory=dict)
    by_reference: dict[str, Existing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_reference = {str(entry["reference"]): entry for entry in self.entries if entry.get("reference")}
        strong: set[str] = set()
        for entry in self.entries:
            own = key(str(entry.get("name") or ""))
            strong.add(own)
            self.by_key[own] = entry
        for entry in self.entries:
            short = entry.get("acronym")
            for other in keys_of("", str(short) if short else None, _texts(entry.get("aliases"))):
                if other not in strong:
                    self.by_key[other] = None if other in self.by_key and self.by_key[other] is not entry else entry

    def find(self, row: ReadRow) -> Existing | None:
        """The entry a row belongs to: by its reference, its name, or another name where only one entry has it."""
        reference = row.values.get("reference")
        if reference and (found := self.by_reference.get(str(reference))):
            return found
        name = str(row.values["name"])
        return self.by_key.get(key(name)) or next(
            (entry for other in _texts(row.values.get("aliases")) if (entry := self.by_key.get(key(other)))), None
        )


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | tuple | set | frozenset) else []


def compare(reading: Reading, existing: Iterable[Existing]) -> list[Compared]:
    """The outcome of every row of a reading against the register as it stands."""
    register = Register(list(existing))
    result = [_row(row, register) for row in reading.rows]
    _suspect(result, register)
    return result


def totals(compared: Iterable[Compared]) -> dict[str, int]:
    """The number of rows by outcome."""
    counts = {outcome.value: 0 for outcome in Outcome}
    for one in compared:
        counts[one.outcome.value] += 1
    return counts


def _row(row: ReadRow, register: Register) -> Compared:
    if row.kind is RowKind.NAMELESS or any(issue.severity is Severity.ERROR for issue in row.issues):
        return Compared(row, Outcome.ERROR, issues=list(row.issues))
    if row.kind is not RowKind.ENTRY:
        return Compared(row, Outcome.SKIPPED, issues=list(row.issues))
    entry = register.find(row)
    if entry is None:
        return Compared(row, Outcome.NEW, issues=list(row.issues))
    found = list(_differences(row, entry))
    settled = entry.get("settled", ())
    differences = [each for each in found if each.field not in settled]
    kept = [_kept(row, each) for each in found if each.field in settled]
    outcome = Outcome.CHANGED if differences else Outcome.UNCHANGED
    several = list(_several(row, entry))
    return Compared(row, outcome, entry.get("key"), differences, [*row.issues, *kept, *several], bool(several))


def _kept(row: ReadRow, one: Difference) -> Issue:
    """What the register has settled otherwise than by a spreadsheet, and keeps."""
    what = one.field.removesuffix("_rating")
    line = f"The rating of {what} comes from a confirmed assessment, so it stays. To change it, assess again."
    return Issue(_name_cell(row), Severity.NOTE, line, one.field, str(one.new))


def _differences(row: ReadRow, entry: Existing) -> Iterable[Difference]:
    by_item = isinstance(entry.get("contributions"), list)
    for name, value in row.values.items():
        old = entry.get(name)
        if old == value and type(old) is type(value):
            continue
        if name in NOT_COMPARED or (_is_money(name) and by_item) or _is_per_council(row, name):
            continue
        if name == "name" and key(str(old)) == key(str(value)):
            continue
        if name in UNITED and isinstance(value, list):
            value = united(list(old or []), value)
        if not same(name, old, value):
            yield Difference(name, old, value)
    if by_item:
        yield from _contributions(row, entry)
    yield from _by_council(row, entry)


def _is_money(name: str) -> bool:
    return name in ("contribution", "contribution_period")


def _is_per_council(row: ReadRow, name: str) -> bool:
    return any(name in values for values in row.by_council.values())


def _contributions(row: ReadRow, entry: Existing) -> Iterable[Difference]:
    known = [item for item in entry["contributions"] if isinstance(item, Mapping)]
    for item in row.contributions:
        if len(of_year(item, known)) > 1:
            continue
        old = _counterpart(item, known)
        if old is None or not _same_money(old, item):
            yield Difference("contribution", old and old.get("amount"), item["amount"], item["council"])


def _several(row: ReadRow, entry: Existing) -> Iterable[Issue]:
    """A figure where the register keeps several sums of that council and year: it may be their total, and writes over
    none of them.
    """
    for item in row.contributions:
        lines = of_year(item, entry.get("contributions") or [])
        held = total(lines)
        if len(lines) < 2 or item["amount"] is None or item["amount"] == held:
            continue
        text = str(item.get("text") or item["amount"])
        cell = next((f"{letters}{row.row}" for letters, raw in row.raw.items() if raw == text), _name_cell(row))
        line = (
            f"'{text}' is not what the register holds: {len(lines)} sums of {item['year']}, "
            f"£{said(held or Decimal(0))} together. They stay as they are. "
            "Change each of them on the page of the partnership."
        )
        yield Issue(cell, Severity.CONFIRM, line, None, text)


def of_year(item: Mapping[str, object], known: Iterable[object]) -> list[Mapping[str, object]]:
    """The sums that the register keeps of the same council and financial year."""
    mine = item["council"], item["year"]
    return [old for old in known if isinstance(old, Mapping) and (old.get("council"), old.get("year")) == mine]


def _counterpart(item: Mapping[str, object], known: Sequence[Mapping[str, object]]) -> Mapping[str, object] | None:
    """What the register holds for the same council and year; a row that names neither is set beside the latest."""
    found = [old for old in known if item["council"] is None or old.get("council") in (item["council"], None)]
    if item["year"] is not None:
        found = [old for old in found if old.get("year") in (item["year"], None)]
    same_sum = [old for old in found if _same_money(old, item)]
    return (same_sum or sorted(found, key=lambda old: str(old.get("year") or "")) or [None])[-1]


def _same_money(old: Mapping[str, object], new: Mapping[str, object]) -> bool:
    period = new["period"] is None or old.get("period") == new["period"]
    return period and (new["amount"] is None or same("contribution", old.get("amount"), new["amount"]))


def _by_council(row: ReadRow, entry: Existing) -> Iterable[Difference]:
    known = entry.get("by_council")
    known = known if isinstance(known, Mapping) else {}
    for council, values in row.by_council.items():
        for name, value in values.items():
            old = known.get(council, {}).get(name)
            if name not in NOT_COMPARED and not same(name, old, value):
                yield Difference(name, old, value, council)


def same(name: str, old: object, new: object) -> bool:
    """Whether the register already says what the row says."""
    if name in NUMBERS:
        return _figure(old) == _figure(new)
    if name in LISTS:
        return says_the_same(list(old or []), list(new or []))
    if isinstance(old, str) and isinstance(new, str):
        return tidy(old) == tidy(new)
    return old == new


def _figure(value: object) -> Decimal | None:
    if value is None or isinstance(value, bool):
        return None
    try:
        return decimal(str(value))
    except InvalidOperation:
        return None


def _suspect(compared: list[Compared], register: Register) -> None:
    """Ask about new names that are nearly those of entries the register has."""
    new = [one for one in compared if one.outcome is Outcome.NEW]
    for likeness in near(
        [str(one.row.values["name"]) for one in new], [str(entry.get("name")) for entry in register.entries]
    ):
        one, entry = new[likeness.position], register.entries[likeness.other]
        name = str(one.row.values["name"])
        line = (
            f"'{name}' is nearly the name of '{entry.get('name')}' in the register. "
            "Confirm that it is another partnership, or correct the name."
        )
        one.issues.append(Issue(_name_cell(one.row), Severity.CONFIRM, line, "name", name))


def _name_cell(row: ReadRow) -> str:
    text = str(row.values["name"])
    letters = next((letters for letters, raw in row.raw.items() if text[:20] in raw), next(iter(row.raw), "A"))
    return f"{letters}{row.row}"

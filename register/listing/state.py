"""What a person asked the list for, as the address says it. An address that makes no sense is told, never a failure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.http import urlencode

from partnerships.numbers import whole
from register.columns import BY_FIELD
from register.listing.sorting import DEFAULT_SORT, SORTS

SIZES = (25, 50, 100)
LONGEST = 200
ALWAYS = "name"
EVERYTHING = "all"
FILTERS = (
    "q", "status", "theme", "family", "priority", "client_group", "type", "classification", "risk", "value",
    "significance", "lead_officer", "mine", "service", "statutory", "review",
    "unconfirmed", "waiting", "no_lead_officer", "no_contribution", "no_heading", "no_recipients", "no_briefing",
    "external_review", "to_settle", "no_agreement",
)  # fmt: skip
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class ListState:
    """Filters, order, page, page size and columns of the list. `usual` are the columns of a fresh list.

    `remarks` say what of the address was left aside.
    """

    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = DEFAULT_SORT
    page: int = 1
    size: int = SIZES[0]
    columns: tuple[str, ...] = ()
    usual: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @classmethod
    def from_query(cls, params: QueryDict, allowed: Sequence[str]) -> ListState:
        """Read an address. `allowed` are the columns that this person may see, in the order of the register."""
        remarks: list[str] = []
        return cls(
            filters=filters_of(params, remarks),
            sort=sort_of(params.get("sort", ""), remarks),
            page=page_of(params.get("page", ""), remarks),
            size=size_of(params.get("size", ""), remarks),
            columns=columns_of(params.getlist("columns"), allowed, remarks),
            usual=defaults(allowed),
            remarks=tuple(remarks),
        )

    @property
    def is_filtered(self) -> bool:
        """Does anything narrow the list, apart from showing active entries first?"""
        return bool(self.filters)

    def pairs(self, *, without: Sequence[str] = ()) -> list[tuple[str, str]]:
        """The parts of the address that differ from a fresh list, in one order."""
        pairs = [(name, value) for name, value in self.filters.items()]
        pairs += [("sort", self.sort)] if self.sort != DEFAULT_SORT else []
        pairs += [("size", str(self.size))] if self.size != SIZES[0] else []
        pairs += [("columns", name) for name in self.columns if self.columns != self.usual]
        pairs += [("page", str(self.page))] if self.page > 1 else []
        return [(name, value) for name, value in pairs if name not in without]

    def to_query(self, *, without: Sequence[str] = ()) -> str:
        """The address that shows the same list again, empty for a fresh list."""
        return urlencode(self.pairs(without=without))

    def on_page(self, number: int) -> ListState:
        """The same list where the page asked for does not exist."""
        return replace(
            self, page=number, remarks=(*self.remarks, f"There is no page {self.page}, so page {number} is shown.")
        )

    def less(self, name: str, remark: str = "") -> ListState:
        """The same list without one filter, on its first page."""
        kept = {key: value for key, value in self.filters.items() if key != name}
        return replace(self, filters=kept, page=1, remarks=(*self.remarks, remark) if remark else self.remarks)

    def narrowed(self, name: str, value: str) -> ListState:
        """The same list with one filter set to a value, or without it where the value is empty, on its first page."""
        given = {**self.filters, name: value}
        return replace(self, filters={key: given[key] for key in FILTERS if given.get(key)}, page=1)


def defaults(allowed: Sequence[str]) -> tuple[str, ...]:
    """The columns of a fresh list."""
    return tuple(name for name in allowed if BY_FIELD[name].shown)


def filters_of(params: QueryDict, remarks: list[str]) -> dict[str, str]:
    """The filters that say something, without unprintable characters, cut to a bearable length."""
    found = {}
    for name in FILTERS:
        text = UNPRINTABLE.sub(" ", params.get(name, "")).strip()
        if len(text) > LONGEST:
            remarks.append(f"The search was cut to its first {LONGEST} characters.")
        if text:
            found[name] = text[:LONGEST].strip()
    return found


def sort_of(text: str, remarks: list[str]) -> str:
    """A key on the list of what can be sorted by, with - before it for the other way round."""
    if not text or (text.removeprefix("-") in SORTS and not text.startswith("--")):
        return text or DEFAULT_SORT
    remarks.append("The list cannot be sorted that way, so it is sorted by name.")
    return DEFAULT_SORT


def page_of(text: str, remarks: list[str]) -> int:
    """A page number from 1."""
    if not text:
        return 1
    if number := whole(text):
        return number
    remarks.append("There is no such page, so the first is shown.")
    return 1


def size_of(text: str, remarks: list[str]) -> int:
    """25, 50 or 100 entries a page."""
    if text in {str(size) for size in SIZES} | {""}:
        return int(text or SIZES[0])
    remarks.append(f"A page holds {', '.join(map(str, SIZES[:-1]))} or {SIZES[-1]} entries, so {SIZES[0]} are shown.")
    return SIZES[0]


def columns_of(names: Sequence[str], allowed: Sequence[str], remarks: list[str]) -> tuple[str, ...]:
    """The columns chosen, in the order of the register; the name always; the usual ones when none is chosen."""
    if EVERYTHING in names:
        return tuple(allowed)
    known = set(names) & set(allowed)
    if set(names) - known:
        remarks.append("A column that the list does not have was left out.")
    return tuple(name for name in allowed if name in known | {ALWAYS}) if known else defaults(allowed)

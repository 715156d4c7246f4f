"""Everything that the list page prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.http import urlencode

from register import permissions
from register.columns import BY_FIELD
from register.columns.layouts import LAYOUTS, within
from register.listing.cells import Cell, Heading, cells, headings
from register.listing.columns import columns_for
from register.listing.filters import find
from register.listing.records import page_of_records
from register.listing.sorting import in_order
from register.listing.state import EVERYTHING, SIZES, ListState
from register.listing.themes import ALL, ThemeTab, counts, tabs
from register.models import Partnership
from register.permissions.proposals import can_propose
from register.querysets import PartnershipQuerySet
from register.reports.counted import Count
from register.rules.words import number_of


@dataclass(frozen=True)
class ListPage:
    """The list as a person asked for it."""

    state: ListState
    path: str
    form: forms.Form
    chosen: list[dict[str, str]]
    themes: Sequence[ThemeTab]
    columns: list[Heading]
    rows: list[list[Cell]]
    numbers: Page
    total: int
    counted: Count
    offered: list[tuple[str, str, bool]]
    layouts: list[tuple[str, str]]
    may_export: bool
    may_add: bool
    may_propose: bool
    may_import: bool
    is_empty: bool

    @property
    def found(self) -> str:
        """How many entries there are, in words."""
        return number_of(self.total, "entry", "entries") + (" found" if self.state.is_filtered else "")

    @property
    def remarks(self) -> Sequence[str]:
        return self.state.remarks

    @property
    def kept_by_filters(self) -> list[tuple[str, str]]:
        """What a new choice of filters leaves as it is."""
        return self.state.pairs(without=("page", *self.state.filters))

    @property
    def kept_by_columns(self) -> list[tuple[str, str]]:
        """What a new choice of columns leaves as it is."""
        return self.state.pairs(without=("page", "columns"))

    @property
    def sizes(self) -> list[tuple[int, str, bool]]:
        """Page sizes: the number, the address, whether it is in use."""
        rest = self.state.to_query(without=("page", "size"))
        return [
            (size, f"{self.path}?{rest}{'&' if rest else ''}size={size}", size == self.state.size) for size in SIZES
        ]

    @property
    def query(self) -> str:
        """The address of the rows and columns shown, for an export."""
        return self.state.to_query(without=("page", "size"))

    @property
    def query_of_everything(self) -> str:
        """The same rows with every column."""
        rest = self.state.to_query(without=("page", "size", "columns"))
        return f"{rest}{'&' if rest else ''}columns={EVERYTHING}"


def build(params, path: str, user, today: date) -> ListPage:
    """The page for an address, a person and a day."""
    allowed = columns_for(user)
    found = find(ListState.from_query(params, allowed), user, today)
    state, queryset = found.state, found.queryset
    by_theme = counts(found.of_any_theme)
    total = by_theme.get(state.filters.get("theme", ALL), 0)
    numbers = Paginator(range(total), state.size).get_page(state.page)
    if state.page != numbers.number:
        state = state.on_page(numbers.number)
    rows = rows_of(queryset, state, numbers, today) if total else []
    return ListPage(
        state=state,
        path=path,
        form=found.form,
        chosen=found.chosen(path),
        themes=tabs(found, path, by_theme),
        columns=headings(state.columns),
        rows=rows,
        numbers=numbers,
        total=total,
        counted=Count(queryset.counted().count() if total else 0, today),
        offered=[(name, BY_FIELD[name].label, name in state.columns) for name in allowed if name != "name"],
        layouts=layouts_of(state, path, allowed),
        may_export=bool(permissions.can_export_register(user)),
        may_add=bool(permissions.can_create_partnership(user)),
        may_propose=bool(can_propose(user)),
        may_import=bool(permissions.can_import(user)),
        is_empty=not total and not Partnership.objects.visible_to(user).exists(),
    )


def layouts_of(state: ListState, path: str, allowed: tuple[str, ...]) -> list[tuple[str, str]]:
    """Whole sets of columns by name, with the address that shows this list in them (B15-43, SH-19)."""
    kept = state.pairs(without=("page", "columns"))
    return [
        (label, f"{path}?{urlencode([*kept, *(('columns', name) for name in within(layout, allowed))])}")
        for label, layout in LAYOUTS
    ]


def rows_of(queryset: PartnershipQuerySet, state: ListState, numbers: Page, today: date) -> list[list[Cell]]:
    """The cells of the entries on one page."""
    ordered = in_order(queryset, state.sort, today)
    first = numbers.start_index() - 1
    found = page_of_records(ordered, first, first + state.size, state.columns, today)
    return [cells(each, state.columns) for each in found]

"""The tabs of the list, one for each theme, on screen and in a workbook (SH-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Cast

from register.listing.filters import NONE, NOTHING_OF, Found
from register.models import Partnership, Theme
from register.querysets import PartnershipQuerySet

ALL = "all"


@dataclass(frozen=True)
class ThemeTab:
    """One tab: the theme with how many entries of the list stand under it, its address, whether it is shown."""

    label: str
    url: str
    current: bool


def counts(entries: PartnershipQuerySet) -> dict[str, int]:
    """How many of these entries stand under each theme, under none, and how many they are, in one query.

    Keys are those of the filter, with `ALL` for all of them. A theme in use that has no entry here counts 0; a
    retired one is left out then.
    """
    entries = entries.order_by()
    placed = Partnership.themes.through.objects.filter(partnership__in=entries.values("pk"))
    found = grouped(placed, Cast("theme", CharField())).union(
        grouped(Partnership.objects.filter(pk__in=entries.values("pk")), Value(ALL, CharField())),
        grouped(Partnership.objects.filter(pk__in=entries.filter(themes=None).values("pk")), Value(NONE, CharField())),
        Theme.objects.filter(is_retired=False)
        .order_by()
        .annotate(tab=Cast("pk", CharField()), entries=Value(0))
        .values_list("tab", "entries"),
        all=True,
    )
    added: dict[str, int] = {}
    for tab, number in found:
        added[tab] = added.get(tab, 0) + number
    return added


def grouped(rows: QuerySet, tab: Value | Cast) -> QuerySet:
    """The rows counted by tab."""
    return rows.order_by().annotate(tab=tab).values("tab").annotate(entries=Count("pk")).values_list("tab", "entries")


def tabs(found: Found, path: str, by_theme: dict[str, int]) -> Sequence[ThemeTab]:
    """All, each theme in the order of the council's list, and no theme; none at all where there are no themes.

    Each keeps the search, the other filters, the order and the columns of the list.
    """
    chosen = found.state.filters.get("theme", "")
    names = [(value, label) for value, label in found.form.fields["theme"].choices if value and value != NONE]
    themes = [(value, label) for value, label in names if value in by_theme or value == chosen]
    if not themes:
        return ()
    offered = [("", "All"), *themes, (NONE, NOTHING_OF["theme"])]
    return tuple(
        ThemeTab(
            f"{label} ({by_theme.get(value or ALL, 0)})",
            f"{path}?{found.state.narrowed('theme', value).to_query()}",
            value == chosen,
        )
        for value, label in offered
    )

"""What stands under entries in other tables, read for a page of entries in one query.

Each table becomes rows of entry, kind, place and up to eleven texts, so that all of them join into one answer. The
list asks for the kinds that its columns need and for no others.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Case, CharField, F, IntegerField, QuerySet, TextField, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from register.models import Contribution, GoverningDocument, Participation, Partner, Partnership, PartnershipName, Seat
from register.models.choices import DocumentKind

WIDTH = 11
DETAILS = ("budget_code", "budget_status", "recipient__name", "spent_on", "strategy_line")
TEXTS = [f"line_{number}" for number in range(WIDTH)]


class Line(NamedTuple):
    """One row under an entry. Blank texts are empty; yes is "1"."""

    entry: int
    kind: str
    place: int
    texts: tuple[str, ...]


def rows(
    kind: str, queryset: QuerySet, *texts: str | Combinable, place: str | Combinable = "pk", entry: str = "partnership"
) -> QuerySet:
    """A table as lines."""
    padded = [*texts, *[Value("")] * (WIDTH - len(texts))]
    columns = {
        name: Coalesce(Cast(text, TextField()), Value("", TextField()))
        for name, text in zip(TEXTS, padded, strict=True)
    }
    return (
        queryset.order_by()
        .annotate(
            line_entry=F(entry),
            line_kind=Value(kind, output_field=CharField()),
            line_place=Cast(place, IntegerField()),
            **columns,
        )
        .values_list("line_entry", "line_kind", "line_place", *TEXTS)
    )


def yes(field: str) -> Case:
    """A yes as "1", since databases write truth in different words."""
    return Case(When(**{field: True}, then=Value("1")), default=Value(""))


def listed(relation: str, value: str, text: str):
    """The names of a many-to-many list, in the order of the list."""
    through = getattr(Partnership, relation).through
    return lambda kind, ids: rows(kind, through.objects.filter(partnership__in=ids), text, place=f"{value}__position")


def kept(model, ids: Collection[int]) -> QuerySet:
    return model.objects.filter(partnership__in=ids, removed_at__isnull=True)


def paid(kind: str, ids: Collection[int]) -> QuerySet:
    contributions = Contribution.objects.filter(participation__partnership__in=ids, removed_at__isnull=True)
    texts = ("participation__council", "financial_year", "amount", "status", "source", "period", *DETAILS)
    return rows(kind, contributions, *texts, entry="participation__partnership")


KINDS = {
    "aliases": lambda kind, ids: rows(kind, kept(PartnershipName, ids), "name"),
    "reasons_for_entering": listed("entry_reasons", "entryreason", "entryreason__name"),
    "themes": listed("themes", "theme", "theme__name"),
    "priorities": listed("priorities", "planitem", "planitem__number"),
    "client_groups": listed("client_groups", "clientgroup", "clientgroup__name"),
    "partners": lambda kind, ids: rows(kind, kept(Partner, ids), "organisation__name", yes("is_lead")),
    "representatives": lambda kind, ids: rows(
        kind, kept(Seat, ids), "kind", "holder__full_name", "holder__post", "name", "post", yes("is_vacant"), "level"
    ),
    "agreements": lambda kind, ids: rows(
        kind,
        GoverningDocument.objects.in_force(timezone.localdate()).filter(
            partnership__in=ids, kind=DocumentKind.AGREEMENT
        ),
        "starts_on",
        "ends_on",
    ),
    "parts": lambda kind, ids: rows(
        kind,
        Participation.objects.filter(partnership__in=ids),
        "council",
        "officer_hours_per_month",
        yes("officer_hours_is_estimate"),
        "significance",
        "lead_member__full_name",
        "lead_member_post",
        "officer_level",
        "officer_hours_source",
    ),
    "representation": lambda kind, ids: rows(
        kind,
        Participation.objects.filter(partnership__in=ids),
        "council",
        "representation",
        "represented_by__name",
        "district_lead",
        "briefing_arrangement",
        "last_briefed_on",
        "attendance",
    ),
    "contributions": paid,
}


def lines(kinds: Iterable[str], ids: Collection[int]) -> dict[int, dict[str, list[Line]]]:
    """The lines of these kinds under these entries, by entry and kind, each kind in its own order."""
    found: dict[int, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    parts = [KINDS[kind](kind, ids) for kind in sorted(set(kinds))]
    if not parts or not ids:
        return found
    first, *others = parts
    answer = first.union(*others, all=True) if others else first
    for entry, kind, place, *texts in answer:
        found[entry][kind].append(Line(entry, kind, place, tuple(texts)))
    for kinds_of_entry in found.values():
        for each in kinds_of_entry.values():
            each.sort(key=lambda line: (line.place, line.texts))
    return found

"""Entries as plain values by column, for lists and files: two queries for a page of entries, however many columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from register.listing.assembly import FILL, REPRESENTED, known
from register.listing.lines import Line, lines
from register.listing.record import Record
from register.models.choices import RatingSource
from register.querysets import PartnershipQuerySet

CHUNK = 500
OF_RATINGS = {RatingSource.SPREADSHEET: "from spreadsheet", RatingSource.INVENTED: "invented"}
OWN_MARKS = (
    "pk",
    "reference",
    "version",
    "name",
    "status",
    "is_exempt",
    "describes_several",
    "is_to_be_removed",
)
MARKS = (*OWN_MARKS, "batch", "batch__accepted_at", "confirmed_at")
LOOKUPS: dict[str, tuple[str, ...]] = {
    "parent": ("family__name",),
    "partnership_type": ("type__name",),
    "lead_officer": ("lead_officer__full_name", "lead_officer_post"),
    "head_of_service": ("head_of_service__full_name", "head_of_service_post"),
    "supporting_officer": ("supporting_officer__full_name",),
    "service": ("service__name",),
    "exit_risk": ("exit_impact",),
    "risk_rating": ("risk_rating", "risk_rating_source"),
    "value_rating": ("value_rating", "value_rating_source"),
    "information_sharing": (
        "information_to_officers",
        "information_between",
        "information_to_councils",
        "information_from_districts",
    ),
}
KINDS_OF: dict[str, tuple[str, ...]] = {
    "aliases": ("aliases",),
    "reasons_for_entering": ("reasons_for_entering",),
    "themes": ("themes",),
    "priorities": ("priorities",),
    "client_groups": ("client_groups",),
    "lead_partner": ("partners",),
    "partners": ("partners",),
    "representatives": ("representatives",),
    "representative_level": ("representatives",),
    "agreement_starts_on": ("agreements",),
    "agreement_ends_on": ("agreements",),
    **dict.fromkeys(REPRESENTED, ("representation",)),
    "lead_member": ("parts",),
    "officer_hours_per_month": ("parts",),
    "officer_hours_is_estimate": ("parts",),
    "officer_level": ("parts",),
    "significance": ("parts",),
    "contribution": ("contributions",),
    "contribution_period": ("contributions",),
    "budget_code": ("contributions",),
    "budget_status": ("contributions",),
    "paid_to": ("contributions",),
    "spent_on": ("contributions",),
    "strategy_line": ("contributions",),
}


def records(queryset: PartnershipQuerySet, columns: Collection[str], today: date) -> Iterator[Record]:
    """All entries of an ordered queryset in that order, read in chunks so that a large register needs little memory."""
    ids = list(queryset.values_list("pk", flat=True))
    for chunk in batched_ids(ids):
        by_id = {record.pk: record for record in fetched(queryset.model.objects.filter(pk__in=chunk), columns, today)}
        yield from (by_id[pk] for pk in chunk if pk in by_id)


def page_of_records(
    queryset: PartnershipQuerySet, first: int, last: int, columns: Collection[str], today: date
) -> list[Record]:
    """One page of an ordered queryset. The keys are chosen first: sorting them is cheap, sorting whole rows is not."""
    keys = queryset.values("pk")[first:last]
    return fetched(queryset.model.objects.filter(pk__in=keys), columns, today, order=queryset)


def fetched(
    queryset: PartnershipQuerySet, columns: Collection[str], today: date, order: PartnershipQuerySet | None = None
) -> list[Record]:
    """The entries with what their columns need: one query for the rows, one for all that stands under them."""
    own = {name: LOOKUPS.get(name, (name,)) for name in columns if name not in KINDS_OF}
    wanted = list(dict.fromkeys([*MARKS, *(lookup for lookups in own.values() for lookup in lookups)]))
    if order is not None:
        queryset = queryset.order_by(*order.query.order_by)
    rows = [dict(zip(wanted, row, strict=True)) for row in queryset.values_list(*wanted)]
    under = lines([kind for name in columns for kind in KINDS_OF.get(name, ())], [row["pk"] for row in rows])
    return [record(row, own, under[row["pk"]], today) for row in rows]


def record(row: dict, own: dict[str, tuple[str, ...]], under: dict[str, list[Line]], today: date) -> Record:
    """One entry from its row and its lines."""
    imported = row["batch"] is not None
    made = Record(
        **{mark: row[mark] for mark in OWN_MARKS},
        is_waiting=imported and row["batch__accepted_at"] is None,
        is_unconfirmed=imported and row["confirmed_at"] is None,
    )
    for name, lookups in own.items():
        made.values[name] = known(next((row[lookup] for lookup in lookups if row[lookup] not in ("", None)), None))
    for name in ("risk_rating", "value_rating"):
        if name in own:
            source = row[f"{name}_source"]
            made.values[name], made.notes[name] = known(row[name]), source
            if made.values[name] and source in OF_RATINGS:
                made.doubts[name] = OF_RATINGS[source]
    if "information_sharing" in own:
        made.values["information_sharing"] = known(
            "\n".join(filter(None, (row[each] for each in LOOKUPS["information_sharing"])))
        )
    for kind, found in under.items():
        FILL[kind](made, found, today)
    return made


def batched_ids(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]

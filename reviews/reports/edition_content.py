"""What an edition keeps of each entry: the register's columns and all that papers say of it, as plain values.

`SCHEMA` counts the shapes that this has had; a reader of older editions goes by it. The second keeps exits, the third
performance returns.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from assessments.models import Assessment
from register.columns import every_column
from register.listing.record import plain
from register.listing.records import batched_ids, records
from register.models import ActivitySummary, Contribution, Decision, Participation, Partnership, PerformanceReturn
from register.querysets import REPORTED, PartnershipQuerySet
from register.rules.money import financial_year
from register.rules.performance import told
from reviews.models import ExitStrategy, RecommendationSubject, Review, ReviewAnswer, ReviewRound, ReviewSection
from reviews.models.choices import WRITTEN, RecommendationStatus

SCHEMA = 3
MARKS = ("is_exempt", "describes_several", "is_to_be_removed", "is_unconfirmed")
OWN = (
    "family__name", "family__position", "lead_officer_post", "lead_officer__post", "risk_rating", "risk_rating_source",
    "risk_assessed_on", "value_rating", "value_rating_source", "value_assessed_on", "is_reported", "is_counted",
)  # fmt: skip
PART = ("council", "officer_hours_per_month", "officer_hours_is_estimate", "officer_hours_source")
PAID = ("financial_year", "kind", "amount", "status", "source")
DECIDED = (
    "step__matter__title", "step__body__name", "step__part", "outcome", "decided_on", "takes_effect_on", "minute",
)  # fmt: skip
RECOMMENDED = ("reference", "kind", "heading", "text", "status", "hours_change", "pounds_change")
UNPUBLISHED = (*WRITTEN, RecommendationStatus.SUBMITTED, RecommendationStatus.WITHDRAWN)
LEFT = (
    "reference", "status", "leaves_on", "expected_saving", "saving_made", "completed_at", "reversed_at",
    "looked_back_at", "reversal", "lessons", "impact_came_true",
)  # fmt: skip
KEYS = {"id", "version"}
REVIEWED = tuple(f.name for f in Review._meta.concrete_fields if not f.is_relation and f.name not in KEYS)
LOOKED_AT = ("key", "state", "honesty", "note")

Blocks = dict[int, Any]


def contents(entries: PartnershipQuerySet, round: ReviewRound | None, today: date) -> Iterator[tuple[int, dict]]:
    """The key of each entry with what is kept of it, in the order of the keys, in the same few queries for 500."""
    for chunk in batched_ids(list(entries.order_by("pk").values_list("pk", flat=True))):
        own, paid = own_of(chunk), parts_of(chunk)
        under = {
            "activity": activity_of(chunk),
            "performance": performance_of(chunk),
            "recommendations": recommendations_of(chunk),
            "decisions": decisions_of(chunk),
            "exits": exits_of(chunk),
        }
        expiry, reviews = expiry_of(chunk), reviews_of(chunk, round) if round else {}
        found = Partnership.objects.filter(pk__in=chunk).order_by("pk")
        for record in records(found, every_column(), today):
            mine = own[record.pk]
            yield (
                record.pk,
                {
                    "schema": SCHEMA,
                    "entry": plain(record),
                    "marks": {**{name: getattr(record, name) for name in MARKS}, **marks(mine)},
                    "ratings": {kind: rating(mine, kind, expiry.get((record.pk, kind))) for kind in ("risk", "value")},
                    "parts": paid.get(record.pk, []),
                    "review": reviews.get(record.pk),
                    **{name: block.get(record.pk, []) for name, block in under.items()},
                },
            )


def own_of(chunk: Sequence[int]) -> Blocks:
    """Columns of the entries that papers need beside those of the register."""
    found = Partnership.objects.filter(pk__in=chunk).with_counted().annotate(is_reported=REPORTED)
    return {row["pk"]: row for row in found.values("pk", *OWN)}


def marks(own: dict) -> dict:
    return {
        "family": own["family__name"] or "",
        "family_position": own["family__position"] or 0,
        "lead_post": own["lead_officer_post"] or own["lead_officer__post"] or "",
        "is_reported": bool(own["is_reported"]),
        "is_counted": bool(own["is_counted"]),
    }


def rating(own: dict, kind: str, expires_on: date | None) -> dict:
    names = ("rating", "rating_source", "assessed_on")
    return {**{name: own[f"{kind}_{name}"] for name in names}, "expires_on": expires_on}


def expiry_of(chunk: Sequence[int]) -> dict[tuple[int, str], date]:
    """When the assessment behind a rating expires; that of the last one confirmed."""
    found = Assessment.objects.filter(partnership__in=chunk).confirmed().order_by("confirmed_at", "pk")
    return {(entry, kind): day for entry, kind, day in found.values_list("partnership", "kind", "expires_on")}


def parts_of(chunk: Sequence[int]) -> Blocks:
    """What each council puts in: hours, and its contributions line by line."""
    paid = gathered(
        Contribution.objects.filter(participation__partnership__in=chunk, removed_at__isnull=True)
        .order_by("pk")
        .values("participation", *PAID),
        "participation",
    )
    found = Participation.objects.filter(partnership__in=chunk).order_by("pk").values("pk", "partnership", *PART)
    return gathered(
        ({**row, "contributions": paid.get(row["pk"], [])} for row in found), "partnership", "partnership", "pk"
    )


def gathered(rows: Iterable[dict], key: str, *without: str) -> Blocks:
    """Rows by the entry, or the line, that they stand under."""
    found: Blocks = defaultdict(list)
    leave = {key, *without}
    for row in rows:
        found[row[key]].append({name: value for name, value in row.items() if name not in leave})
    return found


def reviews_of(chunk: Sequence[int], round: ReviewRound) -> Blocks:
    """The review of each entry in the round, with how its sections were looked at, and its answers."""
    every = Review.objects.filter(round=round, partnership__in=chunk)
    sections = ReviewSection.objects.filter(review__in=every.order_by()).order_by("pk")
    answers = ReviewAnswer.objects.filter(review__in=every.order_by()).order_by("question__position", "pk")
    looked_at = gathered(sections.values("review", *LOOKED_AT), "review")
    said = gathered(answers.values("review", "is_yes", "text", asked=F("question__text")), "review")
    found = {}
    for row in every.values("pk", "partnership", *REVIEWED):
        kept = {name: row[name] for name in REVIEWED}
        own = {"sections": looked_at.get(row["pk"], []), "answers": said.get(row["pk"], [])}
        found[row["partnership"]] = {**kept, **own}
    return found


def activity_of(chunk: Sequence[int]) -> Blocks:
    """The yearly summaries of what it did (H11-06)."""
    found = ActivitySummary.objects.filter(partnership__in=chunk, removed_at__isnull=True).order_by("financial_year")
    return gathered(found.values("partnership", "financial_year", "text"), "partnership")


def performance_of(chunk: Sequence[int]) -> Blocks:
    """What lead officers of selected partnerships recorded, a text for each financial year (SH-14)."""
    found: dict[tuple[int, int], list[PerformanceReturn]] = defaultdict(list)
    for each in PerformanceReturn.objects.filter(partnership__in=chunk).recorded().order_by("starts_on"):
        found[each.partnership_id, financial_year(each.starts_on)].append(each)
    rows = ({"entry": pk, "financial_year": year, "text": told(own)} for (pk, year), own in found.items())
    return gathered(rows, "entry")


def recommendations_of(chunk: Sequence[int]) -> Blocks:
    """What was put to bodies about it; what somebody still writes is nobody else's business."""
    found = RecommendationSubject.objects.filter(
        partnership__in=chunk, removed_at__isnull=True, is_exception=False
    ).exclude(recommendation__status__in=UNPUBLISHED)
    rows = found.order_by("recommendation").values("partnership", *(f"recommendation__{name}" for name in RECOMMENDED))
    return gathered(({name.removeprefix("recommendation__"): row[name] for name in row} for row in rows), "partnership")


def decisions_of(chunk: Sequence[int]) -> Blocks:
    """What bodies said and decided about it."""
    found = Decision.objects.filter(step__matter__partnership__in=chunk, step__matter__withdrawn_at__isnull=True)
    rows = found.order_by("decided_on", "pk").values("step__matter__partnership", *DECIDED)
    return gathered(({name.split("__")[-1]: row[name] for name in row} for row in rows), "partnership")


def exits_of(chunk: Sequence[int]) -> Blocks:
    """By which strategies it was left or is being left, with what that was to save and did."""
    found = ExitStrategy.objects.filter(partnership__in=chunk).order_by("opened_at", "pk")
    return gathered(found.values("partnership", *LEFT), "partnership")

"""What the list can be sorted by. Blanks come last, whichever way it runs: unknown is neither much nor little."""

from datetime import date

from django.db.models import Case, F, IntegerField, OuterRef, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable, OrderBy
from django.db.models.functions import Coalesce, Length, Lower, NullIf

from register.listing.figures import contributions_to_show
from register.models import Participation
from register.models.choices import Rating, Significance
from register.querysets import PartnershipQuerySet

DEFAULT_SORT = "name"
BLANK = Value("")


def text(*fields: str) -> Combinable:
    """The first of these texts that is not blank, in any case."""
    known = [NullIf(F(field), BLANK) for field in fields]
    return Lower(Coalesce(*known) if len(known) > 1 else known[0])


def ranked(field: str, *ranks: str) -> Combinable:
    """Codes by what they mean, the last being the highest."""
    return Case(
        *(When(**{field: code}, then=Value(rank)) for rank, code in enumerate(ranks)), output_field=IntegerField()
    )


def hours(today: date) -> Combinable:
    """Officer hours a month of all councils together."""
    parts = Participation.objects.filter(partnership=OuterRef("pk")).order_by().values("partnership")
    return Subquery(parts.values(total=Sum("officer_hours_per_month")))


def contribution(today: date) -> Combinable:
    """The contributions that the list shows, together."""
    return Subquery(contributions_to_show(OuterRef("pk"), today).values(total=Sum("amount")))


def significance(today: date) -> Combinable:
    """The highest tier that any council gives it."""
    parts = Participation.objects.filter(partnership=OuterRef("pk")).exclude(significance="")
    rank = ranked("significance", Significance.DESIRABLE, Significance.SIGNIFICANT)
    return Subquery(parts.annotate(rank=rank).order_by("-rank").values("rank")[:1])


LEVELS = (Rating.LOW, Rating.MEDIUM, Rating.HIGH)
SORTS = {
    "reference": lambda today: F("reference"),
    "name": lambda today: F("name_key"),
    "acronym": lambda today: text("acronym"),
    "parent": lambda today: text("family__name"),
    "classification": lambda today: F("classification"),
    "status": lambda today: F("status"),
    "orientation": lambda today: text("orientation"),
    "partnership_type": lambda today: text("type__name"),
    "lead_officer": lambda today: text("lead_officer__full_name", "lead_officer_post"),
    "head_of_service": lambda today: text("head_of_service__full_name", "head_of_service_post"),
    "service": lambda today: text("service__name"),
    "council_position": lambda today: text("council_position"),
    "is_statutory": lambda today: F("is_statutory"),
    "governance_form": lambda today: text("governance_form"),
    "meetings_per_year": lambda today: F("meetings_per_year"),
    "officer_hours_per_month": hours,
    "contribution": contribution,
    "significance": significance,
    "risk_rating": lambda today: ranked("risk_rating", *LEVELS),
    "value_rating": lambda today: ranked("value_rating", *LEVELS),
    "next_review_due_on": lambda today: F("next_review_due_on"),
}
NEVER_BLANK = {"reference", "name", "classification", "status"}


def in_order(queryset: PartnershipQuerySet, sort: str, today: date) -> PartnershipQuerySet:
    """The entries in the order asked for; equals stand in the order in which they came to the register."""
    key = sort.removeprefix("-")
    last = None if key in NEVER_BLANK else True
    first = [OrderBy(Length("reference"), descending=sort.startswith("-"))] if key == "reference" else []
    return queryset.order_by(*first, OrderBy(SORTS[key](today), descending=sort.startswith("-"), nulls_last=last), "pk")

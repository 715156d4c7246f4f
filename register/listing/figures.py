"""Which figures of money stand for an entry where only one is shown."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable

from register.models import Contribution
from register.rules.money import financial_year


def year_to_show(years: Iterable[int], today: date) -> int | None:
    """The latest financial year that has begun and for which something is recorded; None where nothing is."""
    return max((year for year in years if year <= financial_year(today)), default=None)


def contributions_to_show(entry: Combinable, today: date) -> QuerySet:
    """The same in the database: the contributions of that year of one entry, grouped as one."""
    begun = Contribution.objects.filter(removed_at__isnull=True, financial_year__lte=financial_year(today))
    of_same_entry = begun.filter(participation__partnership=OuterRef("participation__partnership"))
    latest = of_same_entry.order_by("-financial_year").values("financial_year")[:1]
    shown = begun.filter(participation__partnership=entry, financial_year=Subquery(latest))
    return shown.order_by().values("participation__partnership")

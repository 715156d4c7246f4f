"""The financial year that a page shows: chosen in the address, from the years of which something is recorded."""

from dataclasses import dataclass
from datetime import date

from partnerships.numbers import whole
from register.models import Contribution, OtherFunding, Partnership, Volunteering
from register.rules.money import financial_year, year_name


@dataclass(frozen=True)
class Years:
    """The year shown, the years on offer with the newest first, and what was left aside of the address."""

    chosen: int
    offered: tuple[int, ...]
    remark: str = ""

    @property
    def name(self) -> str:
        return year_name(self.chosen)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(year), year_name(year)) for year in self.offered]


def recorded(entry: Partnership | None = None) -> set[int]:
    """The years for which money or volunteers' hours are recorded, of one entry or of the whole register."""
    first, *others = (
        model.objects.filter(removed_at__isnull=True, **({path: entry} if entry else {}))
        for model, path in (
            (Contribution, "participation__partnership"),
            (OtherFunding, "partnership"),
            (Volunteering, "partnership"),
        )
    )
    years = first.order_by().values_list("financial_year")
    return {year for (year,) in years.union(*(rows.order_by().values_list("financial_year") for rows in others))}


def year_of(text: str, years: set[int], today: date) -> Years:
    """The year that the address asks for; else this year, or the newest before it of which something is recorded."""
    current = financial_year(today)
    offered = tuple(sorted(years | {current}, reverse=True))
    usual = max((year for year in years if year <= current), default=current)
    if not text:
        return Years(usual, offered)
    if (year := whole(text)) in offered:
        return Years(year, offered)
    return Years(usual, offered, f"Nothing is recorded for “{text[:20]}”, so {year_name(usual)} is shown.")

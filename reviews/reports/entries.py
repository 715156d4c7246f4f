"""Which entries a paper is about, and in which order."""

from datetime import date

from django.db.models import Max, Min, Prefetch

from partnerships.models import Council
from register.models import Contribution, Participation, Partner, Partnership, Seat
from register.querysets import PartnershipQuerySet
from register.rules.money import financial_year


def reported(council: Council) -> list[Partnership]:
    """The entries that a paper for members may show, in the order of the register: families first, then as entered.

    Each carries `parts` (this council's, with `live_contributions`), `live_seats`, `live_partners` and `is_counted`.
    """
    live = {"removed_at__isnull": True}
    contributions = Prefetch("contributions", Contribution.objects.filter(**live), to_attr="live_contributions")
    parts = Participation.objects.filter(council=council).select_related("represented_by")
    parts = parts.prefetch_related(contributions)
    entries = (
        Partnership.objects.reported()
        .open_to_members()
        .of_council(council)
        .with_counted()
        .select_related("family", "lead_officer")
        .prefetch_related(
            "themes",
            Prefetch("participations", parts, to_attr="parts"),
            Prefetch(
                "seats", Seat.objects.filter(council=council, **live).select_related("holder"), to_attr="live_seats"
            ),
            Prefetch(
                "partners", Partner.objects.filter(**live).select_related("organisation"), to_attr="live_partners"
            ),
        )
        .order_by("pk")
    )
    return in_register_order(list(entries))


def in_register_order(entries: list[Partnership]) -> list[Partnership]:
    """Families in the order of their list, else as they first appear; then entries as they were entered."""
    first: dict[int, int] = {}
    for entry in entries:
        if entry.family_id:
            first.setdefault(entry.family_id, entry.pk)

    def place(entry: Partnership) -> tuple:
        family = entry.family
        return (family is None, family.position if family else 0, first.get(entry.family_id, 0), entry.pk)

    return sorted(entries, key=place)


def exempt(council: Council) -> int:
    """How many entries the paper leaves out because they are exempt (H14-47)."""
    return Partnership.objects.reported().of_council(council).filter(is_exempt=True).count()


def not_counted(council: Council) -> PartnershipQuerySet:
    """Active, accepted entries that members may know of and that are not counted as partnerships (H14-11)."""
    active = Partnership.objects.active().accepted().open_to_members().of_council(council)
    return active.exclude(pk__in=Partnership.objects.counted().values("pk"))


def year_of_figures(council: Council, chosen: int | None, day: date) -> int:
    """The financial year of a paper's contributions: the one chosen, else the latest up to the day in which the
    entries that it reports have figures. An import not yet accepted moves no year.
    """
    if chosen:
        return chosen
    now = financial_year(day)
    shown = Partnership.objects.reported().open_to_members()
    known = Contribution.objects.filter(
        participation__council=council, participation__partnership__in=shown, removed_at__isnull=True
    )
    latest = known.filter(financial_year__lte=now).aggregate(year=Max("financial_year"))["year"]
    return latest or known.aggregate(year=Min("financial_year"))["year"] or now

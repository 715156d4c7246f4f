"""What a council puts into a partnership, named from its figures (SH-10)."""

from collections.abc import Iterable

from register.models import Contribution, Participation
from register.models.choices import ContributionKind

NOT_KNOWN = "not known"
NOTHING = "nothing"


def support(part: Participation, contributions: Iterable[Contribution]) -> str:
    """Money, officer time, support in kind, any of them together, nothing, or not known; blank is not nothing.

    A contribution counts whatever its year; one of which only the amount is unknown counts too.
    """
    lines = [line for line in contributions if line.removed_at is None and line.amount != 0]
    hours = part.officer_hours_per_month
    found = [
        words
        for words, applies in (
            ("money", any(line.kind == ContributionKind.CASH for line in lines)),
            ("officer time", bool(hours)),
            ("support in kind", any(line.kind == ContributionKind.IN_KIND for line in lines)),
        )
        if applies
    ]
    if found:
        return " and ".join(found) if len(found) < 3 else ", ".join(found[:2]) + f" and {found[2]}"
    return NOTHING if hours == 0 else NOT_KNOWN

"""Which legal advice leaving a partnership asks for (H14-32, H14-43)."""

from register.models import Partnership
from register.models.choices import LegalAdvice, RecommendationKind

ADVICE_FIRST = (
    "The council is obliged to attend, so leaving needs legal advice first. Record under Governance that legal advice "
    "on leaving was taken, and who gave it."
)
ASKED = (
    "The law has a hand in this partnership. Say whether legal advice on leaving was taken, is still needed, or is not "
    "needed."
)
NO_STRATEGY = (
    "Nobody leaves without an exit strategy. Name what follows this partnership, give the day and minute of the "
    "management team’s waiver, or open an exit strategy."
)
DECIDING = frozenset({"recommendation_kind", "is_statutory", "is_attendance_obligatory", "legal_advice_on_leaving"})


def is_asked(entry: Partnership) -> bool:
    """Does leaving this partnership ask about legal advice at all?"""
    return bool(entry.is_attendance_obligatory or entry.is_statutory)


def lacking(entry: Partnership) -> str:
    """What is missing before the council may leave, or recommend that it does; empty where nothing is.

    Where it is obliged to attend, the advice must have been taken; where the partnership is statutory and it is not
    obliged to, somebody must have answered whether advice was taken.
    """
    advice = entry.legal_advice_on_leaving
    if entry.is_attendance_obligatory:
        return "" if advice == LegalAdvice.TAKEN else ADVICE_FIRST
    return ASKED if entry.is_statutory and not advice else ""


def lacking_for_recommendation(entry: Partnership) -> str:
    """The same where withdrawal is recommended; empty for any other recommendation."""
    return lacking(entry) if entry.recommendation_kind == RecommendationKind.WITHDRAW else ""

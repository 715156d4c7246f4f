"""What an entry still lacks, in words, each naming the field that mends it (W09-02, W09-08, D12, D13, D22, D24)."""

from dataclasses import dataclass

from register.models import Partnership
from register.rules.leaving import lacking_for_recommendation


@dataclass(frozen=True)
class Gap:
    """One missing piece: the field, and what to do about it."""

    field: str
    remedy: str


TYPE_REMEDY = "Choose the type"
NEEDED = (
    ("function", "Add the function of the partnership"),
    ("orientation", "Say whether it is strategic or operational"),
    ("type", TYPE_REMEDY),
    ("meeting_frequency", "Add how often it meets"),
    ("exit_impact", "Add the impact of leaving"),
    ("risk_rating", "Rate the overall risk"),
    ("value_rating", "Rate the overall value"),
    ("council_position", "Say what the council's position is"),
    ("value_added", "Say what the council gets out of it"),
    ("information_to_officers", "Say how information is shared"),
    ("next_review_due_on", "Set when the next review is due"),
)


def gaps(partnership: Partnership) -> list[Gap]:
    """The missing facts of an active entry, in the order of the register's headings."""
    found = [Gap(field, remedy) for field, remedy in NEEDED if not getattr(partnership, field)]
    if not (partnership.lead_officer_id or partnership.lead_officer_post):
        found.insert(0, Gap("lead_officer", "Name the lead officer"))
    if partnership.is_statutory is None:
        found.append(Gap("is_statutory", "Say whether it is statutory"))
    return [*found, *legal_gaps(partnership)]


def legal_gaps(partnership: Partnership) -> list[Gap]:
    """A statutory partnership asks whether the council must attend; leaving one that it must needs advice (H14-32)."""
    found = []
    if partnership.is_statutory and partnership.is_attendance_obligatory is None:
        found.append(Gap("is_attendance_obligatory", "Say whether the council is obliged to attend"))
    if lacking_for_recommendation(partnership):
        obliged = "Record the legal advice on leaving: the council is obliged to attend"
        asked = "Say whether legal advice on leaving was taken: the partnership is statutory"
        found.append(Gap("legal_advice_on_leaving", obliged if partnership.is_attendance_obligatory else asked))
    return found

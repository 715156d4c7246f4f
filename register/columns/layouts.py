"""Whole sets of columns under one name, as the councils' own papers have them."""

BRECKLAND = (
    "name", "lead_partner", "function", "orientation", "is_statutory", "is_attendance_obligatory", "meeting_frequency",
    "representatives", "representative_level", "priorities", "officer_hours_per_month", "contribution", "exit_risk",
    "risk_rating", "council_position", "value_added", "value_rating", "information_sharing",
)  # fmt: skip
SOUTH_HAMS = (
    "name", "lead_member", "lead_officer", "significance", "area", "function", "partners", "agreement_starts_on",
    "agreement_ends_on", "contribution", "contribution_period", "partnership_type", "contact",
)  # fmt: skip
LAYOUTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("The sixteen headings of Breckland's Appendix A", BRECKLAND),
    ("The eleven headings of South Hams and West Devon", SOUTH_HAMS),
)


def within(layout: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a layout that this person may see, in the layout's order (B15-43, SH-19)."""
    return tuple(name for name in layout if name in allowed)

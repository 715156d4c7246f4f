"""The sections of an entry: each is one card on a page, and its fields are changed together. The list is data."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """One card: its title, the tab that it stands on, and the fields of the entry that it holds."""

    key: str
    title: str
    tab: str
    fields: tuple[str, ...]


SECTIONS = {
    section.key: section
    for section in (
        Section(
            "about",
            "About the partnership",
            "entry",
            (
                "name",
                "acronym",
                "classification",
                "type",
                "family",
                "describes_several",
                "is_to_be_removed",
                "orientation",
                "started_on",
                "joined_on",
            ),
        ),
        Section(
            "purpose",
            "Purpose",
            "entry",
            ("function", "outcomes_sought", "entry_reasons", "entry_reason_note", "decision_role", "origin"),
        ),
        Section(
            "plan",
            "Themes, priorities and area",
            "entry",
            ("themes", "priorities", "priorities_as_typed", "plan_link", "horizon", "client_groups", "area", "wards"),
        ),
        Section(
            "judgement",
            "Risk, value and position",
            "entry",
            ("risk_rating", "value_rating", "council_position", "value_added", "value_for_money", "exit_impact"),
        ),
        Section(
            "future",
            "Recommendation and next review",
            "entry",
            (
                "recommendation",
                "recommendation_kind",
                "deferred_until_on",
                "deferred_to",
                "recommendation_heading",
                "hours_change",
                "pounds_change",
                "comments",
                "next_review_due_on",
                "is_selected_for_returns",
                "look_again_meetings",
                "look_again_from",
            ),
        ),
        Section("publication", "Publication", "entry", ("is_exempt", "exempt_paragraph")),
        Section(
            "lead",
            "Who answers for it",
            "people",
            (
                "lead_officer",
                "lead_officer_post",
                "supporting_officer",
                "head_of_service",
                "head_of_service_post",
                "service",
                "lead_partner_note",
                "contact",
                "contact_failed_on",
            ),
        ),
        Section("resources", "What it has of its own", "money", ("has_own_staff", "has_own_budget", "in_kind_support")),
        Section(
            "governance",
            "Legal footing and governance",
            "governance",
            (
                "is_statutory",
                "statutory_basis",
                "is_attendance_obligatory",
                "legal_basis",
                "governance_form",
                "legal_status",
            ),
        ),
        Section("meetings", "How often it meets", "meetings", ("meeting_frequency", "meetings_per_year", "formality")),
        Section(
            "information",
            "How information is shared",
            "information",
            ("information_to_officers", "information_between", "information_to_councils", "information_from_districts"),
        ),
        Section(
            "running",
            "How it is run",
            "governance",
            (
                "decision_powers",
                "has_dispute_protocol",
                "dispute_protocol_note",
                "has_complaints_route",
                "complaints_route_note",
            ),
        ),
        Section(
            "sharing",
            "What partners share",
            "governance",
            (
                "shares_information",
                "shares_information_evidence",
                "shares_risks",
                "shares_planning",
                "shares_decisions",
                "shares_resources",
                "data_sharing",
                "data_sharing_reviewed_on",
            ),
        ),
        Section(
            "safeguards",
            "Legal advice and safeguarding",
            "governance",
            (
                "legal_advice_on_joining",
                "legal_advice_on_leaving",
                "legal_advice_note",
                "safeguarding",
                "safeguarding_seen_on",
            ),
        ),
        Section(
            "options",
            "Other ways of delivery, and review",
            "governance",
            ("delivery_option", "options_looked_at_on", "review_method"),
        ),
        Section(
            "external",
            "External review",
            "governance",
            ("external_review_by", "external_review_ends_on", "external_review_waits"),
        ),
        Section(
            "readiness",
            "If the council left",
            "governance",
            (
                "assets_held",
                "liabilities",
                "insurance",
                "data_held",
                "depends_on_it",
                "exit_terms",
                "project_ends_on",
                "exit_owner_post",
            ),
        ),
        Section(
            "efficiencies",
            "Pooling and efficiencies",
            "money",
            ("has_pooled_budget", "efficiencies_expected", "efficiencies_delivered"),
        ),
    )
}

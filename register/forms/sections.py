"""The sections of an entry: each is one card on a page and one form behind its Change. The list is data."""

from dataclasses import dataclass

from register.forms.base import EntryForm
from register.models import Partnership
from register.permissions import can_rate_partnership

RISK_HINTS = {
    "high": "Likely to fail the council, or costly if it does.",
    "medium": "Some risk, which is being managed.",
    "low": "Little could go wrong, or little would follow.",
}
VALUE_HINTS = {
    "high": "The council gains much that it could not have otherwise.",
    "medium": "The council gains something for what it puts in.",
    "low": "The council gains little for what it puts in.",
}
POSITION_HINTS = {
    "control": "The council chairs, leads or decides.",
    "influence": "The council has an effect on what is decided.",
    "information": "The council learns from it and gains expertise.",
}
ORIENTATION_HINTS = {"strategic": "Sets a direction.", "operational": "Delivers something."}


class AboutForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = (
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
        )

    radios = {"orientation": ORIENTATION_HINTS}


class PurposeForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("function", "outcomes_sought", "entry_reasons", "entry_reason_note", "decision_role", "origin")

    radios = {"decision_role": {}, "origin": {}}


class PlanForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("themes", "priorities", "priorities_as_typed", "area", "wards")


class JudgementForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("risk_rating", "value_rating", "council_position", "value_added", "exit_impact")

    radios = {"risk_rating": RISK_HINTS, "value_rating": VALUE_HINTS, "council_position": POSITION_HINTS}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not can_rate_partnership(self.user, self.instance):
            del self.fields["risk_rating"], self.fields["value_rating"]


class FutureForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("recommendation", "recommendation_kind", "recommendation_heading", "comments", "next_review_due_on")


class PublicationForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("is_exempt", "exempt_paragraph")

    together = (("is_exempt", "exempt_paragraph"),)


class LeadForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = (
            "lead_officer",
            "lead_officer_post",
            "head_of_service",
            "head_of_service_post",
            "service",
            "lead_partner_note",
            "contact",
        )

    together = (("lead_officer", "lead_officer_post"), ("head_of_service", "head_of_service_post"))


class ResourcesForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("has_own_staff", "has_own_budget", "in_kind_support")


class GovernanceForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = (
            "is_statutory",
            "statutory_basis",
            "is_attendance_obligatory",
            "legal_basis",
            "governance_form",
            "legal_status",
        )

    radios = {"governance_form": {}}
    together = (("is_statutory", "statutory_basis"),)


class MeetingsForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = ("meeting_frequency", "meetings_per_year", "formality")

    radios = {"formality": {}}
    together = (("meeting_frequency", "meetings_per_year"),)


class InformationForm(EntryForm):
    class Meta(EntryForm.Meta):
        model = Partnership
        fields = (
            "information_to_officers",
            "information_between",
            "information_to_councils",
            "information_from_districts",
        )


@dataclass(frozen=True)
class Section:
    """One card: its title, the tab that it stands on, and the form that changes it."""

    key: str
    title: str
    tab: str
    form: type[EntryForm]

    @property
    def fields(self) -> tuple[str, ...]:
        return self.form._meta.fields


SECTIONS = {
    section.key: section
    for section in (
        Section("about", "About the partnership", "entry", AboutForm),
        Section("purpose", "Purpose", "entry", PurposeForm),
        Section("plan", "Themes, priorities and area", "entry", PlanForm),
        Section("judgement", "Risk, value and position", "entry", JudgementForm),
        Section("future", "Recommendation and next review", "entry", FutureForm),
        Section("publication", "Publication", "entry", PublicationForm),
        Section("lead", "Who answers for it", "people", LeadForm),
        Section("resources", "What it has of its own", "money", ResourcesForm),
        Section("governance", "Legal footing and governance", "governance", GovernanceForm),
        Section("meetings", "Meetings", "governance", MeetingsForm),
        Section("information", "How information is shared", "governance", InformationForm),
    )
}


def section_of(field: str) -> Section | None:
    """The section whose form holds a field."""
    return next((section for section in SECTIONS.values() if field in section.fields), None)

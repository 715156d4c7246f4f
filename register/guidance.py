"""What the council's policy says about each field: its label, its guidance and the paragraph that they come from.

One query for a whole page. Where the policy in use says nothing, the register's own column help speaks.
"""

from dataclasses import dataclass
from functools import cache

from django.apps import apps

from register.columns import BY_FIELD
from register.models import FieldGuide, Partnership, Policy

# The register's columns call these by other names than the tables do.
COLUMN_OF = {
    "family": "parent",
    "type": "partnership_type",
    "entry_reasons": "reasons_for_entering",
    "exit_impact": "exit_risk",
    "information_between": "information_between_partnerships",
    "information_from_districts": "information_from_lead_districts",
    "lead_officer_post": "",
    "amount": "contribution",
    "period": "contribution_period",
    "recipient": "paid_to",
}


@dataclass(frozen=True)
class Guide:
    """One field as the policy presents it."""

    label: str
    help: str = ""
    source: str = ""

    def text(self) -> str:
        """The guidance with its source paragraph, as it is shown beside the field."""
        return "\n\n".join(part for part in (self.help, self.source and f"Source: {self.source}") if part)


class Guidance:
    """The guidance of the policy in use."""

    def __init__(self, policy: Policy | None, guides: dict[str, Guide]):
        self.policy = policy or Policy()
        self._guides = guides

    @classmethod
    def current(cls) -> "Guidance":
        rows = list(FieldGuide.objects.filter(policy__is_current=True).select_related("policy"))
        guides = {row.field: Guide(row.label, row.help_text, row.source) for row in rows}
        return cls(rows[0].policy if rows else Policy.objects.filter(is_current=True).first(), guides)

    def of(self, field: str) -> Guide | None:
        """The guide of a field of the tables; None where neither the policy nor the columns know it."""
        column = COLUMN_OF.get(field, field)
        if found := self._guides.get(field) or self._guides.get(column):
            return found
        known = BY_FIELD.get(column)
        return Guide(known.label, known.help) if known else None

    def label(self, field: str, model=Partnership) -> str:
        """What the council calls a field."""
        if found := self.of(field):
            return found.label
        words = str(model._meta.get_field(field).verbose_name)
        return words[:1].upper() + words[1:]


def labels() -> dict[str, str]:
    """What the council calls the fields that an entry alone has. Contributed under `labels`."""
    guidance = Guidance.current()
    return {name: guidance.label(name) for name in fields_of_entries_alone()}


@cache
def fields_of_entries_alone() -> frozenset[str]:
    """The fields of an entry whose name no other thing of the domain uses."""
    others = [model for model in apps.get_models() if model is not Partnership and hasattr(model, "history")]
    shared = {field.name for model in others for field in model._meta.concrete_fields}
    return frozenset({field.name for field in Partnership._meta.concrete_fields} - shared)

"""Computed columns of the register: comparison keys and search text, recomputed after every change."""

from datetime import datetime

from partnerships.saving import derive_many
from register.interchange.names import key as name_key
from register.models import Organisation, OrganisationName, Partner, Partnership, PartnershipName, Seat

SEARCHED = {Organisation, OrganisationName, Partner, Partnership, PartnershipName, Seat}
TEXTS = (
    "name",
    "acronym",
    "function",
    "outcomes_sought",
    "value_added",
    "exit_impact",
    "comments",
    "recommendation",
    "area",
    "wards",
    "lead_officer_post",
    "head_of_service_post",
    "lead_partner_note",
    "statutory_basis",
    "reference",
)


def recompute(ids: set[int], models: set[type], *, by, at: datetime) -> None:
    """Bring the derived columns of these entries up to date. Contacts and personal data stay out of the search text."""
    if SEARCHED.isdisjoint(models):
        return
    entries = (
        Partnership._base_manager.filter(pk__in=ids)
        .select_related("family", "type", "lead_officer")
        .prefetch_related("other_names", "partners__organisation__other_names", "themes", "seats")
    )
    values = {}
    for entry in entries:
        found = {"name_key": name_key(entry.name)[:250], "search_text": search_text(entry)}
        if found != {name: getattr(entry, name) for name in found}:
            values[entry.pk] = found
    derive_many(Partnership, values)


def search_text(entry: Partnership) -> str:
    """Everything that a search looks through, in one line, folded: names, acronyms, aliases, partners, text."""
    parts = [getattr(entry, field) for field in TEXTS]
    parts += [other.name for other in entry.other_names.all() if other.removed_at is None]
    for partner in entry.partners.all():
        if partner.removed_at is None:
            parts += [partner.organisation.name, *(other.name for other in partner.organisation.other_names.all())]
    parts += [theme.name for theme in entry.themes.all()]
    parts += [entry.family.name if entry.family else "", entry.type.name if entry.type else ""]
    parts += [entry.lead_officer.full_name if entry.lead_officer else ""]
    parts += [seat.post for seat in entry.seats.all() if seat.removed_at is None]
    return " ".join(part for part in parts if part).casefold()

from register.models.documents import GoverningDocument
from register.models.imports import ImportBatch, ImportRow
from register.models.links import Link
from register.models.lists import Body, EntryReason, ExclusionClass, Family, PartnershipType, PlanItem, Theme
from register.models.money import Contribution, Participation
from register.models.organisations import Organisation, OrganisationName, Partner
from register.models.partnership import Partnership, PartnershipName
from register.models.people import Seat
from register.models.policy import FieldGuide, Policy

__all__ = [
    "Body",
    "Contribution",
    "EntryReason",
    "ExclusionClass",
    "Family",
    "FieldGuide",
    "GoverningDocument",
    "ImportBatch",
    "ImportRow",
    "Link",
    "Organisation",
    "OrganisationName",
    "Participation",
    "Partner",
    "Partnership",
    "PartnershipName",
    "PartnershipType",
    "PlanItem",
    "Policy",
    "Seat",
    "Theme",
]

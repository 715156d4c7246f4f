from register.models.actions import Action
from register.models.appointments import Appointment, AppointmentRound, Nomination
from register.models.briefings import Briefing
from register.models.calendar import MunicipalYear
from register.models.concerns import Concern
from register.models.decisions import Decision, Matter, MatterStep, Route
from register.models.documents import AgreedOutcome, GoverningDocument, StoredFile
from register.models.handovers import Handover, HandoverLine
from register.models.imports import ImportBatch, ImportRow
from register.models.knowledge import PassedOn, Recipient
from register.models.links import Link
from register.models.lists import (
    Body,
    ClientGroup,
    EntryReason,
    ExclusionClass,
    Family,
    InternalGroup,
    LeavingReason,
    PartnershipType,
    PlanItem,
    Theme,
)
from register.models.meetings import ActivitySummary, Meeting, MeetingReport
from register.models.money import Contribution, Participation
from register.models.organisations import Organisation, OrganisationName, Partner
from register.models.partner_papers import PaperHearing, PartnerPaper
from register.models.partnership import Partnership, PartnershipName
from register.models.people import Seat
from register.models.performance import PerformanceReturn
from register.models.policy import FieldGuide, Policy, ReviewFrequency
from register.models.programme import ProgrammeItem, ProgrammeReport
from register.models.resources import HourlyRate, OtherFunding, Volunteering, Workstream
from register.models.returns import CollectionRound, Questionnaire, ServiceReturn
from register.models.risks import Benefit, Measure, NamedRisk, PartnershipRisk
from register.models.significance import SignificanceTests
from register.models.verifications import Verification, VerifiedFeature
from register.models.watching import Notice, Watch

__all__ = [
    "Action",
    "ActivitySummary",
    "AgreedOutcome",
    "Appointment",
    "AppointmentRound",
    "Benefit",
    "Body",
    "Briefing",
    "ClientGroup",
    "CollectionRound",
    "Concern",
    "Contribution",
    "Decision",
    "EntryReason",
    "ExclusionClass",
    "Family",
    "FieldGuide",
    "GoverningDocument",
    "Handover",
    "HandoverLine",
    "HourlyRate",
    "ImportBatch",
    "ImportRow",
    "InternalGroup",
    "LeavingReason",
    "Link",
    "Matter",
    "MatterStep",
    "Measure",
    "Meeting",
    "MeetingReport",
    "MunicipalYear",
    "NamedRisk",
    "Nomination",
    "Notice",
    "Organisation",
    "OrganisationName",
    "OtherFunding",
    "PaperHearing",
    "Participation",
    "Partner",
    "PartnerPaper",
    "Partnership",
    "PartnershipName",
    "PartnershipRisk",
    "PartnershipType",
    "PassedOn",
    "PerformanceReturn",
    "PlanItem",
    "Policy",
    "ProgrammeItem",
    "ProgrammeReport",
    "Questionnaire",
    "Recipient",
    "ReviewFrequency",
    "Route",
    "Seat",
    "ServiceReturn",
    "SignificanceTests",
    "StoredFile",
    "Theme",
    "Verification",
    "VerifiedFeature",
    "Volunteering",
    "Watch",
    "Workstream",
]

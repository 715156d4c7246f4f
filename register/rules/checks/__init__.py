"""What the register itself can check of each entry: one small class for each rule, by what it looks at."""

from register.rules.checks.actions import ActionsDone
from register.rules.checks.council import FrameworkOverdue, ServicesCertify
from register.rules.checks.documents import (
    AgreementsCurrent,
    ClearedForProcurement,
    DocumentsHeld,
    PersonalDataCovered,
    WithinTheLimit,
)
from register.rules.checks.likeness import NoDuplicates
from register.rules.checks.meetings import MeetsAtAll, ReportedToMembers, RepresentativesReport
from register.rules.checks.money import CostsKnown, FiguresSourced, NobodyWithdraws
from register.rules.checks.people import Confirmed, LeadMemberRight, Led, PartnersListed
from register.rules.checks.places import InterestsNoted, LevelFitsPurpose, LevelFitsRating, LevelFitsType, PlacesFilled
from register.rules.checks.proportion import BenefitsNamed, ConditionsMet, DisputesSettled, RisksNamed, TierStands
from register.rules.checks.purpose import AlignedToPlan, LinkedAtAll, TypeKnown

CHECKS = tuple(
    check()
    for check in (
        ServicesCertify,
        Confirmed,
        Led,
        LeadMemberRight,
        DocumentsHeld,
        AgreementsCurrent,
        AlignedToPlan,
        CostsKnown,
        FiguresSourced,
        ReportedToMembers,
        RepresentativesReport,
        PlacesFilled,
        MeetsAtAll,
        NoDuplicates,
        PartnersListed,
        NobodyWithdraws,
        TypeKnown,
        ActionsDone,
        ConditionsMet,
        ClearedForProcurement,
        WithinTheLimit,
        TierStands,
        LevelFitsRating,
        DisputesSettled,
        PersonalDataCovered,
        InterestsNoted,
        FrameworkOverdue,
        LinkedAtAll,
        LevelFitsPurpose,
        LevelFitsType,
        RisksNamed,
        BenefitsNamed,
    )
)

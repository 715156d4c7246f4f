"""Fixed codes of recommendations, their follow-up and audits."""

from django.db import models

from register.models.choices import RecommendationKind


class RecommendationStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    RETURNED = "returned", "Returned"
    SUBMITTED = "submitted", "Handed in"
    PROPOSED = "proposed", "Put to the bodies"
    DEFERRED = "deferred", "Deferred"
    APPROVED = "approved", "Approved"
    AMENDED = "amended", "Approved with changes"
    REJECTED = "rejected", "Rejected"
    WITHDRAWN = "withdrawn", "Taken back"
    CARRIED_OUT = "carried_out", "Carried out"
    CLOSED = "closed", "Closed"


WRITTEN = (RecommendationStatus.DRAFT, RecommendationStatus.RETURNED)
BEFORE_BODIES = (RecommendationStatus.PROPOSED, RecommendationStatus.DEFERRED)
UNDECIDED = (*WRITTEN, RecommendationStatus.SUBMITTED, *BEFORE_BODIES)
DECIDED_FOR = (RecommendationStatus.APPROVED, RecommendationStatus.AMENDED)
# Approved once, whatever has been done about it since.
HOLDING = (*DECIDED_FOR, RecommendationStatus.CARRIED_OUT, RecommendationStatus.CLOSED)

# An entry may say that its decision is deferred; a recommendation is deferred by the body that it is put to.
KINDS = [(kind.value, kind.label) for kind in RecommendationKind if kind != RecommendationKind.DEFER]


class Source(models.TextChoices):
    """What a recommendation came from (H14-04)."""

    ANNUAL_REVIEW = "annual_review", "Annual review"
    AUDIT = "audit", "Audit"
    SCRUTINY = "scrutiny", "Scrutiny"
    OUTSIDE_REVIEW = "outside_review", "Outside review"
    CHECK = "check", "Check of the register"
    REGISTER = "register", "The register itself"


class FollowUpKind(models.TextChoices):
    """When it is looked at whether a recommendation worked (H14-28, H14-31, H14-34, H14-39)."""

    MONTHS = "months", "After some months"
    MEETINGS = "meetings", "After some meetings"
    EVENT = "event", "When something has happened"
    CONDITION = "condition", "As long as a condition holds"


class FollowUpStatus(models.TextChoices):
    WAITING = "waiting", "Waiting"
    REPORTED = "reported", "Reported on"
    RECORDED = "recorded", "Outcome recorded"


class FollowUpOutcome(models.TextChoices):
    CONTINUE = "continue", "It worked: continue"
    EXTEND = "extend", "Too early to say: look again"
    WITHDRAW = "withdraw", "It did not work: withdraw"


class AuditStatus(models.TextChoices):
    IN_PROGRESS = "in_progress", "In progress"
    REPORTED = "reported", "Reported"
    IMPLEMENTED = "implemented", "Implemented"

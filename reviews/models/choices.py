"""Fixed codes of recommendations, their follow-up, audits, rounds of reviews and editions."""

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


class RoundKind(models.TextChoices):
    """What a round asks (W09-09, W09-10)."""

    ANNUAL = "annual", "Annual review"
    BASELINE = "baseline", "Is there a business case?"


class RoundStatus(models.TextChoices):
    PLANNED = "planned", "Planned"
    OPEN = "open", "Open"
    FROZEN = "frozen", "Frozen"
    REPORTED = "reported", "Reported"
    CLOSED = "closed", "Closed"
    CANCELLED = "cancelled", "Cancelled"


class ReviewStatus(models.TextChoices):
    OPENED = "opened", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    SUBMITTED = "submitted", "Submitted"
    ACCEPTED = "accepted", "Accepted"
    REPORTED = "reported", "Reported"
    CLOSED = "closed", "Closed"
    WAIVED = "waived", "Waived"


ANSWERED_NOW = (ReviewStatus.OPENED, ReviewStatus.IN_PROGRESS)
SETTLED = (ReviewStatus.ACCEPTED, ReviewStatus.WAIVED)


class Section(models.TextChoices):
    """What a review looks at; which of them a partnership answers is the policy's (B15-21 to B15-24, H11-06)."""

    CASE = "case", "Is there a business case?"
    FACTS = "facts", "Facts"
    MONEY = "money", "Costs and time"
    OUTCOMES = "outcomes", "Outcomes and measures"
    QUESTIONS = "questions", "Aims, working, priorities"
    APPENDIX = "appendix", "Questions of the business case"
    ADDED_VALUE = "added_value", "Added value"
    RISK = "risk", "Risk"
    VALUE = "value", "Value"
    EXIT = "exit", "What leaving would mean"
    GOVERNANCE = "governance", "Governance"
    REPRESENTATION = "representation", "Who represents the council"
    ACTIVITY = "activity", "The year’s activity"
    RECOMMENDATION = "recommendation", "Recommendation"


class SectionState(models.TextChoices):
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETED = "completed", "Completed"


class Honesty(models.TextChoices):
    """How a section was looked at; printed in the report."""

    CHANGED = "changed", "Changed"
    CONFIRMED_WITH_NOTE = "with_note", "Confirmed, with a note"
    CONFIRMED = "confirmed", "Confirmed as it stands"


class EditionStatus(models.TextChoices):
    FROZEN = "frozen", "Frozen"
    ADOPTED = "adopted", "Adopted"
    SUPERSEDED = "superseded", "Superseded"


class InvolvementKind(models.TextChoices):
    """What a review of the council's involvement looks at (SH-07)."""

    ORDINARY = "ordinary", "Whether and how to take part"
    DELIVERY_OPTIONS = "delivery_options", "Finance and governance, to find delivery options"


class InvolvementSource(models.TextChoices):
    """What a review of the council's involvement came from (W09-05)."""

    HAND = "hand", "The policy team"
    CHECK = "check", "A check of the register"
    ANNUAL_REVIEW = "annual_review", "An annual review"
    SCRUTINY = "scrutiny", "Scrutiny"
    BUSINESS_CASE = "business_case", "A business case for staying that was rejected"


class InvolvementStatus(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    DISMISSED = "dismissed", "Dismissed"
    OPEN = "open", "Under way"
    CONCLUDED = "concluded", "Concluded"
    LEAVING = "leaving", "Decided to withdraw"
    CALLED_OFF = "called_off", "Called off"


class ScrutinyStatus(models.TextChoices):
    REQUESTED = "requested", "Requested"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    IN_PROGRESS = "in_progress", "In progress"
    REPORTED = "reported", "Reported"


class ExitStatus(models.TextChoices):
    """Where an exit strategy stands (vocabulary, section 5)."""

    REQUIRED = "required", "Required"
    DRAFTING = "drafting", "Being written"
    SUBMITTED = "submitted", "Handed in"
    RETURNED = "returned", "Returned"
    WITH_BODIES = "with_bodies", "With the bodies"
    APPROVED = "approved", "Approved"
    IMPLEMENTING = "implementing", "Being carried out"
    COMPLETED = "completed", "Completed"
    REVERSED = "reversed", "Reversed"
    CLOSED = "closed", "Closed without leaving by it"

    @classmethod
    def over(cls) -> tuple["ExitStatus", ...]:
        return (cls.COMPLETED, cls.REVERSED, cls.CLOSED)


class ExitCause(models.TextChoices):
    """What opens an exit strategy."""

    RECOMMENDATION = "recommendation", "A recommendation to withdraw"
    DECISION = "decision", "A decision to withdraw"
    PROJECT_ENDS = "project_ends", "A project or agreement that ends"
    FUNDING_ENDS = "funding_ends", "Outside funding that ends"
    FUNDING_FAILED = "funding_failed", "Funding that failed"
    MERGER = "merger", "A merger"
    ENDED_BY_OTHERS = "ended_by_others", "The partnership ends itself"


class Equality(models.TextChoices):
    ANALYSED = "analysed", "An analysis was made"
    NOT_NEEDED = "not_needed", "None is needed"


class EffectKind(models.TextChoices):
    """The nine things that an exit strategy speaks of (vocabulary, section 5)."""

    SERVICE = "service", "The service"
    USERS = "users", "People who use it"
    STAFF = "staff", "Staff, TUPE included"
    MONEY = "money", "Money and liabilities"
    ASSETS = "assets", "Assets"
    DATA = "data", "Data and records"
    REPUTATION = "reputation", "Reputation"
    LAW = "law", "Law"
    PARTNERS = "partners", "Other partners"


class HandoverKind(models.TextChoices):
    MONEY = "money", "Accounts and money"
    ASSET = "asset", "Asset"
    STAFF = "staff", "Staff"
    DATA = "data", "Data"
    RECORD = "record", "Records"
    CONTRACT = "contract", "Contract"
    OTHER = "other", "Something else"


# While one of these is open, an exit is not completed (D35).
HOLDING_OPEN = (HandoverKind.MONEY, HandoverKind.ASSET, HandoverKind.STAFF, HandoverKind.DATA)


class HandoverOutcome(models.TextChoices):
    TRANSFERRED = "transferred", "Passed on"
    RETURNED = "returned", "Given back"
    DESTROYED = "destroyed", "Destroyed"
    SETTLED = "settled", "Settled"
    KEPT = "kept", "Kept by the council"

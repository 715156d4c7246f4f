"""Fixed codes whose meaning the software knows. Lists that a council may change are rows; see `lists`."""

from django.db import models


class Status(models.TextChoices):
    """Where an entry stands. Nothing is ever deleted."""

    PROPOSED = "proposed", "Proposed"
    ASSESSMENT = "assessment", "Being challenged"
    AWAITING_DECISION = "awaiting_decision", "Awaiting decision"
    APPROVED = "approved", "Approved, not yet joined"
    ACTIVE = "active", "Active"
    UNDER_REVIEW = "under_review", "Involvement under review"
    EXITING = "exiting", "Being left"
    REJECTED = "rejected", "Rejected"
    NOT_PARTNERSHIP = "not_partnership", "Not a partnership"
    EXITED = "exited", "Ended"
    IMPORT_UNDONE = "import_undone", "Import undone"


# What the council goes on with. Whether it should may be under review.
GOING_ON = (Status.ACTIVE, Status.UNDER_REVIEW)
# What the council takes part in now, what it is about to leave among it.
CURRENT = (*GOING_ON, Status.EXITING)
# What is on the way to being joined, and nothing that the register counts yet.
PROPOSALS = (Status.PROPOSED, Status.ASSESSMENT, Status.AWAITING_DECISION, Status.APPROVED)


class Classification(models.TextChoices):
    """What kind of joint arrangement an entry is (vocabulary; H14-21, B15-04–06, H11-09–11)."""

    PARTNERSHIP = "partnership", "Partnership"
    SHARED_SERVICE = "shared_service", "Shared service"
    OUTSIDE_BODY = "outside_body", "Outside body"
    NETWORK = "network", "Network"
    OPERATIONAL_GROUP = "operational_group", "Operational group"
    CONTRACT = "contract", "Contract"
    STRATEGIC_PARTNERING = "strategic_partnering", "Strategic partnering contract"
    GRANT_RECIPIENT = "grant_recipient", "Grant recipient"
    COUNCIL_COMPANY = "council_company", "Council company"
    JOINT_COMMITTEE = "joint_committee", "Joint committee"
    INTERNAL_GROUP = "internal_group", "Internal group"


INVENTED = "Invented for the demonstration"


class Rating(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


RATINGS = ("risk_rating", "value_rating")


class RatingSource(models.TextChoices):
    """Who says so. Printed beside the rating until an assessment is confirmed."""

    SPREADSHEET = "spreadsheet", "From spreadsheet"
    OFFICER = "officer", "Set by an officer"
    ASSESSMENT = "assessment", "From a confirmed assessment"
    INVENTED = "invented", "Invented"


class Orientation(models.TextChoices):
    """B15-43, heading 4."""

    STRATEGIC = "strategic", "Strategic"
    OPERATIONAL = "operational", "Operational"


class CouncilPosition(models.TextChoices):
    """B15-39."""

    CONTROL = "control", "Control"
    INFLUENCE = "influence", "Influence"
    INFORMATION = "information", "Information"


class DecisionRole(models.TextChoices):
    """H11-13: some partnerships decide and act, others only inform or advise."""

    DECIDES = "decides", "Takes decisions and acts"
    ADVISES = "advises", "Exchanges information or advises"


class Origin(models.TextChoices):
    """H11-15: how the partnership came about."""

    COUNCIL = "council", "Set up by this council"
    OTHERS = "others", "Set up by others"
    STATUTORY = "statutory", "Required by law"
    LOCAL = "local", "Grown locally"


class GovernanceForm(models.TextChoices):
    """B15-18."""

    STATUTORY = "statutory", "Statutory"
    FORMAL_LEGAL = "formal_legal", "Formal, with a legal basis of its own"
    NON_LEGAL = "non_legal", "Formal agreement without legal form"
    INFORMAL = "informal", "Informal joint working"


class Formality(models.TextChoices):
    """H11-17."""

    FORMAL = "formal", "Formal meetings"
    INFORMAL = "informal", "Less formal meetings"


class RecommendationKind(models.TextChoices):
    """What should happen next (H14-02, H14-33, H14-37 and the decision words of the sources)."""

    RETAIN = "retain", "Retain"
    INCREASE = "increase", "Increase"
    REDUCE = "reduce", "Reduce"
    REVIEW = "review", "Review"
    WITHDRAW = "withdraw", "Withdraw"
    JOIN = "join", "Join"
    CHANGE_REPRESENTATION = "change_representation", "Change representation"
    EXPLORE = "explore", "Explore"
    DEFER = "defer", "Defer"


class RecommendationHeading(models.TextChoices):
    """The three headings under which a recommendation is reported (H14-02)."""

    INCREASE = "increase", "Increase resources"
    REDUCE = "reduce", "Reduce resources"
    REVIEW = "review", "Review resources"


class PersonKind(models.TextChoices):
    MEMBER = "member", "Member"
    OFFICER = "officer", "Officer"
    UNKNOWN = "unknown", "Not known"


class Level(models.TextChoices):
    """B15-43, heading 7."""

    CMT = "cmt", "Corporate management team"
    SMT = "smt", "Senior management team"
    MEMBER = "member", "Member"
    OFFICER = "officer", "Officer"


class Capacity(models.TextChoices):
    """In what capacity somebody attends; another body's capacity is not this council's seat (H14-17)."""

    FULL = "full", "Full representative"
    DEPUTY = "deputy", "Deputy"
    OBSERVER = "observer", "Observer"
    TRUSTEE = "trustee", "Trustee"
    DIRECTOR = "director", "Director"
    OTHER = "other", "For another body"


class Period(models.TextChoices):
    ANNUAL = "annual", "Every year"
    ONE_OFF = "one_off", "One-off"
    MULTI_YEAR = "multi_year", "Over several years"


class ContributionKind(models.TextChoices):
    CASH = "cash", "Cash"
    IN_KIND = "in_kind", "In kind"


class BudgetStatus(models.TextChoices):
    """B15-12."""

    IN_BUDGET = "in_budget", "In the budget"
    IN_PRINCIPLE = "in_principle", "Allocated in principle"
    NOT_IN_BUDGET = "not_in_budget", "Not in the budget"


class FigureStatus(models.TextChoices):
    """How sure a figure is (B15-23)."""

    VERIFIED = "verified", "Verified"
    ESTIMATE = "estimate", "Estimate"
    UNVERIFIED = "unverified", "Unverified"


class HoursUnit(models.TextChoices):
    """The unit in which officer time was typed; stored as hours a month (B15-53)."""

    HOURS_PER_MONTH = "hours_per_month", "hours a month"
    HOURS_PER_WEEK = "hours_per_week", "hours a week"
    DAYS_PER_MONTH = "days_per_month", "days a month"


class Significance(models.TextChoices):
    """SH-12: the two tiers; their labels belong to the policy."""

    SIGNIFICANT = "significant", "Significant"
    DESIRABLE = "desirable", "Desirable"


class Operator(models.TextChoices):
    """How a figure meets a threshold (SH-12: £10,000 or more, but more than four days)."""

    AT_LEAST = "at_least", "reaches it"
    MORE_THAN = "more_than", "is more than it"


class MoneyBasis(models.TextChoices):
    """What counts towards a threshold of money."""

    FULL = "full", "Cash and officer time"
    CASH = "cash", "Cash alone"


class RiskKind(models.TextChoices):
    """The kinds of significant risk that are judged (SH-12)."""

    REPUTATIONAL = "reputational", "Reputational"
    POLITICAL = "political", "Political"
    LEGAL = "legal", "Legal"
    OPERATIONAL = "operational", "Operational"


# What is recorded where all kinds were judged and none found significant; nothing recorded means nobody has judged.
NO_RISK = "none"


class RiskFactor(models.TextChoices):
    """What is taken into account when a risk is judged; none of them makes a partnership significant (SH-13)."""

    SPENDING = "spending", "It sways spending, or opens the way to much funding"
    SERVICES = "services", "It weighs on how services are delivered"
    POLICY = "policy", "It weighs on policy"
    NEEDS = "needs", "It matters for needs and priorities of the area"
    SAVINGS = "savings", "It could save much, and is better value than acting alone"
    PROFILE = "profile", "It is in the public eye"


class Representation(models.TextChoices):
    """How a council is represented on a partnership (H14-16)."""

    DIRECT = "direct", "By its own officers or members"
    THROUGH_ANOTHER = "through_another", "Through another council"
    NONE = "none", "Not represented"
    WANTED = "wanted", "Not represented, and wants to be"


class Attendance(models.TextChoices):
    """On what footing the council attends (H14-39)."""

    STANDING = "standing", "Every meeting"
    AD_HOC = "ad_hoc", "When the agenda calls for it"
    CORRESPONDENCE = "correspondence", "By correspondence"


class LegalAdvice(models.TextChoices):
    """Legal advice on joining or leaving (H14-43)."""

    NOT_NEEDED = "not_needed", "Not needed"
    NEEDED = "needed", "Needed, and not yet taken"
    TAKEN = "taken", "Taken"


class Safeguarding(models.TextChoices):
    """Policies on children and vulnerable adults (SH-37)."""

    NOT_APPLICABLE = "not_applicable", "Not applicable"
    HELD = "held", "Held and seen"
    NOT_SEEN = "not_seen", "Not yet seen"


class Delivery(models.TextChoices):
    """Who could deliver what the partnership delivers (SH-26)."""

    IN_HOUSE = "in_house", "The council itself could"
    EXTERNAL = "external", "Other providers could"
    EITHER = "either", "Either could"
    NEITHER = "neither", "Nobody else could"


class ReviewMethod(models.TextChoices):
    """How the partnership is reviewed (SH-28)."""

    HEARING = "hearing", "The partner is heard"
    DESK = "desk", "By officers, from papers"


class DocumentKind(models.TextChoices):
    AGREEMENT = "agreement", "Partnership agreement"
    SLA = "sla", "Service level agreement"
    MEMORANDUM = "memorandum", "Memorandum of understanding"
    TERMS_OF_REFERENCE = "terms_of_reference", "Terms of reference"
    CONSTITUTION = "constitution", "Constitution"
    CONTRACT = "contract", "Contract"
    GRANT_LETTER = "grant_letter", "Grant letter"
    EQUALITY = "equality", "Equality impact assessment"
    DISPUTES = "disputes", "Protocol for disputes"
    OTHER = "other", "Other document"


# Documents that promise something for a time, and are renewed; a constitution or an assessment is none of them.
AGREEMENT_KINDS = (
    DocumentKind.AGREEMENT,
    DocumentKind.SLA,
    DocumentKind.MEMORANDUM,
    DocumentKind.CONTRACT,
    DocumentKind.GRANT_LETTER,
)


class NameKind(models.TextChoices):
    ALIAS = "alias", "Also called"
    FORMER = "former", "Formerly"
    ACRONYM = "acronym", "Acronym"


class LinkKind(models.TextChoices):
    """H11-16."""

    REPORTS_TO = "reports_to", "Reports to"
    OVERLAPS = "overlaps", "Overlaps with"
    RELATED = "related", "Is related to"
    SUCCEEDED_BY = "succeeded_by", "Is succeeded by"


class Sector(models.TextChoices):
    """H11-14: what range of organisations is round the table."""

    COUNCIL = "council", "Local government"
    HEALTH = "health", "Health"
    POLICE_FIRE = "police_fire", "Police and fire"
    EDUCATION = "education", "Education"
    VOLUNTARY = "voluntary", "Voluntary and community"
    BUSINESS = "business", "Business"
    CENTRAL = "central", "Central government"
    OTHER = "other", "Other"


class DecisionEvent(models.TextChoices):
    """What is put to bodies."""

    JOIN = "join", "Joining"
    RETAIN = "retain", "Business case for staying"
    CHANGE = "change", "Change of involvement"
    LEAVE = "leave", "Leaving"
    ADOPT = "adopt", "Adopting an edition of the register"


class Part(models.TextChoices):
    """What a body does with a matter."""

    APPROVES = "approves", "Approves"
    CONSULTED = "consulted", "Is consulted"
    REVIEWS = "reviews", "Reviews"


class BodyKind(models.TextChoices):
    MEETING = "meeting", "Meets and minutes"
    OFFICE = "office", "One person's office, such as a portfolio holder"
    DELEGATED = "delegated", "An officer with delegated power"


class ReviewsReceived(models.TextChoices):
    """Which annual reviews a body receives (B15-33, B15-35)."""

    ALWAYS = "always", "Receives every annual review"
    OUTSIDE_BUDGET = "outside", "Receives it where money is outside the budget"


class DecisionManner(models.TextChoices):
    MEETING = "meeting", "At a meeting"
    DELEGATION = "delegation", "Under delegation"
    VIEW = "view", "As a recorded view"


class DecisionOutcome(models.TextChoices):
    """Bodies that approve take the first four; those consulted or reviewing the last three."""

    APPROVED = "approved", "Approved"
    AMENDED = "amended", "Approved with changes"
    REJECTED = "rejected", "Rejected"
    DEFERRED = "deferred", "Deferred"
    SUPPORTED = "supported", "Supports it"
    COMMENTED = "commented", "Comments"
    NOT_SUPPORTED = "not_supported", "Does not support it"


class ActionStatus(models.TextChoices):
    OPEN = "open", "Open"
    IN_PROGRESS = "in_progress", "In progress"
    DONE_CLAIMED = "done_claimed", "Reported as done"
    VERIFIED = "verified", "Done and verified"
    DROPPED = "dropped", "No longer needed"

    @classmethod
    def over(cls) -> tuple["ActionStatus", ...]:
        """Nothing is left to be done about it."""
        return (cls.VERIFIED, cls.DROPPED)


# A day that was changed so often goes to the corporate management team (vocabulary of actions).
OFTEN_MOVED = 3


class BenefitKind(models.TextChoices):
    HARD = "hard", "Hard: it can be measured"
    SOFT = "soft", "Softer"


class Asked(models.TextChoices):
    """What a council asks of its partnerships again and again."""

    REVIEW = "review", "Review"
    RETURN = "return", "Performance return"

"""The codes of the fields of assessments, business cases and checks, with the words that people read."""

from django.db import models


class AssessmentKind(models.TextChoices):
    RISK = "risk", "Risk"
    VALUE = "value", "Value"
    GOVERNANCE = "governance", "Governance"


class AssessmentStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    RETURNED = "returned", "Returned"
    CONFIRMED = "confirmed", "Confirmed"
    SUPERSEDED = "superseded", "Superseded"


UNDER_WAY = (AssessmentStatus.DRAFT, AssessmentStatus.SUBMITTED, AssessmentStatus.RETURNED)


class Computed(models.TextChoices):
    """What the register answers by itself."""

    MONEY = "money", "From the money that the council puts in"


class QuestionKind(models.TextChoices):
    DEFINITION = "definition", "Is it a partnership?"
    CASE = "case", "Questions about the partnership"
    CONDITIONS = "conditions", "Conditions of entering"
    KEY_CRITERIA = "key_criteria", "Most important criteria"
    SCREEN = "screen", "Law, procurement and subsidy"
    REVIEW = "review", "Questions of the annual review"


class AnswerKind(models.TextChoices):
    YES_NO = "yes_no", "Yes or no"
    TEXT = "text", "In words"


class Fact(models.TextChoices):
    """What the register itself answers: it is kept there, and never typed again."""

    MEETINGS = "meetings", "How often it meets"
    PEOPLE = "people", "Who speaks for the council"
    PARTNERS = "partners", "Who takes part"
    FEEDBACK = "feedback", "How what it says comes back"
    HOURS = "hours", "Officer time"
    MONEY = "money", "What the council pays"
    BUDGET = "budget", "Which budget it comes from"
    FUNDING = "funding", "Other money"
    PURPOSE = "purpose", "What it is for"
    PRIORITIES = "priorities", "The council's priorities"
    STAFF = "staff", "Staff of its own"
    HORIZON = "horizon", "Emerging agendas"


class CaseStatus(models.TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Being challenged"
    RETURNED = "returned", "Returned"
    AWAITING_DECISION = "awaiting_decision", "Awaiting decision"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Rejected"
    CONCLUDED = "concluded", "Concluded"
    WITHDRAWN = "withdrawn", "Withdrawn"


CASE_UNDER_WAY = (CaseStatus.DRAFT, CaseStatus.SUBMITTED, CaseStatus.RETURNED, CaseStatus.AWAITING_DECISION)


class RejectionKind(models.TextChoices):
    """Why a proposal did not become a partnership (B15-09)."""

    DECIDED = "decided", "Rejected by the deciding body"
    OTHER_LEADS = "other_leads", "Another party leads"
    NOT_JOINED = "not_joined", "Lapsed: not joined in time"
    WITHDRAWN = "withdrawn", "Withdrawn by who proposed it"


class Severity(models.TextChoices):
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"

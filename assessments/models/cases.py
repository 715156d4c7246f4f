"""A business case: for joining a partnership, or for staying in one (B15-13 to B15-17, B15-49, W09-09, W09-11)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.models.assessments import PERSON, Assessment
from assessments.models.choices import CASE_UNDER_WAY, CaseStatus, RejectionKind
from assessments.models.questions import QuestionAnswer
from assessments.querysets import BusinessCaseQuerySet
from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Matter
from register.models.base import chosen, optional, paired
from register.models.choices import BudgetStatus, DecisionEvent, LegalAdvice


class BusinessCase(Versioned):
    """The case for one entry. What it says of money, hours, purpose and people stands in the entry itself."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="business_cases")
    event = models.CharField(max_length=10, choices=DecisionEvent.choices, default=DecisionEvent.JOIN, editable=False)
    is_complex = models.BooleanField("large or complex", default=False)
    status = models.CharField(max_length=20, choices=CaseStatus.choices, default=CaseStatus.DRAFT, editable=False)
    added_value = models.TextField("why it is worth more than the council acting alone", blank=True)
    budget = optional(BudgetStatus, verbose_name="is the money in the budget")
    legal_advice = optional(LegalAdvice, verbose_name="legal advice")
    legal_note = models.TextField("who advised, and what", blank=True)
    procurement_note = models.TextField("procurement: grant, agreement or contract, and who cleared it", blank=True)
    subsidy_note = models.TextField("subsidy control: what was found", blank=True)
    equality_reason = models.TextField("why no equality analysis is needed", blank=True)
    consulted = models.TextField("who was consulted", blank=True)
    similar = models.TextField("similar partnerships that exist, and why this one as well", blank=True)
    risk_assessment = models.ForeignKey(
        Assessment, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="cases_of_risk"
    )
    value_assessment = models.ForeignKey(
        Assessment, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="cases_of_value"
    )
    matter = models.OneToOneField(
        Matter, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="business_case"
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="cases_written", verbose_name="who wrote it"
    )
    carried_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="carried_to"
    )
    to_confirm = models.JSONField("parts carried over and not confirmed yet", default=list, blank=True, editable=False)
    handed_in = models.JSONField("what it said when it was handed in", default=dict, blank=True, editable=False)
    started_at = models.DateTimeField(editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="cases_started"
    )
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    return_comment = models.TextField("what is to be changed", blank=True)
    challenged_at = models.DateTimeField(null=True, blank=True, editable=False)
    challenged_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    challenge_note = models.TextField("what the challenge found", blank=True)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    join_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    join_asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    joined_on = models.DateField("the council joined on", null=True, blank=True)
    no_document_reason = models.CharField("why there is no governing document", max_length=500, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    rejection = optional(RejectionKind, verbose_name="why it went no further")
    closing_note = models.TextField("how it ended", blank=True)

    objects = BusinessCaseQuerySet.as_manager()
    history = History(m2m_fields=[writers])

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            *(paired(name) for name in ("submitted", "returned", "challenged", "approved", "join_asked", "closed")),
            chosen("status", CaseStatus),
            chosen("event", DecisionEvent),
            chosen("budget", BudgetStatus),
            chosen("rejection", RejectionKind),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status__in=[*CASE_UNDER_WAY, CaseStatus.APPROVED]),
                name="one_open_case",
                violation_error_message="A business case for this entry is under way already. Go on with that one.",
            ),
            models.CheckConstraint(
                condition=~Q(status=CaseStatus.REJECTED) | (~Q(rejection="") & ~Q(closing_note="")),
                name="case_rejected_with_reason",
                violation_error_message="Say why it went no further.",
            ),
        ]

    def __str__(self) -> str:
        return f"Business case for {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class CaseAnswer(QuestionAnswer):
    """The answer to one question of a business case."""

    case = models.ForeignKey(BusinessCase, on_delete=models.PROTECT, related_name="answers")

    history = History()

    class Meta(QuestionAnswer.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["case", "question"],
                name="case_question_answered_once",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.question)

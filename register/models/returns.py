"""The yearly collection: each service's chief officer says that its list is right and complete (H11-27, W09-13)."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.models import Council, Service
from partnerships.saving import Versioned
from register.models.base import optional, paired
from register.models.choices import BudgetStatus
from register.querysets import ServiceReturnQuerySet


class CollectionRound(Versioned):
    """One collection: sent on a day, wanted back by a day, from every service."""

    noun = "round of returns"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        CLOSED = "closed", "Closed"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="collection_rounds")
    title = models.CharField(max_length=160)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN, editable=False)
    opened_on = models.DateField(editable=False)
    due_on = models.DateField("wanted back by")
    message = models.TextField("message to the chief officers", blank=True)
    financial_year = models.PositiveSmallIntegerField(
        "budgets of which year to confirm",
        null=True,
        blank=True,
        validators=[MinValueValidator(1974), MaxValueValidator(2100)],
    )

    history = History()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "closed"]),
                name="collection_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("opened_on")),
                name="collection_dates_in_order",
                violation_error_message="The day by which returns are wanted is past. Choose a later one.",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(status="open"),
                name="one_collection_open",
                violation_error_message="This council has a collection open already. Close it first.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ServiceReturn(Versioned):
    """One service's answer: returned by whoever gathered it, certified by its chief officer, accepted in the end.

    It may be nil. `question` is what the policy team asked when it sent the return back last (B15-32).
    """

    noun = "return"

    class Status(models.TextChoices):
        SENT = "sent", "Sent"
        RETURNED = "returned", "Returned"
        CERTIFIED = "certified", "Certified"
        ACCEPTED = "accepted", "Accepted"

    ANSWERED = (Status.CERTIFIED, Status.ACCEPTED)

    round = models.ForeignKey(CollectionRound, on_delete=models.PROTECT, related_name="returns")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="returns")
    chief_officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="returns"
    )
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.SENT, editable=False)
    is_nil = models.BooleanField("nil return: the service is in no partnership", default=False)
    missing = models.TextField("partnerships that the list lacks", blank=True)
    note = models.TextField(blank=True)
    question = models.TextField("what the policy team asks", blank=True, editable=False)
    answer = models.TextField("answer to what was asked", blank=True)
    entry_count = models.PositiveIntegerField("entries certified", null=True, blank=True, editable=False)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    certified_at = models.DateTimeField(null=True, blank=True, editable=False)
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ServiceReturnQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["service__name", "pk"]
        constraints = [
            paired("returned"),
            paired("certified"),
            paired("accepted"),
            models.UniqueConstraint(
                fields=["round", "service"],
                name="service_returns_once",
                violation_error_message="This service is in the collection already.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["sent", "returned", "certified", "accepted"]),
                name="return_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(is_nil=False) | Q(missing=""),
                name="nil_return_lacks_nothing",
                violation_error_message="A nil return names no missing partnership. Clear the list, or untick nil.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service}, {self.round}"

    def is_overdue(self, today: date) -> bool:
        """Wanted back by a day before today, and not certified."""
        return self.round.due_on < today and self.status not in self.ANSWERED


class Questionnaire(Versioned):
    """One partnership in a service's return: the chief officer's form for it (H11-27)."""

    class Answer(models.TextChoices):
        RIGHT = "right", "Right as it stands"
        CHANGED = "changed", "Changed, and right now"
        NOT_OURS = "not_ours", "Not of this service"
        ENDED = "ended", "It has ended"

    service_return = models.ForeignKey(ServiceReturn, on_delete=models.PROTECT, related_name="questionnaires")
    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="questionnaires")

    class Budget(models.TextChoices):
        IN_BUDGET = BudgetStatus.IN_BUDGET.value, BudgetStatus.IN_BUDGET.label
        IN_PRINCIPLE = BudgetStatus.IN_PRINCIPLE.value, BudgetStatus.IN_PRINCIPLE.label
        NOT_IN_BUDGET = BudgetStatus.NOT_IN_BUDGET.value, BudgetStatus.NOT_IN_BUDGET.label
        NOTHING = "nothing", "Nothing is to be paid"

    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    budget_status = optional(Budget, verbose_name="budget of the coming year")
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["partnership__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_return", "partnership"],
                name="one_form_each",
                violation_error_message="The return has a form for this partnership already.",
            ),
            models.CheckConstraint(
                condition=Q(budget_status__in=["", "in_budget", "in_principle", "not_in_budget", "nothing"]),
                name="asked_budget_known",
                violation_error_message="The budget is not one of the values on offer.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partnership}, {self.service_return}"

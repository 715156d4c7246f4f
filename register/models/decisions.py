"""What is put to bodies for decision, by which route, and what they decided (B15-13, B15-16, B15-17, SH-20, H14-02)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, optional, paired
from register.models.choices import (
    BudgetStatus,
    DecisionEvent,
    DecisionManner,
    DecisionOutcome,
    Part,
    Rating,
    Significance,
)
from register.models.lists import Body
from register.models.policy import Policy
from register.querysets import DecisionQuerySet, MatterQuerySet, MatterStepQuerySet

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}


class Route(Versioned):
    """One line of the policy's route table: for such an event, this body takes this part. Blank fits everything."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="routes")
    event = models.CharField(max_length=20, choices=DecisionEvent.choices)
    significance = optional(Significance, verbose_name="only where it is")
    budget = optional(BudgetStatus, verbose_name="only where the money is")
    risk = optional(Rating, verbose_name="only where the risk is")
    value = optional(Rating, verbose_name="only where the value is")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="routes")
    part = models.CharField("what it does", max_length=12, choices=Part.choices, default=Part.APPROVES)
    position = models.PositiveSmallIntegerField("order", default=0)
    source = models.CharField("paragraph", max_length=160)
    is_retired = models.BooleanField("no longer used", default=False)

    history = History()

    class Meta:
        ordering = ["event", "position", "pk"]
        verbose_name = "line of the route table"
        verbose_name_plural = "route table"
        constraints = [
            chosen("event", DecisionEvent),
            chosen("part", Part),
            models.UniqueConstraint(
                fields=["policy", "event", "significance", "budget", "risk", "value", "body"],
                name="route_line_once",
                violation_error_message="The route table already has this body for that case.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.body} {self.get_part_display().lower()}"


class Matter(Versioned):
    """Something put to bodies: what about, by whom it was drafted, and what the route rested on when it was put.

    Without a partnership it is about the register as a whole (SH-02).
    """

    partnership = models.ForeignKey(
        "register.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="matters"
    )
    event = models.CharField(max_length=20, choices=DecisionEvent.choices)
    title = models.CharField(max_length=250)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="matters_drafted", editable=False
    )
    also_drafted_by = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        editable=False,
        related_name="matters_written",
        verbose_name="who else wrote",
    )
    significance = optional(Significance)
    significance_reason = models.CharField("why that tier, where the policy has none", max_length=300, blank=True)
    budget = optional(BudgetStatus)
    risk = optional(Rating)
    value = optional(Rating)
    put_at = models.DateTimeField(editable=False)
    put_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="matters_put", editable=False
    )
    rested_on = models.JSONField("what the route rested on when it was put", default=dict, blank=True, editable=False)
    route_confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    route_confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    route_confirmed_on = models.JSONField(
        "what was known when the route was confirmed", default=dict, blank=True, editable=False
    )
    route_confirmed_reason = models.TextField("why it goes on by this route", blank=True)
    carried_out_on = models.DateField("what it causes was done on", null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)

    objects = MatterQuerySet.as_manager()
    history = History(m2m_fields=[also_drafted_by])

    class Meta:
        ordering = ["-put_at", "-pk"]
        constraints = [chosen("event", DecisionEvent), paired("withdrawn"), paired("route_confirmed")]

    def __str__(self) -> str:
        return self.title

    def subject_ids(self) -> set[int]:
        return {self.partnership_id} - {None}


class MatterStep(Versioned):
    """One body's part in a matter, as the route table named it when the matter was put."""

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="steps")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="steps")
    part = models.CharField(max_length=12, choices=Part.choices)
    position = models.PositiveSmallIntegerField(default=0)
    source = models.CharField(max_length=160)

    objects = MatterStepQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            chosen("part", Part),
            models.UniqueConstraint(
                fields=["matter", "body"],
                name="body_once_in_a_matter",
                violation_error_message="This body has a part in the matter already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.get_part_display().lower()}"


class Decision(Versioned):
    """What one body decided on a matter. A later one of the same body on the same matter takes its place."""

    step = models.ForeignKey(MatterStep, on_delete=models.PROTECT, related_name="decisions", editable=False)
    manner = models.CharField(
        "how it was decided", max_length=12, choices=DecisionManner.choices, default=DecisionManner.MEETING
    )
    decided_on = models.DateField("decided on")
    minute = models.CharField("minute reference", max_length=120, blank=True)
    link = models.URLField("link to the minutes", blank=True)
    outcome = models.CharField(max_length=20, choices=DecisionOutcome.choices)
    deferred_until = models.CharField("until when, or what", max_length=200, blank=True)
    reasons = models.TextField(blank=True)
    alternatives = models.TextField("alternatives considered and rejected", blank=True)
    interests = models.TextField("interests declared", blank=True)
    consulted = models.TextField("who was consulted", blank=True)
    is_urgent = models.BooleanField("urgent", default=False)
    takes_effect_on = models.DateField("takes effect on")
    call_in_ends_on = models.DateField("can be called in until", null=True, blank=True)
    called_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    called_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    call_in_reason = models.TextField("why it was called in", blank=True, editable=False)
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    release_note = models.TextField("how the call-in ended", blank=True, editable=False)
    recorded_at = models.DateTimeField(editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="decisions_recorded"
    )

    objects = DecisionQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["decided_on", "pk"]
        constraints = [
            paired("called_in"),
            paired("released"),
            chosen("outcome", DecisionOutcome),
            chosen("manner", DecisionManner),
            models.CheckConstraint(
                condition=Q(takes_effect_on__gte=F("decided_on")),
                name="decision_takes_effect_after_it",
                violation_error_message="A decision takes effect on its day or later.",
            ),
            models.CheckConstraint(
                condition=~Q(minute="") | ~Q(link="") | ~Q(manner=DecisionManner.MEETING),
                name="meeting_decision_has_minute",
                violation_error_message="Give the minute reference or a link to the minutes.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DecisionOutcome.DEFERRED) | ~Q(deferred_until=""),
                name="deferred_until_something",
                violation_error_message="Say until which day or event it is deferred.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=DecisionOutcome.REJECTED) | ~Q(reasons=""),
                name="rejected_with_reasons",
                violation_error_message="Say why it was rejected.",
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True) | Q(called_in_at__isnull=False),
                name="released_only_if_called_in",
                violation_error_message="Only a decision that was called in can be released.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step.body}: {self.get_outcome_display().lower()}"

    @property
    def is_held(self) -> bool:
        """Called in, and not released: nothing that it causes may happen."""
        return self.called_in_at is not None and self.released_at is None

    def subject_ids(self) -> set[int]:
        return {self.step.matter.partnership_id} - {None}

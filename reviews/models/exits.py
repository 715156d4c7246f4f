"""An exit strategy: why and how the council leaves one partnership, and what leaving ends (B15-40 to B15-42)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.text import Truncator

from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Action, GoverningDocument, LeavingReason, Matter, Partnership
from register.models.base import Removable, chosen, optional, paired
from reviews.models.choices import (
    EffectKind,
    Equality,
    ExitCause,
    ExitStatus,
    HandoverKind,
    HandoverOutcome,
)
from reviews.models.recommendations import Recommendation
from reviews.querysets import ExitStrategyQuerySet

PERSON = {"null": True, "blank": True, "editable": False, "on_delete": models.PROTECT, "related_name": "+"}
POUNDS = {"max_digits": 12, "decimal_places": 2, "null": True, "blank": True, "validators": [MinValueValidator(0)]}
OWNER = {"null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+", "verbose_name": "who does it"}
THING = {"null": True, "blank": True, "on_delete": models.PROTECT, "related_name": "+"}
UNDER_WAY = [status for status in ExitStatus if status not in ExitStatus.over()]


class ExitStrategy(Versioned):
    """One partnership is left, by one strategy at a time. It ends completed, reversed or closed."""

    noun = "exit strategy"

    reference = models.CharField(max_length=12, unique=True, editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="exit_strategies")
    status = models.CharField(max_length=12, choices=ExitStatus.choices, default=ExitStatus.REQUIRED, editable=False)
    cause = models.CharField("what opened it", max_length=20, choices=ExitCause.choices)
    cause_note = models.TextField("more about that", blank=True)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="exits"
    )
    group_name = models.CharField("begun together with", max_length=160, blank=True)

    options_considered = models.TextField("options considered", blank=True)
    equality = optional(Equality, verbose_name="equality analysis")
    equality_note = models.TextField("where the analysis is, or why none is needed", blank=True)
    equality_document = models.ForeignKey(
        GoverningDocument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the analysis among the partnership’s documents",
    )
    advice_by = models.CharField("who gave legal advice on leaving", max_length=160, blank=True)
    advice_on = models.DateField("legal advice given on", null=True, blank=True)
    notice_given_on = models.DateField("notice given on", null=True, blank=True)
    notice_ends_on = models.DateField("notice ends on", null=True, blank=True)
    short_notice_reason = models.TextField("why the notice is shorter than was agreed", blank=True)
    leaves_on = models.DateField("the council leaves on", null=True, blank=True)
    taken_over_by = models.TextField("who takes over", blank=True)
    successor = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="the partnership that follows it",
    )
    expected_saving = models.DecimalField("expected saving a year", **POUNDS)
    saving_note = models.CharField("how the saving is worked out", max_length=300, blank=True)

    matter = models.OneToOneField(
        Matter, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="exit_strategy"
    )
    # What bodies were shown, part by part, when it was put to them: approval holds for this and for nothing else.
    put_text = models.JSONField("as it was put to the bodies", default=dict, blank=True, editable=False)
    # What has been noted, with a reason, as no material change of what was approved.
    immaterial_text = models.JSONField("as it was noted immaterial", default=dict, blank=True, editable=False)
    immaterial_at = models.DateTimeField(null=True, blank=True, editable=False)
    immaterial_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    immaterial_reason = models.TextField("why the change is immaterial", blank=True)

    opened_at = models.DateTimeField(editable=False)
    # Blank where a day that came near opened it, and nobody in person.
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    returned_at = models.DateTimeField(null=True, blank=True, editable=False)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    return_comment = models.TextField("what is to be changed", blank=True)
    put_at = models.DateTimeField(null=True, blank=True, editable=False)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    completed_at = models.DateTimeField(null=True, blank=True, editable=False)
    completed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    lessons = models.TextField("what was learnt", blank=True)
    reversed_at = models.DateTimeField(null=True, blank=True, editable=False)
    reversed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    reversal = models.TextField("which body reversed it, when, and why", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    closing_note = models.TextField("why no strategy is needed any more", blank=True)
    waived_by_managers = models.CharField("day and minute of the management team’s waiver", max_length=200, blank=True)

    looked_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    looked_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    impact_came_true = models.TextField("did what was predicted come about", blank=True)
    saving_made = models.DecimalField("saving made a year", **POUNDS)

    objects = ExitStrategyQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name_plural = "exit strategies"
        constraints = [
            *(
                paired(name)
                for name in (
                    "begun", "submitted", "returned", "put", "decided", "started", "confirmed", "completed",
                    "reversed", "closed", "looked_back", "immaterial",
                )
            ),
            chosen("status", ExitStatus),
            chosen("cause", ExitCause),
            chosen("equality", Equality),
            models.UniqueConstraint(
                fields=["partnership"],
                condition=Q(status__in=UNDER_WAY),
                name="one_exit_at_a_time",
                violation_error_message="An exit strategy for this partnership is under way already.",
            ),
            models.CheckConstraint(
                condition=Q(notice_given_on__isnull=True)
                | Q(notice_ends_on__isnull=True)
                | Q(notice_ends_on__gte=F("notice_given_on")),
                name="notice_ends_after_it_is_given",
                violation_error_message="The notice ends before it is given. Swap the days, or correct one.",
            ),
            models.CheckConstraint(
                condition=Q(notice_ends_on__isnull=True)
                | Q(leaves_on__isnull=True)
                | Q(leaves_on__gte=F("notice_ends_on")),
                name="leaves_when_the_notice_has_ended",
                violation_error_message="The council leaves when the notice has ended. Correct one of the days.",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | ~Q(successor=F("partnership")),
                name="exit_followed_by_another",
                violation_error_message="A partnership does not follow itself. Choose another one.",
            ),
            models.CheckConstraint(
                condition=Q(advice_on__isnull=True, advice_by="") | Q(advice_on__isnull=False) & ~Q(advice_by=""),
                name="exit_advice_by_somebody_on_a_day",
                violation_error_message="Say both: who gave legal advice on leaving, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(immaterial_at__isnull=True) | ~Q(immaterial_reason=""),
                name="immaterial_with_reason",
                violation_error_message="Say why the change is immaterial.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.reference}: leaving {self.partnership}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}


class ExitLine(Removable):
    """What a line of an exit strategy shares with the others."""

    class Meta:
        abstract = True

    def subject_ids(self) -> set[int]:
        return self.strategy.subject_ids()


class ExitReason(ExitLine):
    """One reason of the policy's list, with what it means here; several are allowed (B15-40)."""

    noun = "reason"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="reasons")
    reason = models.ForeignKey(LeavingReason, on_delete=models.PROTECT, related_name="exits")
    note = models.TextField("what that means here")

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            models.UniqueConstraint(
                fields=["strategy", "reason"],
                condition=Q(removed_at__isnull=True),
                name="exit_reason_once",
                violation_error_message="This reason is given already. Change its note instead.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.reason)


class ExitEffect(ExitLine):
    """What leaving does to one of the nine things that a strategy speaks of (B15-41). No effect is said, not blank."""

    noun = "effect"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="effects")
    kind = models.CharField("effect on", max_length=20, choices=EffectKind.choices)
    is_none = models.BooleanField("there is none", default=False)
    impact = models.TextField("what leaving does, or why it does nothing")

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            chosen("kind", EffectKind),
            models.UniqueConstraint(
                fields=["strategy", "kind"],
                condition=Q(removed_at__isnull=True),
                name="effect_once_of_a_kind",
                violation_error_message="This effect is described already. Change it instead.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class AskedFor(ExitLine):
    """Something that, once the decision is in effect, an action of the register asks for."""

    action = models.OneToOneField(
        Action, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="%(class)s"
    )

    class Meta:
        abstract = True


class DoneBySomebody(AskedFor):
    """Something that a person, or whoever holds a post, does by a day."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, **OWNER)
    owner_post = models.CharField("post, if nobody is named", max_length=160, blank=True)
    due_on = models.DateField("due on")

    class Meta:
        abstract = True


def has_owner(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(owner__isnull=False) | ~Q(owner_post=""),
        name=name,
        violation_error_message="Say who does it: a person, or a post.",
    )


class ExitControl(DoneBySomebody):
    """What is done about an effect, by whom and until when (B15-25, B15-41)."""

    noun = "control measure"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="controls")
    kind = models.CharField("about the effect on", max_length=20, choices=EffectKind.choices)
    text = models.TextField("what is done about it")

    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [paired("removed"), chosen("kind", EffectKind), has_owner("control_has_owner")]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class ExitConsultee(ExitLine):
    """Who was consulted on leaving, when, and what they said; the portfolio holder among them (B15-42)."""

    noun = "consultation"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="consulted")
    who = models.CharField("who is consulted", max_length=160)
    is_portfolio_holder = models.BooleanField("this is the portfolio holder", default=False)
    consulted_on = models.DateField("consulted on", null=True, blank=True)
    said = models.TextField("what they said", blank=True)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=Q(consulted_on__isnull=True, said="") | Q(consulted_on__isnull=False) & ~Q(said=""),
                name="exit_consulted_on_a_day_with_words",
                violation_error_message="Say both: on which day they were consulted, and what they said.",
            ),
        ]

    def __str__(self) -> str:
        return self.who


class ExitMessage(AskedFor):
    """Who is told that the council leaves, by whom and when."""

    noun = "message"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="messages")
    audience = models.CharField("who is told", max_length=160)
    how = models.CharField("how", max_length=160, blank=True)
    by_whom = models.CharField("by whom", max_length=160)
    due_on = models.DateField("until")
    told_on = models.DateField("told on", null=True, blank=True)

    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [paired("removed")]

    def __str__(self) -> str:
        return self.audience


class HandoverItem(DoneBySomebody):
    """Something that must be handed over, given back, destroyed or settled before the council is out (D35)."""

    noun = "thing to hand over"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField("what kind of thing", max_length=12, choices=HandoverKind.choices)
    text = models.TextField("what it is")
    outcome = models.CharField("what becomes of it", max_length=12, choices=HandoverOutcome.choices)
    recipient = models.CharField("to whom", max_length=160, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    settled_note = models.TextField("how it was settled", blank=True)

    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            paired("removed"),
            paired("settled"),
            chosen("kind", HandoverKind),
            chosen("outcome", HandoverOutcome),
            has_owner("handover_item_has_owner"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(settled_note=""),
                name="settled_with_a_note",
                violation_error_message="Say how it was settled.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)


class ExitEnd(ExitLine):
    """One thing of the register that leaving ends, on a day that the officer confirms: exactly what the page said.

    `was` is what the register held when it was ended, so that a reversal restores what nobody has touched since.
    """

    noun = "thing that ends"

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", "Money"
        SEAT = "seat", "Place"
        AGREEMENT = "agreement", "Agreement"
        LINK = "link", "Link to another partnership"

    strategy = models.ForeignKey(ExitStrategy, on_delete=models.PROTECT, related_name="ends")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    contribution = models.ForeignKey("register.Contribution", **THING)
    seat = models.ForeignKey("register.Seat", **THING)
    agreement = models.ForeignKey("register.GoverningDocument", **THING)
    link = models.ForeignKey("register.Link", **THING)
    words = models.CharField("what the page says of it", max_length=300)
    ends_on = models.DateField("ends on")
    was = models.JSONField(default=dict, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    restored_at = models.DateTimeField(null=True, blank=True, editable=False)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, **PERSON)
    left_alone = models.CharField("why it was not restored", max_length=300, blank=True, editable=False)

    history = History()

    class Meta:
        ordering = ["pk"]
        constraints = [
            paired("removed"),
            paired("ended"),
            paired("restored"),
            models.CheckConstraint(
                condition=Q(kind="contribution", contribution__isnull=False)
                | Q(kind="seat", seat__isnull=False)
                | Q(kind="agreement", agreement__isnull=False)
                | Q(kind="link", link__isnull=False),
                name="exit_end_names_what_ends",
                violation_error_message="Name what ends.",
            ),
        ]

    def __str__(self) -> str:
        return self.words

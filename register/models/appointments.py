"""Appointments to seats: who, by which body, from when to when, in what role (B15-26–30, SH-21)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.models import Council
from partnerships.saving import Versioned
from register.models.base import chosen, optional
from register.models.lists import Body
from register.models.people import Seat
from register.querysets import AppointmentQuerySet, AppointmentRoundQuerySet


class Term(models.TextChoices):
    """For how long somebody is appointed."""

    ANNUAL = "annual", "Until the next Annual Council"
    FOUR_YEAR = "four_year", "Until the Annual Council after the next election"
    EX_OFFICIO = "ex_officio", "As long as they hold the post"
    OFFICER = "officer", "Officer, looked at once a year"


class ExpectedRole(models.TextChoices):
    """What the representative is there to do: eight roles, any of them together (B15-29)."""

    COMMUNICATE = "communicate", "Be a channel of communication"
    LEAD_COMMUNITY = "lead_community", "Be a leader of the community"
    REPORT = "report", "Report to Council"
    COLLABORATE = "collaborate", "Work together with the partners"
    COHESION = "cohesion", "Promote cohesion"
    MONITOR = "monitor", "Monitor performance"
    SUPPORT = "support", "Give management and administrative support"
    PLAN = "plan", "Contribute to strategic planning"


class Cover(models.TextChoices):
    """Who answers if the representative is sued for what they did there."""

    COUNCIL = "council", "Covered by the council’s insurance"
    BODY = "body", "Covered by the body’s insurance"
    NONE = "none", "Not covered"


class Appointment(Versioned):
    """One person's time in one seat. The seat itself says who sits there now; this says how they came to.

    Nobody holds a seat twice on one day: `workflow.appointments` sees to it under the lock of the seat.
    """

    class Status(models.TextChoices):
        APPOINTED = "appointed", "Appointed"
        ENDED = "ended", "Ended"
        RESIGNED = "resigned", "Resigned"

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="appointments")
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.APPOINTED, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name="person",
    )
    name = models.CharField("name, if they do not sign in here", max_length=120, blank=True)
    post = models.CharField(max_length=160, blank=True)
    term = optional(Term)
    starts_on = models.DateField("from")
    ends_on = models.DateField("until", null=True, blank=True)
    ended_reason = models.CharField("why it ended", max_length=300, blank=True)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="appointments",
        verbose_name="appointed by",
    )
    minute = models.CharField("minute or decision reference", max_length=120, blank=True)
    expected_roles = models.JSONField("roles expected", default=list, blank=True)
    role_explained_on = models.DateField("role explained on", null=True, blank=True)
    conduct_acknowledged_on = models.DateField("codes of conduct acknowledged on", null=True, blank=True)
    interests = models.CharField("interests", max_length=300, blank=True)
    cover = optional(Cover, verbose_name="insurance or indemnity")
    nomination = models.OneToOneField(
        "register.Nomination", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="outcome"
    )

    objects = AppointmentQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            chosen("term", Term),
            chosen("cover", Cover),
            models.CheckConstraint(
                condition=Q(status__in=["appointed", "ended", "resigned"]),
                name="appointment_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=False) | ~Q(name=""),
                name="appointment_names_somebody",
                violation_error_message="Say who is appointed: choose a person, or type a name.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="appointment_dates_in_order",
                violation_error_message="The appointment ends before it begins. Swap the dates, or correct one.",
            ),
            models.CheckConstraint(
                condition=Q(status="appointed") | Q(ends_on__isnull=False),
                name="ended_appointment_has_a_day",
                violation_error_message="Say on which day the appointment ended.",
            ),
        ]

    def __str__(self) -> str:
        return self.who()

    def who(self) -> str:
        """The person in words: the name, then the post."""
        person = self.holder.full_name if self.holder_id else self.name
        return ", ".join(part for part in (person, self.post) if part)

    def subject_ids(self) -> set[int]:
        return {self.seat.partnership_id}


class AppointmentRound(Versioned):
    """The yearly round in which a council fills its places at Annual Council (B15-26, B15-27, SH-21)."""

    class Status(models.TextChoices):
        OPEN = "open", "Nominations open"
        APPOINTED = "appointed", "Appointed"
        CANCELLED = "cancelled", "Cancelled"

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="appointment_rounds")
    title = models.CharField(max_length=160)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN, editable=False)
    starts_on = models.DateField("appointments begin on", help_text="As a rule the day of Annual Council.")
    nominations_by = models.DateField("nominations wanted by", null=True, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="rounds", verbose_name="appointed by")
    minute = models.CharField("minute or decision reference", max_length=120, blank=True)

    objects = AppointmentRoundQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["open", "appointed", "cancelled"]),
                name="round_status_known",
                violation_error_message="The status is not one that the register knows.",
            ),
            models.CheckConstraint(
                condition=Q(nominations_by__isnull=True) | Q(nominations_by__lte=F("starts_on")),
                name="nominations_before_the_start",
                violation_error_message="Nominations are wanted by a day after the appointments begin. Correct one.",
            ),
            models.UniqueConstraint(
                fields=["council"],
                condition=Q(status="open"),
                name="one_round_open",
                violation_error_message="This council has a round open already. Finish or cancel it first.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Nomination(Versioned):
    """One place in a round: which group is asked, and whom it names. Nobody named: the place stays unfilled."""

    round = models.ForeignKey(AppointmentRound, on_delete=models.PROTECT, related_name="nominations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="nominations")
    group = models.CharField("political group", max_length=80, blank=True)
    term = models.CharField(max_length=30, choices=Term.choices, default=Term.ANNUAL)
    nominee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nominations",
        verbose_name="person",
    )
    name = models.CharField("name, if they do not sign in here", max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_left_out = models.BooleanField("left out of this round", default=False)

    history = History()

    class Meta:
        ordering = ["seat__partnership__name", "seat_id"]
        constraints = [
            chosen("term", Term),
            models.UniqueConstraint(
                fields=["round", "seat"],
                name="place_once_in_round",
                violation_error_message="This round has that place already.",
            ),
        ]

    def __str__(self) -> str:
        return self.who() or "Nobody yet"

    def who(self) -> str:
        return self.nominee.full_name if self.nominee_id else self.name

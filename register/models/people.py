"""Seats that the council holds on a partnership, and who sits on them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from partnerships.models import Council
from register.models.base import Removable, chosen, optional, paired
from register.models.choices import Capacity, Level, PersonKind
from register.querysets import SeatQuerySet


class Seat(Removable):
    """One place of one council on one partnership. A seat can be vacant, and then nobody is named (H14-26, H14-27).

    The holder is a user, or a name or post as the spreadsheet had it, until somebody matches it.
    """

    noun = "place"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="seats")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="seats")
    kind = models.CharField("member or officer", max_length=10, choices=PersonKind.choices, default=PersonKind.UNKNOWN)
    level = optional(Level, verbose_name="level of the representative")
    required_level = optional(Level, verbose_name="level that the seat needs")
    capacity = optional(Capacity)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name="person",
    )
    name = models.CharField("name, if they do not sign in here", max_length=120, blank=True)
    post = models.CharField(max_length=160, blank=True)
    is_vacant = models.BooleanField("vacant", default=False)
    starts_on = models.DateField("from", null=True, blank=True)
    ends_on = models.DateField("until", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = SeatQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["kind", "pk"]
        indexes = [
            models.Index(fields=["ends_on"], name="seat_ending"),
            models.Index(fields=["removed_at"], condition=Q(is_vacant=True), name="seat_vacant"),
        ]
        constraints = [
            paired("removed"),
            chosen("capacity", Capacity),
            chosen("level", Level),
            models.CheckConstraint(
                condition=Q(is_vacant=False) | Q(holder__isnull=True, name=""),
                name="vacant_seat_names_nobody",
                violation_error_message="A vacant seat names nobody. Clear the person, or untick vacant.",
            ),
            models.CheckConstraint(
                condition=Q(is_vacant=True) | Q(holder__isnull=False) | ~Q(name="") | ~Q(post=""),
                name="seat_names_somebody",
                violation_error_message="Say who sits here: a person, a name or a post. Or mark the seat as vacant.",
            ),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(starts_on__lte=F("ends_on")),
                name="seat_dates_in_order",
                violation_error_message="The appointment ends before it begins. Swap the dates, or correct one.",
            ),
        ]

    def __str__(self) -> str:
        return self.who()

    def who(self) -> str:
        """The representative in words: the name, then the post; or that the seat is vacant."""
        person = self.holder.full_name if self.holder_id else self.name
        post = self.post or (self.holder.post if self.holder_id else "")
        if self.is_vacant:
            return f"Vacant ({post})" if post else "Vacant"
        return ", ".join(part for part in (person, post) if part)

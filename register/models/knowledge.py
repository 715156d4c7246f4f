"""Who hears of what a partnership says, and what was passed on (H14-05, H14-20, H14-26, B15-45)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from partnerships.history import History
from register.models.base import Removable, chosen, paired
from register.models.lists import InternalGroup
from register.models.meetings import Meeting


class Direction(models.TextChoices):
    OUT = "out", "From the partnership to the council"
    IN = "in", "From the council to the partnership"


class Recipient(Removable):
    """One line of a distribution list: a person or an internal group that hears from a partnership, or it from us."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="recipients")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="receives"
    )
    group = models.ForeignKey(
        InternalGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="receives",
        verbose_name="internal group",
    )
    name = models.CharField("somebody else", max_length=160, blank=True)
    note = models.CharField("what they need to hear", max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["direction", "pk"]
        constraints = [
            paired("removed"),
            chosen("direction", Direction),
            models.CheckConstraint(
                condition=Q(person__isnull=False, group__isnull=True, name="")
                | Q(person__isnull=True, group__isnull=False, name="")
                | (Q(person__isnull=True, group__isnull=True) & ~Q(name="")),
                name="recipient_is_one",
                violation_error_message="Choose one: a person, an internal group, or the name of somebody else.",
            ),
        ]

    def __str__(self) -> str:
        return self.who()

    def who(self) -> str:
        return self.person.full_name if self.person_id else self.group.name if self.group_id else self.name


class PassedOn(Removable):
    """Something learned in a partnership, and to whom it was sent: the knowledge network (H14-05, H14-20)."""

    noun = "item passed on"

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="passed_on")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="passed_on")
    direction = models.CharField(max_length=3, choices=Direction.choices, default=Direction.OUT)
    text = models.TextField("what they need to know")
    recipients = models.ManyToManyField(Recipient, blank=True, related_name="received", verbose_name="sent to")
    sent_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    history = History(m2m_fields=[recipients])

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "items passed on"
        constraints = [paired("removed"), paired("sent"), chosen("direction", Direction)]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

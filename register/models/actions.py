"""What has been agreed to be done about a partnership: by whom, until when, and whether it was (H14-14, H14-41)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.text import Truncator

from partnerships.history import History
from partnerships.saving import Versioned
from register.models.base import chosen, paired
from register.models.choices import ActionStatus
from register.querysets import ActionQuerySet


class Action(Versioned):
    """One thing to be done. It comes from a body's condition, or mitigates a risk; higher procedures link to theirs."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="actions")
    text = models.TextField("what is to be done")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
        verbose_name="who does it",
    )
    owner_post = models.CharField("post, if nobody is named", max_length=160, blank=True)
    due_on = models.DateField("due on")
    identified_by = models.CharField("identified by", max_length=120, blank=True)
    decision = models.ForeignKey(
        "register.Decision", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="conditions"
    )
    risk = models.ForeignKey(
        "register.PartnershipRisk", null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    status = models.CharField(max_length=12, choices=ActionStatus.choices, default=ActionStatus.OPEN, editable=False)
    done_note = models.TextField("what was done", blank=True)
    done_at = models.DateTimeField(null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    times_moved = models.PositiveSmallIntegerField("times that its day was changed", default=0, editable=False)
    moved_authority = models.CharField("who agreed that its day is changed again", max_length=200, blank=True)

    objects = ActionQuerySet.as_manager()
    history = History()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            paired("done"),
            paired("verified"),
            chosen("status", ActionStatus),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(owner_post=""),
                name="action_has_owner",
                violation_error_message="Say who does it: a person, or a post.",
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    def subject_ids(self) -> set[int]:
        return {self.partnership_id}

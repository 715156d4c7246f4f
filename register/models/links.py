"""How partnerships stand to one another (H11-16)."""

from django.db import models
from django.db.models import F, Q

from partnerships.history import History
from register.models.base import Removable, paired
from register.models.choices import LinkKind


class Link(Removable):
    """One partnership reports to, overlaps with, is related to or is succeeded by another."""

    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="links")
    kind = models.CharField(max_length=20, choices=LinkKind.choices)
    other = models.ForeignKey(
        "register.Partnership", on_delete=models.PROTECT, related_name="links_from", verbose_name="other partnership"
    )
    note = models.CharField(max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            paired("removed"),
            models.CheckConstraint(
                condition=~Q(partnership=F("other")),
                name="link_to_another",
                violation_error_message="Choose another partnership than this one.",
            ),
            models.UniqueConstraint(
                fields=["partnership", "kind", "other"],
                condition=Q(removed_at__isnull=True),
                name="link_once",
                violation_error_message="This link is recorded already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.other}"

    def subject_ids(self) -> set[int]:
        return {self.partnership_id, self.other_id}

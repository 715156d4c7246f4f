"""Watching a partnership, and what a person is told of inside the service: plain rows, no record of the register."""

from django.conf import settings
from django.db import models

from register.querysets import NoticeQuerySet, WatchQuerySet
from register.rules.words import in_list

NOBODY = "The register"


class Watch(models.Model):
    """One person wants to hear when others change one entry."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watches")
    partnership = models.ForeignKey("register.Partnership", on_delete=models.PROTECT, related_name="watches")
    begun_at = models.DateTimeField()

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["partnership__name_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["person", "partnership"], name="watched_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.partnership}"


class Notice(models.Model):
    """One thing that somebody else did and that concerns this person, unread until they say that they have read it.

    `text` continues the name of who did it; of changes to a watched entry, `parts` say which of its pages they touch.
    """

    class Kind(models.TextChoices):
        CHANGED = "changed", "Watched"
        NAMED = "named", "Named"
        REVIEW = "review", "Review"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    partnership = models.ForeignKey(
        "register.Partnership", null=True, blank=True, on_delete=models.PROTECT, related_name="notices"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200, blank=True)
    text = models.CharField(max_length=300, blank=True)
    parts = models.JSONField(default=list, blank=True)
    path = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = [models.F("read_at").asc(nulls_first=True), "-made_at", "-pk"]
        indexes = [models.Index(fields=["person", "read_at", "-made_at"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """Who did what, as it is read."""
        done = f"changed {in_list(self.parts)}" if self.parts else self.text
        return f"{self.by_name or NOBODY} {done}"

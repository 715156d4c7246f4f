"""Who was briefed on the policy and its procedures, and when (W09-12)."""

from django.conf import settings
from django.db import models

from partnerships.history import History
from register.models.base import Removable, paired


class Briefing(Removable):
    """One person briefed on one procedure on one day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="briefings")
    topic = models.CharField("what about", max_length=40)
    held_on = models.DateField("briefed on")
    note = models.CharField("how", max_length=300, blank=True)

    history = History()

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [paired("removed")]

    def __str__(self) -> str:
        return f"{self.person}, {self.held_on:%-d %B %Y}"

    def subject_ids(self) -> set[int]:
        return set()

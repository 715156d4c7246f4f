"""An edition: the register as it stood when a round was frozen, kept entry by entry with a fingerprint (SH-02)."""

from django.conf import settings
from django.db import models

from partnerships.history import History
from partnerships.saving import Versioned
from register.models import Matter, Partnership, Policy
from register.models.base import chosen, paired
from reviews.models.choices import EditionStatus
from reviews.models.recommendations import Recommendation
from reviews.models.rounds import ReviewRound
from reviews.querysets import NEVER, ONCE, EditionEntryQuerySet, EditionKept, EditionQuerySet


class Edition(Versioned):
    """The whole register of one day. `sha256` is the fingerprint of the fingerprints of its entries, in their order."""

    round = models.OneToOneField(ReviewRound, on_delete=models.PROTECT, related_name="edition", editable=False)
    number = models.PositiveSmallIntegerField(unique=True, editable=False)
    status = models.CharField(
        max_length=10, choices=EditionStatus.choices, default=EditionStatus.FROZEN, editable=False
    )
    sha256 = models.CharField(max_length=64, editable=False)
    entry_count = models.PositiveIntegerField(editable=False)
    made_at = models.DateTimeField(editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+")
    matter = models.OneToOneField(
        Matter, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="edition"
    )
    # What the bodies consider together with it, in one submission (H14-02).
    recommendations = models.ManyToManyField(
        Recommendation, blank=True, editable=False, related_name="submitted_with", verbose_name="submitted with it"
    )
    policy = models.ForeignKey(
        Policy, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="submitted_with"
    )
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = EditionQuerySet.as_manager()
    history = History(m2m_fields=[recommendations])

    class Meta:
        ordering = ["-number"]
        constraints = [chosen("status", EditionStatus), paired("adopted")]

    def __str__(self) -> str:
        return f"Edition {self.number}"


class EditionEntry(models.Model):
    """One entry as the edition keeps it: canonical JSON and its fingerprint. Written once, never changed."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries", editable=False)
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="editions", editable=False)
    text = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = EditionEntryQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "partnership"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "partnership"],
                name="entry_once_in_an_edition",
                violation_error_message="The edition has this entry already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.partnership} in {self.edition}"

    def save(self, *args, **kwargs):
        raise EditionKept(ONCE)

    def delete(self, *args, **kwargs):
        raise EditionKept(NEVER)


class SignOff(Versioned):
    """Who was consulted on an edition, when, and what they said (H14-46)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sign_offs", editable=False)
    who = models.CharField("who was consulted", max_length=160)
    on = models.DateField("on")
    words = models.TextField("what they said", blank=True)

    history = History()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return self.who

"""Named questions about assessments, asked in the same words by lists, tasks and tests."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from register.models import Partnership
from register.models.choices import Status

SOON = timedelta(days=60)
OPEN = ("draft", "submitted", "returned")


class AssessmentQuerySet(QuerySet):
    def visible_to(self, user) -> "AssessmentQuerySet":
        """Officers who read the register and auditors read assessments of the entries that they read; nobody else."""
        if not user.reads_register:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(user).order_by().values("pk"))

    def confirmed(self) -> "AssessmentQuerySet":
        """The one of each kind that stands."""
        return self.filter(status="confirmed")

    def under_way(self) -> "AssessmentQuerySet":
        return self.filter(status__in=OPEN)

    def to_confirm_by(self, user) -> "AssessmentQuerySet":
        """Submitted, and not by this person."""
        return self.filter(status="submitted").exclude(submitted_by=user)

    def of(self, user) -> "AssessmentQuerySet":
        """Of entries that this person leads, and those that they submitted."""
        return self.filter(Q(partnership__lead_officer=user) | Q(submitted_by=user))

    def to_renew(self, today: date) -> "AssessmentQuerySet":
        """Expired, or expiring within 60 days, on an active entry, and no other under way (B15-24)."""
        others = self.model._base_manager.filter(
            partnership=OuterRef("partnership"), kind=OuterRef("kind"), status__in=OPEN
        )
        found = self.confirmed().filter(partnership__status=Status.ACTIVE, expires_on__lte=today + SOON)
        return found.filter(~Exists(others))


class OfEntryQuerySet(QuerySet):
    """Records about an entry: officers who read the register and auditors read them, nobody else."""

    def visible_to(self, user) -> "OfEntryQuerySet":
        if not user.reads_register:
            return self.none()
        return self.filter(partnership__in=Partnership.objects.visible_to(user).order_by().values("pk"))


class ScreeningQuerySet(OfEntryQuerySet):
    def to_settle(self) -> "ScreeningQuerySet":
        """The latest answers say that it is no partnership, and the entry still stands as one."""
        later = self.model._base_manager.filter(partnership=OuterRef("partnership"), pk__gt=OuterRef("pk"))
        standing = {"partnership__status__in": [Status.ACTIVE, Status.UNDER_REVIEW, Status.PROPOSED]}
        return self.filter(~Exists(later), is_partnership=False, **standing)


class BusinessCaseQuerySet(OfEntryQuerySet):
    def to_challenge_by(self, user) -> "BusinessCaseQuerySet":
        """Handed in, and not by this person."""
        return self.filter(status="submitted").exclude(submitted_by=user)

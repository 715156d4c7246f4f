"""Named questions about assessments, asked in the same words by lists, tasks and tests."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models.choices import UNDER_WAY
from register import querysets
from register.models.choices import CURRENT, Status

SOON = timedelta(days=60)


class OfEntryQuerySet(querysets.OfEntryQuerySet):
    """Records about an entry: officers who read the register and auditors read them all, and who holds its portfolio
    reads those that are no draft.
    """

    has_drafts = True

    def visible_to(self, user) -> "OfEntryQuerySet":
        found = super().visible_to(user)
        if user.reads_register:
            return found
        held = found.filter(partnership__in=user.portfolios.order_by().values("partnership"))
        return held.exclude(status="draft") if self.has_drafts else held


class AssessmentQuerySet(OfEntryQuerySet):
    def confirmed(self) -> "AssessmentQuerySet":
        """The one of each kind that stands."""
        return self.filter(status="confirmed")

    def under_way(self) -> "AssessmentQuerySet":
        return self.filter(status__in=UNDER_WAY)

    def to_confirm_by(self, user) -> "AssessmentQuerySet":
        """Submitted, and not by this person."""
        return self.filter(status="submitted").exclude(submitted_by=user)

    def of(self, user) -> "AssessmentQuerySet":
        """Of entries that this person leads, and those that they submitted."""
        return self.filter(Q(partnership__lead_officer=user) | Q(submitted_by=user))

    def to_renew(self, today: date) -> "AssessmentQuerySet":
        """Expired, or expiring within 60 days, on an entry that stands, and no other under way (B15-24)."""
        others = self.model._base_manager.filter(
            partnership=OuterRef("partnership"), kind=OuterRef("kind"), status__in=UNDER_WAY
        )
        found = self.confirmed().filter(partnership__status__in=CURRENT, expires_on__lte=today + SOON)
        return found.filter(~Exists(others))


class ScreeningQuerySet(OfEntryQuerySet):
    has_drafts = False

    def to_settle(self) -> "ScreeningQuerySet":
        """The latest answers say that it is no partnership, and the entry still stands as one."""
        later = self.model._base_manager.filter(partnership=OuterRef("partnership"), pk__gt=OuterRef("pk"))
        standing = {"partnership__status__in": [*CURRENT, Status.PROPOSED]}
        return self.filter(~Exists(later), is_partnership=False, **standing)


class BusinessCaseQuerySet(OfEntryQuerySet):
    def to_challenge_by(self, user) -> "BusinessCaseQuerySet":
        """Handed in, and neither handed in nor written by this person."""
        return self.filter(status="submitted").exclude(submitted_by=user).exclude(writers=user)

    def to_join(self) -> "BusinessCaseQuerySet":
        """Approved, and nobody has said yet that the council has joined."""
        return self.filter(status="approved", join_asked_at__isnull=True)

    def to_join_by(self, user) -> "BusinessCaseQuerySet":
        return self.to_join().led_by(user)

    def to_confirm_by(self, user) -> "BusinessCaseQuerySet":
        """The lead officer, who is not this person, says that the council has joined."""
        return self.filter(status="approved", join_asked_at__isnull=False).exclude(join_asked_by=user)


class FindingQuerySet(querysets.OfEntryQuerySet):
    """What the checks found of an entry: whoever may read the entry reads it."""

    def of_live_entries(self) -> "FindingQuerySet":
        """The same, asked the other way round: findings are many, and entries of undone imports few."""
        entries = self.model.partnership.field.related_model.objects
        undone = entries.filter(status=Status.IMPORT_UNDONE).order_by().values("pk")
        return self.filter(~Q(partnership__in=undone), partnership__isnull=False)


class WaiverQuerySet(QuerySet):
    def in_force(self, day: date) -> "WaiverQuerySet":
        """Those that count on a day."""
        return self.filter(lifted_at=None, until_on__gte=day)

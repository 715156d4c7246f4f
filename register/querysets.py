"""Named questions about the register, asked in the same words by lists, exports, papers and tests."""

from django.db import models
from django.db.models import Q

from partnerships.roles import Role
from register.models.choices import Classification, Status


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartnershipQuerySet":
        """What a person may read of the live register; what is invisible is as good as absent (404).

        Officers read it all, portfolio holders too; a councillor reads what they are appointed to. A scrutiny member
        reads issued papers and never the live register.
        """
        kept = self.exclude(status=Status.IMPORT_UNDONE)
        if user.reads_register:
            return kept
        if not user.has_role(Role.COUNCILLOR):
            return self.none()
        if user.portfolios.exists():
            return kept
        return kept.filter(pk__in=user.seats.filter(removed_at__isnull=True).values("partnership"))

    def active(self) -> "PartnershipQuerySet":
        return self.filter(status=Status.ACTIVE)

    def accepted(self) -> "PartnershipQuerySet":
        """Not waiting for a policy officer to accept the import that made them."""
        return self.filter(Q(batch__isnull=True) | Q(batch__accepted_at__isnull=False))

    def counted(self) -> "PartnershipQuerySet":
        """What the number of partnerships counts (H14-11): active partnerships and shared services, accepted, one by one."""
        return self.active().accepted().filter(
            classification__in=[Classification.PARTNERSHIP, Classification.SHARED_SERVICE], describes_several=False
        )

    def open_to_members(self) -> "PartnershipQuerySet":
        """Entries that a paper for members may show: none that is exempt (H14-47)."""
        return self.filter(is_exempt=False)


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ImportBatchQuerySet":
        """Imports are read by those who run, accept or audit them."""
        if user.has_role(Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR):
            return self
        return self.none()

"""Named questions about committee papers."""

from datetime import date

from django.db import models
from django.db.models import Q

from partnerships.roles import Role

DRAFTS_READ_BY = (Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES, Role.AUDITOR)


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PaperQuerySet":
        """Issued papers for everybody who signs in; drafts for those who prepare or audit them."""
        if not user.is_active:
            return self.none()
        return self if user.has_role(*DRAFTS_READ_BY) else self.issued()

    def issued(self) -> "PaperQuerySet":
        """Papers that have been issued, those that a correction has replaced included."""
        return self.exclude(status="draft")

    def current(self) -> "PaperQuerySet":
        """Issued papers that no correction has replaced."""
        return self.filter(status="issued")

    def drafts(self) -> "PaperQuerySet":
        return self.filter(status="draft")

    def in_municipal_year(self, start: int) -> "PaperQuerySet":
        """Papers for meetings from May of one year to April of the next."""
        return self.filter(meeting_on__gte=date(start, 5, 1), meeting_on__lt=date(start + 1, 5, 1))

    def matching(self, text: str) -> "PaperQuerySet":
        """Papers whose reference or title holds these words."""
        return self.filter(Q(reference__icontains=text) | Q(title__icontains=text))

"""Named questions about committee papers, recommendations, their follow-up and audits."""

from datetime import date

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from partnerships.roles import Role
from register.models import Meeting

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


class ReadByOfficersQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ReadByOfficersQuerySet":
        """Officers who read the register, and auditors; councillors read the papers."""
        return self if user.is_active and user.reads_register else self.none()


class RecommendationQuerySet(ReadByOfficersQuerySet):
    def about(self, entry) -> "RecommendationQuerySet":
        """Those that name an entry, also as an exception."""
        return self.filter(subjects__partnership=entry, subjects__removed_at__isnull=True)

    def of(self, user) -> "RecommendationQuerySet":
        """Drafted by this person, or about a partnership that they lead."""
        led = Q(subjects__partnership__lead_officer=user, subjects__removed_at__isnull=True)
        return self.filter(Q(drafted_by=user) | led).distinct()

    def to_propose_by(self, user) -> "RecommendationQuerySet":
        """Handed in, for the policy team to return or to put to the bodies."""
        handed_in = self.filter(status="submitted")
        return handed_in if user.has_role(Role.POLICY_OFFICER) else self.none()

    def to_pass_on(self) -> "RecommendationQuerySet":
        """Approved, with a place that has not passed to its new post yet (H14-33)."""
        approved = self.filter(status__in=["approved", "amended"], kind="change_representation")
        return approved.filter(passed_on__isnull=True)


class AuditQuerySet(ReadByOfficersQuerySet):
    pass


class FollowUpQuerySet(ReadByOfficersQuerySet):
    def open(self) -> "FollowUpQuerySet":
        return self.filter(status__in=["waiting", "reported"])

    def counted(self, today: date) -> "FollowUpQuerySet":
        """Each with `held`: the meetings since it is counted, of that of its partnerships which held most."""
        about = {
            "partnership__recommended__recommendation": OuterRef("recommendation"),
            "partnership__recommended__removed_at__isnull": True,
            "partnership__recommended__is_exception": False,
        }
        since = {"held_on__gt": OuterRef("counted_from"), "held_on__lte": today, "removed_at__isnull": True}
        held = Meeting.objects.filter(**about, **since).order_by().values("partnership")
        most = held.annotate(number=Count("pk", distinct=True)).order_by("-number").values("number")[:1]
        return self.annotate(held=Coalesce(Subquery(most), Value(0)))

    def to_report(self, today: date) -> "FollowUpQuerySet":
        """Their day has come, or as many meetings were held as were asked for, and nobody has reported yet."""
        due = Q(due_on__lte=today) | Q(meetings__lte=models.F("held"))
        return self.filter(status="waiting").counted(today).filter(due)

    def of(self, user) -> "FollowUpQuerySet":
        """Of recommendations about a partnership that this person leads."""
        led = {"recommendation__subjects__partnership__lead_officer": user}
        kept = {"recommendation__subjects__removed_at__isnull": True, "recommendation__subjects__is_exception": False}
        return self.filter(**led, **kept).distinct()

    def to_record_by(self, user) -> "FollowUpQuerySet":
        """Reported on, by somebody else, for the policy team to record what came of it."""
        if not user.has_role(Role.POLICY_OFFICER):
            return self.none()
        return self.filter(status="reported").exclude(reported_by=user)

"""Named questions about committee papers, recommendations, their follow-up and audits."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from assessments.models import Finding, Waiver
from partnerships.roles import Role
from register.models import Meeting
from register.models.choices import GOING_ON
from register.querysets import OfEntryQuerySet

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

    def matching(self, text: str) -> "PaperQuerySet":
        """Papers whose reference or title holds these words."""
        return self.filter(Q(reference__icontains=text) | Q(title__icontains=text))


class PaperFileQuerySet(models.QuerySet):
    def kept(self) -> "PaperFileQuerySet":
        """Not taken off their paper."""
        return self.filter(removed_at__isnull=True)


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


class RoundQuerySet(ReadByOfficersQuerySet):
    def under_way(self) -> "RoundQuerySet":
        """Open, frozen or reported: not planned, not over."""
        return self.filter(status__in=["open", "frozen", "reported"])


class ReviewQuerySet(OfEntryQuerySet):
    """Reviews of entries that the person may read."""

    def to_answer(self) -> "ReviewQuerySet":
        return self.filter(status__in=["opened", "in_progress"])

    def to_answer_by(self, user) -> "ReviewQuerySet":
        """Of the partnerships that this person leads."""
        return self.to_answer().led_by(user)

    def to_accept_by(self, user) -> "ReviewQuerySet":
        """Submitted by somebody else, and endorsed where the round asks for that."""
        if not user.has_role(Role.POLICY_OFFICER):
            return self.none()
        ready = Q(round__endorsed_by_heads=False) | Q(endorsed_at__isnull=False)
        return self.filter(ready, status="submitted").exclude(submitted_by=user)

    def to_endorse_by(self, user) -> "ReviewQuerySet":
        """Of the entries that name this person as head of service, and of those of the service that they head."""
        own = Q(partnership__head_of_service=user)
        if user.has_role(Role.HEAD_OF_SERVICE) and user.service_id:
            own |= Q(partnership__service=user.service_id)
        waiting = self.filter(own, status="submitted", round__endorsed_by_heads=True, endorsed_at__isnull=True)
        return waiting.exclude(submitted_by=user)

    def overdue(self, today: date) -> "ReviewQuerySet":
        return self.to_answer().filter(due_on__lt=today)

    def unsettled(self) -> "ReviewQuerySet":
        """Neither accepted nor waived: these keep a round from being frozen."""
        return self.filter(status__in=["opened", "in_progress", "submitted"])

    def returned(self) -> "ReviewQuerySet":
        """Sent back, and not submitted again."""
        return self.filter(status="in_progress", returned_at__isnull=False)

    def not_returned(self) -> "ReviewQuerySet":
        return self.exclude(status="in_progress", returned_at__isnull=False)

    def given_to(self, user) -> "ReviewQuerySet":
        """To be answered, with a section that was given to this person and that they have not filled in."""
        sections = self.model.sections.rel.related_model.objects.filter(review=OuterRef("pk"), delegated_to=user)
        return self.to_answer().filter(Exists(sections.exclude(state="completed")))

    def without_lead_officer(self) -> "ReviewQuerySet":
        """To be answered by nobody: the entry names no lead officer who signs in here."""
        return self.to_answer().filter(partnership__lead_officer__isnull=True)

    def unrated(self, day: date) -> "ReviewQuerySet":
        """Of entries without a risk rating, where nobody has waived the finding that says so (H14-45)."""
        waived = Waiver.objects.in_force(day).filter(partnership=OuterRef("partnership"), code="D07")
        return self.filter(partnership__risk_rating="").exclude(Exists(waived))

    def with_high_findings(self, day: date) -> "ReviewQuerySet":
        """Of entries with a High finding that stands and that nobody has waived."""
        same = {"code": OuterRef("code"), "about": OuterRef("about"), "partnership": OuterRef("partnership")}
        standing = Finding.objects.filter(partnership=OuterRef("partnership"), mended_on=None, severity="high")
        return self.filter(Exists(standing.exclude(Exists(Waiver.objects.in_force(day).filter(**same)))))


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user) -> "EditionQuerySet":
        """Officers who read the register; scrutiny members meet an edition through its papers."""
        return self if user.is_active and user.reads_register else self.none()


ONCE = "What an edition keeps is written once, all of it together."
NEVER = "What an edition keeps is never deleted."


class EditionKept(Exception):
    """Somebody tried to change or delete what an edition keeps."""


class EditionEntryQuerySet(models.QuerySet):
    """What an edition keeps is read; only freezing writes it, all of it at once."""

    def visible_to(self, user) -> "EditionEntryQuerySet":
        """As the edition; what each person sees of an entry depends on its columns."""
        return self if user.is_active and user.reads_register else self.none()

    def behind_papers(self) -> "EditionEntryQuerySet":
        """Of editions on which a report was issued: what scrutiny members may read of them (vocabulary, section 2)."""
        issued = self.model.edition.field.related_model.papers.rel.related_model.objects.issued()
        return self.filter(edition__in=issued.order_by().values("edition"))

    def update(self, **values) -> int:
        raise EditionKept(ONCE)

    def bulk_update(self, *args, **values) -> int:
        raise EditionKept(ONCE)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise EditionKept(NEVER)


class InvolvementQuerySet(OfEntryQuerySet):
    """Reviews of the council's involvement, for those who read the register."""

    def visible_to(self, user) -> "InvolvementQuerySet":
        """Officers and auditors; councillors read what was decided in papers."""
        return super().visible_to(user) if user.reads_register else self.none()

    def unsettled(self) -> "InvolvementQuerySet":
        """Proposed or under way, of an entry in which the council goes on taking part."""
        return self.filter(status__in=["proposed", "open"], partnership__status__in=GOING_ON)

    def over(self) -> "InvolvementQuerySet":
        """Settled, or overtaken because the council is leaving the entry or has left it."""
        return self.exclude(pk__in=self.unsettled())

    def proposed(self) -> "InvolvementQuerySet":
        """To be confirmed or dismissed by the policy team."""
        return self.unsettled().filter(status="proposed")

    def to_report(self, today: date) -> "InvolvementQuerySet":
        """Under way, and the day of the next report has come (H14-36)."""
        return self.unsettled().filter(status="open", next_report_on__lte=today)


class ScrutinyReviewQuerySet(models.QuerySet):
    """Requests of scrutiny: officers read all; a scrutiny member reads the own ones, none about an exempt entry."""

    def visible_to(self, user) -> "ScrutinyReviewQuerySet":
        if not user.is_active:
            return self.none()
        if user.reads_register:
            return self
        own = self.filter(Q(member=user) | Q(asked_by=user))
        return own.filter(Q(partnership=None) | Q(partnership__is_exempt=False) | Q(paper__isnull=False))

    def to_settle_by(self, user) -> "ScrutinyReviewQuerySet":
        """The commission's answer is to be recorded, by somebody who did not ask."""
        if not user.has_role(Role.POLICY_OFFICER, Role.DEMOCRATIC_SERVICES):
            return self.none()
        return self.filter(status="requested").exclude(asked_by=user).exclude(member=user)

    def overdue(self, today: date) -> "ScrutinyReviewQuerySet":
        """A panel was to report by now."""
        return self.filter(status="in_progress", due_on__lt=today)


class ExitStrategyQuerySet(OfEntryQuerySet):
    """Exit strategies, for those who read the register, and for the portfolio holder."""

    def visible_to(self, user) -> "ExitStrategyQuerySet":
        """Officers and auditors, and a portfolio holder, who is consulted, those of the portfolio (B15-42)."""
        found = super().visible_to(user)
        if user.reads_register:
            return found
        return found.filter(partnership__in=user.portfolios.order_by().values("partnership"))

    def under_way(self) -> "ExitStrategyQuerySet":
        """Neither completed, nor reversed, nor closed."""
        return self.exclude(status__in=["completed", "reversed", "closed"])

    def answering(self) -> "ExitStrategyQuerySet":
        """Under way or completed: whatever ends, they stand for it."""
        return self.exclude(status__in=["reversed", "closed"])

    def set_aside(self) -> "ExitStrategyQuerySet":
        """The council stayed by them: reversed, or closed because none was needed."""
        return self.filter(status__in=["reversed", "closed"])

    def to_write(self) -> "ExitStrategyQuerySet":
        """Required, begun or returned."""
        return self.filter(status__in=["required", "drafting", "returned"])

    def to_put_by(self, user) -> "ExitStrategyQuerySet":
        """Handed in, for the policy team to return or to put to the bodies."""
        handed_in = self.filter(status="submitted")
        return handed_in if user.has_role(Role.POLICY_OFFICER) else self.none()

    def told(self) -> "ExitStrategyQuerySet":
        """They say how an entry is left: handed in, with the bodies, approved or being carried out."""
        return self.filter(status__in=["submitted", "with_bodies", "approved", "implementing"])

    def to_carry_out(self) -> "ExitStrategyQuerySet":
        """Approved, or being carried out."""
        return self.filter(status__in=["approved", "implementing"])

    def with_lessons(self) -> "ExitStrategyQuerySet":
        """Over, and something was learnt of it."""
        over = self.filter(status__in=["completed", "reversed", "closed"])
        return over.exclude(lessons="", impact_came_true="")

    def to_look_back(self, completed_by: date) -> "ExitStrategyQuerySet":
        """Completed by this day, and nobody has looked back yet."""
        done = {"status": "completed", "completed_at__date__lte": completed_by}
        return self.filter(looked_back_at__isnull=True, **done)

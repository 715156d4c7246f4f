"""Named questions about the register, asked in the same words by lists, exports, papers and tests."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, IntegerField, OuterRef, Q
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear

from partnerships.days import after_months
from partnerships.roles import OFFICERS, Role
from register.models.choices import (
    AGREEMENT_KINDS,
    CURRENT,
    GOING_ON,
    OFTEN_MOVED,
    PROPOSALS,
    Capacity,
    Classification,
    PersonKind,
    Status,
)

# Not waiting for a policy officer to accept the import that made them.
ACCEPTED = Q(batch__isnull=True) | Q(batch__accepted_at__isnull=False)
SEARCHED = ("title", "place", "notes", "decisions", "briefing", "others_present", "partnership__name")
REPORTED = ACCEPTED & Q(
    status__in=CURRENT,
    classification__in=(Classification.PARTNERSHIP, Classification.SHARED_SERVICE),
    is_to_be_removed=False,
)
COUNTED = REPORTED & Q(describes_several=False)


def seated(user) -> models.QuerySet:
    """The partnerships on which a person sits."""
    return user.seats.filter(removed_at__isnull=True).order_by().values("partnership")


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user) -> "PartnershipQuerySet":
        """What a person may read of the live register; what is invisible is as good as absent (404).

        Officers read it all, portfolio holders too; a councillor reads what they are appointed to. A scrutiny member
        reads issued papers and never the live register.
        """
        kept = self.exclude(status=Status.IMPORT_UNDONE)
        if user.reads_register:
            return kept
        if user.has_role(Role.SCRUTINY_MEMBER) or not user.has_role(Role.COUNCILLOR):
            return self.none()
        if user.portfolios.exists():
            return kept
        return kept.filter(pk__in=seated(user))

    def with_history_for(self, user) -> "PartnershipQuerySet":
        """Entries whose history a person may read: what they read, and what an undone import had made, if they see
        imports.
        """
        batches = self.model.batch.field.related_model.objects.visible_to(user)
        undone = Q(status=Status.IMPORT_UNDONE, batch__in=batches.order_by().values("pk"))
        return self.filter(undone | Q(pk__in=self.visible_to(user).order_by().values("pk")))

    def active(self) -> "PartnershipQuerySet":
        """What the council takes part in, also while its involvement is under review, and until it has left."""
        return self.filter(status__in=CURRENT)

    def led_by(self, user) -> "PartnershipQuerySet":
        """Those that this person leads."""
        return self.filter(lead_officer=user) if user.leads_entries else self.none()

    def proposed(self) -> "PartnershipQuerySet":
        """On the way to being joined; counted nowhere."""
        return self.filter(status__in=PROPOSALS)

    def accepted(self) -> "PartnershipQuerySet":
        """Not waiting for a policy officer to accept the import that made them."""
        return self.filter(ACCEPTED)

    def counted(self) -> "PartnershipQuerySet":
        """What the number of partnerships counts (H14-11): what is reported, entry by entry."""
        return self.filter(COUNTED)

    def with_counted(self) -> "PartnershipQuerySet":
        """Each entry with `is_counted`: is it among those that the number counts?"""
        return self.annotate(is_counted=COUNTED)

    def reported(self) -> "PartnershipQuerySet":
        """What a paper reports on: what is counted, and entries that describe several partnerships, which are not."""
        return self.filter(REPORTED)

    def of_council(self, council) -> "PartnershipQuerySet":
        """Entries in which this council takes part, and those where nobody has said yet which council does (SH-08)."""
        return self.filter(Q(participations__council=council) | Q(participations__isnull=True))

    def unconfirmed(self) -> "PartnershipQuerySet":
        """Imported, and not yet confirmed by the lead officer."""
        return self.filter(batch__isnull=False, confirmed_at__isnull=True)

    def without_lead_officer(self) -> "PartnershipQuerySet":
        """Neither a person nor a post answers for the entry (W09-08)."""
        return self.filter(lead_officer__isnull=True, lead_officer_post="")

    def without_heading(self) -> "PartnershipQuerySet":
        """A recommendation of which nobody has said under which heading papers list it."""
        return self.exclude(recommendation="").filter(recommendation_heading="")

    def review_overdue(self, today: date) -> "PartnershipQuerySet":
        """Due for review before today; due today is not overdue."""
        return self.filter(next_review_due_on__lt=today)

    def awaiting_acceptance(self) -> "PartnershipQuerySet":
        """Imported by a batch that no policy officer has accepted yet."""
        return self.filter(batch__isnull=False, batch__accepted_at__isnull=True)

    def without_contribution(self) -> "PartnershipQuerySet":
        """No council's contribution is known for any year; nought is known."""
        known = {"contributions__removed_at__isnull": True, "contributions__amount__isnull": False}
        paid = self.model.participations.rel.related_model.objects.filter(partnership=OuterRef("pk"), **known)
        return self.filter(~Exists(paid))

    def attended_by(self, user) -> "PartnershipQuerySet":
        """Entries from which this person may report back: they sit there, or lead it."""
        return self.filter(pk__in=user.leads.order_by().values("pk").union(seated(user)))

    def that_concern(self, user) -> "PartnershipQuerySet":
        """Entries that this person leads, answers for, holds the portfolio of, or sits on."""
        own = (user.answers_for.order_by().values("pk"), user.portfolios.order_by().values("partnership"), seated(user))
        return self.filter(pk__in=user.leads.order_by().values("pk").union(*own))

    def without_recipients(self) -> "PartnershipQuerySet":
        """Nobody stands on the list of those who hear of it (H14-20)."""
        heard = self.model.recipients.rel.related_model.objects.filter(
            partnership=OuterRef("pk"), removed_at__isnull=True, direction="out"
        )
        return self.filter(~Exists(heard))

    def without_briefing(self) -> "PartnershipQuerySet":
        """Another council speaks for a council, and the contact there, the arrangement or the last day is missing."""
        parts = self.model.participations.rel.related_model.objects.filter(
            partnership=OuterRef("pk"), representation="through_another"
        )
        missing = Q(district_lead="") | Q(briefing_arrangement="") | Q(last_briefed_on__isnull=True)
        return self.filter(Exists(parts.filter(missing)))

    def review_due(self, first: date, last: date) -> "PartnershipQuerySet":
        """Due for review from one day to another, both included."""
        return self.filter(next_review_due_on__range=(first, last))

    def under_external_review(self) -> "PartnershipQuerySet":
        """Somebody outside the council is reviewing structure or governance (H14-15)."""
        return self.exclude(external_review_by="")

    def without_expected_agreement(self) -> "PartnershipQuerySet":
        """Active, of a type that expects an agreement, and none is agreed (SH-15)."""
        documents = self.model.documents.rel.related_model.objects.agreements().agreed()
        expecting = self.active().filter(type__expects_agreement=True)
        return expecting.filter(~Exists(documents.filter(partnership=OuterRef("pk"))))

    def significance_to_settle(self) -> "PartnershipQuerySet":
        """Active, and the tests give a council another tier than stands, which nobody has settled (SH-12)."""
        parts = self.model.participations.rel.related_model.objects.to_settle()
        return self.active().filter(pk__in=parts.order_by().values("partnership"))

    def ending(self, today: date, last: date) -> "PartnershipQuerySet":
        """Whose project is over by a last day, or of which an agreement or a funder's money ends from today until then
        (H14-35). Of a funder the newest financial year counts: what ended in an earlier one was paid on.
        """
        documents = self.model.documents.rel.related_model.objects.agreements().agreed()
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
        soon = {"ends_on__range": (today, last)}
        funding = self.model.other_funding.rel.related_model.objects.filter(removed_at__isnull=True, direction="match")
        funding = funding.annotate(funder=Coalesce("organisation_id", 0))
        later = funding.filter(
            partnership=OuterRef("partnership"),
            funder=OuterRef("funder"),
            financial_year__gt=OuterRef("financial_year"),
        )
        agreed = Q(pk__in=documents.filter(begun, **soon).order_by().values("partnership"))
        funded = Q(pk__in=funding.filter(~Exists(later), **soon).order_by().values("partnership"))
        return self.filter(Q(project_ends_on__lte=last) | agreed | funded)

    def open_to_members(self) -> "PartnershipQuerySet":
        """Entries that a paper for members may show: none that is exempt (H14-47)."""
        return self.filter(is_exempt=False)


class ImportBatchQuerySet(models.QuerySet):
    def at_step(self, step: str) -> "ImportBatchQuerySet":
        """Imports of one status, or `unfinished`: uploaded or checked, and not committed. Other words: all."""
        if step == "unfinished":
            return self.filter(status__in=["uploaded", "checked"])
        return self.filter(status=step) if step in self.model.Status.values else self

    def visible_to(self, user) -> "ImportBatchQuerySet":
        """Imports are read by those who run, accept or audit them."""
        if user.has_role(Role.ADMINISTRATOR, Role.POLICY_OFFICER, Role.AUDITOR):
            return self
        return self.none()


class OfEntryQuerySet(models.QuerySet):
    """Records that belong to an entry: whoever may read the entry reads them, and nobody else."""

    entry = "partnership"

    def visible_to(self, user) -> "OfEntryQuerySet":
        if user.reads_register:
            return self.of_live_entries()
        entries = self.model._meta.apps.get_model("register", "Partnership").objects.visible_to(user)
        return self.filter(**{f"{self.entry}__in": entries.order_by().values("pk")})

    def of_live_entries(self) -> "OfEntryQuerySet":
        """Of any entry but those that an undone import had made: what all who read the register read.

        Joined, for a list of all entries as a subquery would be worked out anew for every question of a page.
        """
        live = ~Q(**{f"{self.entry}__status": Status.IMPORT_UNDONE})
        return self.filter(live) if self.always_of_entry() else self.filter(live, **{f"{self.entry}__isnull": False})

    def always_of_entry(self) -> bool:
        """Does each record name its entry itself, so that this need not be asked?"""
        return "__" not in self.entry and not self.model._meta.get_field(self.entry).null

    def led_by(self, user) -> "OfEntryQuerySet":
        """Of the entries that this person leads; who leads none is not asked about each kind of record."""
        return self.filter(**{f"{self.entry}__lead_officer": user}) if user.leads_entries else self.none()

    def kept(self) -> "OfEntryQuerySet":
        """Not taken off their entry."""
        return self.filter(removed_at__isnull=True)


class MeetingQuerySet(OfEntryQuerySet):
    def to_brief(self, today: date) -> "MeetingQuerySet":
        """Meetings still to come for which nobody has briefed the representatives (B15-38)."""
        return self.kept().filter(held_on__gte=today, briefed_on__isnull=True, partnership__status__in=CURRENT)

    def about(self, text: str) -> "MeetingQuerySet":
        """Meetings in whose notes, decisions, briefing or reports each word stands (H11-05)."""
        reports = self.model.reports.rel.related_model.objects.kept().filter(meeting=OuterRef("pk"))
        found = self
        for word in text.split():
            there = Q(Exists(reports.filter(Q(points__icontains=word) | Q(decision_needed__icontains=word))))
            for name in SEARCHED:
                there |= Q(**{f"{name}__icontains": word})
            found = found.filter(there)
        return found


class MeetingReportQuerySet(OfEntryQuerySet):
    entry = "meeting__partnership"

    def kept(self) -> "MeetingReportQuerySet":
        """Neither the report nor its meeting was taken off."""
        return super().kept().filter(meeting__removed_at__isnull=True)

    def waiting_for_decision(self) -> "MeetingReportQuerySet":
        """A decision is needed from the council, and nobody has said what came of it."""
        return self.kept().filter(dealt_at__isnull=True).exclude(decision_needed="")

    def to_be_dealt_with_by(self, user) -> "MeetingReportQuerySet":
        """Decisions that wait for this person: as the lead officer, or as the policy team where none signs in here."""
        mine = Q(meeting__partnership__lead_officer=user)
        if user.has_role(Role.POLICY_OFFICER):
            mine |= Q(meeting__partnership__lead_officer__isnull=True)
        return self.waiting_for_decision().filter(mine)


class ConcernQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ConcernQuerySet":
        """Concerns are read by officers who read the register, by the portfolio holder of the entry, and by a
        councillor who raised one or is asked about it. A scrutiny member reads none.
        """
        if user.reads_register:
            return self.exclude(partnership__status=Status.IMPORT_UNDONE)
        if user.has_role(Role.SCRUTINY_MEMBER) or not user.has_role(Role.COUNCILLOR):
            return self.none()
        entries = self.model.partnership.field.related_model.objects.visible_to(user)
        held = Q(partnership__in=user.portfolios.values("partnership"))
        return self.filter(held | Q(raised_by=user) | Q(addressed_to=user) | Q(escalated_to=user)).filter(
            partnership__in=entries
        )

    def open(self) -> "ConcernQuerySet":
        return self.exclude(status="resolved")

    def to_resolve(self) -> "ConcernQuerySet":
        """Somebody has advised, and nobody has said yet how it ended."""
        return self.filter(status="advised")

    def waiting_for(self, user) -> "ConcernQuerySet":
        """Concerns on which this person is asked to advise and has not yet."""
        first = Q(status="raised", escalated_to__isnull=True, addressed_to=user)
        return self.filter(first | Q(status="escalated", escalated_to=user))

    def of(self, user) -> "ConcernQuerySet":
        """Concerns that this person raised or was asked about."""
        return self.filter(Q(raised_by=user) | Q(addressed_to=user) | Q(escalated_to=user))


SOON = timedelta(days=60)
YEAR = timedelta(days=365)


class SeatQuerySet(OfEntryQuerySet):
    """Places that a council holds: who may read the entry may read its places."""

    def standing(self) -> "SeatQuerySet":
        """Not taken off, and on an entry that is active."""
        return self.filter(removed_at__isnull=True, partnership__status__in=CURRENT)

    def own(self) -> "SeatQuerySet":
        """The council's own: somebody who attends for another body holds no place of this council (H14-17)."""
        return self.exclude(capacity=Capacity.OTHER)

    def vacant(self) -> "SeatQuerySet":
        return self.filter(is_vacant=True)

    def of_members(self) -> "SeatQuerySet":
        return self.filter(kind=PersonKind.MEMBER)

    def on_outside_bodies(self) -> "SeatQuerySet":
        """Places on single organisations outside the counts (H11-09)."""
        return self.filter(partnership__classification=Classification.OUTSIDE_BODY)

    def of_group(self, group: str, day: date) -> "SeatQuerySet":
        """Held on a day by somebody whom this political group named."""
        appointments = self.model.appointments.rel.related_model.objects.in_force(day)
        return self.filter(Exists(appointments.filter(seat=OuterRef("pk"), nomination__group__iexact=group)))

    def ending_by(self, day: date) -> "SeatQuerySet":
        """Held until that day or an earlier one, or an officer's place not looked at for a year by then (B15-28)."""
        looks = self.model.appointments.rel.related_model.objects
        yearly = looks.filter(status="appointed", term="officer", ends_on__isnull=True, starts_on__lte=day - YEAR)
        over = self.model.objects.filter(ends_on__lte=day).order_by().values("pk")
        return self.filter(pk__in=over.union(yearly.order_by().values("seat")), is_vacant=False)


class AppointmentQuerySet(models.QuerySet):
    def in_force(self, day: date) -> "AppointmentQuerySet":
        """Who sits on a day. An appointment lasts to the end of its last day; who leaves early, leaves on that day."""
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=day) | Q(ends_on=day, status="appointed")
        return self.filter(lasting, starts_on__lte=day)


class AppointmentRoundQuerySet(models.QuerySet):
    def visible_to(self, user) -> "AppointmentRoundQuerySet":
        """Rounds are read by everybody who reads the whole register."""
        return self if user.reads_register else self.none()


class GoverningDocumentQuerySet(OfEntryQuerySet):
    """Agreements and other documents. What is due and what has expired is what `rules.agreements` says of one."""

    def agreements(self) -> "GoverningDocumentQuerySet":
        """Of the kinds that promise something for a time."""
        return self.filter(kind__in=AGREEMENT_KINDS)

    def agreed(self) -> "GoverningDocumentQuerySet":
        """Put in force, whether their first day has come or not, and not renewed since."""
        return self.kept().filter(status="in_force")

    def in_force(self, today: date) -> "GoverningDocumentQuerySet":
        """What holds on a day: begun, and not over; what is renewed holds until the renewal begins, or its own end."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=today)
        unfollowed = Q(renewed_by__starts_on__gt=today) | Q(renewed_by__removed_at__isnull=False)
        until_renewal = Q(status="renewed") & unfollowed & lasting
        return self.kept().filter(begun & Q(status="in_force") | until_renewal)

    def standing(self, today: date) -> "GoverningDocumentQuerySet":
        """Drafts, what is agreed, and what is renewed and still holds."""
        return self.filter(Q(status__in=["draft", "in_force"]) | Q(pk__in=self.in_force(today).values("pk")))

    def over(self, today: date) -> "GoverningDocumentQuerySet":
        """Terminated, or renewed and no longer holding."""
        return self.filter(status__in=["renewed", "terminated"]).exclude(pk__in=self.in_force(today).values("pk"))

    def expired(self, today: date) -> "GoverningDocumentQuerySet":
        """Agreed, past their last day, and not renewed."""
        return self.agreed().filter(ends_on__lt=today)

    def renewal_due(self, today: date, months: int) -> "GoverningDocumentQuerySet":
        """Within so many months, or those of the notice where they are more, of an end that has not passed."""
        due = (ExtractYear("ends_on") * 12 + ExtractMonth("ends_on")) * 31 + ExtractDay("ends_on")
        now = (today.year * 12 + today.month) * 31 + today.day
        in_notice = ExpressionWrapper(due - F("notice_months") * 31, IntegerField())
        soon = Q(ends_on__lte=after_months(today, months)) | Q(notice_months__gt=months) & Q(days_ahead__lte=now)
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=today)
        return self.agreed().filter(begun, ends_on__gte=today).annotate(days_ahead=in_notice).filter(soon)

    def procurement_open(self) -> "GoverningDocumentQuerySet":
        """Unclear under procurement rules, and not cleared by legal or procurement (SH-24)."""
        open_now = self.kept().filter(procurement="unclear", procurement_cleared_on__isnull=True)
        return open_now.filter(status__in=["draft", "in_force"])


class AgreedOutcomeQuerySet(OfEntryQuerySet):
    entry = "document__partnership"


class ParticipationQuerySet(models.QuerySet):
    def to_settle(self) -> "ParticipationQuerySet":
        """Whose computed tier is not the recorded one, and nobody has said yet which stands."""
        differs = ~Q(computed_significance="") & ~Q(computed_significance=F("significance"))
        return self.filter(differs, significance_answered="")


class ServiceReturnQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ServiceReturnQuerySet":
        """All of them for those who see collections; their own service's for its officers and its chief officer."""
        if user.has_role(Role.POLICY_OFFICER, Role.CORPORATE_MANAGER, Role.AUDITOR):
            return self
        if not user.reads_register:
            return self.none()
        return self.filter(Q(chief_officer=user) | Q(service__isnull=False, service=user.service_id))

    def open(self) -> "ServiceReturnQuerySet":
        """Of a collection that is open."""
        return self.filter(round__status="open")

    def to_fill_in_by(self, user) -> "ServiceReturnQuerySet":
        """Returns of the person's service, or that they certify, which nobody has handed in."""
        own = Q(chief_officer=user) | Q(service__isnull=False, service=user.service_id)
        return self.open().filter(own, status="sent") if user.has_role(*OFFICERS) else self.none()

    def to_certify_by(self, user) -> "ServiceReturnQuerySet":
        return self.open().filter(status="returned", chief_officer=user)

    def overdue(self, today: date) -> "ServiceReturnQuerySet":
        """Wanted back by a day before today, and not certified."""
        return self.open().exclude(status__in=["certified", "accepted"]).filter(round__due_on__lt=today)

    def to_accept_by(self, user) -> "ServiceReturnQuerySet":
        """Certified, and neither handed in nor certified by this person (B15-32)."""
        waiting = self.open().filter(status="certified").exclude(certified_by=user).exclude(returned_by=user)
        return waiting if user.has_role(Role.POLICY_OFFICER) else self.none()

    def naming_missing(self) -> "ServiceReturnQuerySet":
        """Handed in or certified, with partnerships that the list lacks."""
        return self.open().exclude(status="sent").exclude(missing="")


class DecidedQuerySet(OfEntryQuerySet):
    """What is put to bodies: as its entry; what is about the register as a whole, for who reads that (SH-02)."""

    def visible_to(self, user) -> "DecidedQuerySet":
        found = super().visible_to(user)
        return found | self.filter(**{f"{self.entry}__isnull": True}) if user.reads_register else found


class MatterQuerySet(DecidedQuerySet):
    """What is put to bodies for decision."""

    def open(self) -> "MatterQuerySet":
        """Neither taken back nor carried out: something is still to be decided, or to take effect."""
        return self.filter(withdrawn_at__isnull=True, carried_out_on__isnull=True)

    def to_record_by(self, user) -> "MatterQuerySet":
        """Open, with a body that has not spoken, for who records decisions and did not draft this one."""
        if not user.has_role(Role.DEMOCRATIC_SERVICES, Role.POLICY_OFFICER):
            return self.none()
        silent = self.model.steps.rel.related_model.objects.filter(matter=OuterRef("pk"), decisions__isnull=True)
        return self.open().filter(Exists(silent)).exclude(drafted_by=user).exclude(also_drafted_by=user)

    def called_in(self) -> "MatterQuerySet":
        """Open, with a decision that was called in and not released."""
        held = {"steps__decisions__called_in_at__isnull": False, "steps__decisions__released_at__isnull": True}
        return self.open().filter(**held).distinct()


class DecisionQuerySet(DecidedQuerySet):
    entry = "step__matter__partnership"


class MatterStepQuerySet(DecidedQuerySet):
    entry = "matter__partnership"


class ActionQuerySet(OfEntryQuerySet):
    """What was agreed to be done. A condition counts once its decision has taken effect."""

    def in_force(self) -> "ActionQuerySet":
        return self.filter(Q(decision__isnull=True) | Q(decision__step__matter__carried_out_on__isnull=False))

    def to_do(self) -> "ActionQuerySet":
        """In force, and neither reported as done nor dropped."""
        return self.in_force().filter(status__in=["open", "in_progress"])

    def of(self, user) -> "ActionQuerySet":
        """Those that this person does: as owner, or as the lead officer where only a post is named."""
        return self.filter(Q(owner=user) | Q(owner__isnull=True, partnership__lead_officer=user))

    def overdue(self, today: date) -> "ActionQuerySet":
        return self.to_do().filter(due_on__lt=today)

    def often_moved(self) -> "ActionQuerySet":
        """Still to do, and their day was changed three times or more."""
        return self.to_do().filter(times_moved__gte=OFTEN_MOVED)

    def to_verify_by(self, user) -> "ActionQuerySet":
        """Reported as done, by somebody else, for somebody else."""
        if not user.has_role(Role.POLICY_OFFICER):
            return self.none()
        return self.filter(status="done_claimed").exclude(owner=user).exclude(done_by=user)


class VerificationQuerySet(OfEntryQuerySet):
    """Governance on the rota. What is planned counts as long as the council takes part."""

    def planned(self) -> "VerificationQuerySet":
        return self.filter(status="planned", partnership__status__in=CURRENT)

    def overdue(self, today: date) -> "VerificationQuerySet":
        return self.planned().filter(due_on__lt=today)


class PartnerPaperQuerySet(OfEntryQuerySet):
    """The yearly papers of partners (SH-04, SH-23)."""

    def asked(self) -> "PartnerPaperQuerySet":
        """Asked for and not received."""
        return self.filter(status="asked")

    def overdue(self, today: date) -> "PartnerPaperQuerySet":
        return self.asked().filter(due_on__lt=today)

    def due_soon(self, today: date) -> "PartnerPaperQuerySet":
        """Overdue, or due within four weeks."""
        return self.asked().filter(due_on__lte=today + timedelta(days=28))

    def to_hear(self) -> "PartnerPaperQuerySet":
        """Received, and not decided on."""
        return self.filter(status__in=["received", "considered"])


class PaperHearingQuerySet(OfEntryQuerySet):
    entry = "paper__partnership"


class PerformanceReturnQuerySet(OfEntryQuerySet):
    """What lead officers of selected partnerships say of their performance (SH-14)."""

    def asked(self) -> "PerformanceReturnQuerySet":
        """Not recorded, of a partnership that is still selected and that the council is not leaving."""
        selected = {"partnership__is_selected_for_returns": True, "partnership__status__in": GOING_ON}
        return self.filter(status="asked", **selected)

    def to_record(self, today: date) -> "PerformanceReturnQuerySet":
        """Its months are over."""
        return self.asked().filter(ends_on__lt=today)

    def overdue(self, today: date) -> "PerformanceReturnQuerySet":
        return self.asked().filter(due_on__lt=today)

    def recorded(self) -> "PerformanceReturnQuerySet":
        return self.filter(status="recorded")

    def of_year(self, year: int) -> "PerformanceReturnQuerySet":
        """Recorded, of months that begin in a financial year."""
        return self.recorded().filter(starts_on__range=(date(year, 4, 1), date(year + 1, 3, 31)))


class WatchQuerySet(OfEntryQuerySet):
    def to_tell(self, ids: set[int], by) -> "WatchQuerySet":
        """Those of these entries whose watchers hear of a change: not of their own, and not if they switched it off."""
        wanting = self.filter(partnership__in=ids, person__is_active=True, person__notices_off=False)
        return wanting.exclude(person=by) if by else wanting


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user) -> "NoticeQuerySet":
        """The person's own, about entries that they may still read."""
        entries = self.model.partnership.field.related_model.objects.visible_to(user)
        readable = Q(partnership__isnull=True) | Q(partnership__in=entries.order_by().values("pk"))
        return self.filter(readable, person=user)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)

"""The meetings of an entry in words: each with who was there, what they reported, what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch
from django.urls import reverse

from partnerships.templatetags.council import plain_number, short_day
from register.models import Meeting, MeetingReport, Partnership, StoredFile
from register.permissions import can_deal_with_decision, can_keep_meetings
from register.reports.files import file_url
from register.rules.activity import lines_of
from register.rules.attendance import Attendance, Sat, Was, a_year_before, tally

PER_PAGE = 10
REPORTS = Prefetch(
    "reports", MeetingReport.objects.filter(removed_at__isnull=True).select_related("person", "dealt_by")
)

FILES = Prefetch("files", StoredFile.objects.filter(removed_at__isnull=True))


@dataclass(frozen=True)
class Filed:
    """A paper of a meeting in its newest version."""

    title: str
    name: str
    url: str
    replace_url: str = ""
    remove_url: str = ""


@dataclass(frozen=True)
class Said:
    """What one person reported. `deal_url` is there for who may say what came of the decision."""

    who: str
    points: tuple[str, ...]
    decision: str
    outcome: str
    hours: str
    change_url: str = ""
    remove_url: str = ""
    deal_url: str = ""

    @property
    def waits(self) -> bool:
        """Is a decision needed that nobody has dealt with?"""
        return bool(self.decision) and not self.outcome


@dataclass(frozen=True)
class Shown:
    """One meeting as the page shows it."""

    pk: int
    title: str
    day: date
    is_to_come: bool
    place: str
    notes: str
    decisions: tuple[str, ...]
    papers_link: str
    briefing: str
    briefed: str
    attended: tuple[str, ...]
    absent: tuple[str, ...]
    others: str
    said: tuple[Said, ...]
    files: tuple[Filed, ...] = ()
    change_url: str = ""
    remove_url: str = ""
    add_file_url: str = ""
    add_report_url: str = ""

    @property
    def needs_briefing(self) -> bool:
        return self.is_to_come and not self.briefed


@dataclass(frozen=True)
class Meetings:
    """The tab: a page of meetings, who attended how often, what was taken off."""

    pages: Page
    shown: tuple[Shown, ...]
    attendance: tuple[Attendance, ...]
    removed: tuple[tuple[str, str], ...]
    may_write: bool
    refusal: str
    query: str


def build(entry: Partnership, user, *, query: str, number: object, today: date) -> Meetings:
    """The meetings of an entry, newest first, those alone that have every word of the query."""
    verdict = can_keep_meetings(user, entry)
    found = Meeting.objects.kept().filter(partnership=entry).about(query).prefetch_related(REPORTS, FILES)
    pages = Paginator(found, PER_PAGE).get_page(number)
    return Meetings(
        pages,
        tuple(shown(meeting, entry, user, bool(verdict), today) for meeting in pages),
        tuple(attendance(entry, today)),
        removed(entry) if verdict else (),
        bool(verdict),
        verdict.reason,
        query,
    )


def shown(meeting: Meeting, entry: Partnership, user, may_write: bool, today: date) -> Shown:
    """One meeting; `entry` is its entry, already loaded."""
    meeting.partnership = entry
    reports = list(meeting.reports.all())
    urls = {
        "change_url": address("line_edit", entry, "meetings", meeting.pk),
        "remove_url": address("line_remove", entry, "meetings", meeting.pk),
        "add_file_url": reverse("register:meeting_file_add", args=[meeting.pk]),
        "add_report_url": f"{reverse('register:line_add', args=[entry.reference, 'reports'])}?meeting={meeting.pk}",
    }
    return Shown(
        meeting.pk,
        meeting.title or "Meeting",
        meeting.held_on,
        meeting.held_on > today,
        meeting.place,
        meeting.notes,
        tuple(lines_of(meeting.decisions)),
        meeting.papers_link,
        meeting.briefing,
        f"Briefed on {short_day(meeting.briefed_on)}" if meeting.briefed_on else "",
        tuple(report.person.full_name for report in reports if report.attended),
        tuple(report.person.full_name for report in reports if not report.attended),
        meeting.others_present,
        tuple(said(report, meeting, user, may_write) for report in reports),
        filed(meeting, may_write),
        **(urls if may_write else {}),
    )


def filed(meeting: Meeting, may_write: bool) -> tuple[Filed, ...]:
    """The papers of a meeting, each in its newest version; who keeps the meeting keeps them."""
    files = list(meeting.files.all())
    replaced = {file.replaces_id for file in files}
    steps = ("file_replace", "file_remove") if may_write else ()
    return tuple(
        Filed(str(file), file.file_name, file_url("file", file), *(file_url(step, file) for step in steps))
        for file in files
        if file.pk not in replaced
    )


def said(report: MeetingReport, meeting: Meeting, user, may_write: bool) -> Said:
    """One person's report with what may be done about it."""
    report.meeting = meeting
    entry = meeting.partnership
    waits = bool(report.decision_needed) and report.dealt_at is None
    deal = waits and can_deal_with_decision(user, report)
    return Said(
        report.person.full_name,
        tuple(lines_of(report.points)),
        report.decision_needed,
        f"{report.outcome} ({report.dealt_by}, {short_day(report.dealt_at)})" if report.dealt_at else "",
        took(report.hours),
        address("line_edit", entry, "reports", report.pk) if may_write else "",
        address("line_remove", entry, "reports", report.pk) if may_write else "",
        reverse("register:decision", args=[entry.reference, report.pk]) if deal else "",
    )


def took(hours: Decimal | None) -> str:
    """3.5 hours; empty where nobody said."""
    return "" if hours is None else f"{plain_number(hours)} hour{'' if hours == 1 else 's'}"


def address(route: str, entry: Partnership, noun: str, pk: int) -> str:
    return reverse(f"register:{route}", args=[entry.reference, noun, pk])


def removed(entry: Partnership) -> tuple[tuple[str, str], ...]:
    """Meetings, reports and papers that were taken off: (what, where to put it back)."""
    meetings = Meeting.objects.filter(partnership=entry, removed_at__isnull=False)
    reports = MeetingReport.objects.filter(meeting__partnership=entry, removed_at__isnull=False)
    found = [(str(meeting), address("line_put_back", entry, "meetings", meeting.pk)) for meeting in meetings]
    for report in reports.select_related("person", "meeting"):
        found.append((str(report), address("line_put_back", entry, "reports", report.pk)))
    files = StoredFile.objects.filter(meeting__partnership=entry, removed_at__isnull=False)
    found += [(str(file), file_url("file_put_back", file)) for file in files]
    return tuple(found)


def attendance(entry: Partnership, today: date) -> list[Attendance]:
    """Who attended how many of the meetings of the last twelve months, and their hours (H14-38)."""
    held = list(
        Meeting.objects.kept()
        .filter(partnership=entry, held_on__gt=a_year_before(today), held_on__lte=today)
        .values_list("pk", "held_on")
    )
    reports = MeetingReport.objects.kept().filter(meeting__in=[key for key, _ in held]).select_related("person")
    rows = [
        (report.person, Was(report.person_id, report.meeting_id, report.attended, report.hours)) for report in reports
    ]
    people = {person.pk: Sat(person.pk, person.full_name) for person, _ in rows} | seated(entry)
    return tally(people.values(), held, [was for _, was in rows]) if held else []


def seated(entry: Partnership) -> dict[int, Sat]:
    """Who sits there now and signs in, by key."""
    seats = entry.seats.filter(removed_at__isnull=True, holder__isnull=False).select_related("holder")
    return {seat.holder_id: Sat(seat.holder_id, seat.holder.full_name, seat.starts_on) for seat in seats}


def not_yet_reported(entry: Partnership, user, today: date) -> Sequence[Meeting]:
    """Meetings that were held and on which this person has not reported, newest first; the last few are enough."""
    mine = MeetingReport.objects.kept().filter(person=user, reported_at__isnull=False)
    held = Meeting.objects.kept().filter(partnership=entry, held_on__lte=today, held_on__gt=a_year_before(today))
    return list(held.exclude(pk__in=mine.values("meeting"))[:4])


def who_is_told(report: MeetingReport, user) -> list[str]:
    """Who hears of a report, in sentences, for the page that confirms it."""
    entry = report.meeting.partnership
    lead = entry.lead_officer
    reads = ["Everybody who may read this partnership finds it on the Meetings page."]
    if not report.decision_needed:
        return reads
    if lead is None:
        return ["The policy team sees on its home page that a decision is needed, as no lead officer signs in.", *reads]
    if lead == user:
        return ["You are the lead officer, so the decision that is needed waits on your own home page.", *reads]
    return [
        f"{lead.full_name}, the lead officer, gets an e-mail and sees on the home page that a decision is needed.",
        *reads,
    ]

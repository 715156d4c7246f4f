"""Checks of meetings, of what comes back from them, and of reports to members (D16, D17, D19)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import takewhile

from partnerships.checking import HIGH, Check, Found, Looking, Place
from register.models import Meeting, Partnership
from register.models.choices import Capacity
from register.querysets import YEAR
from register.rules.checks.where import TIER, OfPartnerships, add, kept, line, months_before, page, significant
from register.rules.programme import Standing, next_report
from register.rules.words import long_day, number_of


def held(entry: Partnership, looking: Looking) -> list[Meeting]:
    """Meetings up to the day, the newest first."""
    found = [each for each in kept(entry.meetings.all()) if each.held_on <= looking.day]
    return sorted(found, key=lambda each: each.held_on, reverse=True)


class ReportedToMembers(OfPartnerships):
    code = "D16"
    title = "It is reported to members as the programme says"
    source = "Breckland 2015, Council Representation"
    severity = HIGH
    remedy = "Submit the report that is due, or add a line to the reporting programme"
    place = add("programme")
    needs = ("programme__reports", "participations")
    today = TIER

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return super().applies(entry, looking) and (significant(entry) or bool(kept(entry.programme.all())))

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        lines = kept(entry.programme.all())
        if not lines:
            yield Found("It is significant, and the reporting programme has no line for it.")
        for item in lines:
            last = max((each.due_on for each in item.reports.all()), default=None)
            next_ = next_report(item.first_due_on, item.every_months, last, looking.day)
            if next_.standing == Standing.OVERDUE:
                yield Found(f"The report due on {long_day(next_.due_on)} has not been submitted.", str(item.pk))

    def place_of(self, about: str) -> Place:
        return Place("register:programme", ()) if about else self.place


class RepresentativesReport(Check):
    code = "D17"
    title = "Representatives attend, and report back"
    source = "South Hams 2022; Gloucester; Plymouth: nothing came back from representatives"
    remedy = "Report back from the last meeting"
    place = page("register:report_back")
    limit, unit = Decimal(50), "per cent of the meetings of a year attended"
    needs = ("meetings__reports__person", "seats")
    last = 2
    quarter = 3

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        """Where somebody sits for the council, and it has met lately."""
        sits = any(not seat.is_vacant and seat.capacity != Capacity.OTHER for seat in kept(entry.seats.all()))
        return sits and bool(self.recent(entry, looking))

    def recent(self, entry: Partnership, looking: Looking) -> list[Meeting]:
        return [each for each in held(entry, looking) if each.held_on > looking.day - YEAR]

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        recent = self.recent(entry, looking)
        latest = recent[: self.last]
        settled = latest[-1].held_on < looking.day - timedelta(days=14)
        if len(latest) == self.last and settled and not any(told(each) for each in latest):
            meetings = number_of(self.last, "meeting")
            yield Found(
                f"No note or report is kept of the last {meetings}, since {long_day(latest[-1].held_on)}.", "notes"
            )
        elif evidence := self.silence(recent, looking):
            yield Found(evidence, "quarter")
        yield from self.absent(recent, looking.limit)

    def silence(self, recent: list[Meeting], looking: Looking) -> str:
        """Representatives report each quarter: it met over a quarter ago, and nothing came back since."""
        untold = list(takewhile(lambda meeting: not told(meeting), recent))
        if not untold or untold[-1].held_on >= months_before(looking.day, self.quarter):
            return ""
        return f"It met on {long_day(untold[-1].held_on)}, over a quarter ago, and no note or report is kept since."

    def absent(self, recent: list[Meeting], limit: Decimal) -> Iterator[Found]:
        said: dict = {}
        for report in (each for meeting in recent for each in kept(meeting.reports.all())):
            said.setdefault(report.person, []).append(report.attended)
        for person, answers in said.items():
            if len(answers) >= self.last and sum(answers) * 100 < limit * len(answers):
                evidence = (
                    f"{person.full_name} attended {sum(answers)} of {number_of(len(answers), 'meeting')} in a year."
                )
                yield Found(evidence, f"attendance {person.pk}")

    def place_of(self, about: str) -> Place:
        return page("register:people", "seats") if about.startswith("attendance") else self.place


def told(meeting: Meeting) -> bool:
    """Something was kept of it."""
    return bool(meeting.notes or meeting.decisions or any(each.points for each in kept(meeting.reports.all())))


class MeetsAtAll(Check):
    code = "D19"
    title = "It still meets, and still exists"
    source = "Maldon 2017; Denbighshire"
    remedy = "Record its last meeting, or end the entry"
    place = add("meetings")
    limit, unit = Decimal(12), "months"
    needs = ("meetings", "partners__organisation")

    def look(self, entry: Partnership, looking: Looking) -> Iterator[Found]:
        meetings = held(entry, looking)
        if meetings and meetings[0].held_on < months_before(looking.day, looking.limit):
            yield Found(f"It met last on {long_day(meetings[0].held_on)}, as far as is known.", "met")
        for partner in kept(entry.partners.all()):
            if partner.is_lead and partner.organisation.is_retired:
                yield Found(f"{partner.organisation}, which leads it, no longer exists.", str(partner.pk))

    def place_of(self, about: str) -> Place:
        return line("partners") if about.isdigit() else self.place

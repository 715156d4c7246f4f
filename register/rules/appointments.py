"""When a term ends, who sits on a day, which appointments overlap, and who fits a place."""

from collections.abc import Iterable
from datetime import date, timedelta

from partnerships.roles import OFFICERS, Role
from register.models import Seat
from register.models.appointments import Appointment, Term
from register.models.calendar import MunicipalYear
from register.models.choices import PersonKind
from register.querysets import YEAR
from register.rules.words import long_day

DAY = timedelta(days=1)
BY_CALENDAR = (Term.ANNUAL, Term.FOUR_YEAR)


def term_end(term: str, starts_on: date, years: Iterable[MunicipalYear]) -> date | None:
    """The last day of a term: the day before the Annual Council that ends it (B15-26, SH-21).

    An annual term ends at the next Annual Council, a four-year term at the next one after an election. None for other
    terms, which end with the post, and where the calendar has no such meeting: `ends_by_calendar` tells them apart.
    """
    if not ends_by_calendar(term):
        return None
    meetings = (year.annual_council_on for year in years if year.follows_election or term == Term.ANNUAL)
    later = [meeting for meeting in meetings if meeting > starts_on]
    return min(later) - DAY if later else None


def ends_by_calendar(term: str) -> bool:
    """Does the municipal calendar say when this term ends?"""
    return term in BY_CALENDAR


def missing_meeting(term: str, starts_on: date, council: object, otherwise: str = "enter the day it ends") -> str:
    """What to say where the calendar does not reach far enough; `otherwise` is the other thing to do."""
    after = f"after {long_day(starts_on)}"
    meeting = f"first Annual Council after an election {after}" if term == Term.FOUR_YEAR else f"Annual Council {after}"
    return f"The municipal calendar of {council} has no {meeting}. Add that year to the calendar, or {otherwise}."


def in_force(appointment: Appointment, day: date) -> bool:
    """Does this person sit on that day? An appointment lasts to the end of its last day; who leaves early, or
    resigns, leaves on that day.
    """
    if appointment.starts_on > day:
        return False
    until = appointment.ends_on
    return until is None or until > day or (until == day and appointment.status == Appointment.Status.APPOINTED)


def last_day(appointment: Appointment) -> date | None:
    """The last day on which nobody else can begin here; None where no end is known."""
    if appointment.ends_on is None or appointment.status == Appointment.Status.APPOINTED:
        return appointment.ends_on
    return appointment.ends_on - DAY


def overlapping(others: Iterable[Appointment], starts_on: date, ends_on: date | None) -> Appointment | None:
    """The first of these appointments that would share a day with a new one; None where the place is free."""
    for other in others:
        last = last_day(other)
        begins_before = last is None or starts_on <= last
        ends_after = ends_on is None or other.starts_on <= ends_on
        is_empty = last is not None and last < other.starts_on
        if begins_before and ends_after and not is_empty:
            return other
    return None


def overlap_sentence(other: Appointment) -> str:
    """Who holds the place already, from when to when, and what to do."""
    last = last_day(other)
    until = f" until {long_day(last)}" if last else ", with no end"
    remedy = f"begin on {long_day(last + DAY)} or later" if last else "end that appointment first"
    also = ", or end that appointment first" if last else ""
    return (
        f"{other.who()} is appointed here from {long_day(other.starts_on)}{until}. Two people cannot hold one place: "
        f"{remedy}{also}."
    )


def contradiction(term: str, starts_on: date, ends_on: date, years: Iterable[MunicipalYear]) -> str:
    """Why a typed last day does not go with a term of the calendar; blank where it does, or the calendar is silent."""
    by_calendar = term_end(term, starts_on, years)
    if by_calendar in (None, ends_on):
        return ""
    return (
        f"The term “{Term(term).label}” ends on {long_day(by_calendar)}, and the day typed is {long_day(ends_on)}. "
        "Leave the day empty, or choose another term."
    )


def coming(appointments: Iterable[Appointment], today: date) -> Appointment | None:
    """Who is appointed to a place and has not begun yet; the first of several."""
    ahead = [each for each in appointments if each.starts_on > today and each.status == Appointment.Status.APPOINTED]
    return min(ahead, key=lambda each: each.starts_on, default=None)


def look_due_on(appointment: Appointment) -> date | None:
    """When an officer's appointment is to be looked at again: a year after it began (B15-28)."""
    if appointment.term != Term.OFFICER or appointment.ends_on:
        return None
    return appointment.starts_on + YEAR


def unfit(seat: Seat, person) -> str:
    """Why this person cannot hold the place; blank where they can. A place whose kind nobody knows takes both."""
    if person is None:
        return ""
    if not person.is_active:
        return f"{person} has left and cannot be appointed. Choose somebody else."
    if seat.kind == PersonKind.MEMBER and not person.has_role(Role.COUNCILLOR):
        return f"{person} is no councillor, and this place is for a member. Choose a councillor."
    if seat.kind == PersonKind.OFFICER and not person.has_role(*OFFICERS):
        return f"{person} is no officer of the council, and this place is for an officer. Choose an officer."
    return ""

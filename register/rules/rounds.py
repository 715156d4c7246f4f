"""Which places a round of appointments takes in, and what it still lacks."""

from collections.abc import Iterable
from datetime import date

from register.models import Seat
from register.models.appointments import Appointment, AppointmentRound, Nomination, Term
from register.models.calendar import MunicipalYear
from register.querysets import SeatQuerySet
from register.rules.appointments import ends_by_calendar, missing_meeting, term_end


def places_of(round: AppointmentRound) -> SeatQuerySet:
    """Every place for a member that the round's council holds (B15-26)."""
    return Seat.objects.standing().own().of_members().filter(council=round.council_id)


def to_fill(round: AppointmentRound) -> SeatQuerySet:
    """Places that are vacant, or whose appointment ends by the day of the round, and that nobody holds on that day."""
    day = round.starts_on
    held = Appointment.objects.in_force(day).values("seat")
    places = places_of(round).exclude(pk__in=held)
    return places.vacant() | places.filter(ends_on__lte=day)


def is_named(nomination: Nomination) -> bool:
    """Does the group name somebody for this place?"""
    return bool(nomination.nominee_id or nomination.name)


def asked(round: AppointmentRound) -> list[Nomination]:
    """The places in the round, those left out of it apart, in the order of their entries."""
    related = ("seat__partnership", "seat__holder", "seat__council", "nominee")
    return list(round.nominations.filter(is_left_out=False).select_related(*related))


def ends_of(
    round: AppointmentRound, nominations: Iterable[Nomination], years: Iterable[MunicipalYear]
) -> dict[int, date | None]:
    """The last day of each nominated appointment, by nomination; None where its term has no set end."""
    years = list(years)
    return {each.pk: term_end(each.term, round.starts_on, years) for each in nominations}


def ready_to_appoint(round: AppointmentRound) -> list[str]:
    """What stands between the nominations and the appointments: nobody named, or a calendar that is too short."""
    named = [each for each in asked(round) if is_named(each)]
    if not named:
        return ["Nobody is named for any place yet. Record the nominations of the groups first."]
    ends = ends_of(round, named, round.council.municipal_years.all())
    short = sorted({each.term for each in named if ends_by_calendar(each.term) and ends[each.pk] is None})
    return [missing_meeting(term, round.starts_on, round.council) for term in short]


def usual_term(last: str, follows_election: bool) -> str:
    """The term that a place is filled for when nobody says otherwise: as last time, and four years only after an
    election, when four-year places are agreed (B15-26).
    """
    if last == Term.FOUR_YEAR and not follows_election:
        return Term.ANNUAL
    return last if last in (Term.ANNUAL, Term.FOUR_YEAR) else Term.ANNUAL

"""Which places a round of appointments takes in, and what it still lacks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Q

from register.interchange.fold import plain
from register.models import Seat
from register.models.appointments import Appointment, AppointmentRound, Nomination, Term
from register.models.calendar import MunicipalYear
from register.querysets import SeatQuerySet
from register.rules.appointments import ends_by_calendar, missing_meeting, overlap_sentence, overlapping, term_end


def places_of(round: AppointmentRound) -> SeatQuerySet:
    """Every place for a member that the round's council holds (B15-26)."""
    return Seat.objects.standing().own().of_members().filter(council=round.council_id)


def to_fill(round: AppointmentRound) -> SeatQuerySet:
    """Places that are vacant, or whose appointment ends by the day of the round, and to which nobody is appointed for
    that day or a later one.
    """
    day = round.starts_on
    ahead = Appointment.objects.filter(status=Appointment.Status.APPOINTED, starts_on__gt=day)
    held = (Appointment.objects.in_force(day) | ahead).values("seat")
    places = places_of(round).exclude(pk__in=held)
    return places.vacant() | places.filter(ends_on__lte=day)


def is_named(nomination: Nomination) -> bool:
    """Does the group name somebody for this place?"""
    return bool(nomination.nominee_id or nomination.name)


def asked(round: AppointmentRound) -> list[Nomination]:
    """The places in the round, those left out of it apart, in the order of their entries."""
    related = ("seat__partnership", "seat__holder", "seat__council", "nominee")
    found = round.nominations.filter(is_left_out=False).select_related(*related)
    return list(found.prefetch_related("seat__appointments__holder"))


def ends_of(
    round: AppointmentRound, nominations: Iterable[Nomination], years: Iterable[MunicipalYear]
) -> dict[int, date | None]:
    """The last day of each nominated appointment, by nomination; None where its term has no set end."""
    years = list(years)
    return {each.pk: term_end(each.term, round.starts_on, years) for each in nominations}


def shared_days(
    round: AppointmentRound, named: Iterable[Nomination], ends: Mapping[int, date | None]
) -> Iterator[tuple[Nomination, Appointment]]:
    """Each appointment to a place that shares a day with what is nominated for it."""
    for each in named:
        others = list(each.seat.appointments.all())
        while other := overlapping(others, round.starts_on, ends[each.pk]):
            others.remove(other)
            yield each, other


def makes_room(appointment: Appointment, day: date) -> bool:
    """Can it end the day before? It has begun by then, and nobody has said on which day the person leaves."""
    return appointment.starts_on < day and appointment.status == Appointment.Status.APPOINTED


def cut_short(round: AppointmentRound) -> list[tuple[Nomination, Appointment]]:
    """The appointments that end earlier than they say, because somebody is appointed in their place."""
    named = [each for each in asked(round) if is_named(each)]
    ends = ends_of(round, named, round.council.municipal_years.all())
    return [(each, other) for each, other in shared_days(round, named, ends) if makes_room(other, round.starts_on)]


def named_twice(round: AppointmentRound, nominations: Iterable[Nomination]) -> dict[int, str]:
    """Why some of those named cannot be, by nomination: they are named for, or stay in, another of the council's places
    on the same body.
    """
    named = [each for each in nominations if is_named(each)]
    who = {each.pk: (each.seat.partnership_id, person(each.who())) for each in named}
    times, stay = Counter(who.values()), staying(round, named)
    found = {}
    for each in named:
        body = each.seat.partnership
        if times[who[each.pk]] > 1:
            found[each.pk] = (
                f"{each.who().strip()} is named for two places on {body}. Name somebody else for one, or nobody."
            )
        elif who[each.pk] in stay:
            found[each.pk] = (
                f"{each.who()} holds another place on {body} on that day. Name somebody else, or end that one first."
            )
    return found


def person(name: str) -> str:
    """What makes two people the same: the name, whether it was chosen or typed."""
    return plain(name)


def staying(round: AppointmentRound, named: Iterable[Nomination]) -> set[tuple[int, str]]:
    """Who holds a place that nobody is named for, on the day of the round: body and person."""
    day, named = round.starts_on, list(named)
    seats = places_of(round).filter(partnership__in={each.seat.partnership_id for each in named})
    seats = seats.exclude(pk__in=[each.seat_id for each in named])
    appointed = Appointment.objects.in_force(day).filter(seat__in=seats)
    written = seats.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), is_vacant=False)
    rows = [
        *appointed.values_list("seat__partnership", "holder__full_name", "name"),
        *written.values_list("partnership", "holder__full_name", "name"),
    ]
    return {(body, person(account or name)) for body, account, name in rows}


def ready_to_appoint(round: AppointmentRound) -> list[str]:
    """What stands between the nominations and the appointments: nobody named, a calendar that is too short, somebody
    named twice for one body, or a place to which another person is appointed already.
    """
    named = [each for each in asked(round) if is_named(each)]
    if not named:
        return ["Nobody is named for any place yet. Record the nominations of the groups first."]
    ends = ends_of(round, named, round.council.municipal_years.all())
    short = sorted({each.term for each in named if ends_by_calendar(each.term) and ends[each.pk] is None})
    taken = [
        f"{each.seat.partnership}: {overlap_sentence(other)}"
        for each, other in shared_days(round, named, ends)
        if not makes_room(other, round.starts_on)
    ]
    twice = dict.fromkeys(named_twice(round, named).values())
    other = "nominate for another term"
    return [*(missing_meeting(term, round.starts_on, round.council, other) for term in short), *taken, *twice]


def without_end(nomination: Nomination) -> str:
    """Why nobody can say yet when this appointment would end; blank where the calendar says it."""
    round = nomination.round
    ends_on = term_end(nomination.term, round.starts_on, round.council.municipal_years.all())
    if ends_on or not ends_by_calendar(nomination.term) or not is_named(nomination):
        return ""
    return missing_meeting(nomination.term, round.starts_on, round.council, "nominate for another term")


def usual_term(last: str, follows_election: bool) -> str:
    """The term that a place is filled for when nobody says otherwise: as last time, and four years only after an
    election, when four-year places are agreed (B15-26).
    """
    if last == Term.FOUR_YEAR and not follows_election:
        return Term.ANNUAL
    return last if last in (Term.ANNUAL, Term.FOUR_YEAR) else Term.ANNUAL

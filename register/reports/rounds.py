"""A round of appointments: its places by political group, and the schedule that goes to Council."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from partnerships.templatetags.council import day, short_day
from register.models import Seat
from register.models.appointments import Appointment, AppointmentRound, Nomination
from register.models.choices import Capacity
from register.reports.seats import days_of
from register.rules.appointments import DAY, coming
from register.rules.rounds import asked, cut_short, ends_of, is_named, person, places_of
from register.rules.words import number_of

NO_GROUP = "No group asked yet"
NAMED = Q(nominations__nominee__isnull=False) | ~Q(nominations__name="")
ASKED = Q(nominations__is_left_out=False)


@dataclass(frozen=True)
class Line:
    """One place of a round."""

    place: str
    what: str
    present: str
    nominee: str
    term: str
    until: str
    note: str = ""
    url: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Group:
    """The places of one political group, those that nobody is named for first."""

    name: str
    lines: tuple[Line, ...]
    unfilled: int

    @property
    def summary(self) -> str:
        """3 places, 1 unfilled."""
        rest = f"{self.unfilled} unfilled" if self.unfilled else "all filled"
        return f"{number_of(len(self.lines), 'place')}, {rest}"


@dataclass(frozen=True)
class Schedule:
    """The places of a round as they stand, for the screen and for paper alike."""

    council: str
    title: str
    status: str
    facts: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    as_of: date
    starts_on: date
    places: int
    named: int

    @property
    def unfilled(self) -> int:
        return self.places - self.named

    @property
    def summary(self) -> str:
        """12 places: 9 named, 3 unfilled."""
        return f"{number_of(self.places, 'place')}: {self.named} named, {self.unfilled} unfilled"


def schedule(round: AppointmentRound, as_of: date) -> Schedule:
    """The round with its places by group, in the same few queries however many there are."""
    nominations = asked(round)
    ends = ends_of(round, nominations, round.council.municipal_years.all())
    return Schedule(
        str(round.council),
        round.title,
        round.get_status_display(),
        facts(round),
        tuple(group(name, found, ends, as_of) for name, found in by_group(nominations)),
        as_of,
        round.starts_on,
        len(nominations),
        sum(is_named(each) for each in nominations),
    )


def facts(round: AppointmentRound) -> tuple[tuple[str, str], ...]:
    by = day(round.nominations_by) if round.nominations_by else ""
    found = (
        ("Appointments begin on", day(round.starts_on)),
        ("Appointed by", str(round.body)),
        ("Nominations wanted by", by),
        ("Minute or decision reference", round.minute),
    )
    return tuple((label, value) for label, value in found if value)


def by_group(nominations: Iterable[Nomination]) -> list[tuple[str, list[Nomination]]]:
    """Groups in the order of their names, without a group last; unfilled places first in each."""
    found: dict[str, list[Nomination]] = {}
    for each in nominations:
        found.setdefault(each.group.strip(), []).append(each)
    named = sorted((name, rows) for name, rows in found.items() if name)
    rest = [(NO_GROUP, found[""])] if "" in found else []
    return [(name, sorted(rows, key=is_named)) for name, rows in [*named, *rest]]


def group(name: str, nominations: list[Nomination], ends: dict[int, date | None], today: date) -> Group:
    lines = tuple(line(each, ends[each.pk], today) for each in nominations)
    return Group(name, lines, sum(not is_named(each) for each in nominations))


def line(nomination: Nomination, ends_on: date | None, today: date) -> Line:
    seat = nomination.seat
    return Line(
        str(seat.partnership),
        what_of(seat),
        present_of(seat, today),
        nomination.who(),
        nomination.get_term_display(),
        until(nomination, ends_on),
        nomination.note,
        reverse("register:nomination", args=[nomination.pk]),
        f"place-{nomination.pk}",
    )


def until(nomination: Nomination, ends_on: date | None) -> str:
    """When the appointment would end; empty where nobody is named, so that nothing ends."""
    if not is_named(nomination):
        return ""
    return f"until {short_day(ends_on)}" if ends_on else "its end is not in the calendar yet"


def what_of(seat: Seat) -> str:
    needs = seat.get_required_level_display() if seat.is_vacant else ""
    capacity = "" if seat.capacity == Capacity.FULL else seat.get_capacity_display().lower()
    return "; ".join(part for part in (capacity, f"needs: {needs}" if needs else "") if part)


def present_of(seat: Seat, today: date) -> str:
    """Who sits there and until when, and who is appointed and has not begun."""
    until = f", until {short_day(seat.ends_on)}" if seat.ends_on else ""
    follows = coming(seat.appointments.all(), today)
    return f"{seat.who()}{until}{f'; then {days_of(follows)}' if follows else ''}"


def cuts(round: AppointmentRound) -> list[str]:
    """Whose appointment ends early when everybody named is appointed, in words (B15-26)."""
    return [cut(round, nomination, appointment) for nomination, appointment in cut_short(round)]


def cut(round: AppointmentRound, nomination: Nomination, appointment: Appointment) -> str:
    is_same = person(nomination.who()) == person(
        appointment.holder.full_name if appointment.holder_id else appointment.name
    )
    instead = f"and not on {short_day(appointment.ends_on)}" if appointment.ends_on else "and had no end"
    again = ", and a new one begins the day after" if is_same else ""
    return (
        f"{nomination.seat.partnership}: {appointment.who()}, appointed from {short_day(appointment.starts_on)}, ends "
        f"on {short_day(round.starts_on - DAY)} {instead}{again}"
    )


def choices(round: AppointmentRound, today: date) -> tuple[list[tuple[int, str]], list[int]]:
    """Every place for a member of the council as a tick box, and which of them the round asks for."""
    seats = places_of(round).select_related("partnership", "holder").prefetch_related("appointments__holder")
    seats = seats.order_by("partnership__name", "pk")
    chosen = list(round.nominations.filter(is_left_out=False).values_list("seat_id", flat=True))
    return [(seat.pk, f"{seat.partnership}: {present_of(seat, today)}") for seat in seats], chosen


def listed(user) -> list[AppointmentRound]:
    """All rounds, the latest first, each with how many places it asks for and how many are named."""
    return list(
        AppointmentRound.objects.visible_to(user)
        .select_related("council", "body")
        .annotate(places=Count("nominations", filter=ASKED), named=Count("nominations", filter=ASKED & NAMED))
    )


def cancelled_because(round: AppointmentRound) -> str:
    """The reason that was given, from the history."""
    if round.status != AppointmentRound.Status.CANCELLED:
        return ""
    row = AppointmentRound.history.filter(id=round.pk, status=round.status).order_by("version").first()
    return row.history_change_reason or ""

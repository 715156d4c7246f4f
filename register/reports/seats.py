"""Places in words: the list of them, the page of one with everybody who was appointed to it, and outside bodies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import short_day
from partnerships.work import Task, told
from register.models import Partnership, Seat
from register.models.appointments import Appointment, AppointmentRound, ExpectedRole
from register.models.choices import CURRENT, Capacity, Classification, PersonKind
from register.permissions import can_change_appointment
from register.querysets import SOON, SeatQuerySet
from register.reports.parts import Card, Row
from register.rules.appointments import coming, in_force, last_day, look_due_on

RELATED = ("partnership", "council", "holder")


@dataclass(frozen=True)
class Place:
    """One line of a list of places."""

    entry: str
    council: str
    url: str
    what: str
    who: str
    until: str
    note: str = ""
    tag: str = ""
    tone: str = ""
    needs: str = ""
    then: str = ""


@dataclass(frozen=True)
class Term:
    """One appointment in the history of a place."""

    who: str
    dates: str
    term: str
    body: str
    state: str
    tone: str
    note: str = ""
    steps: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class SeatPage:
    """One place, who holds it, and how they and others came to."""

    seat: Seat
    title: str
    cards: tuple[Card, ...]
    terms: tuple[Term, ...]
    told: str = ""


@dataclass(frozen=True)
class OutsideBody:
    """An outside body with its places (H11-09)."""

    name: str
    url: str
    places: tuple[Place, ...]


def with_appointments(seats: SeatQuerySet, today: date) -> SeatQuerySet:
    """Seats with what a list says of them, in the same few queries however many there are."""
    present = Appointment.objects.in_force(today).select_related("body", "nomination")
    ahead = Appointment.objects.filter(starts_on__gt=today).select_related("holder")
    return seats.select_related(*RELATED).prefetch_related(
        Prefetch("appointments", present, to_attr="present"), Prefetch("appointments", ahead, to_attr="ahead")
    )


def places(seats: Iterable[Seat], today: date) -> list[Place]:
    """Lines of a list; the seats come from `with_appointments`."""
    return [place(seat, today) for seat in seats]


def place(seat: Seat, today: date) -> Place:
    present = seat.present[0] if seat.present else None
    tag, tone = state(seat, present, today)
    group = present.nomination.group if present and present.nomination else ""
    needed = seat.get_required_level_display()
    return Place(
        str(seat.partnership),
        str(seat.council),
        reverse("register:seat", args=[seat.pk]),
        kind_of(seat),
        seat.who(),
        short_day(seat.ends_on) if seat.ends_on else "",
        ", ".join(part for part in (group, str(present.body or "") if present else "") if part),
        tag,
        tone,
        (needed or "level not said") if seat.is_vacant else "",
        f"Then {days_of(follows)}" if (follows := coming(seat.ahead, today)) else "",
    )


def days_of(appointment: Appointment) -> str:
    """Ann Lee, from 1 Dec 2026 until 12 May 2027."""
    until = f" until {short_day(appointment.ends_on)}" if appointment.ends_on else ""
    return f"{appointment.who()}, from {short_day(appointment.starts_on)}{until}"


def kind_of(seat: Seat) -> str:
    """What kind of place it is: Member; Member, deputy."""
    kind = seat.get_kind_display() if seat.kind != PersonKind.UNKNOWN else "Member or officer"
    capacity = "" if seat.capacity == Capacity.FULL else seat.get_capacity_display().lower()
    return ", ".join(part for part in (kind, capacity) if part)


def state(seat: Seat, present: Appointment | None, today: date) -> tuple[str, str]:
    """The tag of a place and its tone; none where all is well."""
    if seat.is_vacant:
        return "Vacant", "red"
    if seat.ends_on and seat.ends_on < today:
        return "Over", "red"
    if seat.ends_on and seat.ends_on <= today + SOON:
        return "Ends soon", "yellow"
    due = look_due_on(present) if present else None
    return ("Look at it again", "yellow") if due and due <= today + SOON else ("", "")


def seat_page(seat: Seat, user, today: date) -> SeatPage:
    """The page of one place for one person."""
    appointments = list(seat.appointments.select_related("holder", "body", "nomination__round"))
    present = next((each for each in appointments if in_force(each, today)), None)
    cards = [the_place(seat), the_holder(seat, present)]
    if present:
        cards.append(the_role(present, bool(can_change_appointment(user, present))))
    told = ""
    if not seat.is_vacant and not present:
        told = "The register names this person without a formal appointment, as a spreadsheet or an officer gave it."
    terms = tuple(term(each, user, today) for each in appointments)
    return SeatPage(seat, f"{kind_of(seat)} place", tuple(cards), terms, told)


def the_place(seat: Seat) -> Card:
    return Card(
        "The place",
        (
            Row("Partnership", str(seat.partnership)),
            Row("For", str(seat.council)),
            Row("Member or officer", seat.get_kind_display()),
            Row("Capacity", seat.get_capacity_display()),
            Row("Level that it needs", seat.get_required_level_display(), absent="Not said"),
            Row("Note", seat.note, absent="None"),
        ),
        "place",
    )


def the_holder(seat: Seat, present: Appointment | None) -> Card:
    due = look_due_on(present) if present else None
    rows = [
        Row("Who", seat.who()),
        Row("Level", seat.get_level_display()),
        Row("From", short_day(seat.starts_on) if seat.starts_on else ""),
        Row("Until", short_day(seat.ends_on) if seat.ends_on else "", absent="No end is set"),
    ]
    if seat.is_vacant:
        return Card("Who holds it", (rows[0],), "holder")
    if due:
        rows.append(Row("To be looked at again", short_day(due)))
    return Card("Who holds it", tuple(rows), "holder")


def the_role(appointment: Appointment, may_change: bool) -> Card:
    """What the representative is there for, and under which rules (B15-29, B15-30)."""
    roles = [role.label for role in ExpectedRole if role in appointment.expected_roles]
    explained, acknowledged = appointment.role_explained_on, appointment.conduct_acknowledged_on
    rows = (
        Row("What they are there to do", lines=tuple(roles), absent="Not said yet"),
        Row("Role explained on", short_day(explained) if explained else "", absent="Not explained yet"),
        Row("Codes of conduct acknowledged on", short_day(acknowledged) if acknowledged else "", absent="Not yet"),
        Row("Interests", appointment.interests, absent="None noted"),
        Row("Insurance or indemnity", appointment.get_cover_display()),
    )
    url = reverse("register:appointment_edit", args=[appointment.pk]) if may_change else ""
    return Card("Role, conduct and insurance", rows, "role", url)


def term(appointment: Appointment, user, today: date) -> Term:
    until = f"until {short_day(appointment.ends_on)}" if appointment.ends_on else "with no end set"
    body = ", ".join(part for part in (str(appointment.body or ""), appointment.minute) if part)
    words, tone = standing(appointment, today)
    group = appointment.nomination.group if appointment.nomination else ""
    return Term(
        appointment.who(),
        f"{short_day(appointment.starts_on)} {until}",
        appointment.get_term_display(),
        body,
        words,
        tone,
        "; ".join(part for part in (group, appointment.ended_reason) if part),
        steps(appointment, user),
    )


def standing(appointment: Appointment, today: date) -> tuple[str, str]:
    """Where an appointment stands on a day, and its tone."""
    if appointment.status == Appointment.Status.APPOINTED:
        if appointment.starts_on > today:
            return "Begins later", "blue"
        return ("Over", "grey") if (last_day(appointment) or today) < today else ("In force", "green")
    leaves = in_force(appointment, today)
    words = appointment.get_status_display()
    return (f"{words}, still there", "yellow") if leaves else (words, "grey")


def steps(appointment: Appointment, user) -> tuple[tuple[str, str], ...]:
    """What this person may do with an appointment that stands."""
    if appointment.status != Appointment.Status.APPOINTED or not can_change_appointment(user, appointment):
        return ()
    names = (("renew", "Renew"), ("end", "End"), ("resign", "Resign"))
    return tuple((label, reverse(f"register:appointment_{name}", args=[appointment.pk])) for name, label in names)


def outside_bodies(user, today: date) -> list[OutsideBody]:
    """Outside bodies with their places, whatever their number in the same few queries (H11-09, B15-37)."""
    seats = with_appointments(Seat.objects.filter(removed_at__isnull=True).own(), today)
    found = (
        Partnership.objects.visible_to(user)
        .filter(classification=Classification.OUTSIDE_BODY, status__in=CURRENT)
        .prefetch_related(Prefetch("seats", seats, to_attr="standing"))
    )
    return [
        OutsideBody(str(body), reverse("register:people", args=[body.reference]), tuple(places(body.standing, today)))
        for body in found
    ]


def tasks(user, today: date) -> list[Task]:
    """What of the places waits for those who record appointments."""
    if not user.has_role(Role.DEMOCRATIC_SERVICES, Role.POLICY_OFFICER):
        return []
    seats = Seat.objects.standing().own().visible_to(user).select_related("partnership", "holder")
    address = reverse("register:seats")
    line = told("register:people", "{0.partnership}: {0}", key="partnership.reference", due="ends_on")
    vacant = told("register:people", "{0.partnership}: {0}", key="partnership.reference")
    rounds = AppointmentRound.objects.visible_to(user).filter(status=AppointmentRound.Status.OPEN)
    ending = seats.ending_by(today + SOON)
    return [
        Task(
            seats.vacant(),
            "Vacant place",
            "Vacant places",
            f"{address}?show=vacant",
            line=vacant,
            nearest=("partnership__name_key", "pk"),
        ),
        Task(
            ending,
            "Appointment ending soon, or over",
            "Appointments ending soon, or over",
            f"{address}?show=ending",
            "Within 60 days",
            line,
            ("ends_on", "pk"),
        ),
        Task(rounds, "Round of appointments open", "Rounds of appointments open", reverse("register:rounds")),
    ]

"""Appointments of the demonstration, all invented: a calendar, a round that is over, an outside body, vacancies."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships import saving
from partnerships.models import Council, User
from register.models import Body, Participation, Partnership, Seat
from register.models.appointments import AppointmentRound, ExpectedRole, Term
from register.models.calendar import MunicipalYear
from register.models.choices import INVENTED, Attendance, Capacity, Classification, Level, PersonKind, Representation
from register.workflow import appointments, calendar, entries, rounds

ELECTION = 2023
TUESDAY, MAY = 1, 5
CHARITY = "Welland Almshouse Charity"
# (place on, capacity, political group, who is named)
ASKED = (
    ("Harborough Community Safety Partnership", Capacity.FULL, "Rural Alliance", "councillor@example.org"),
    ("Harborough Health and Wellbeing Partnership", Capacity.FULL, "Rural Alliance", "portfolio.holder@example.org"),
    ("Rural Youth Voice Project", Capacity.OBSERVER, "Independent Group", ""),
    (CHARITY, Capacity.TRUSTEE, "Independent Group", "scrutiny.member@example.org"),
    (CHARITY, Capacity.TRUSTEE, "Rural Alliance", ""),
)


def seed(council: Council, at: datetime) -> None:
    """Everything that the pages of places show."""
    people = {user.email: user for user in User.objects.all()}
    today = timezone.localdate(at)
    clerk = {"by": people["democratic.services@example.org"], "at": at}
    officer = {"by": people["policy.officer@example.org"], "at": at}
    for year in range(today.year - 3, today.year + 4):
        calendar.add_year(annual_council(council, year), **clerk)
    facts = {
        "name": CHARITY,
        "classification": Classification.OUTSIDE_BODY,
        "function": f"Homes for older people of small means. {INVENTED}.",
    }
    entries.add(facts, councils=[council], **officer)
    past_round(council, today, people, clerk, officer)
    yearly_look(today, people["representative@example.org"], clerk)
    through_another(council, officer)


def annual_council(council: Council, year: int) -> MunicipalYear:
    """The third Tuesday in May."""
    first = date(year, MAY, 1)
    day = first + timedelta(days=(TUESDAY - first.weekday()) % 7 + 14)
    return MunicipalYear(council=council, year=year, annual_council_on=day, follows_election=(year - ELECTION) % 4 == 0)


def past_round(council: Council, today: date, people: dict, clerk: dict, officer: dict) -> AppointmentRound:
    """The round of the last Annual Council: most places filled, some not."""
    seats = [place(council, name, capacity, officer) for name, capacity, _, _ in ASKED]
    last = council.municipal_years.filter(annual_council_on__lte=today).order_by("-annual_council_on").first()
    body, day = Body.objects.get(name="Council"), last.annual_council_on
    values = {"title": f"Appointments at Annual Council {day.year}", "starts_on": day, "body": body, "minute": INVENTED}
    round = rounds.open_round({"council": council, **values}, **clerk)
    round = rounds.choose_places(round, {seat.pk for seat in seats}, version=round.version, **clerk)
    asked = {each.seat_id: each for each in round.nominations.all()}
    for seat, (_, _, group, email) in zip(seats, ASKED, strict=True):
        changes = {"group": group, "nominee": people.get(email)}
        rounds.nominate(asked[seat.pk], changes, version=asked[seat.pk].version, **clerk)
    made = rounds.appoint_all(round, version=round.version, **clerk)
    roles = [ExpectedRole.REPORT, ExpectedRole.MONITOR]
    explained = {"expected_roles": roles, "role_explained_on": day, "conduct_acknowledged_on": day}
    appointments.edit(made[0], explained, version=made[0].version, **clerk)
    return round


def place(council: Council, name: str, capacity: str, who: dict) -> Seat:
    """The member's place on an entry that somebody holds already, or a new vacant one."""
    entry = Partnership.objects.get(name=name)
    held = entry.seats.filter(kind=PersonKind.MEMBER, is_vacant=False).first()
    if held:
        return held
    seat = Seat(partnership=entry, council=council, kind=PersonKind.MEMBER, capacity=capacity, is_vacant=True)
    seat.required_level = Level.MEMBER
    return entries.add_line(seat, entry, **who)


def yearly_look(today: date, holder: User, who: dict) -> None:
    """An officer whose place is soon to be looked at again."""
    seat = Seat.objects.get(holder=holder)
    values = {"holder": holder, "term": Term.OFFICER, "starts_on": today - timedelta(days=330), "level": Level.OFFICER}
    appointments.appoint(seat, values, version=seat.version, **who)


def through_another(council: Council, who: dict) -> None:
    """A board on which another district sits for this one, with something still to arrange."""
    part = Participation.objects.get(partnership__name="Leicestershire Children & Young People Board", council=council)
    changes = {
        "representation": Representation.THROUGH_ANOTHER,
        "attendance": Attendance.CORRESPONDENCE,
        "briefing_arrangement": f"A note after each meeting. {INVENTED}.",
    }
    saving.claimed(Participation, part.pk, part.version, changes, reason=INVENTED, **who)

"""Places, appointments, rounds and the municipal calendar of the world of the access tests."""

from datetime import date

from register.models import Body
from register.models.appointments import Term
from register.models.choices import PersonKind
from register.workflow import appointments, rounds
from tests.factories import NOW
from tests.register import places


def plant(world) -> None:
    """A vacant place, one that is held by appointment and one that was; a closed round and an open one."""
    own, council, holder = world.records["own entry"], world.council, world.people["councillor"]
    by = {"by": world.people["democratic_services"], "at": NOW}
    places.calendar(council)
    body = world.kept(Body(name="Council"))
    vacant = places.seat(own, council)
    held, ended, spare = (places.seat(own, council) for _ in range(3))
    values = {"holder": holder, "term": Term.ANNUAL, "starts_on": date(2026, 5, 19), "ends_on": date(2027, 5, 17)}
    standing, over = (appointments.appoint(seat, values, version=1, **by) for seat in (held, ended))
    closed = rounds.open_round({**about(world, body), "title": "Closed round"}, **by)
    first = closed.nominations.get(seat=spare)
    rounds.nominate(first, {"name": "Cllr Nominee"}, version=1, **by)
    rounds.appoint_all(closed, version=closed.version, **by)
    opened = rounds.open_round({**about(world, body), "title": "Open round"}, **by)
    asked = rounds.choose_places(opened, {vacant.pk}, version=opened.version, **by)
    named = asked.nominations.get(seat=vacant)
    world.records |= {
        "vacant place": places.again(vacant),
        "place of others": places.seat(world.records["entry of others"], council, PersonKind.OFFICER),
        "appointment": standing,
        "ended appointment": appointments.end(over, date(2026, 11, 1), "Moved away", version=over.version, **by),
        "closed round of appointments": places.again(closed),
        "open round of appointments": asked,
        "nomination": rounds.nominate(named, {"name": "Cllr Another"}, version=named.version, **by),
        "closed nomination": places.again(first),
        "municipal year": council.municipal_years.get(year=2027),
    }


def about(world, body: Body) -> dict:
    return {"council": world.council, "starts_on": date(2027, 5, 18), "body": body}

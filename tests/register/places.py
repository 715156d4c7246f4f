"""Places, calendars and bodies for tests about appointments."""

from datetime import date

from partnerships import saving
from register.models import Body, Seat
from register.models.appointments import AppointmentRound
from register.models.calendar import MunicipalYear
from register.models.choices import PersonKind
from register.workflow import rounds
from tests.factories import NOW

# The calendar of the tests: elections in 2023 and 2027.
COUNCILS = {
    2025: (date(2025, 5, 20), False),
    2026: (date(2026, 5, 19), False),
    2027: (date(2027, 5, 18), True),
    2028: (date(2028, 5, 16), False),
}


def calendar(council, years=COUNCILS) -> None:
    for year in years:
        day, follows = COUNCILS[year]
        saving.create(
            MunicipalYear(council=council, year=year, annual_council_on=day, follows_election=follows), by=None, at=NOW
        )


def body(name: str = "Council") -> Body:
    return Body.objects.filter(name=name).first() or saving.create(Body(name=name), by=None, at=NOW)


def seat(partnership, council, kind=PersonKind.MEMBER, **values) -> Seat:
    """A place, vacant unless somebody is named."""
    if not {"holder", "name", "post"} & set(values):
        values["is_vacant"] = True
    return saving.create(Seat(partnership=partnership, council=council, kind=kind, **values), by=None, at=NOW)


def again(record):
    """The record as it stands now."""
    return type(record)._base_manager.get(pk=record.pk)


def round_for(council, by, starts_on=date(2026, 5, 19), **values) -> AppointmentRound:
    asked = {"council": council, "title": "Annual Council", "starts_on": starts_on, "body": body(), **values}
    return rounds.open_round(asked, by=by, at=NOW)

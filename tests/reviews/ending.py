"""An entry with everything that leaving ends, and with what leaving never ends, for tests of carrying out."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from partnerships import saving
from register.models import Contribution, GoverningDocument, Link, Partnership, Seat
from register.models.appointments import Appointment
from register.workflow import appointments
from reviews.models import ExitStrategy
from reviews.workflow import carrying_out
from tests import factories
from tests.conftest import NOW
from tests.register import places
from tests.reviews.exiting import fresh

LAST = date(2027, 3, 31)
MADE = {"by": None, "at": NOW}
REGISTER = (Partnership, Contribution, Seat, Appointment, GoverningDocument, Link)
Key = tuple[str, int]


@dataclass(frozen=True)
class World:
    """The entry, and by name what ends and what goes on."""

    entry: Partnership
    ending: dict[str, object]
    going_on: dict[str, object]


def money(entry: Partnership, year: int, pounds: int | None, **values) -> Contribution:
    amount = None if pounds is None else Decimal(pounds)
    said = {"financial_year": year, "amount": amount, "period": "annual", "budget_status": "in_budget", **values}
    return saving.create(Contribution(participation=entry.participations.get(), **said), **MADE)


def document(entry: Partnership, title: str, **values) -> GoverningDocument:
    said = {"title": title, "starts_on": date(2024, 4, 1), **values}
    return saving.create(GoverningDocument(partnership=entry, **said), **MADE)


def link(one: Partnership, kind: str, other: Partnership) -> Link:
    return saving.create(Link(partnership=one, kind=kind, other=other), **MADE)


def appointed(seat: Seat, by, at=NOW, **values) -> Appointment:
    said = {"starts_on": date(2026, 5, 19), **values}
    return appointments.appoint(seat, said, version=fresh(seat).version, by=by, at=at)


def world(entry: Partnership, policy_officer, democratic_services) -> World:
    council = entry.participations.get().council
    board = factories.partnership(by=policy_officer, name="Tourism Board")
    forum = factories.partnership(by=policy_officer, name="Tourism Forum")
    held = places.seat(entry, council)
    appointed(held, democratic_services, name="Cllr Rose", level="cmt", ends_on=date(2027, 5, 17))
    ending = {
        "next year": money(entry, 2027, 600),
        "a year later": money(entry, 2028, None, kind="in_kind"),
        "appointed": held,
        "named": places.seat(entry, council, kind="officer", name="Olive Officer", post="Clerk"),
        "vacant": places.seat(entry, council),
        "agreement": document(entry, "Funding agreement"),
        "related": link(entry, "related", board),
        "reports": link(board, "reports_to", entry),
    }
    going_on = {
        "this year": money(entry, 2026, 500),
        "other body": places.seat(entry, council, name="Bo Board", capacity="other"),
        "ends itself": document(entry, "Lease", ends_on=LAST),
        "constitution": document(entry, "Constitution", kind="constitution"),
        "succeeds": link(forum, "succeeded_by", entry),
    }
    return World(entry, ending, going_on)


def standing(*, but: tuple[str, ...] = ("version", *Partnership.derived_fields)) -> dict[Key, dict]:
    """The register as it stands, row by row."""
    return {
        (model.__name__, row["id"]): {name: value for name, value in row.items() if name not in but}
        for model in REGISTER
        for row in model._base_manager.values()
    }


def changed(before: dict[Key, dict], after: dict[Key, dict]) -> set[Key]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def key(record) -> Key:
    return type(record).__name__, record.pk


def confirmed(strategy: ExitStrategy, by, *, but: str = "", early: str = "") -> ExitStrategy:
    """What ends is confirmed for the day on which the council leaves; one thing goes on, another ends a month early."""
    keys = [each.key for each in carrying_out.proposed_ends(strategy)]
    days = {each: None if each == but else LAST - timedelta(days=30 * (each == early)) for each in keys}
    carrying_out.confirm_ends(strategy, days, by=by, at=NOW)
    return strategy

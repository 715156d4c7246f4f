"""Every write about a round of appointments, in the order of its life: opened, nominations recorded, appointed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from partnerships.events import log
from partnerships.machine import Machine, Transition
from partnerships.models import Event
from partnerships.saving import Conflict, Edit, announced_once, claimed, claimed_many, create, create_many
from partnerships.verdict import Verdict, refused, require
from register import permissions
from register.models import Seat
from register.models.appointments import Appointment, AppointmentRound, Nomination
from register.rules import rounds as rules
from register.rules.appointments import overlap_sentence, overlapping, unfit
from register.workflow.appointments import appoint, close_before

Status = AppointmentRound.Status
CLOSED = "This round is {}, so its places and nominations no longer change. Use the page of the place instead."

ROUNDS = Machine(
    AppointmentRound,
    "round",
    Status.OPEN,
    Transition(
        "appoint", "appointed", (Status.OPEN,), Status.APPOINTED, permissions.can_run_round, rules.ready_to_appoint
    ),
    Transition("cancel", "cancelled", (Status.OPEN,), Status.CANCELLED, permissions.can_run_round),
)


def open_round(values: Mapping[str, Any], *, by, at: datetime) -> AppointmentRound:
    """Open a round. It takes in every place for a member that is vacant, or whose appointment ends by its day."""
    require(permissions.can_open_round(by))
    with transaction.atomic():
        round = create(AppointmentRound(**values), by=by, at=at)
        add_places(round, list(rules.to_fill(round)), by=by, at=at)
    return round


def add_places(round: AppointmentRound, seats: list[Seat], *, by, at: datetime) -> None:
    """Ask for these places, each for the term and of the group of its last appointment."""
    follows = round.council.municipal_years.filter(annual_council_on=round.starts_on, follows_election=True).exists()
    past = Appointment.objects.filter(seat__in=seats).select_related("nomination").order_by("starts_on", "pk")
    last = {each.seat_id: each for each in past}
    create_many([asked_for(round, seat, last.get(seat.pk), follows) for seat in seats], by=by, at=at)


def asked_for(round: AppointmentRound, seat: Seat, last: Appointment | None, follows_election: bool) -> Nomination:
    group = last.nomination.group if last and last.nomination else ""
    return Nomination(
        round=round, seat=seat, group=group, term=rules.usual_term(last.term if last else "", follows_election)
    )


def may_change(user, round: AppointmentRound) -> Verdict:
    """Is this the person's round to run, and is it open?"""
    verdict = permissions.can_run_round(user, round)
    if verdict and round.status != Status.OPEN:
        return refused(CLOSED.format(ROUNDS.state_name(round.status)))
    return verdict


def still_open(round: AppointmentRound, by) -> None:
    """Raise Refused where the round is closed, or is not this person's to run."""
    require(may_change(by, round))


def edit(
    round: AppointmentRound, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> AppointmentRound:
    """Change the title, the days, the body or the minute of an open round."""
    still_open(round, by)
    return claimed(
        AppointmentRound, round.pk, version, changes, by=by, at=at, reason=reason, guard=lambda row: still_open(row, by)
    )


def choose_places(round: AppointmentRound, wanted: set[int], *, version: int, by, at: datetime) -> AppointmentRound:
    """Say which places the round asks for, by the keys of the seats. Those left out can be taken in again."""
    still_open(round, by)
    with transaction.atomic():
        round = claimed(
            AppointmentRound, round.pk, version, {}, by=by, at=at, reason="Places chosen",
            guard=lambda row: still_open(row, by),
        )  # fmt: skip
        there = list(round.nominations.all())
        moved = [each for each in there if each.is_left_out == (each.seat_id in wanted)]
        edits = [Edit(each.pk, each.version, {"is_left_out": not each.is_left_out}) for each in moved]
        claimed_many(Nomination, edits, by=by, at=at)
        new = wanted - {each.seat_id for each in there}
        add_places(round, list(rules.places_of(round).filter(pk__in=new)), by=by, at=at)
    return round


def nominate(
    nomination: Nomination, changes: Mapping[str, Any], *, version: int, by, at: datetime, reason: str = ""
) -> Nomination:
    """Record whom a group names for a place, or that it names nobody. Nobody is named twice for one body."""
    still_open(nomination.round, by)

    def fits(current: Nomination) -> None:
        still_open(AppointmentRound.objects.get(pk=current.round_id), by)

    with transaction.atomic():
        saved = claimed(Nomination, nomination.pk, version, changes, by=by, at=at, reason=reason, guard=fits)
        if sentence := unfit(nomination.seat, saved.nominee):
            raise ValidationError({"nominee": sentence})
        if sentence := rules.named_twice(saved.round, rules.asked(saved.round)).get(saved.pk):
            raise ValidationError({"nominee" if saved.nominee_id else "name": sentence})
    return saved


def nominated(round: AppointmentRound) -> str:
    """The nominations as they stand, in a word that any change of one of them changes."""
    rows = round.nominations.filter(is_left_out=False).order_by("pk").values_list("pk", "version")
    return "-".join(f"{pk}.{version}" for pk, version in rows)


def appoint_all(
    round: AppointmentRound, *, version: int, by, at: datetime, shown: str | None = None
) -> list[Appointment]:
    """Appoint everybody named: all, or nobody where one of them cannot be. What is unfilled stays a vacancy.

    `shown` is what `nominated` gave when the person decided. Earlier appointments end the day before. Raises Refused
    with what is missing, Conflict, or ValidationError that names the place.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        if shown is not None and shown != nominated(round):
            raise Conflict(round, version)
        round = ROUNDS.perform("appoint", round, by=by, at=at, version=version)
        named = [each for each in rules.asked(round) if rules.is_named(each)]
        ends = rules.ends_of(round, named, round.council.municipal_years.all())
        return [fill(round, each, ends[each.pk], by=by, at=at) for each in named]


def fill(round: AppointmentRound, nomination: Nomination, ends_on: date | None, *, by, at: datetime) -> Appointment:
    """One nomination becomes an appointment."""
    values = {
        "holder": nomination.nominee,
        "name": nomination.name,
        "term": nomination.term,
        "starts_on": round.starts_on,
        "ends_on": ends_on,
        "body": round.body,
        "minute": round.minute,
        "nomination": nomination,
    }
    try:
        make_room(nomination, round, ends_on, by=by, at=at)
        seat = Seat.objects.get(pk=nomination.seat_id)
        return appoint(seat, values, version=seat.version, by=by, at=at, reason=str(round))
    except ValidationError as error:
        raise ValidationError(f"{nomination.seat.partnership}: {' '.join(error.messages)}") from error


def make_room(nomination: Nomination, round: AppointmentRound, ends_on: date | None, *, by, at: datetime) -> None:
    """End whoever sits in the place until then; refuse where somebody has been appointed for a later day already."""
    others = list(nomination.seat.appointments.select_related("holder"))
    while other := overlapping(others, round.starts_on, ends_on):
        if other.starts_on >= round.starts_on:
            raise ValidationError(overlap_sentence(other))
        if other.status == Appointment.Status.APPOINTED:
            close_before(other, round.starts_on, version=other.version, by=by, at=at, reason=str(round))
        others.remove(other)


def cancel(round: AppointmentRound, reason: str, *, version: int, by, at: datetime) -> AppointmentRound:
    """Give a round up: nobody is appointed by it, and what was nominated stays readable."""
    return ROUNDS.perform("cancel", round, by=by, at=at, version=version, reason=reason)


def note_download(round: AppointmentRound, *, by, at: datetime) -> None:
    """Note in the log who downloaded the schedule: it names people."""
    log(Event.Kind.DOWNLOADED, f"appointment round {round.pk}", by=by, at=at, status=round.status)

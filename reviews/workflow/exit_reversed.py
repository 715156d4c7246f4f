"""What a reversal brings back: all that leaving had ended and nobody has touched since. The rest is left, with why."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet

from partnerships.saving import announced_once, claimed
from register.models import Contribution, Decision, GoverningDocument, Link, Seat
from register.models.appointments import Appointment
from register.rules.appointments import unfit
from register.workflow import actions, leaving
from reviews.models import ExitEnd, ExitStrategy
from reviews.rules.ends import Kind, reason_to_stay
from reviews.workflow.exit_ends import rows

CHANGED = "It was changed after it had ended."
THERE = "Somebody has put it back already."
SITS = "{} sits there by now."
APPOINTED = "Somebody else is appointed there by now."


def day_of(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def restore(strategy: ExitStrategy, *, by, at: datetime) -> None:
    """Bring back what leaving ended and nobody has touched since; the rest is left alone, each with why.

    Nobody is asked any more for what has not been begun.
    """
    with transaction.atomic(), announced_once(by=by, at=at):
        ended = rows(strategy).filter(ended_at__isnull=False, restored_at__isnull=True).order_by("-pk")
        for row in ended:
            bring_back(row, by=by, at=at)
        actions.drop_conditions(asking(strategy), by=by, at=at, reason=reason_to_stay(strategy.reference))


def asking(strategy: ExitStrategy) -> QuerySet[Decision]:
    """The decisions by which somebody was asked to see to this exit."""
    lines = Q(conditions__exitcontrol__strategy=strategy) | Q(conditions__handoveritem__strategy=strategy)
    lines |= Q(conditions__exitmessage__strategy=strategy)
    return Decision.objects.filter(lines | Q(step__matter=strategy.matter_id)).distinct()


def bring_back(row: ExitEnd, *, by, at: datetime) -> None:
    """Restore one thing, or say why it stays as it is."""
    record = type(getattr(row, row.kind)).objects.get(pk=getattr(row, f"{row.kind}_id"))
    sentence = TOUCHED[row.kind](record, row)
    try:
        with transaction.atomic():
            if not sentence:
                BACK[row.kind](record, row, by=by, at=at)
    except ValidationError as error:
        sentence = " ".join(error.messages)
    done = {"left_alone": sentence[:300]} if sentence else {"restored_at": at, "restored_by": by}
    claimed(ExitEnd, row.pk, row.version, done, by=by, at=at)


def touched(record: Contribution | Link | GoverningDocument, row: ExitEnd) -> str:
    """Why a line or an agreement is left as it stands; blank where nobody has changed it since it ended."""
    if record.version == row.was["version"]:
        return ""
    is_back = record.removed_at is None and row.kind != Kind.AGREEMENT
    return THERE if is_back else CHANGED


def place_taken(seat: Seat, row: ExitEnd) -> str:
    """Why a place is not filled again: somebody sits there or is to, or has changed it; blank where it is vacant."""
    terms = {each["pk"]: each for each in row.was["terms"]}
    if seat.removed_at is None and not seat.is_vacant:
        return SITS.format(seat.who())
    if seat.removed_at is not None and seat.version != row.was["version"]:
        return CHANGED
    for each in seat.appointments.select_related("holder"):
        if each.pk in terms and each.version != terms[each.pk]["version"]:
            return CHANGED
        if each.pk not in terms and each.status == Appointment.Status.APPOINTED:
            return APPOINTED
        if each.pk in terms and (sentence := unfit(seat, each.holder)):
            return sentence
    return ""


def line_back(line: Contribution | Link, row: ExitEnd, **who) -> None:
    leaving.put_back(line, reason_to_stay(row.strategy.reference), **who)


def agreement_back(document: GoverningDocument, row: ExitEnd, **who) -> None:
    leaving.resume(document, reason_to_stay(row.strategy.reference), **who)


def place_back(seat: Seat, row: ExitEnd, **who) -> None:
    sat = {**row.was["sat"], **{name: day_of(row.was["sat"][name]) for name in ("starts_on", "ends_on")}}
    terms = [
        leaving.Term(Appointment.objects.get(pk=each["pk"]), day_of(each["ends_on"]), each["ended_reason"])
        for each in row.was["terms"]
    ]
    leaving.refill(seat, sat, terms, reason_to_stay(row.strategy.reference), **who)


TOUCHED = {Kind.CONTRIBUTION: touched, Kind.SEAT: place_taken, Kind.AGREEMENT: touched, Kind.LINK: touched}
BACK = {Kind.CONTRIBUTION: line_back, Kind.SEAT: place_back, Kind.AGREEMENT: agreement_back, Kind.LINK: line_back}

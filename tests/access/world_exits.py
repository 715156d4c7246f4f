"""Exit strategies of the world, one at each state that changes an answer; the lead officer writes them all."""

from datetime import date, timedelta

from partnerships import saving
from register.models import Seat
from register.workflow import actions
from reviews.models import ExitStrategy
from reviews.workflow import carrying_out, exits
from tests.factories import NOW
from tests.reviews import exiting

LONG_AGO = NOW - timedelta(days=200)


def plant(world) -> None:
    """In the order of their life; what bodies decide is recorded by democratic services."""
    plant_written(world)
    plant_approved(world)
    plant_over(world)


def opened(world, name: str, at=NOW) -> ExitStrategy:
    entry = world.entry(f"{name} Leisure Trust", lead_officer=world.people["lead_officer"])
    return exiting.opened(entry, world.people["lead_officer"], at=at)


def written(world, name: str, at=NOW, leaves_on: date | None = None) -> ExitStrategy:
    day = leaves_on or at.date()
    days = {"notice_given_on": day, "notice_ends_on": day, "leaves_on": day}
    return exiting.written(opened(world, name, at), world.people["lead_officer"], at, **days)


def plant_written(world) -> None:
    """Required, begun with a line of each kind, handed in, returned, before the bodies."""
    lead, policy = world.people["lead_officer"], world.people["policy_officer"]
    world.records["required exit"] = opened(world, "Required")
    begun = world.records["begun exit"] = written(world, "Begun")
    for noun in ("reasons", "controls", "messages", "items", "consulted"):
        world.records[f"exit {noun}"] = getattr(begun, noun).get()
    held = world.records["exit of the portfolio"] = written(world, "Held")
    part = held.partnership.participations.get()
    saving.claimed(type(part), part.pk, part.version, {"lead_member": world.people["portfolio_holder"]}, **world.by)
    world.records["submitted exit"] = exiting.submitted(written(world, "Submitted"), lead)
    back = exiting.submitted(written(world, "Returned"), lead)
    comment = {"return_comment": "Which invoices?"}
    world.records["returned exit"] = exits.give_back(back, comment, version=back.version, by=policy, at=NOW)
    world.records["waiting exit"] = put(world, "Waiting")


def put(world, name: str, at=NOW, leaves_on: date | None = None) -> ExitStrategy:
    made = exiting.submitted(written(world, name, at, leaves_on), world.people["lead_officer"], at)
    return exiting.put(made, world.people["policy_officer"], at)


def approved(world, name: str, at=NOW, leaves_on: date | None = None) -> ExitStrategy:
    made = put(world, name, at, leaves_on)
    on = {"decided_on": at.date(), "takes_effect_on": at.date()}
    exiting.said(made, str(world.body), world.people["democratic_services"], at=at, **on)
    return exiting.fresh(made)


def running(world, name: str, at=NOW, leaves_on: date | None = None) -> ExitStrategy:
    made = approved(world, name, at, leaves_on)
    return exits.start(made, {}, version=made.version, by=world.people["lead_officer"], at=at)


def plant_approved(world) -> None:
    """Approved, with a place to end, changed since; being carried out."""
    lead = world.people["lead_officer"]
    world.records["approved exit"] = approved(world, "Approved")
    seated = world.records["seated exit"] = approved(world, "Seated")
    seat = Seat(partnership=seated.partnership, council=world.council, kind="officer", post="Leisure Officer")
    world.line(seat, seated.partnership)
    changed = approved(world, "Changed")
    other = {"taken_over_by": "Nobody at all."}
    world.records["changed exit"] = exits.write(changed, other, version=changed.version, by=lead, at=NOW)
    made = world.records["running exit"] = running(world, "Running", leaves_on=date(2090, 3, 31))
    world.records["open exit item"] = made.items.get()
    world.records["settled exit item"] = settled(world, running(world, "Settling")).items.get()


def settled(world, made: ExitStrategy, at=NOW) -> ExitStrategy:
    """Nothing of it is open any more."""
    by = {"by": world.people["policy_officer"], "at": at}
    for item in made.items.all():
        carrying_out.settle_item(item, "Given back.", version=item.version, **by)
    for control in made.controls.all():
        actions.drop(control.action, "The last invoice was paid before.", version=control.action.version, **by)
    for told in made.messages.all():
        actions.drop(told.action, "They heard of it.", version=told.action.version, **by)
    return exiting.fresh(made)


def plant_over(world) -> None:
    """Settled, confirmed, completed half a year ago, reversed, closed."""
    policy = world.people["policy_officer"]
    world.records["settled exit"] = settled(world, running(world, "Out"))
    world.records["confirmed exit"] = confirmed(world, "Confirmed")
    long_ago = confirmed(world, "Completed", LONG_AGO)
    learnt = {"lessons": "Ask for the terms first."}
    done = exits.complete(long_ago, learnt, version=long_ago.version, by=policy, at=LONG_AGO)
    world.records["completed exit"] = done
    back = running(world, "Reversed")
    said = {"reversal": "The Executive on 20 November: the grant goes on."}
    recorder = world.people["democratic_services"]
    world.records["reversed exit"] = exits.reverse(back, said, version=back.version, by=recorder, at=NOW)
    needless = opened(world, "Closed")
    why = {"closing_note": "The grant goes on."}
    world.records["closed exit"] = exits.close(needless, why, version=needless.version, by=policy, at=NOW)


def confirmed(world, name: str, at=NOW) -> ExitStrategy:
    made = settled(world, running(world, name, at), at)
    return exits.confirm(made, {}, version=made.version, by=world.people["lead_officer"], at=at)

"""Concerns, handovers, collections and briefings of the world, one in each state that changes an answer."""

from datetime import timedelta

from partnerships.holdings import held
from register.models import ServiceReturn
from register.workflow import briefings, concerns, handovers, returns
from tests import factories
from tests.factories import NOW

DAY = timedelta(days=1)


def plant(world) -> None:
    """Everything of the procedures."""
    plant_concerns(world)
    plant_handovers(world)
    plant_collection(world)
    (made,) = briefings.record([world.people["officer"]], ["concerns"], NOW.date(), "", **world.by)
    world.records["a briefing"] = made


def plant_concerns(world) -> None:
    """One concern in each state on the entry that everybody has to do with, and one on an exempt entry."""
    manager = world.people["corporate_manager"]
    for state in ("raised", "advised", "resolved"):
        concern = raised(world, "own entry", f"{state.title()} concern", world.people["representative"])
        who = {"by": manager, "at": NOW}
        if state != "raised":
            concern = concerns.advise(concern, {"advice": "Wait."}, version=concern.version, **who)
        if state == "resolved":
            concern = concerns.resolve(concern, {"resolution": "Over."}, version=concern.version, **who)
        world.records[f"{state} concern"] = concern
    world.records["concern about an exempt entry"] = raised(
        world, "exempt entry", "Hidden concern", world.people["policy_officer"]
    )


def raised(world, about: str, title: str, by):
    values = {"title": title, "text": "No accounts.", "addressed_to": world.people["corporate_manager"]}
    return concerns.raise_concern(world.records[about], values, by=by, at=NOW)


def plant_handovers(world) -> None:
    """A handover whose day has come and one that was cancelled; the lead officer's things are still to be handed over."""
    for role, state in (("representative", "waiting"), ("councillor", "cancelled")):
        leaver = world.people[role]
        pairs = [(each, None) for each in held(leaver)]
        world.records[f"{state} handover"] = handovers.plan(leaver, pairs, NOW.date() + DAY, "Leaves", **world.by)
    cancelled = world.records["cancelled handover"]
    world.records["cancelled handover"] = handovers.cancel(cancelled, version=cancelled.version, **world.by)
    world.records["leaver"] = world.people["lead_officer"]


def plant_collection(world) -> None:
    """An open collection with a return in each state, all certified by the same chief officer."""
    chief = world.people["head_of_service"]
    names = {"returned": "Environment", "certified": "Planning"}
    services = {state: factories.service(world.council, name) for state, name in names.items()}
    values = {"title": "Partnerships 2026", "due_on": NOW.date() + 400 * DAY}
    world.records["open collection"] = returns.open_collection(world.council, values, **world.by)
    world.records["sent return"] = ServiceReturn.objects.get(service=world.service)
    for state, service in services.items():
        found = ServiceReturn.objects.get(service=service)
        found = returns.name_chief_officer(found, {"chief_officer": chief}, version=1, **world.by)
        who = {"by": chief, "at": NOW}
        found = returns.fill_in(found, {"is_nil": True}, [], version=found.version, **who)
        found = returns.hand_in(found, version=found.version, **who)
        if state == "certified":
            found = returns.certify(found, version=found.version, **who)
        world.records[f"{state} return"] = found

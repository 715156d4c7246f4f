"""Matters of the world, in each state that changes an answer, and actions; the route table names the one body."""

from datetime import date, timedelta

from register.models import Action, Decision, Route
from register.workflow import actions, decisions
from tests.factories import NOW

TODAY = NOW.date()


def plant(world) -> None:
    """The route table first: one body approves whatever is put."""
    line = {"body": world.body, "part": "approves", "source": "Policy, 1"}
    for event in ("join", "change"):
        world.records["kept route"] = world.kept(Route(policy=world.policy, event=event, **line))
    plant_matters(world)
    plant_actions(world)


def plant_matters(world) -> None:
    """What the policy officer drafted, they do not record."""
    policy, lead = world.people["policy_officer"], world.people["lead_officer"]
    world.records["open matter"] = put(world, "own entry", policy)
    world.records["matter about an exempt entry"] = put(world, "exempt entry", lead)
    world.records["deciding body"] = world.records["open matter"].steps.get()
    world.records["deciding body of another"] = put(world, "own entry", lead).steps.get()
    later = {"takes_effect_on": date(2090, 12, 1), "call_in_ends_on": date(2090, 11, 1)}
    world.records["decision to call in"] = decided(world, put(world, "own entry", lead), **later)
    held = decided(world, put(world, "own entry", lead), **later)
    why = {"call_in_reason": "Five members ask"}
    decisions.call_in(held, why, version=held.version, by=policy, at=NOW)
    world.records["called in decision"] = Decision.objects.get(pk=held.pk)
    done = decided(world, put(world, "own entry", lead), takes_effect_on=TODAY)
    world.records["body that decided"] = done.step
    world.records["carried out matter"] = done.step.matter


def put(world, about: str, drafted_by):
    return decisions.put(world.records[about], "change", "A seat on the board", drafted_by=drafted_by, **world.by)


def decided(world, matter, **days):
    values = {"decided_on": TODAY, "minute": "12/26", "outcome": "approved", **days}
    return decisions.record(matter.steps.get(), values, **world.by)


def plant_actions(world) -> None:
    """One to do, one reported as done, both the lead officer's."""
    lead = world.people["lead_officer"]
    values = {"text": "Ask for the accounts", "owner": lead, "due_on": TODAY + timedelta(days=9000)}
    for state in ("open", "reported"):
        action = actions.add(world.records["own entry"], values, **world.by)
        if state == "reported":
            note = {"done_note": "They came."}
            actions.report(action, note, version=action.version, by=lead, at=NOW)
        world.records[f"{state} action"] = Action.objects.get(pk=action.pk)

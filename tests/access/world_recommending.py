"""Recommendations of the world, one at each state that changes an answer, with their follow-up; and audits."""

from datetime import date

from reviews.models import Audit, FollowUp, Recommendation
from reviews.workflow import audits, decided, follow_ups, recommendations
from reviews.workflow import recommended_lines as lines
from tests.access.world_decisions import TODAY
from tests.factories import NOW
from tests.reviews import recommending


def plant(world) -> None:
    """All drafted by the lead officer; what bodies decide is recorded by democratic services."""
    plant_written(world)
    plant_decided(world)
    plant_audits(world)


def begun(world, **values) -> Recommendation:
    return recommending.begun(world.records["own entry"], world.people["lead_officer"], **values)


def plant_written(world) -> None:
    """A draft with a line of each kind; one handed in; one before the bodies."""
    lead = {"by": world.people["lead_officer"], "at": NOW}
    draft = world.records["draft recommendation"] = begun(world)
    other = {"partnership": world.records["entry of others"], "is_exception": True}
    values = {
        "subjects": other,
        "consultations": {"role": "Portfolio holder for tourism"},
        "actions": {"text": "Tell the chair", "owner_post": "Tourism Officer", "due_on": date(2090, 12, 1)},
    }
    for noun, said in values.items():
        world.records[f"recommended {noun}"] = lines.add(draft, noun, said, **lead)
    handed_in = begun(world)
    world.records["submitted recommendation"] = recommendations.submit(handed_in, {}, version=1, **lead)
    world.records["proposed recommendation"] = put(world)


def put(world, **values) -> Recommendation:
    return recommending.proposed(begun(world, **values), world.people["policy_officer"])


def approved(world, outcome: str = "approved", **values) -> Recommendation:
    made = put(world, **values)
    recommending.said(made, str(world.body), world.people["democratic_services"], outcome)
    return recommending.fresh(made)


def plant_decided(world) -> None:
    """Amended; a place that is to pass; one that waits for an event, one reported on, one carried out and looked at."""
    world.records["amended recommendation"] = approved(world, "amended")
    seat = recommending.place(world.records["own entry"])
    passing = {"kind": "change_representation", "seat": seat, "from_post": seat.post, "to_post": "Environment Manager"}
    world.records["passing recommendation"] = approved(world, **passing)
    waiting = approved(world, follow_up="event", follow_up_until="The result of the bid is known")
    world.records["follow-up of an event"] = waiting.follow_ups.get()
    world.records["reported follow-up"] = reported(world, approved(world))
    finished = approved(world)
    decided.carry_out(finished, {}, version=finished.version, **world.by)
    look = reported(world, finished)
    ended = {"outcome": "continue", "outcome_note": "It works."}
    follow_ups.record(look, ended, version=look.version, **world.by)
    world.records["finished recommendation"] = recommending.fresh(finished)


def reported(world, recommendation: Recommendation) -> FollowUp:
    look = recommendation.follow_ups.get()
    return follow_ups.report(look, {"report": "Well."}, version=1, by=world.people["lead_officer"], at=NOW)


def plant_audits(world) -> None:
    """One in progress, one that reported."""
    values = {"title": "Partnership governance", "auditor": "Internal Audit", "audited_on": TODAY}
    world.records["audit in progress"] = audits.enter(values, **world.by)
    told = audits.enter({**values, "title": "Partnerships of 2010"}, **world.by)
    audits.report(told, {"opinion": "Sound"}, version=told.version, **world.by)
    world.records["reported audit"] = Audit.objects.get(pk=told.pk)

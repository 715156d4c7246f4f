"""Requests of scrutiny and reviews of involvement of the world, in each state that changes an answer."""

from register.models import Route
from reviews.models import ScrutinyReview
from reviews.workflow import involvement, scrutiny
from tests import factories
from tests.access.world_decisions import TODAY
from tests.factories import NOW
from tests.reviews import recommending
from tests.reviews.scrutinising import DUE, answered

FOUND = {"found": "It costs more than it brings."}


def plant(world) -> None:
    """What the scrutiny member asked for stands in each state; one request was written down for somebody else."""
    own, others = world.records["own entry"], world.records["entry of others"]
    for state, entry in (("declined", own), ("reported", own), ("agreed", others), ("requested", own)):
        world.records[f"{state} request"] = walked(world, asked(world, entry.name), state)
    member = {"why": "It costs a lot.", "member": world.people["scrutiny_member"]}
    told = scrutiny.record(world.entry("Panel Rivers Trust"), member, **world.by)
    world.records["panel request"] = walked(world, told, "panel")
    said = {"why": "It costs a lot.", "on_behalf_of": "The Communities Panel"}
    world.records["recorded request"] = scrutiny.record(own, said, **world.by)
    plant_involvement(world)


def asked(world, name: str) -> ScrutinyReview:
    """Asked for, and answered before the next one is asked."""
    return scrutiny.ask(name, "It costs a lot.", by=world.people["scrutiny_member"], at=NOW)


def walked(world, review: ScrutinyReview, state: str) -> ScrutinyReview:
    """Taken as far as this state."""
    if state == "requested":
        return review
    by = {"by": world.people["democratic_services"], "at": NOW}
    decision = answered(world.body)
    if state == "declined":
        return scrutiny.decline(review, decision, version=review.version, **by)
    review = scrutiny.agree(review, decision, version=review.version, **by)
    if state in ("panel", "reported"):
        panel = {"panel": world.body, "lead_member": "Cllr Member A", "due_on": DUE}
        review = scrutiny.begin(review, panel, version=review.version, **by)
    if state == "reported":
        report = {"reported_on": TODAY, "found": "It works."}
        review = scrutiny.report(review, report, version=review.version, **by)
    return review


def plant_involvement(world) -> None:
    """Proposed, under way, ready for its recommendation, and decided: the council is to withdraw."""
    lead, policy = world.people["lead_officer"], world.people["policy_officer"]
    second = factories.person("second@example.org", "Second Policy Officer", "policy_officer", council=world.council)
    entries = {name: world.entry(f"{name.title()} Rivers Trust", lead_officer=lead) for name in ("proposed", "open")}
    made = involvement.propose(entries["proposed"], "No added value.", "annual_review", by=lead, at=NOW)
    world.records["proposed involvement"] = made
    why = {"why": "It costs too much."}
    world.records["open involvement"] = involvement.begin(entries["open"], why, by=second, at=NOW)
    world.records["reviewed entry"] = entries["open"]
    written = involvement.begin(world.entry("Written Rivers Trust", lead_officer=lead), why, **world.by)
    world.records["written involvement"] = involvement.write(written, FOUND, version=written.version, **world.by)
    world.kept(Route(policy=world.policy, event="leave", body=world.body, part="approves", source="Policy, 1"))
    leaving = involvement.begin(world.entry("Leaving Rivers Trust", lead_officer=lead), why, **world.by)
    leaving = involvement.write(leaving, FOUND, version=leaving.version, **world.by)
    drawn = involvement.recommend(leaving, {**recommending.SAID, "kind": "withdraw"}, by=lead, at=NOW)
    put = recommending.proposed(drawn, policy)
    recommending.said(put, str(world.body), world.people["democratic_services"])
    world.records["leaving involvement"] = recommending.fresh(leaving)

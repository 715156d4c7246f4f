"""Reviews of the world, one in each state that changes an answer, each in a round of its own year."""

from datetime import date

from reviews.models import Review
from reviews.workflow import accepting, reviews
from tests.factories import NOW
from tests.reviews import reviewing

STATES = ("opened", "filled-in", "submitted", "endorsed", "accepted")


def plant(world) -> None:
    """The lead officer fills them in, the head of service endorses, the policy officer accepts."""
    for number, state in enumerate(STATES):
        world.records[f"{state} review"] = walked(world, begun(world, state, 2001 + number), state)


def begun(world, state: str, year: int) -> Review:
    policy_officer = world.people["policy_officer"]
    values = {"policy": world.policy, "endorsed_by_heads": True, "opened_at": NOW}
    made = reviewing.opened_round(policy_officer, f"Review of {year}", year, **values)
    keys = ("facts", "activity", "appendix") if state == "opened" else ("facts", "activity")
    return reviewing.opened(reviewing.fresh(world.records["own entry"]), made, policy_officer, keys)


def walked(world, review: Review, state: str) -> Review:
    """Taken as far as this state."""
    people, at = world.people, {"at": NOW}
    if state == "opened":
        return review
    found = reviewing.filled(review, people["lead_officer"])
    if state == "filled-in":
        return found
    found = reviewing.submitted(found, people["lead_officer"])
    if state == "submitted":
        return found
    found = reviews.endorse(found, {}, version=found.version, by=people["head_of_service"], **at)
    if state == "endorsed":
        return found
    next_on = date(2090, 12, 1)
    return accepting.accept(found, {}, next_on=next_on, version=found.version, by=people["policy_officer"], **at)

"""Rounds of the world, one in each state that changes an answer."""

from datetime import timedelta

from reviews.workflow import rounds
from tests.access.world_decisions import TODAY
from tests.reviews.reviewing import opened, opened_round


def plant(world) -> None:
    """Planned, open with one review, open with nothing left to do, reported, cancelled; each of a year of its own."""
    policy, stamps = world.people["policy_officer"], {"frozen_at": world.by["at"], "frozen_by": world.by["by"]}
    days = {"starts_on": TODAY, "due_on": TODAY + timedelta(days=90)}
    world.records["planned round"] = rounds.plan({"title": "Planned", "financial_year": 2031, **days}, **world.by)
    world.records["open round"] = asking = opened_round(policy, "Open", 2032, **days)
    opened(world.records["own entry"], asking, policy)
    world.records["settled round"] = opened_round(policy, "Settled", 2033, **days)
    done = {"status": "reported", **stamps, "reported_at": world.by["at"], "reported_by": world.by["by"]}
    world.records["reported round"] = opened_round(policy, "Reported", 2034, **days, **done)
    given_up = rounds.plan({"title": "Given up", "financial_year": 2035, **days}, **world.by)
    world.records["cancelled round"] = rounds.cancel(given_up, version=1, reason="Too early", **world.by)

"""Risks, benefits and measures of the world of the access tests."""

from register.models import Benefit, Measure, PartnershipRisk
from tests.access.world_meetings import keep


def plant(world) -> None:
    """One line of each kind, and one that was taken off."""
    own = world.records["own entry"]
    keep(world, "risks", risk(own, "The host goes"), risk(own, "Rain"))
    keep(world, "benefits", benefit(own, "Better links"), benefit(own, "Trust"))
    keep(world, "measures", measure(own, "Nights booked"), measure(own, "Calls"))


def risk(own, title: str) -> PartnershipRisk:
    return PartnershipRisk(partnership=own, title=title, likelihood=2, impact=2)


def benefit(own, text: str) -> Benefit:
    return Benefit(partnership=own, kind="soft", text=text)


def measure(own, name: str) -> Measure:
    return Measure(partnership=own, name=name, period="2025/26")

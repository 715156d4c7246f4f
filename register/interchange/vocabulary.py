"""What the council's policy says that a reader of its sheets has to know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

TYPES = {
    "strategic": "Strategic",
    "service_improvement": "Service Improvement",
    "community_liaison": "Community Liaison",
    "community_delivery": "Community Delivery",
}
LEVELS = {
    "cmt": ("CMT", "SLT", "ELT", "COMT", "EMT", "Corporate management team", "Chief Executive", "Director", "Tier 1"),
    "smt": ("SMT", "Senior management team", "Head of Service", "HoS", "Assistant Director", "Tier 2"),
    "member": (
        "Member",
        "Members",
        "Cllr",
        "Councillor",
        "Elected member",
        "Portfolio Holder",
        "PFH",
        "Leader",
        "Portfolio lead",
        "Exec member",
        "Cabinet member",
    ),
    "officer": ("Officer", "Officers", "Manager", "Specialist", "Staff"),
}


@dataclass(frozen=True)
class KnownCouncil:
    """A council that shares the register, with the short names its sheets use, such as SH."""

    name: str
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """Councils, lists and constants of the policy in force. The defaults serve an empty register."""

    councils: tuple[KnownCouncil, ...] = ()
    themes: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=lambda: dict(TYPES))
    levels: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(LEVELS))
    hours_per_day: Decimal = Decimal("7.4")
    days_per_week: Decimal = Decimal(5)
    weeks_per_month: Decimal = Decimal(52) / Decimal(12)

"""What the register says of itself in words."""

from dataclasses import dataclass
from datetime import date

from register.rules.words import long_day

# What `PartnershipQuerySet.counted` counts, on the list and in papers alike.
RULE = (
    "active, accepted entries of the class partnership or shared service, those whose involvement is under review "
    "and those that are being left included. Networks and the other classes, proposals, entries that describe "
    "several partnerships or are to be removed, and imports not yet accepted are not counted."
)


@dataclass(frozen=True)
class Count:
    """How many partnerships are counted, on which day (H14-11)."""

    number: int
    day: date

    @property
    def sentence(self) -> str:
        """The number with its rule and its date."""
        number = {0: "No partnerships are", 1: "1 partnership is"}.get(self.number, f"{self.number:,} partnerships are")
        return f"{number} counted on {long_day(self.day)}: {RULE}"

"""What a person holds: everything that they lead, sit on and owe, as every app knows it (contributed as `holdings`)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Protocol

from partnerships import contributions
from partnerships.models import User

# Why somebody cannot hold a record, as a sentence; blank where they can.
Judge = Callable[[User, int], str]


@dataclass(frozen=True)
class Holding:
    """One thing that a person holds: as what, which record, what it is called, and where it is read."""

    kind: str
    record: int
    part: str
    title: str
    url: str

    @property
    def name(self) -> str:
        """The thing as one line, short enough to be kept."""
        return f"{self.part}: {self.title}"[:250]


class Kind(Protocol):
    """One kind of thing that people hold, and how it changes hands."""

    key: str
    may_be_nobody: bool

    def of(self, user: User) -> list[Holding]:
        """What this person holds of the kind."""

    def open(self, records: Iterable[int]) -> list[Holding]:
        """Which of these records nobody holds now."""

    def judge(self, records: Iterable[int]) -> Judge:
        """Who can hold each of these records; read once for all of them."""

    def hand_over(self, pairs: list[tuple[int, User | None]], leaver: User, on: date, **who: Any) -> None:
        """Give each record that the leaver still holds to its successor, or to nobody, as of a day that has come."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind that the apps contribute, by its key, in their order."""
    return {kind.key: kind for contributed in contributions.collect("holdings") for kind in contributed()}


def judges(holdings: Iterable[Holding]) -> dict[str, Judge]:
    """Who can hold each of these things, by kind."""
    records: dict[str, list[int]] = {}
    for holding in holdings:
        records.setdefault(holding.kind, []).append(holding.record)
    return {key: kinds()[key].judge(found) for key, found in records.items()}


def held(user: User) -> list[Holding]:
    """Everything that a person holds."""
    return [holding for kind in kinds().values() for holding in kind.of(user)]

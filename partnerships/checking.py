"""Policy checks: each looks at entries, or at the council, and says what it finds, on any day (W09-02).

A check is a small class in the app that knows its data, contributed under `checks`. Running, keeping and showing what
is found, and waiving it, are the business of a higher app.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.urls import reverse

from partnerships import contributions

HIGH, MEDIUM, LOW = "high", "medium", "low"
T = TypeVar("T")


@dataclass(frozen=True)
class Found:
    """One thing that was found: on which entry (None: the council), which part of it, and the evidence in words.

    `about` tells two findings of one check on one entry apart: a field, or the key of a line.
    """

    evidence: str
    about: str = ""
    entry: int | None = None


@dataclass
class Looking:
    """One look: the day, the limit of the check, and what was read once for all entries."""

    day: date
    limit: Decimal = Decimal(0)
    memory: dict[Any, Any] = field(default_factory=dict)

    def once(self, read: Callable[[], T]) -> T:
        """What `read` gives, asked for once in the whole run."""
        if read not in self.memory:
            self.memory[read] = read()
        return self.memory[read]

    def with_limit(self, limit: Decimal | None) -> "Looking":
        """The same look for a check of another limit."""
        return replace(self, limit=limit or Decimal(0))


@dataclass(frozen=True)
class Place:
    """Where something is mended: a route, its arguments, and the box on that page.

    `{reference}` among the arguments is the entry's, `{about}` the part that was found. `section` or `line` say what a
    person must be able to change to use the form; some forms are the policy team's alone.
    """

    route: str
    args: tuple[str, ...] = ("{reference}",)
    box: str = ""
    section: str = ""
    line: str = ""
    is_of_policy_team: bool = False

    def url(self, reference: str, about: str) -> str:
        values = {"reference": reference, "about": about}
        address = reverse(self.route, args=[each.format(**values) for each in self.args])
        return f"{address}#{self.box}" if self.box else address


class Check:
    """One rule. Subclasses say what it is in class attributes, and `look` at one entry at a time.

    `needs` are the relations of an entry that `look` reads; the runner fetches them for all entries together. `limit`
    is the usual one in `unit`, which a council may set otherwise. One that is nightly asks the whole
    register, so it is not run after each save. `today` names what it reads as it is today also where a past day is
    judged, because history does not keep it or the check asks the whole register.
    """

    code: str
    title: str
    source: str
    severity: str = MEDIUM
    remedy: str
    place: Place
    limit: Decimal | None = None
    unit: str = ""
    needs: tuple[str, ...] = ()
    today: str = ""
    is_of_council = False
    is_nightly = False

    def applies(self, entry: Any, looking: Looking) -> bool:
        """Is the question asked of this entry at all?"""
        return True

    def look(self, entry: Any, looking: Looking) -> Iterable[Found]:
        """What is wrong with one entry."""
        raise NotImplementedError

    def found(self, entries: list, looking: Looking) -> Iterator[Found]:
        """What is wrong with some entries, which hold in memory all that the check needs."""
        for entry in entries:
            if self.applies(entry, looking):
                for each in self.look(entry, looking):
                    yield replace(each, entry=entry.pk)

    def place_of(self, about: str) -> Place:
        """Where this part of it is mended."""
        return self.place


class CouncilCheck(Check):
    """A rule about the council as a whole; it looks without an entry."""

    is_of_council = True

    def of_council(self, looking: Looking) -> Iterable[Found]:
        """What is wrong."""
        raise NotImplementedError

    def found(self, entries: list, looking: Looking) -> Iterator[Found]:
        yield from self.of_council(looking)


@cache
def checks() -> dict[str, Check]:
    """Every app's checks by their code, in order of the apps."""
    return {check.code: check for group in contributions.collect("checks") for check in group}

"""How often each representative was there, and how many hours it took (H14-38)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from register.rules.money import Total, total


@dataclass(frozen=True)
class Sat:
    """Somebody who sits on a partnership, or has reported from it, and since when they could have been there."""

    person: int
    name: str
    since: date | None = None


@dataclass(frozen=True)
class Was:
    """Whether one person was at one meeting, and the hours it took them; None where nobody has said."""

    person: int
    meeting: int
    attended: bool
    hours: Decimal | None


@dataclass(frozen=True)
class Attendance:
    """Attended so many of so many meetings; `hours` knows how many of its figures nobody knows."""

    name: str
    attended: int
    of: int
    hours: Total


def a_year_before(today: date) -> date:
    """The day after which the last twelve months begin; a leap day goes to the end of February."""
    return date(today.year - 1, today.month, min(today.day, 28) if today.month == 2 else today.day)


def tally(people: Iterable[Sat], held: Sequence[tuple[int, date]], said: Sequence[Was]) -> list[Attendance]:
    """The attendance of each person, by name. `held` are the meetings that were held: (key, day).

    Meetings before somebody took the seat do not count against them; one that they were at always counts.
    """
    return sorted((of_one(each, held, said) for each in people), key=lambda row: row.name)


def of_one(who: Sat, held: Sequence[tuple[int, date]], said: Sequence[Was]) -> Attendance:
    there = {was.meeting for was in said if was.person == who.person and was.attended}
    could = {key for key, day in held if who.since is None or day >= who.since} | there
    return Attendance(
        who.name,
        len(there),
        len(could),
        total(was.hours for was in said if was.person == who.person and was.attended),
    )

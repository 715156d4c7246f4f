"""Dealing the entries of a period evenly among people, by month, so that nobody verifies what they answer for."""

from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from partnerships.models import User
from register.models import Partnership
from register.models.choices import Rating, Significance
from register.rules.programme import due_on

Unfit = Callable[[User, Partnership], str]


@dataclass(frozen=True)
class Dealt:
    """One entry with who verifies it, and until when."""

    entry: Partnership
    person: User
    due_on: date


@dataclass(frozen=True)
class Deal:
    """Everything that is dealt, and the entries that none of the people may verify."""

    dealt: tuple[Dealt, ...]
    left: tuple[Partnership, ...]


def in_order(entries: Iterable[Partnership], last: dict[int, date], tiers: dict[int, str]) -> list[Partnership]:
    """Significant ones and those of High risk come first; among them what was never verified, or longest ago."""

    def place(entry: Partnership) -> tuple:
        matters = tiers.get(entry.pk) == Significance.SIGNIFICANT or entry.risk_rating == Rating.HIGH
        return (not matters, last.get(entry.pk, date.min), entry.name_key, entry.pk)

    return sorted(entries, key=place)


def deal(entries: Sequence[Partnership], people: Sequence[User], first: date, months: int, unfit: Unfit) -> Deal:
    """Each entry to the person who has the fewest so far and may verify it; as many in one month as in another.

    `first` is any day of the first month. What is verified in a month is due on its last day.
    """
    held: Counter[int] = Counter()
    pairs: list[tuple[Partnership, User]] = []
    left = []
    for entry in entries:
        fit = [each for each in people if not unfit(each, entry)]
        if not fit:
            left.append(entry)
            continue
        person = min(fit, key=lambda each: held[each.pk])
        held[person.pk] += 1
        pairs.append((entry, person))
    days = [month_end(due_on(first.replace(day=1), 1, number)) for number in range(months)]
    return Deal(
        tuple(Dealt(entry, person, days[place * months // len(pairs)]) for place, (entry, person) in enumerate(pairs)),
        tuple(left),
    )


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])

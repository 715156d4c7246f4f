"""The pages that carry contributions into the next year: what would be carried, what would not and why."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.urls import reverse

from partnerships.templatetags.council import money
from register.models import Contribution
from register.rules.money import total
from register.rules.words import number_of
from register.workflow.roll_forward import Line

AT_ONCE = 300


@dataclass(frozen=True)
class Row:
    """One contribution: its entry, what it was, why it is not simply carried, and its two boxes, if it can be."""

    pk: int
    name: str
    url: str
    details: str
    amount: str
    reason: str
    tick: object = None
    box: object = None


@dataclass(frozen=True)
class Group:
    """One council's contributions; `exceptions` are those with a reason against."""

    key: str
    council: str
    carried: tuple[Row, ...]
    exceptions: tuple[Row, ...]


@dataclass(frozen=True)
class Settled:
    """One contribution as it will be recorded; `before` where the amount differs."""

    name: str
    council: str
    amount: str
    before: str


def on_the_page(lines: Iterable[Line], chosen: Container[int] = ()) -> tuple[list[Line], int]:
    """What one page shows, and how many more there are: so many that are carried and so many exceptions, those that
    can never be carried last, and whatever was chosen already.
    """
    lines = list(lines)
    carried = [line for line in lines if not line.reason]
    held = sorted((line for line in lines if line.reason), key=lambda line: not line.may_be_carried)
    first = {line.contribution.pk for line in (*carried[:AT_ONCE], *held[:AT_ONCE])}
    shown = [line for line in lines if line.contribution.pk in first or line.contribution.pk in chosen]
    return shown, len(lines) - len(shown)


def groups(lines: Iterable[Line], boxes: Callable[[int], tuple]) -> list[Group]:
    """By council, in the order of the lines. `boxes` gives the tick and the amount of a contribution on the form."""
    found = []
    for council, mine in groupby(lines, key=lambda line: line.contribution.participation.council):
        rows = [row(line, *boxes(line.contribution.pk)) for line in mine]
        carried, exceptions = (tuple(each for each in rows if bool(each.reason) == held) for held in (False, True))
        found.append(Group(str(council.pk), council.name, carried, exceptions))
    return found


def row(line: Line, tick: object, box: object) -> Row:
    each = line.contribution
    entry = each.participation.partnership
    url = reverse("register:money", args=[entry.reference])
    return Row(each.pk, entry.name, url, details(each), money(each.amount), line.reason or "", tick, box)


def details(each: Contribution) -> str:
    """What tells this sum from others of the same entry."""
    words = (
        each.get_kind_display(),
        each.get_period_display().lower(),
        each.recipient and f"paid to {each.recipient}",
        each.spent_on,
        each.budget_code,
    )
    return ", ".join(str(word) for word in words if word)


def settled(lines: Mapping[int, Line], amounts: Mapping[int, Decimal]) -> list[Settled]:
    """What the button will record."""
    return [
        Settled(
            lines[pk].contribution.participation.partnership.name,
            lines[pk].contribution.participation.council.name,
            money(amount),
            money(lines[pk].contribution.amount) if amount != lines[pk].contribution.amount else "",
        )
        for pk, amount in amounts.items()
    ]


def in_words(amounts: Iterable[Decimal]) -> str:
    """12 contributions, £45,300 together."""
    found = total(amounts)
    return f"{number_of(found.known, 'contribution')}, {money(found.amount)} together"

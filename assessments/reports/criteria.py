"""What another money line would change in the whole register."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.models import CriteriaSet, Criterion
from assessments.reports.sheet import parts_of
from assessments.rules.criteria import in_force, money_line
from assessments.rules.ratings import money_level
from partnerships.templatetags.council import money
from register.models import Partnership
from register.models.choices import Rating
from register.rules.money import financial_year
from register.rules.words import in_list, number_of

SUMS = re.compile(r"£(\d[\d,]*(?:\.\d+)?)")


@dataclass(frozen=True)
class Moved:
    """One entry whose money line would have another level."""

    reference: str
    name: str
    was: str
    now: str


@dataclass(frozen=True)
class Effect:
    """The entries that would move, and whether there is a money line at all."""

    moved: tuple[Moved, ...]
    is_answered: bool
    warning: str = ""

    @property
    def sentence(self) -> str:
        """3 entries would have another level for the money."""
        if not self.is_answered:
            return "No criterion is answered from the register, so no level changes by itself."
        if not self.moved:
            return "No entry would have another level for the money."
        return f"{number_of(len(self.moved), 'entry', 'entries')} would have another level for the money."


def effect(version: CriteriaSet, proposed: Criterion | None, today: date) -> Effect:
    """Active entries by the money line of today and by a proposed one, with the money as it is this year."""
    current = money_line(in_force(CriteriaSet.objects.filter(policy=version.policy, kind=version.kind), today))
    if proposed is None:
        return Effect((), False)
    entries = Partnership.objects.active()
    now, then = levels(current, today), levels(proposed, today)
    keys = [pk for pk in then if now.get(pk, "") != then[pk]]
    named = entries.filter(pk__in=keys).order_by("name_key", "pk").values_list("pk", "reference", "name")
    moved = tuple(Moved(reference, name, said(now.get(pk, "")), said(then[pk])) for pk, reference, name in named)
    return Effect(moved, True, misworded(proposed))


def misworded(line: Criterion) -> str:
    """A sentence where the words of the levels name sums that are no limits of the line; empty where they agree."""
    limits = {Decimal(each) for each in (line.medium_from, line.medium_to) if each is not None}
    named = {Decimal(found.replace(",", "")) for level in Rating.values for found in SUMS.findall(getattr(line, level))}
    if not (wrong := sorted(named - limits)):
        return ""
    return (
        f"The words of the levels still name {in_list([money(each) for each in wrong])}, which the line no longer "
        f"uses. Go back and change the words, and say from which paragraph they come."
    )


def levels(criterion: Criterion | None, today: date) -> dict[int, str]:
    """The level of every active entry by one money line; empty where there is no such line."""
    if criterion is None:
        return {}
    found = parts_of(Partnership.objects.active(), criterion.basis, today)
    return {entry: money_level(parts, criterion, financial_year(today)).level for entry, parts in found.items()}


def said(level: str) -> str:
    return Rating(level).label if level else "not known"

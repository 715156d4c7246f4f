"""What the checks share: where things are mended, which entries a question is asked of, and what counts as kept."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from partnerships.checking import Check, Looking, Place
from register.models import Participation, Partnership, Policy
from register.models.choices import Classification
from register.rules.risks import is_significant
from register.rules.sections import SECTIONS

# What past days are judged with: history does not keep what is computed.
TIER = "the tier that the tests of significance give"
SECTION_OF = {name: section.key for section in SECTIONS.values() for name in section.fields}
REPORTED = (Classification.PARTNERSHIP, Classification.SHARED_SERVICE)


def field(name: str) -> Place:
    """The box of a field of the entry."""
    section = SECTION_OF[name]
    return Place("register:edit", ("{reference}", section), f"div_id_{name}", section=section)


def add(noun: str) -> Place:
    """The form that adds a line of a kind."""
    return Place("register:line_add", ("{reference}", noun), line=noun)


def line(noun: str) -> Place:
    """The form of the line that the finding is about."""
    return Place("register:line_edit", ("{reference}", noun, "{about}"), line=noun)


def page(route: str, box: str = "") -> Place:
    """A page of the entry."""
    return Place(route, ("{reference}",), box)


def policy_in_use() -> Policy:
    """Its defaults where none is in use."""
    return Policy.objects.filter(is_current=True).first() or Policy()


def kept(lines: Iterable) -> list:
    """Those not taken off the entry."""
    return [each for each in lines if each.removed_at is None]


def is_reported(entry: Partnership) -> bool:
    """A partnership or a shared service; networks, contracts and outside bodies are asked less."""
    return entry.classification in REPORTED


def parts_of(entry: Partnership) -> list[Participation]:
    return list(entry.participations.all())


def significant(entry: Partnership) -> bool:
    return is_significant(entry.participations.all())


def months_before(day: date, months: int | Decimal) -> date:
    """The day so many months earlier, the 28th at the latest."""
    number = day.year * 12 + day.month - 1 - int(months)
    return date(number // 12, number % 12 + 1, min(day.day, 28))


class OfPartnerships(Check):
    """A check that is asked of partnerships and shared services alone."""

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return is_reported(entry)


class OfSignificant(OfPartnerships):
    """A check that is asked of significant partnerships alone."""

    needs = ("participations",)
    today = TIER

    def applies(self, entry: Partnership, looking: Looking) -> bool:
        return super().applies(entry, looking) and significant(entry)

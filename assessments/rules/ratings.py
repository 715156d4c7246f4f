"""What the levels of the criteria suggest as a whole, and the level of the money line (B15-46 to B15-48)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.models import Criterion
from assessments.models.choices import AssessmentKind, Computed
from partnerships.templatetags.council import money
from register.models.choices import MoneyBasis, Rating
from register.rules.money import Total, year_name
from register.rules.words import in_list

RULE = (
    "The level that most criteria have is suggested; where two are equally many, the higher of them. As long as a "
    "criterion is without an answer, nothing is suggested."
)
RULE_SOURCE = "Ours: the policies name criteria, and no way of adding them up"
ORDER = (Rating.HIGH, Rating.MEDIUM, Rating.LOW)
RATED = (AssessmentKind.RISK, AssessmentKind.VALUE)


@dataclass(frozen=True)
class Level:
    """The level of one criterion, empty where nobody has said, and what it rests on."""

    name: str
    level: str
    evidence: str = ""
    figure: str = ""
    is_computed: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The rating that the levels suggest, empty where none follows, and the criteria that lack an answer."""

    rating: str
    counts: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """Suggested: High. Of 6 criteria 4 are High and 2 Low."""
        if not self.rating:
            return f"Nothing is suggested yet. Without an answer: {in_list(self.missing)}." if self.missing else ""
        said = [f"{count} {'is' if count == 1 else 'are'} {Rating(level).label}" for level, count in self.counts]
        total = sum(count for _, count in self.counts)
        return f"Suggested: {Rating(self.rating).label}. Of {total} criteria {in_list(said)}."


def suggested(levels: Iterable[Level]) -> Suggestion:
    """The most frequent level, of equally frequent ones the higher; none while a criterion lacks its answer."""
    levels = list(levels)
    counts = Counter(each.level for each in levels if each.level)
    said = tuple((str(level), counts[level]) for level in ORDER if counts[level])
    missing = tuple(each.name for each in levels if not each.level)
    rating = max(said, key=lambda pair: pair[1])[0] if said and not missing else ""
    return Suggestion(rating, said, missing)


def money_level(parts: Sequence[Total], criterion: Criterion, year: int) -> Level:
    """The money line: the largest part of one council, £50,000 and £100,000 being Medium (B15-46).

    What nobody knows is unknown and never Low; what is known may be enough for High.
    """
    counted = "cash" if criterion.basis == MoneyBasis.CASH else "cash and officer time"
    of_year = f"{counted} in {year_name(year)}"
    largest = max((part.amount for part in parts), default=0)
    is_known = bool(parts) and all(part.is_complete for part in parts)
    if not is_known and largest <= criterion.medium_to:
        return Level(criterion.name, "", figure=f"Not known in full: {of_year}", is_computed=True)
    level = Rating.LOW if largest < criterion.medium_from else Rating.MEDIUM
    level = Rating.HIGH if largest > criterion.medium_to else level
    least = "" if is_known else "At least "
    by_whom = ", the largest part of one council" if len(parts) > 1 else ""
    return Level(criterion.name, level, figure=f"{least}{money(largest)} of {of_year}{by_whom}", is_computed=True)


def is_money(criterion: Criterion) -> bool:
    """Is this the line that the register answers?"""
    return criterion.computed == Computed.MONEY


def lacks(levels: Iterable[Level], suggestion: Suggestion, overall: str, reason: str, is_binding: bool) -> list[str]:
    """What must be said before an assessment is submitted. A different rating needs a reason, or is refused if the
    suggestion binds (B15-48).
    """
    open_ones = [each.name for each in levels if not each.level and not each.is_computed]
    found = [f"Answer {in_list([f'“{name}”' for name in open_ones])}."] if open_ones else []
    if not overall:
        return [*found, "Set the overall rating."]
    if open_ones or overall == suggestion.rating:
        return found
    return [*found, *difference(suggestion, overall, reason, is_binding)]


def difference(suggestion: Suggestion, overall: str, reason: str, is_binding: bool) -> list[str]:
    """What an overall rating that is not the suggested one needs."""
    if is_binding and not suggestion.rating:
        return ["The suggested rating binds, and nothing is suggested while the money is not known. Record it first."]
    if is_binding:
        return [f"The suggested rating binds, so the overall rating is {Rating(suggestion.rating).label}."]
    if reason.strip():
        return []
    if not suggestion.rating:
        return [f"Nothing is suggested, so say why the overall rating is {Rating(overall).label}."]
    said = f"The overall rating is {Rating(overall).label} and {Rating(suggestion.rating).label} is suggested"
    return [f"{said}. Say why."]


def has_expired(expires_on: date | None, today: date) -> bool:
    """An assessment counts to the day before it expires (B15-24)."""
    return expires_on is not None and expires_on <= today

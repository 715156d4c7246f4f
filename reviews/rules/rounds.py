"""What a round asks of whom and by when, and what still keeps it from being frozen."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnerships.days import after_months
from register.models import Partnership
from register.models.choices import Significance
from register.rules.frequency import Asking
from register.rules.money import financial_year, year_name
from register.rules.words import long_day, number_of
from reviews.models.choices import RoundKind, Section

FOUR_WEEKS = timedelta(weeks=4)
BASELINE_MONTHS, YEARLY = 6, 12
BASELINE_WHY = "Every existing partnership is asked whether there is a business case for it (W09-09)."
ALL = frozenset(Section.values) - {Section.CASE}
# What a partnership of the lower tier answers where the policy says nothing else: one page.
SHORT = frozenset(
    {
        Section.FACTS,
        Section.MONEY,
        Section.QUESTIONS,
        Section.ADDED_VALUE,
        Section.RISK,
        Section.ACTIVITY,
        Section.RECOMMENDATION,
    }
)
BASELINE = frozenset({Section.CASE, Section.RISK})


@dataclass(frozen=True)
class Planned:
    """What the round would ask of one partnership."""

    entry: Partnership
    tier: str
    due_on: date
    due_reason: str
    sections: tuple[str, ...]

    @property
    def has_nobody(self) -> bool:
        """Nobody leads it, so nobody would be asked."""
        return self.entry.lead_officer_id is None


def sections(kind: str, tier: str, asked: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """The sections that a partnership of this tier answers, in the order of the page.

    `asked` are the policy's own lines, (section, tier), a blank tier meaning all; where it has none, the usual ones.
    """
    lines = list(asked)
    if kind == RoundKind.BASELINE:
        wanted = BASELINE
    elif lines:
        wanted = frozenset(section for section, of in lines if of in ("", tier))
    else:
        wanted = ALL if tier == Significance.SIGNIFICANT else SHORT
    return tuple(section for section in Section.values if section in wanted)


def due(
    usual: date, asked_on: date, asking: Asking | None, last_on: date | None, follow_up_on: date | None
) -> tuple[date, str]:
    """When one review is due, and why: on the day of the round, or earlier where its own time has come (W09-10).

    `last_on` is the day on which its last review was accepted, `follow_up_on` that on which a recommendation about it
    is to be followed up. Whoever is asked has four weeks, unless the round itself gives less.
    """
    day, why = min(reasons(usual, asking, last_on, follow_up_on), key=lambda reason: reason[0])
    shortest = asked_on + FOUR_WEEKS
    earliest = shortest if usual < asked_on else min(shortest, usual)
    if day < earliest:
        return earliest, f"{why} That was too soon to ask for, so there is time until then."
    return day, why


def reasons(
    usual: date, asking: Asking | None, last_on: date | None, follow_up_on: date | None
) -> Iterator[tuple[date, str]]:
    """Each day by which a review is due, with its sentence."""
    often = asking.sentence if asking else "Every partnership is reviewed every year (W09-10)"
    yield usual, f"{often}; the day of the round."
    if last_on:
        months = min(asking.months, YEARLY) if asking else YEARLY
        latest = after_months(last_on, months)
        yield latest, f"{often}. The last review was accepted on {long_day(last_on)}; {months} months end then."
    if follow_up_on:
        yield follow_up_on, "A recommendation about it is to be followed up by then."


def next_review(kind: str, chosen: date, stands: date | None) -> date:
    """The day of the next yearly review that an accepted review leaves on the entry.

    The programme of business cases is no yearly review: it gives an entry without a day its first, and never puts off
    one that is due earlier (W09-09, W09-10).
    """
    return min(chosen, stands) if kind == RoundKind.BASELINE and stands else chosen


def usual_day(kind: str, starts_on: date, annual_council_on: date | None) -> date:
    """By when reviews are due where nobody says otherwise.

    A baseline programme gives six months (W09-09). A round ends with the financial year, or four weeks before the
    next Annual Council where that is earlier; where neither leaves eight weeks, after eight weeks.
    """
    if kind == RoundKind.BASELINE:
        return after_months(starts_on, BASELINE_MONTHS)
    days = [date(financial_year(starts_on) + 1, 3, 31)]
    if annual_council_on:
        days.append(annual_council_on - FOUR_WEEKS)
    ahead = [day for day in days if day >= starts_on + 2 * FOUR_WEEKS]
    return min(ahead, default=starts_on + 2 * FOUR_WEEKS)


def usual_title(kind: str, year: int) -> str:
    """What a round is called where nobody says otherwise."""
    return f"{'Business cases' if kind == RoundKind.BASELINE else 'Annual review'} {year_name(year)}"


def keeps_open(unsettled: int, unrated: int, grave: int, *, is_baseline: bool) -> list[tuple[str, str]]:
    """What keeps a round from being frozen: which reviews, as lists name them, and the sentence about them.

    Each number is of reviews. A baseline round lists risk ratings and findings, and is not held up by them (H14-45).
    """
    found = [
        ("unsettled", unsettled, "review", ("is", "are"), "neither accepted nor waived."),
        ("unrated", unrated, "partnership", ("has", "have"), "no risk rating."),
        ("findings", grave, "partnership", ("has", "have"), "High findings that nobody has waived."),
    ]
    held = found[:1] if is_baseline else found
    return [
        (key, f"{number_of(count, noun)} {verb[count != 1]} {rest}") for key, count, noun, verb, rest in held if count
    ]

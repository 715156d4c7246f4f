"""What another version of the questions would ask of whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Value, When

from assessments.models import Question, QuestionSet
from assessments.models.choices import QuestionKind
from assessments.rules.criteria import in_force
from assessments.rules.questions import asked_of
from register.models import Participation, Partnership
from register.models.choices import Significance
from register.rules.words import number_of

TIERS = (*Significance.choices, ("", "Not known how significant"))


@dataclass(frozen=True)
class Asked:
    """How many questions partnerships of one tier and size are asked, now and then, and whether they are others."""

    who: str
    tier: str
    entries: int
    now: int
    then: int
    moves: bool


@dataclass(frozen=True)
class Effect:
    """Who would be asked what, and which questions are new and which are gone."""

    rows: tuple[Asked, ...]
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    sentence: str


def effect(version: QuestionSet, proposed: Sequence[Question], today: date) -> Effect:
    """Active entries by tier, with the questions in force today and those proposed."""
    versions = QuestionSet.objects.filter(policy=version.policy, kind=version.kind).prefetch_related("questions")
    stands = in_force(versions, today)
    current = list(stands.questions.all()) if stands else []
    rows = tuple(every(current, proposed) if version.kind == QuestionKind.DEFINITION else by_tier(current, proposed))
    now, then = wordings(current), wordings(proposed)
    return Effect(
        rows,
        tuple(text for text in then if text not in now),
        tuple(text for text in now if text not in then),
        said(version, most_moved(rows)),
    )


def said(version: QuestionSet, entries: int) -> str:
    """17 active entries would be asked other questions."""
    noun = "when they are tested" if version.kind == QuestionKind.DEFINITION else "in a business case"
    if not entries:
        return f"No active entry would be asked another number of questions, or in other words, {noun}."
    return f"{number_of(entries, 'active entry', 'active entries')} would be asked other questions {noun}."


def most_moved(rows: Iterable[Asked]) -> int:
    """Entries whose questions change, each once: a tier is asked in two sizes where complex ones are asked more."""
    tiers: dict[str, int] = {row.tier: row.entries for row in rows if row.moves}
    return sum(tiers.values())


def wordings(questions: Iterable[Question]) -> list[str]:
    return [each.text for each in questions]


def every(current: Sequence[Question], proposed: Sequence[Question]) -> Iterable[Asked]:
    """The test of what a partnership is asks the same of all."""
    moves = wordings(current) != wordings(proposed)
    yield Asked("All partnerships", "", Partnership.objects.active().count(), len(current), len(proposed), moves)


def by_tier(current: Sequence[Question], proposed: Sequence[Question]) -> Iterable[Asked]:
    """Simple ones of each tier, and complex ones where they are asked more."""
    counts = entries_by_tier()
    sizes = (False, True) if any(each.is_for_complex for each in (*current, *proposed)) else (False,)
    for tier, label in TIERS:
        for is_complex in sizes:
            now, then = (wordings(asked_of(each, tier, is_complex)) for each in (current, proposed))
            size = (": large or complex" if is_complex else ": small or simple") if len(sizes) > 1 else ""
            yield Asked(f"{label}{size}", tier, counts[tier], len(now), len(then), now != then)


def entries_by_tier() -> dict[str, int]:
    """How many active entries have which tier as the highest that a council gives them."""
    rank = Case(*(When(significance=tier, then=Value(place)) for place, tier in enumerate(Significance.values)))
    ranked = Participation.objects.filter(partnership__in=Partnership.objects.active(), significance__gt="")
    best: dict[int, int] = {}
    for entry, place in ranked.annotate(place=rank).values_list("partnership", "place"):
        best[entry] = min(place, best.get(entry, place))
    found = {tier: list(best.values()).count(place) for place, tier in enumerate(Significance.values)}
    return found | {"": Partnership.objects.active().count() - len(best)}

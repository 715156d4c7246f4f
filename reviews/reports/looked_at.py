"""How the reviews of a round were answered: with what care, how late, which were waived, what nobody has confirmed."""

from collections import Counter
from collections.abc import Iterable

from partnerships.templatetags.council import day as in_words
from reviews.models.choices import Honesty, ReviewStatus
from reviews.reports.kept import NOT_LOOKED_AT, CouncilEntry
from reviews.reports.shapes import Grid, Section
from reviews.reports.words import capitalised, count, listed, numbered

TITLE = "How the reviews were answered"
CARE = (*(str(each.label) for each in Honesty), NOT_LOOKED_AT)
ABOUT = (
    "Each section of a review is changed, confirmed with a note, or confirmed as it stands; a section that nobody has "
    "looked at is counted as such. Waived reviews are not counted in the table."
)


def what_became(found: list[CouncilEntry]) -> str:
    """`The round asked 40 partnerships: 36 reviews were accepted, three were waived. Two were not in it.`"""
    reviews = [entry.review for entry in found if entry.review]
    waived = sum(review.is_waived for review in reviews)
    others = len(found) - len(reviews)
    accepted = len(reviews) - waived
    said = f"The round asked for {count(len(reviews), 'review')}: {some(accepted)} accepted and {some(waived)} waived."
    return f"{said} {capitalised(count(others, 'entry was', 'entries were'))} not in the round." if others else said


def some(number: int) -> str:
    return count(number, "was", "were") if number else "none was"


def section(number: int, found: list[CouncilEntry]) -> Section:
    """The measure of honesty, and lists of what was late, waived and unconfirmed."""
    lists = (late(found), waived(found), unconfirmed(found))
    grids = tuple(each for each in (care(found), *lists) if each.rows)
    silent = [each.title.lower() for each in lists if not each.rows]
    nothing = f"There is nothing to list under: {listed(silent)}." if silent else ""
    left = [entry.name for entry in found if not entry.review]
    outside = f"Not in the round: {listed(left)}." if left else ""
    return Section(number, TITLE, numbered(number, ABOUT, outside, nothing), grids=grids)


def care(found: list[CouncilEntry]) -> Grid:
    """How each section was looked at, over all reviews that were not waived."""
    rows: dict[str, Counter] = {}
    for entry in answered(found):
        for name, honesty, _ in entry.review.sections:
            rows.setdefault(name, Counter())[honesty] += 1
    whole = sum(rows.values(), Counter())
    return Grid(
        "How each section was looked at",
        ("Section", *(capitalised(each) for each in CARE)),
        tuple((name, *(str(counted[each]) for each in CARE)) for name, counted in rows.items()),
        numbers=tuple(range(1, len(CARE) + 1)),
        total=("All sections", *(str(whole[each]) for each in CARE)),
    )


def answered(found: Iterable[CouncilEntry]) -> list[CouncilEntry]:
    """Those with a review that was not waived."""
    return [entry for entry in found if entry.review and entry.review.status != ReviewStatus.WAIVED]


def late(found: list[CouncilEntry]) -> Grid:
    """Handed in after their day."""
    rows = tuple(
        (entry.name, in_words(entry.review.due_on), in_words(entry.review.submitted_on), str(entry.review.days_late))
        for entry in answered(found)
        if entry.review.days_late
    )
    return Grid("Handed in late", ("Partnership", "Due", "Handed in", "Days late"), rows, numbers=(3,))


def waived(found: list[CouncilEntry]) -> Grid:
    """Not held this time, why, and who decided that."""
    rows = tuple(
        (entry.name, entry.review.content["waiver_reason"], entry.review.content["waiver_authority"])
        for entry in found
        if entry.review and entry.review.is_waived
    )
    return Grid("Waived reviews", ("Partnership", "Why", "Who decided"), rows)


def unconfirmed(found: list[CouncilEntry]) -> Grid:
    """Entries and ratings that nobody who answers for them has confirmed."""
    rows = tuple((entry.name, listed(open_of(entry))) for entry in found if open_of(entry))
    return Grid("Not confirmed", ("Partnership", "What nobody has confirmed"), rows)


def open_of(entry: CouncilEntry) -> list[str]:
    """What of an entry is open: imported facts, a risk that is not rated, ratings without a confirmed assessment."""
    rated = [kind for kind in ("risk", "value") if entry.content["ratings"][kind]["rating"]]
    unassessed = [kind for kind in rated if entry.expires_on(kind) is None]
    facts = ["imported facts"] if entry.marks["is_unconfirmed"] else []
    missing = [] if "risk" in rated else ["risk, which is not rated"]
    return [*facts, *missing, *([f"the rating of {listed(unassessed)}"] if unassessed else [])]

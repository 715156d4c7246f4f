"""Everything that waits for one person, record by record: overdue, within a month, later, and what others have to do.

Derived from the state of things by the same rules as the home page and the letter of the week; nothing is stored.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnerships import work
from partnerships.work import Line, Task, told
from reviews.models import Recommendation, Review
from reviews.models.choices import BEFORE_BODIES, RecommendationStatus, ReviewStatus
from reviews.rules.reminders import when

SHOWN = 10
MONTH = timedelta(days=30)


@dataclass(frozen=True)
class Row:
    """One record that waits: what of it, by when, and how far away that is."""

    line: Line
    kind: str
    when: str
    is_late: bool


@dataclass(frozen=True)
class Group:
    """Records that are as urgent as each other, the nearest first."""

    key: str
    title: str
    rows: list[Row]


@dataclass(frozen=True)
class MyWork:
    """All of the page. `cut` are the kinds of which more wait than are shown."""

    tasks: list[Task]
    groups: list[Group]
    others: list[Row]
    cut: list[Task]

    @property
    def waiting(self) -> int:
        """How many things wait: what the tiles say, added up."""
        return sum(task.count for task in self.tasks)


def build(user, today: date) -> MyWork:
    """As it stands on this day."""
    tasks = work.tasks(user, today)
    rows = sorted(rows_of(tasks, today), key=by_day)
    groups = (
        Group("overdue", "Overdue", [row for row in rows if row.is_late]),
        Group("month", "Within a month", [row for row in rows if is_soon(row, today)]),
        Group("later", "Later, or without a day", [row for row in rows if not (row.is_late or is_soon(row, today))]),
    )
    others = sorted(rows_of(work.awaited(user, today), today), key=by_day)
    cut = [task for task in tasks if task.line and task.count > SHOWN]
    return MyWork(tasks, [group for group in groups if group.rows], others, cut)


def rows_of(tasks: Iterable[Task], today: date) -> Iterator[Row]:
    """The nearest records of each kind; one that waits in two ways is told once, as the first of them."""
    told_of = set()
    for task in tasks:
        for line in task.lines(SHOWN):
            if line not in told_of:
                told_of.add(line)
                day = line.due_on
                yield Row(line, task.one, when(day, today) if day else "", bool(day and day < today))


def by_day(row: Row) -> tuple[date, str]:
    return row.line.due_on or date.max, row.line.title


def is_soon(row: Row, today: date) -> bool:
    """Due from today on, within thirty days."""
    return bool(row.line.due_on and today <= row.line.due_on <= today + MONTH)


def awaited(user, today: date) -> Iterator[Task]:
    """Reviews that the person submitted and recommendations that they drafted, while others have them."""
    reviews = Review.objects.visible_to(user).filter(submitted_by=user, status=ReviewStatus.SUBMITTED)
    shown = {"line": told("reviews:review"), "nearest": ("submitted_at", "pk")}
    one, many = "Review to be accepted by others", "Reviews to be accepted by others"
    yield Task(reviews.select_related("partnership"), one, many, "", **shown)
    handed_in = (RecommendationStatus.SUBMITTED, *BEFORE_BODIES)
    drafted = Recommendation.objects.visible_to(user).filter(drafted_by=user, status__in=handed_in)
    shown = {"line": told("reviews:recommendation"), "nearest": ("pk",)}
    one, many = "Recommendation to be decided by others", "Recommendations to be decided by others"
    yield Task(drafted, one, many, "", **shown)

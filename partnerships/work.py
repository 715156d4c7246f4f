"""What a person is asked to do. Every app contributes its part under `my_work`; nothing is stored.

What somebody else has to do first, with what the person handed in, is contributed under `awaited`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from django.core.exceptions import EmptyResultSet
from django.db.models import Expression, IntegerField, Model, QuerySet
from django.urls import reverse

from partnerships import contributions
from partnerships.models import User


@dataclass(frozen=True)
class Line:
    """One record that waits: what it is, where it is dealt with, and by when, if a day is set."""

    title: str
    url: str
    due_on: date | None = None


@dataclass(frozen=True)
class Task:
    """Some records that wait for this person: which or how many, what one and what several are called, and the list
    that shows exactly these.

    `overdue` are those of them that are late, which is said below. Where `line` says how one is told, the page of all
    that waits shows the nearest of them, in the order of the fields `nearest`.
    """

    records: QuerySet | int
    one: str
    many: str
    where: str | Callable[[], str]
    remark: str = ""
    line: Callable[[Model], Line] | None = None
    nearest: Sequence[str] = ("due_on", "pk")
    overdue: QuerySet | None = None

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return self.records if isinstance(self.records, int) else self.records.count()

    @cached_property
    def url(self) -> str:
        """The address of the list; looked for only once something waits, where that takes a question."""
        return self.where if isinstance(self.where, str) else self.where()

    @cached_property
    def late(self) -> int:
        """How many of them are overdue, where that is said."""
        return self.overdue.count() if self.overdue is not None else 0

    @property
    def note(self) -> str:
        """What is said below it."""
        return f"{self.late} of them overdue" if self.late else self.remark

    @property
    def label(self) -> str:
        """What waits, to be read after the count."""
        return self.one if self.count == 1 else self.many

    def lines(self, most: int) -> list[Line]:
        """The nearest of them, at most so many."""
        if self.line is None:
            return []
        return [self.line(record) for record in self.records.order_by(*self.nearest)[:most]]


def told(route: str, title: str = "{0}", *, due: str = "", key: str = "pk") -> Callable[[Model], Line]:
    """How one record is told: the page and what of the record it is found by, its title as a format, and its day."""
    day, found_by = attrgetter(due) if due else None, attrgetter(key)
    return lambda record: Line(
        title.format(record), reverse(route, args=[found_by(record)]), day(record) if day else None
    )


class Counted(Expression):
    """How many rows a query has, as a column of another.

    The query is put into words on its own: as a `Subquery` it would be resolved and renamed again with the other, and
    for seventy of them that takes longer than the counting.
    """

    template = "(SELECT COUNT(*) FROM (%s) counted)"

    def __init__(self, records: QuerySet):
        super().__init__(output_field=IntegerField())
        self.query = records.order_by().values("pk").query

    def as_sql(self, compiler, connection) -> tuple[str, Sequence]:
        try:
            sql, params = self.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return "0", ()
        return self.template % sql, params


def tasks(user: User, today: date) -> list[Task]:
    """Everything that waits for this person, in the order of the apps; what has nothing waiting is left out."""
    return found("my_work", user, today)


def awaited(user: User, today: date) -> list[Task]:
    """What the person handed in and others have to deal with."""
    return found("awaited", user, today)


def found(key: str, user: User, today: date) -> list[Task]:
    """What all apps contribute under a key and is not empty; counted together, by one question of the database."""
    every = [task for part in contributions.collect(key) for task in part(user, today)]
    asked = [(task, "count", task.records) for task in every if isinstance(task.records, QuerySet)]
    asked += [(task, "late", task.overdue) for task in every if task.overdue is not None]
    for (task, name, _), number in zip(asked, numbers([query for _, _, query in asked], user), strict=True):
        task.__dict__[name] = number
    return [task for task in every if task.count]


def numbers(queries: Sequence[QuerySet], user: User) -> list[int]:
    """How many rows each of these has."""
    if not queries:
        return []
    columns = {f"number_{place}": Counted(query) for place, query in enumerate(queries)}
    return list(User.objects.filter(pk=user.pk).order_by().values_list(*columns.values()).get())

"""Performance returns for people: where each stands, what it says, what waits for whom (SH-14)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.roles import Role
from partnerships.templatetags.council import day as said_day
from partnerships.work import Task, told
from register.models import Measure, Partnership, PerformanceReturn, ReviewFrequency
from register.models.choices import Asked
from register.models.performance import Progress, ReturnStatus
from register.reports.parts import Row, Step
from register.rules.performance import is_overdue
from register.workflow.performance import may_record

SHOWN = (
    ("due", "To be recorded"),
    ("overdue", "Overdue"),
    ("mine", "Mine"),
    ("recorded", "Recorded"),
    ("coming", "Months still running"),
)
TONES = {"": "grey", Progress.PLANNED: "green", Progress.PARTLY: "yellow", Progress.BEHIND: "red"}


@dataclass(frozen=True)
class ReturnRow:
    """One return in a list."""

    found: PerformanceReturn
    url: str
    state: str
    tone: str
    is_overdue: bool


@dataclass(frozen=True)
class ReturnPage:
    """One return: its days, what it says, and what can be done."""

    row: ReturnRow
    facts: tuple[Row, ...]
    says: tuple[Row, ...]
    steps: tuple[Step, ...]


def found(user, show: str, today: date) -> QuerySet[PerformanceReturn]:
    """The returns that the person may read, of one kind; of another word, those to be recorded."""
    every = PerformanceReturn.objects.visible_to(user)
    kinds = {
        "overdue": every.overdue(today),
        "mine": every.to_record(today).led_by(user),
        "recorded": every.recorded(),
        "coming": every.asked().filter(ends_on__gte=today),
    }
    return kinds.get(show, every.to_record(today))


def next_of(user, show: str, today: date) -> PerformanceReturn | None:
    """Of one's own, the one that comes next: its months still run."""
    if show != "mine":
        return None
    running = PerformanceReturn.objects.visible_to(user).asked().led_by(user).filter(ends_on__gte=today)
    return running.select_related("partnership").order_by("ends_on", "partnership__name", "pk").first()


def is_asked_for() -> bool:
    """Does the policy in use ask for returns at all?"""
    return ReviewFrequency.objects.filter(policy__is_current=True, asks=Asked.RETURN).exists()


def rows(returns: QuerySet[PerformanceReturn], today: date) -> list[ReturnRow]:
    return [row(each, today) for each in returns.select_related("partnership")]


def of_entry(entry: Partnership, user, today: date) -> list[ReturnRow]:
    """Those of one entry, the newest first."""
    return rows(PerformanceReturn.objects.visible_to(user).filter(partnership=entry), today)


def row(found: PerformanceReturn, today: date) -> ReturnRow:
    waits = found.status == ReturnStatus.ASKED
    is_dropped = waits and not found.partnership.is_selected_for_returns
    state, tone = found.get_progress_display(), TONES[found.progress]
    if is_dropped:
        state, tone = "No longer asked for", "grey"
    elif waits:
        state, tone = ("To be recorded", "blue") if found.ends_on < today else ("Months still running", "grey")
    url = reverse("register:performance_return", args=[found.pk])
    return ReturnRow(found, url, state, tone, is_overdue(found, today) and not is_dropped)


def page(found: PerformanceReturn, user, today: date) -> ReturnPage:
    """One return as one person sees it."""
    return ReturnPage(row(found, today), tuple(facts(found)), tuple(says(found)), tuple(steps(found, user, today)))


def facts(found: PerformanceReturn) -> Iterator[Row]:
    yield Row("About", f"{said_day(found.starts_on)} to {said_day(found.ends_on)}")
    yield Row("Why it is asked for", found.asked_because)
    yield Row("To be recorded by", said_day(found.due_on))
    if found.recorded_at:
        yield Row("Recorded", f"{said_day(found.recorded_at)} by {found.recorded_by}")


def says(found: PerformanceReturn) -> Iterator[Row]:
    """What was recorded."""
    if found.status == ReturnStatus.ASKED:
        return
    yield Row("How it goes", found.get_progress_display())
    yield Row("What was achieved", found.achieved)
    yield Row("How it did against its measures", found.measured, absent="Nothing said")
    yield Row("What is behind, and what is done about it", found.concerns, absent="Nothing")


def steps(found: PerformanceReturn, user, today: date) -> Iterator[Step]:
    label = "Record it" if found.status == ReturnStatus.ASKED else "Change what was recorded"
    url = reverse("register:performance_return_record", args=[found.pk])
    yield Step(label, url, may_record(user, found, today).reason)


def measures(found: PerformanceReturn) -> list[Measure]:
    """What the entry is measured by, to be looked at while it is recorded."""
    return list(found.partnership.measures.filter(removed_at__isnull=True))


def work(user, today: date) -> Iterator[Task]:
    """Returns to be recorded by who leads the entry; for the policy team those overdue."""
    every = PerformanceReturn.objects.visible_to(user).select_related("partnership")
    address = reverse("register:performance_returns")
    line = told("register:performance_return_record", "{0.partnership}: {0}", due="due_on")
    mine = every.to_record(today).led_by(user)
    yield Task(
        mine, "Performance return to record", "Performance returns to record", f"{address}?show=mine", line=line,
        overdue=mine.overdue(today),
    )  # fmt: skip
    if user.has_role(Role.POLICY_OFFICER):
        late = every.overdue(today)
        yield Task(late, "Performance return overdue", "Performance returns overdue", f"{address}?show=overdue")

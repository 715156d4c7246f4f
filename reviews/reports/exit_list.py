"""Lists of exit strategies, what of them waits for a person, and the tab of an entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import money
from partnerships.verdict import Verdict, refused
from partnerships.work import Task, told
from register.models import Action, Matter, Partnership
from register.reports.parts import Item, Row, Step
from reviews.models import ExitControl, ExitMessage, ExitStrategy, HandoverItem
from reviews.models.choices import ExitCause, ExitStatus
from reviews.permissions import exits as permissions
from reviews.rules.exits import completed_by
from reviews.workflow import exits as workflow

TONES = {
    ExitStatus.REQUIRED: "yellow",
    ExitStatus.DRAFTING: "grey",
    ExitStatus.SUBMITTED: "blue",
    ExitStatus.RETURNED: "yellow",
    ExitStatus.WITH_BODIES: "blue",
    ExitStatus.APPROVED: "green",
    ExitStatus.IMPLEMENTING: "blue",
    ExitStatus.COMPLETED: "green",
    ExitStatus.REVERSED: "red",
    ExitStatus.CLOSED: "grey",
}
SHOWN = (
    ("open", "Under way"),
    ("mine", "Mine"),
    ("write", "To be written"),
    ("put", "To put to the bodies"),
    ("bodies", "With the bodies"),
    ("carry", "Being carried out"),
    ("look", "To look back on"),
    ("over", "Over"),
)


@dataclass(frozen=True)
class ListRow:
    """One exit strategy in a list."""

    strategy: ExitStrategy
    tone: str


def found(user, show: str, today: date, is_mine: bool = False) -> QuerySet[ExitStrategy]:
    """The strategies that the person may read, of one kind; of another word, those under way.

    `is_mine` leaves those of partnerships that they lead.
    """
    every = ExitStrategy.objects.visible_to(user).select_related("partnership", "recommendation")
    every = every.led_by(user) if is_mine else every
    kinds = {
        "mine": every.under_way().led_by(user),
        "write": every.to_write(),
        "put": every.filter(status=ExitStatus.SUBMITTED),
        "bodies": every.filter(status=ExitStatus.WITH_BODIES),
        "carry": every.to_carry_out(),
        "look": every.to_look_back(completed_by(today)),
        "over": every.filter(status__in=ExitStatus.over()),
    }
    return kinds.get(show, every.under_way())


def rows(strategies: Iterable[ExitStrategy]) -> list[ListRow]:
    return [ListRow(each, TONES[ExitStatus(each.status)]) for each in strategies]


def of_entry(entry: Partnership, user) -> list[ListRow]:
    """The strategies by which the council left, or was to leave, one entry."""
    return rows(ExitStrategy.objects.visible_to(user).filter(partnership=entry).select_related("partnership"))


def learnt(user, entry: Partnership) -> Iterator[Item]:
    """What leaving an entry taught, contributed under `learnt`: it stands beside the next assessment or case."""
    for each in ExitStrategy.objects.visible_to(user).filter(partnership=entry).with_lessons():
        url = reverse("reviews:exit_strategy", args=[each.pk])
        yield Item(f"{each.reference}: leaving, {each.get_status_display().lower()}", tuple(taught(each)), url=url)


def about_matter(user, matter: Matter) -> Iterator[Row]:
    """The strategy that was put to bodies by a matter, contributed under `about_matter`."""
    put = ExitStrategy.history.filter(matter=matter.pk).order_by().values("id")
    for each in ExitStrategy.objects.visible_to(user).filter(pk__in=put).select_related("partnership"):
        note = ""
        if each.status == ExitStatus.REVERSED:
            note = f"The decision to leave was reversed on {said_day(each.reversed_at)}: {each.reversal}"
        yield Row("Exit strategy", str(each), url=reverse("reviews:exit_strategy", args=[each.pk]), note=note)


def asks_along(user, actions: Iterable[Action]) -> dict[int, Row]:
    """The strategy whose text asks for an action, by the key of the action. Contributed under `asks_along`."""
    kept: dict[int, ExitStrategy] = {}
    for lines in (ExitControl, HandoverItem, ExitMessage):
        asking = lines.objects.filter(action__in=actions).select_related("strategy__partnership")
        kept |= {line.action_id: line.strategy for line in asking}
    named = {each.pk for each in kept.values()}
    read = set(ExitStrategy.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
    return {key: identified(each, each.pk in read) for key, each in kept.items()}


def identified(strategy: ExitStrategy, is_read: bool) -> Row:
    url = reverse("reviews:exit_strategy", args=[strategy.pk]) if is_read else ""
    return Row("Identified by", f"Exit strategy {strategy}", url=url)


def taught(strategy: ExitStrategy) -> Iterator[str]:
    """Its lessons, whether what was predicted came about, and the saving made beside the one expected."""
    yield from filter(None, [strategy.lessons])
    if strategy.impact_came_true:
        yield f"Did what was predicted come about? {strategy.impact_came_true}"
    if strategy.saving_made is not None:
        yield f"Saving made: {money(strategy.saving_made)} a year; expected: {money(strategy.expected_saving)}"


def causes(user, entry: Partnership) -> list[ExitCause]:
    """What may be said to open one by hand; a recommendation opens it by being decided."""
    known = (cause for cause in ExitCause if cause != ExitCause.RECOMMENDATION)
    return [cause for cause in known if workflow.may_open(user, entry, cause)]


def may_open(user, entry: Partnership) -> Verdict:
    """Is there a cause for which this person opens one, and none under way?"""
    if standing := ExitStrategy.objects.visible_to(user).under_way().filter(partnership=entry).first():
        return refused(f"{standing.reference} is under way already: the council leaves by one strategy at a time.")
    return workflow.may_open(user, entry, ExitCause.FUNDING_ENDS)


def opening(entry: Partnership, user) -> Step:
    """The way to open one by hand."""
    return Step(
        "Open an exit strategy", reverse("reviews:exit_open", args=[entry.reference]), may_open(user, entry).reason
    )


def tabs(user, entry: Partnership) -> list[dict[str, str]]:
    """The tab of an entry, contributed under `tabs`."""
    if not permissions.can_see_exits(user, entry):
        return []
    return [{"key": "leaving", "label": "Leaving", "url": reverse("reviews:entry_exits", args=[entry.reference])}]


def work(user, today: date) -> Iterator[Task]:
    """To write, to put to the bodies, to carry out, to look back on, for those who take the step."""
    address = reverse("reviews:exits")
    every = ExitStrategy.objects.visible_to(user).select_related("partnership")
    own = every.led_by(user)
    shown = {"line": told("reviews:exit_strategy", due="leaves_on"), "nearest": ("leaves_on", "pk")}
    write, carry, look = (f"{address}?show={show}&mine=yes" for show in ("write", "carry", "look"))
    yield Task(own.to_write(), "Exit strategy to write", "Exit strategies to write", write, **shown)
    yield Task(own.to_carry_out(), "Exit to carry out", "Exits to carry out", carry, **shown)
    waiting = every.to_put_by(user)
    one, many = "Exit strategy to put to the bodies", "Exit strategies to put to the bodies"
    yield Task(waiting, one, many, f"{address}?show=put", **shown)
    one, many = "Exit to look back on", "Exits to look back on"
    yield Task(own.to_look_back(completed_by(today)), one, many, look, **shown)


def awaited(user, today: date) -> Iterator[Task]:
    """Exit strategies that the person handed in, while others have them."""
    having = (ExitStatus.SUBMITTED, ExitStatus.WITH_BODIES)
    handed_in = ExitStrategy.objects.visible_to(user).filter(submitted_by=user, status__in=having)
    one, many = "Exit strategy to be decided by others", "Exit strategies to be decided by others"
    shown = {"line": told("reviews:exit_strategy"), "nearest": ("submitted_at", "pk")}
    yield Task(handed_in.select_related("partnership"), one, many, "", **shown)

"""The parts of an exit strategy: what each says, how far it is written, and where it is written (B15-40, B15-41)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import money
from register.reports.parts import Card, Item, Lines, Row
from reviews.models import ExitStrategy
from reviews.models.choices import EffectKind, ExitStatus
from reviews.rules.exits import is_asked_for, successor_words

NOT_STARTED, IN_PROGRESS, COMPLETED = "Not yet started", "In progress", "Completed"
TONES = {NOT_STARTED: "grey", IN_PROGRESS: "blue", COMPLETED: ""}


@dataclass(frozen=True)
class Part:
    """One part: its title, the fields that one form writes, and the kinds of lines that stand in it."""

    title: str
    hint: str
    fields: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    # What the card of its fields is called, where lines stand beside it.
    called: str = ""


PARTS: dict[str, Part] = {
    "reasons": Part("Reasons", "Why the council leaves", nouns=("reasons",)),
    "effects": Part("Effects and controls", "What leaving does, and what is done about it", nouns=("controls",)),
    "options": Part(
        "Options and equality",
        "What else was looked at, what is saved, and whom it touches",
        ("options_considered", "equality", "equality_document", "equality_note", "expected_saving", "saving_note"),
    ),
    "notice": Part(
        "Notice and dates", "When notice is given, and when the council is out",
        ("notice_given_on", "notice_ends_on", "short_notice_reason", "leaves_on"),
    ),
    "telling": Part("Who is told", "By whom, how and until when", nouns=("messages",)),
    "takeover": Part(
        "Who takes over and hand-over", "What is passed on, given back, destroyed or settled",
        ("taken_over_by", "successor", "waived_by_managers"), ("items",), "Who takes over",
    ),
    "consultation": Part(
        "Consultation and advice", "The portfolio holder, legal advice, and others",
        ("advice_by", "advice_on"), ("consulted",), "Legal advice",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Noun:
    """One kind of lines: its title, what one is called, and what is said where there is none."""

    title: str
    one: str
    absent: str
    related: str
    details: Callable[[Any], Iterator[str]]


def why(line) -> Iterator[str]:
    yield line.note


def done_by(line) -> Iterator[str]:
    yield f"{line.owner or line.owner_post}, by {said_day(line.due_on)}"
    leaves_on = line.strategy.leaves_on
    if leaves_on and line.due_on > leaves_on:
        yield f"That is after the council leaves, on {said_day(leaves_on)}"


def control(line) -> Iterator[str]:
    yield f"About: {line.get_kind_display()}"
    yield from done_by(line)


def told(line) -> Iterator[str]:
    how = f", {line.how[:1].lower()}{line.how[1:]}" if line.how else ""
    yield f"Told by {line.by_whom}{how}, by {said_day(line.due_on)}"
    if line.told_on:
        yield f"Told on {said_day(line.told_on)}"


def item(line) -> Iterator[str]:
    to = f" to {line.recipient}" if line.recipient else ""
    yield f"{line.get_kind_display()}: {line.get_outcome_display().lower()}{to}"
    yield from done_by(line)
    if line.settled_at:
        yield f"Settled on {said_day(line.settled_at)}: {line.settled_note}"


def heard(line) -> Iterator[str]:
    if line.is_portfolio_holder:
        yield "The portfolio holder"
    yield f"Consulted on {said_day(line.consulted_on)}" if line.consulted_on else "Not consulted yet"
    if line.said:
        yield line.said


NOUNS: dict[str, Noun] = {
    "reasons": Noun("Reasons", "reason", "No reason is given yet.", "reasons", why),
    "controls": Noun("Control measures", "control measure", "Nothing is planned yet.", "controls", control),
    "messages": Noun("Who is told", "message", "Nobody is named yet.", "messages", told),
    "items": Noun("To hand over", "thing to hand over", "Nothing is to be handed over.", "items", item),
    "consulted": Noun("Who is consulted", "consultation", "Nobody is named yet.", "consulted", heard),
}
OWNED = ("controls", "items")


class Written:
    """All that stands in one strategy, each kind of line asked for once."""

    def __init__(self, strategy: ExitStrategy):
        self.strategy = strategy
        self.asked: dict[str, list] = {}

    def lines(self, noun: str) -> list:
        """The lines of one kind that have not been taken off."""
        if noun not in self.asked:
            kept = getattr(self.strategy, NOUNS[noun].related).filter(removed_at__isnull=True)
            related = ("owner",) if noun in OWNED else ("reason",) if noun == "reasons" else ()
            self.asked[noun] = list(kept.select_related(*related))
        return self.asked[noun]

    @cached_property
    def effects(self) -> dict:
        """What was said of each effect, by its kind."""
        return {each.kind: each for each in self.strategy.effects.filter(removed_at__isnull=True)}

    def state(self, key: str) -> str:
        """How far a part is written."""
        wanted = list(getattr(self, f"of_{key}")())
        return COMPLETED if all(wanted) else IN_PROGRESS if any(wanted) else NOT_STARTED

    def of_reasons(self) -> Iterator[bool]:
        yield bool(self.lines("reasons"))

    def of_effects(self) -> Iterator[bool]:
        controlled = {each.kind for each in self.lines("controls")}
        for kind in EffectKind:
            said = self.effects.get(kind)
            yield said is not None
            if said and not said.is_none:
                yield kind in controlled

    def of_options(self) -> Iterator[bool]:
        yield from map(bool, (getattr(self.strategy, name) for name in ("options_considered", "equality")))
        yield bool(self.strategy.equality_note or self.strategy.equality_document_id)

    def of_notice(self) -> Iterator[bool]:
        yield from map(bool, (self.strategy.notice_given_on, self.strategy.leaves_on))

    def of_telling(self) -> Iterator[bool]:
        yield bool(self.lines("messages"))

    def of_takeover(self) -> Iterator[bool]:
        yield bool(self.strategy.taken_over_by)
        yield from (True for _ in self.lines("items")[:1])

    def of_consultation(self) -> Iterator[bool]:
        holders = [each for each in self.lines("consulted") if each.is_portfolio_holder]
        yield any(each.consulted_on for each in holders)
        yield from (True for _ in self.lines("consulted")[:1])


@dataclass(frozen=True)
class Shown:
    """One part as a page shows it: its facts, and its lines."""

    key: str
    title: str
    cards: tuple[Card, ...]
    lines: tuple[Lines, ...]


def shown(written: Written, key: str, writes: bool) -> Shown:
    """One part, with the ways to change it for who may."""
    part = PARTS[key]
    return Shown(
        key,
        part.title,
        tuple(cards(written, key, writes)),
        tuple(lines(written, noun, writes) for noun in part.nouns),
    )


def cards(written: Written, key: str, writes: bool) -> Iterator[Card]:
    strategy = written.strategy
    if key == "effects":
        url = reverse("reviews:exit_effects", args=[strategy.pk]) if writes else ""
        yield Card("What leaving does", tuple(effects(written)), change_url=url)
    elif PARTS[key].fields:
        url = reverse("reviews:exit_edit", args=[strategy.pk, key]) if writes else ""
        yield Card(PARTS[key].called or PARTS[key].title, tuple(ROWS[key](strategy)), change_url=url)


def lines(written: Written, noun: str, writes: bool) -> Lines:
    """All lines of one kind."""
    kind, strategy = NOUNS[noun], written.strategy
    items = tuple(
        Item(
            each.text if noun in OWNED else str(each),
            tuple(kind.details(each)),
            reverse("reviews:exit_line_change", args=[noun, each.pk]) if writes else "",
            reverse("reviews:exit_line_remove", args=[noun, each.pk]) if writes and not is_asked_for(each) else "",
        )
        for each in written.lines(noun)
    )
    add = reverse("reviews:exit_line_add", args=[strategy.pk, noun]) if writes else ""
    return Lines(kind.title, kind.one, noun, items, add_url=add, absent=kind.absent)


def effects(written: Written) -> Iterator[Row]:
    for kind in EffectKind:
        said = written.effects.get(kind)
        if said is None:
            yield Row(kind.label, absent="Not said yet")
        else:
            yield Row(kind.label, f"There is none: {said.impact}" if said.is_none else said.impact)


def options(strategy: ExitStrategy) -> Iterator[Row]:
    yield Row("Options considered", strategy.options_considered, absent="Not written down yet")
    yield Row("Equality analysis", strategy.get_equality_display(), note=strategy.equality_note, absent="Not said yet")
    if document := strategy.equality_document:
        yield Row(
            "The analysis", str(document), url=reverse("register:governance", args=[strategy.partnership.reference])
        )
    saving = strategy.expected_saving
    words = "" if saving is None else money(saving)
    yield Row("Expected saving a year", words, note=strategy.saving_note, absent="Not worked out")


def notice(strategy: ExitStrategy) -> Iterator[Row]:
    days = (
        ("Notice given", strategy.notice_given_on),
        ("Notice ends", strategy.notice_ends_on),
        ("The council leaves", strategy.leaves_on),
    )
    for label, on in days:
        yield Row(label, said_day(on) if on else "", absent="Not said yet")
    if strategy.short_notice_reason:
        yield Row("Why the notice is shorter than was agreed", strategy.short_notice_reason)


def takeover(strategy: ExitStrategy) -> Iterator[Row]:
    yield Row("Who takes over", successor_words(strategy), absent="Not said yet")
    if strategy.successor:
        url = reverse("register:entry", args=[strategy.successor.reference])
        yield Row("Followed by", strategy.successor.name, url=url)
    if strategy.waived_by_managers:
        yield Row("Waived by the management team", strategy.waived_by_managers)


def advice(strategy: ExitStrategy) -> Iterator[Row]:
    when = f"On {said_day(strategy.advice_on)}" if strategy.advice_on else ""
    yield Row("Legal advice on leaving", strategy.advice_by, note=when, absent="None is recorded")


ROWS = {"options": options, "notice": notice, "takeover": takeover, "consultation": advice}


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    key: str
    title: str
    hint: str
    url: str
    state: str

    @property
    def tone(self) -> str:
        return TONES[self.state]


def tasks(written: Written, writes: bool, may_submit: bool) -> Iterator[Task]:
    """Every part with how far it is; who writes gets to its page, who reads to the strategy as a whole."""
    strategy = written.strategy
    for key, part in PARTS.items():
        yield Task(key, part.title, part.hint, address(strategy, key, writes), written.state(key))
    handed_in = strategy.status not in (ExitStatus.REQUIRED, ExitStatus.DRAFTING, ExitStatus.RETURNED)
    url = reverse("reviews:exit_submit", args=[strategy.pk]) if may_submit else ""
    yield Task(
        "check",
        "Check and hand in",
        "What is still missing is said there",
        url,
        COMPLETED if handed_in else NOT_STARTED,
    )


def address(strategy: ExitStrategy, key: str, writes: bool) -> str:
    """Straight to the form where a part is one form."""
    if not writes:
        return f"{reverse('reviews:exit_whole', args=[strategy.pk])}#part-{key}"
    name = "exit_part" if PARTS[key].nouns else "exit_edit"
    return reverse(f"reviews:{name}", args=[strategy.pk, key])

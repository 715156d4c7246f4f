"""One exit strategy for people: where it stands, what is to be done next, what leaving ends, and what is still open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from partnerships.templatetags.council import money
from partnerships.timeline import Track
from register.models import Action
from register.models.choices import DecisionEvent
from register.reports import actions as agreed
from register.reports.history import labelled
from register.reports.parts import Card, Item, Lines, Row, Step
from register.rules import routes
from register.workflow import resting
from reviews.models import (
    CommitteePaper,
    ExitConsultee,
    ExitControl,
    ExitEffect,
    ExitEnd,
    ExitMessage,
    ExitReason,
    ExitStrategy,
    HandoverItem,
)
from reviews.models.choices import ExitStatus
from reviews.permissions.exits import can_draft_exit_paper
from reviews.reports.exit_list import TONES
from reviews.reports.exit_parts import PARTS, Shown, Task, Written, shown, tasks
from reviews.reports.recommendation_cards import bodies
from reviews.reports.words import capitalised
from reviews.rules.exits import (
    BEFORE_APPROVAL,
    HELD,
    WRITTEN,
    differing,
    effect_words,
    is_upheld,
    saving_words,
    text_of,
)
from reviews.rules.exits import PARTS as SAID_PARTS
from reviews.rules.proposed_ends import proposed_ends, staying
from reviews.workflow import carrying_out
from reviews.workflow import exits as workflow
from reviews.workflow.exits import EXITS

STEPS = (
    ("begin", "begin", "Begin to write it"),
    ("put", "put", "Put it to the bodies"),
    ("submit", "submit", "Check and hand in"),
    ("return", "return", "Return it"),
    ("start", "start", "Start carrying it out"),
    ("confirm", "confirm", "Confirm that the council is out"),
    ("complete", "complete", "Complete the exit"),
    ("reverse", "reverse", "Reverse the decision"),
    ("close", "close", "Close it without leaving by it"),
)
# Their pages have nothing to fill in, so what is missing is said at once.
ASKING_NOTHING = ("start", "confirm")
TRACKS = (
    ("reasons", ExitReason, ("reason",)),
    ("effects", ExitEffect, ("kind",)),
    ("controls", ExitControl, ("text",)),
    ("consulted", ExitConsultee, ("who",)),
    ("messages", ExitMessage, ("audience",)),
    ("items", HandoverItem, ("text",)),
    ("ends", ExitEnd, ("words",)),
)


@dataclass(frozen=True)
class Page:
    """A strategy as one person sees it. While it is written its tasks come first, and afterwards what is to be done."""

    strategy: ExitStrategy
    tone: str
    is_written: bool
    papers: tuple[CommitteePaper, ...]
    paper_url: str
    tasks: tuple[Task, ...]
    differs: tuple[str, ...]
    sent_back: str
    bodies: Card | None
    facts: Card
    ends: Lines | None
    items: tuple[Item, ...]
    actions: tuple[agreed.ActionRow, ...]
    conditions: tuple[agreed.ActionRow, ...]
    open: tuple[str, ...]
    steps: tuple[Step, ...]


def page(strategy: ExitStrategy, user, today: date) -> Page:
    """Everything about one strategy."""
    written = Written(strategy)
    writes, hands_in = bool(workflow.may_write(user, strategy)), bool(EXITS.may_start(user, strategy, "submit"))
    is_written, is_out = strategy.status in WRITTEN, strategy.status == ExitStatus.IMPLEMENTING
    return Page(
        strategy,
        TONES[ExitStatus(strategy.status)],
        is_written,
        tuple(CommitteePaper.objects.visible_to(user).filter(exit_strategy=strategy).defer("frozen")),
        address(strategy, "paper") if can_draft_exit_paper(user, strategy) else "",
        tuple(tasks(written, writes, hands_in)) if writes or is_written else (),
        tuple(changed(strategy)),
        strategy.return_comment if strategy.status == ExitStatus.RETURNED or not_approved(strategy) else "",
        put_to(strategy),
        standing(strategy, user),
        ends(strategy),
        tuple(to_settle(written, user)) if is_out else (),
        tuple(agreed.rows(actions_of(strategy), today)),
        tuple(agreed.rows(conditions_of(strategy), today)),
        tuple(carrying_out.open_lines(strategy)) if is_out else (),
        tuple(steps(strategy, user)),
    )


def not_approved(strategy: ExitStrategy) -> bool:
    """Did the bodies say no to a change, so that what they had approved before stands?"""
    return strategy.status in HELD and is_upheld(strategy)


def text_card(strategy: ExitStrategy) -> Card:
    """The very text that bodies approve, part by part."""
    said = text_of(strategy)
    rows = (Row(capitalised(words), said[part], absent="Nothing is said") for part, words in SAID_PARTS.items())
    return Card("The text that they approve", tuple(rows))


def changed_card(strategy: ExitStrategy) -> Card:
    """Each part that differs as it reads now, and as it was approved."""
    now, found = text_of(strategy), differing(strategy)
    rows = (
        Row(capitalised(SAID_PARTS[part]), now[part], note=f"As approved: {strategy.put_text.get(part) or 'nothing'}")
        for part in found
    )
    return Card("As it reads now", tuple(rows))


def changed(strategy: ExitStrategy) -> list[str]:
    """What was changed of what the bodies approved."""
    return workflow.differs(strategy) if strategy.status in HELD else []


def predicted(strategy: ExitStrategy) -> list[str]:
    """What leaving was to do, and to save, as it was approved."""
    effects = [effect_words(each) for each in Written(strategy).effects.values() if not each.is_none]
    saving = saving_words(strategy)
    return [*effects, *([f"Expected saving: {saving}"] if saving else [])] or ["No effect and no saving was expected."]


def standing(strategy: ExitStrategy, user=None) -> Card:
    """What opened it, its days, and how it ended, for a reader, or on paper."""
    return Card("Where it stands", tuple(facts(strategy, user is None or user.reads_register)))


def put_to(strategy: ExitStrategy) -> Card | None:
    return Card("What the bodies say", tuple(bodies(strategy.matter))) if strategy.matter else None


def route(strategy: ExitStrategy, today: date) -> list[str]:
    """Which bodies the policy names for it as the register stands, or what must be known first (B15-42)."""
    try:
        policy, lines = resting.table()
    except ValidationError as error:
        return error.messages
    known = resting.facts_of(strategy.partnership, DecisionEvent.LEAVE, today)
    found = routes.route(lines, known, policy)
    return routes.missing(lines, known) or routes.lacking(found, known) or [asked.why for asked in found]


def actions_of(strategy: ExitStrategy):
    """What was asked of people for its control measures, things to hand over and messages."""
    own = Q(exitcontrol__strategy=strategy) | Q(handoveritem__strategy=strategy) | Q(exitmessage__strategy=strategy)
    return Action.objects.filter(own).select_related("partnership", "owner")


def conditions_of(strategy: ExitStrategy):
    """What bodies made a condition of leaving."""
    return carrying_out.conditions(strategy).select_related("partnership", "owner")


def facts(strategy: ExitStrategy, reads_register: bool) -> Iterator[Row]:
    """What opened it, its days, and how it ended."""
    yield Row("What opened it", strategy.get_cause_display(), note=strategy.cause_note)
    if strategy.recommendation:
        url = reverse("reviews:recommendation", args=[strategy.recommendation_id]) if reads_register else ""
        yield Row("Recommendation", str(strategy.recommendation), url=url)
    if strategy.group_name:
        yield Row("Begun together with", strategy.group_name)
    if strategy.successor:
        url = reverse("register:entry", args=[strategy.successor.reference])
        yield Row("Followed by", strategy.successor.name, url=url)
    yield Row("Opened", said_day(strategy.opened_at), note=f"By {strategy.opened_by}" if strategy.opened_by else "")
    yield Row("The council leaves", said_day(strategy.leaves_on) if strategy.leaves_on else "", absent="Not said yet")
    happened = (
        ("Handed in", "submitted"),
        ("Put to the bodies", "put"),
        ("Begun to be carried out", "started"),
        ("Confirmed that the council is out", "confirmed"),
        ("Completed", "completed"),
        ("Reversed", "reversed"),
        ("Closed", "closed"),
    )
    for label, name in happened:
        if at := getattr(strategy, f"{name}_at"):
            yield Row(label, said_day(at), note=f"By {getattr(strategy, f'{name}_by')}")
    yield from ended(strategy)


def ended(strategy: ExitStrategy) -> Iterator[Row]:
    """What was said when it was over, and when it was looked back on."""
    said = (
        ("What was learnt", strategy.lessons),
        ("Why it was reversed", strategy.reversal),
        ("Why it was closed", strategy.closing_note),
        ("Waived by the management team", strategy.waived_by_managers),
        ("Did what was predicted come about?", strategy.impact_came_true),
    )
    for label, words in said:
        if words:
            yield Row(label, words)
    if strategy.saving_made is not None:
        expected = strategy.expected_saving
        note = "" if expected is None else f"{money(expected)} was expected"
        yield Row("Saving made a year", money(strategy.saving_made), note=note)


def ends(strategy: ExitStrategy) -> Lines | None:
    """What leaving ends in the register; what a reversal restored of it, and what it left alone."""
    found = strategy.ends.filter(removed_at__isnull=True)
    is_ahead = strategy.status in BEFORE_APPROVAL
    if not found and not is_ahead and strategy.status not in HELD:
        return None
    said = (Item(each.words, tuple(end(each))) for each in found)
    asked = (Item(words) for words in unsaid(strategy))
    stays = (Item(words) for words in (staying(strategy) if is_ahead or strategy.status in HELD else ()))
    absent = "Nothing ends by it." if strategy.leaves_on else "Say first on which day the council leaves."
    title = "What leaving would end in the register" if is_ahead else "What leaving ends in the register"
    return Lines(title, "thing", "ends", (*said, *asked, *stays), absent=absent)


def unsaid(strategy: ExitStrategy) -> list[str]:
    """What would end as the register stands; once it is approved, what nobody has confirmed of that."""
    if strategy.status in BEFORE_APPROVAL:
        return [each.words for each in proposed_ends(strategy)]
    return carrying_out.unconfirmed(strategy) if strategy.status in HELD else []


def end(line: ExitEnd) -> Iterator[str]:
    yield f"Ended on {said_day(line.ends_on)}" if line.ended_at else f"Ends on {said_day(line.ends_on)}"
    if line.restored_at:
        yield f"Restored on {said_day(line.restored_at)}"
    if line.left_alone:
        yield f"Left alone: {line.left_alone}"


def to_settle(written: Written, user) -> Iterator[Item]:
    """What is to be handed over, each with the way to say how it was settled."""
    for each in written.lines("items"):
        details = [f"{each.get_kind_display()}, by {said_day(each.due_on)}"]
        if each.settled_at:
            details.append(f"Settled on {said_day(each.settled_at)}: {each.settled_note}")
        url = reverse("reviews:exit_item_settle", args=[each.pk]) if carrying_out.may_settle_item(user, each) else ""
        yield Item(str(each), tuple(details), url)


def steps(strategy: ExitStrategy, user) -> Iterator[Step]:
    """Each step that the state allows, open to this person or with the reason why not."""
    if changed(strategy):
        yield Step(
            "Note that the change is immaterial",
            address(strategy, "immaterial"),
            workflow.may_note_immaterial(user, strategy).reason,
        )
        yield Step(
            "Put it to the bodies again", address(strategy, "put_again"), workflow.may_reput(user, strategy).reason
        )
    if strategy.status in HELD and carrying_out.proposed_ends(strategy):
        yield Step(
            "Confirm what leaving ends", address(strategy, "ends"), carrying_out.may_confirm_ends(user, strategy).reason
        )
    for verb, name, label in STEPS:
        if strategy.status in EXITS.transitions[verb].sources:
            may = EXITS.verdict if verb in ASKING_NOTHING else EXITS.may_start
            yield Step(label, address(strategy, name), may(user, strategy, verb).reason)
    if strategy.status == ExitStatus.COMPLETED and not strategy.looked_back_at:
        yield Step("Look back", address(strategy, "look_back"), workflow.may_look_back(user, strategy).reason)


def address(strategy: ExitStrategy, name: str) -> str:
    return reverse(f"reviews:exit_{name}", args=[strategy.pk])


def whole(strategy: ExitStrategy) -> tuple[Shown, ...]:
    """Every part as it is read."""
    written = Written(strategy)
    return tuple(shown(written, key, writes=False) for key in PARTS)


def tracks(strategy: ExitStrategy) -> list[Track]:
    """What became of the strategy and of each kind of line."""
    hidden = frozenset({"reference", "put_text", "immaterial_text", "partnership"})
    own = Track(
        "strategy", ExitStrategy, {"id": strategy.pk}, "Exit strategy", hidden=hidden, label=labelled(ExitStrategy)
    )
    return [own, *(track(strategy, *each) for each in TRACKS)]


def track(strategy: ExitStrategy, key: str, model, naming: tuple[str, ...]) -> Track:
    noun = model.noun[:1].upper() + model.noun[1:]
    hidden = frozenset({"strategy", "was", "action"})
    return Track(key, model, {"strategy_id": strategy.pk}, noun, naming, hidden, labelled(model))

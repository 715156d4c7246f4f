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
from register.rules.decisions import deciding
from register.rules.words import in_list
from register.workflow import resting
from register.workflow.decisions import steps_of
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
from reviews.rules.ends import key_of, named, not_out
from reviews.rules.exits import (
    BEFORE_APPROVAL,
    HELD,
    WRITTEN,
    differing,
    effect_words,
    is_upheld,
    saving_words,
    text_of,
    was_with_bodies,
)
from reviews.rules.exits import PARTS as SAID_PARTS
from reviews.rules.proposed_ends import proposed_ends, staying
from reviews.workflow import carrying_out
from reviews.workflow import exits as workflow
from reviews.workflow.exits import EXITS, REJECTED

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
CHANGE_OR_CLOSE = (
    "The council stays in it as things are. The strategy is changed and handed in again, or a policy officer closes it."
)
# Their pages have nothing to fill in, so what is missing is said at once.
ASKING_NOTHING = ("start", "confirm")
NOTHING_ENDS = "Nothing ends by it."
NOT_ENDED = {
    ExitStatus.REVERSED: "Not ended: the decision was reversed",
    ExitStatus.CLOSED: "Not ended: the strategy was closed",
}
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
class SentBack:
    """Who sent it back and when, with their words, and what is to be done by now."""

    title: str
    words: str
    onward: str = ""


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
    sent_back: SentBack | None
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
        sent_back(strategy),
        put_to(strategy),
        standing(strategy, user),
        ends(strategy),
        tuple(to_settle(written, user)) if is_out else (),
        tuple(agreed.rows(actions_of(strategy), today)),
        tuple(agreed.rows(conditions_of(strategy), today)),
        (*not_out(strategy), *carrying_out.open_lines(strategy)) if is_out else (),
        tuple(steps(strategy, user, today)),
    )


def sent_back(strategy: ExitStrategy) -> SentBack | None:
    """Returned by an officer, rejected by bodies, or taken back from them; what was approved before stands."""
    is_change = strategy.status in HELD and is_upheld(strategy)
    if not (is_change or strategy.status == ExitStatus.RETURNED):
        return None
    when = f"on {said_day(strategy.returned_at)}"
    if not was_with_bodies(strategy):
        return SentBack(f"To be changed: returned by {strategy.returned_by} {when}", strategy.return_comment)
    is_taken = strategy.matter.withdrawn_at is not None
    how = f"Taken back from the bodies {when}" if is_taken else f"Rejected by {rejecting(strategy)} {when}"
    if is_change:
        again = "Put it to them again, or put back what they had approved." if is_taken else REJECTED
        return SentBack(f"{how}; what was approved before stands", strategy.return_comment, again)
    return SentBack(how, strategy.return_comment, CHANGE_OR_CLOSE)


def rejecting(strategy: ExitStrategy) -> str:
    return in_list([str(each.step.body) for each in deciding(steps_of(strategy.matter))])


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
    found, is_ahead = confirmed_ends(strategy), strategy.status in BEFORE_APPROVAL
    is_open = is_ahead or strategy.status in HELD
    if not found and not is_open:
        return None
    ending = [
        *(Item(each.words, tuple(end(each))) for each in found),
        *(Item(words) for words in unsaid(strategy, found)),
    ]
    others = [*going_on(strategy), *(Item(words) for words in staying(strategy))] if is_open else []
    nothing = [Item(NOTHING_ENDS)] if others and not ending else []
    absent = NOTHING_ENDS if strategy.leaves_on else "Say first on which day the council leaves."
    title = "What leaving would end in the register" if is_ahead else "What leaving ends in the register"
    return Lines(title, "thing", "ends", (*nothing, *ending, *others), absent=absent)


def confirmed_ends(strategy: ExitStrategy) -> list[ExitEnd]:
    """What was confirmed to end; while bodies decide, only what has ended or reads as it did then."""
    found = list(carrying_out.rows(strategy))
    if strategy.status not in BEFORE_APPROVAL:
        return found
    stands = {(each.key, each.words) for each in proposed_ends(strategy)}
    return [each for each in found if each.ended_at or (key_of(each), each.words) in stands]


def unsaid(strategy: ExitStrategy, found: list[ExitEnd]) -> list[str]:
    """What would end besides as the register stands; once it is approved, what nobody has confirmed of that."""
    if strategy.status in BEFORE_APPROVAL:
        known = {(key_of(each), each.words) for each in found}
        return [each.words for each in proposed_ends(strategy) if (each.key, each.words) not in known]
    return carrying_out.unconfirmed(strategy) if strategy.status in HELD else []


def going_on(strategy: ExitStrategy) -> list[Item]:
    """What an officer has said to go on; until bodies have approved, it is among what would end."""
    found = carrying_out.going_on(strategy) if strategy.status in HELD else []
    return [
        Item(f"{named(each.words)}: goes on.", (f"Said on {said_day(each.removed_at)} by {each.removed_by}",))
        for each in found
    ]


def confirmed_words(strategy: ExitStrategy) -> str:
    """What was said by confirming what leaving ends."""
    said = "What leaving ends is confirmed." if carrying_out.rows(strategy).exists() else NOTHING_ENDS
    found = "; ".join(named(each.words) for each in carrying_out.going_on(strategy))
    return f"{said} What goes on: {found}." if found else said


def end(line: ExitEnd) -> Iterator[str]:
    if line.ended_at:
        yield f"Ended on {said_day(line.ends_on)}"
    else:
        yield NOT_ENDED.get(line.strategy.status) or f"Ends on {said_day(line.ends_on)}"
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


def steps(strategy: ExitStrategy, user, today: date) -> Iterator[Step]:
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
        yield Step("Look back", address(strategy, "look_back"), workflow.may_look_back(user, strategy, today).reason)


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
    asked = {"history_change_reason": carrying_out.ASKED}
    return Track(key, model, {"strategy_id": strategy.pk}, noun, naming, hidden, labelled(model), left_out=asked)

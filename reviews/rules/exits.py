"""What an exit strategy must say, what of it bodies approve, and when it is looked back on (B15-40 to B15-42)."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from register.rules import leaving
from register.rules.programme import due_on
from register.rules.words import long_day
from reviews.models import (
    ExitConsultee,
    ExitControl,
    ExitEffect,
    ExitMessage,
    ExitReason,
    ExitStrategy,
    HandoverItem,
)
from reviews.models.choices import EffectKind, ExitStatus, HandoverKind
from reviews.models.exits import AskedFor, ExitLine
from reviews.rules.readiness import is_something

# What is worked on before bodies have it; what is approved may be written too, and then differs from what they saw.
WRITTEN = (ExitStatus.DRAFTING, ExitStatus.RETURNED)
HELD = (ExitStatus.APPROVED, ExitStatus.IMPLEMENTING)
BEFORE_APPROVAL = (ExitStatus.REQUIRED, *WRITTEN, ExitStatus.SUBMITTED, ExitStatus.WITH_BODIES)
LOOKED_BACK_AFTER = 6
LINES: dict[str, type[ExitLine]] = {
    "reasons": ExitReason,
    "effects": ExitEffect,
    "controls": ExitControl,
    "consulted": ExitConsultee,
    "messages": ExitMessage,
    "items": HandoverItem,
}
# The parts of the text that bodies approve, by the words in which a change of them is told.
PARTS = {
    "reasons": "the reasons for leaving",
    "effects": "what leaving does",
    "controls": "the control measures",
    "options": "the options considered",
    "equality": "the equality analysis",
    "consulted": "who was consulted",
    "notice": "the notice",
    "leaves_on": "the day on which the council leaves",
    "taken_over_by": "who takes over",
    "saving": "the expected saving",
    "messages": "who is told",
    "items": "what is handed over",
}


def kept(lines) -> list:
    """The lines of one kind that were not taken off."""
    return list(lines.filter(removed_at__isnull=True))


def is_asked_for(line: ExitLine) -> bool:
    """Is somebody asked to do it by now, so that it stays?"""
    return isinstance(line, AskedFor) and line.action_id is not None


def missing(strategy: ExitStrategy) -> list[str]:
    """What the strategy lacks before it is handed in, in sentences (vocabulary, section 5)."""
    effects, controls = kept(strategy.effects), kept(strategy.controls)
    heard = [each for each in kept(strategy.consulted) if each.is_portfolio_holder and each.consulted_on]
    needed = (
        (kept(strategy.reasons), "Give at least one reason for leaving, and what it means here."),
        *((False, sentence) for sentence in (*undescribed(effects), *uncontrolled(effects, controls))),
        (strategy.options_considered.strip(), "Say which options were considered."),
        (strategy.equality, "Say whether an equality analysis was made, or that none is needed."),
        (
            not strategy.equality or strategy.equality_note.strip(),
            "Say where the equality analysis is, or why none is needed.",
        ),
        (strategy.notice_given_on and strategy.notice_ends_on, "Say when notice is given and when it ends."),
        (strategy.leaves_on, "Say on which day the council leaves."),
        (strategy.taken_over_by.strip(), "Say who takes over, or that nobody does."),
        (kept(strategy.messages), "Say who is told that the council leaves, by whom and when."),
        (heard, "Record when the portfolio holder was consulted, and what they said."),
    )
    advice = leaving.lacking(strategy.partnership)
    lacking = [sentence for there, sentence in needed if not there]
    return [*lacking, *unhandled(strategy), *filter(None, [advice])]


def undescribed(effects: Iterable[ExitEffect]) -> list[str]:
    """The kinds of effect that nobody has described, nor said to be none."""
    described = {each.kind for each in effects}
    silent = [kind.label for kind in EffectKind if kind not in described]
    return (
        [f"Say what leaving does to: {', '.join(silent)}. Where there is nothing, say so, and why."] if silent else []
    )


def uncontrolled(effects: Iterable[ExitEffect], controls: Iterable[ExitControl]) -> list[str]:
    """The effects that nothing is done about (B15-25)."""
    controlled = {each.kind for each in controls}
    found = [each.get_kind_display() for each in effects if not each.is_none and each.kind not in controlled]
    return [f"Say what is done, by whom and until when, about: {', '.join(found)}."] if found else []


def who_does(line: ExitControl | HandoverItem) -> str:
    return str(line.owner or line.owner_post)


def control_words(line: ExitControl) -> str:
    return f"{line.get_kind_display()}: {line.text} ({who_does(line)}, by {long_day(line.due_on)})"


def consulted_words(line: ExitConsultee) -> str:
    who = f"{line.who}, portfolio holder" if line.is_portfolio_holder else line.who
    return f"{who}, on {long_day(line.consulted_on)}: {line.said}" if line.consulted_on else f"{who}: not yet consulted"


def message_words(line: ExitMessage) -> str:
    how = f" by {line.how}" if line.how else ""
    return f"{line.audience}{how}: told by {line.by_whom}, until {long_day(line.due_on)}"


def item_words(line: HandoverItem) -> str:
    outcome = " ".join(filter(None, [line.get_outcome_display().lower(), line.recipient and f"to {line.recipient}"]))
    return f"{line.get_kind_display()}: {line.text}, {outcome} ({who_does(line)}, by {long_day(line.due_on)})"


def effect_words(line: ExitEffect) -> str:
    return f"{line.get_kind_display()}: {'none. ' if line.is_none else ''}{line.impact}"


def notice_words(strategy: ExitStrategy) -> str:
    given, ends = strategy.notice_given_on, strategy.notice_ends_on
    said = [given and f"Given on {long_day(given)}", ends and f"ends on {long_day(ends)}"]
    return ", ".join(each for each in said if each)


def saving_words(strategy: ExitStrategy) -> str:
    if strategy.expected_saving is None:
        return strategy.saving_note
    return f"£{strategy.expected_saving:,.2f} a year. {strategy.saving_note}".strip()


def text_of(strategy: ExitStrategy) -> dict[str, str]:
    """The strategy part by part, in the words that approval is bound to."""
    order = list(EffectKind)
    effects = sorted(kept(strategy.effects), key=lambda each: order.index(EffectKind(each.kind)))
    reasons = kept(strategy.reasons.select_related("reason"))
    return {
        "reasons": "\n".join(f"{each.reason}: {each.note}" for each in reasons),
        "effects": "\n".join(map(effect_words, effects)),
        "controls": "\n".join(map(control_words, kept(strategy.controls.select_related("owner")))),
        "options": strategy.options_considered,
        "equality": f"{strategy.get_equality_display()}: {strategy.equality_note}" if strategy.equality else "",
        "consulted": "\n".join(map(consulted_words, kept(strategy.consulted))),
        "notice": notice_words(strategy),
        "leaves_on": long_day(strategy.leaves_on) if strategy.leaves_on else "",
        "taken_over_by": strategy.taken_over_by,
        "saving": saving_words(strategy),
        "messages": "\n".join(map(message_words, kept(strategy.messages))),
        "items": "\n".join(map(item_words, kept(strategy.items.select_related("owner")))),
    }


def seen_as(strategy: ExitStrategy) -> str:
    """The text as a page showed it: the same words give the same answer."""
    return sha256(json.dumps(text_of(strategy)).encode()).hexdigest()


def differing(strategy: ExitStrategy) -> list[str]:
    """The parts that are neither as bodies saw them nor as they were noted to be immaterially changed."""
    if not strategy.put_text:
        return []
    now = text_of(strategy)
    seen = (strategy.put_text, strategy.immaterial_text)
    return [part for part in PARTS if part in strategy.put_text and all(now[part] != each.get(part) for each in seen)]


def differs(strategy: ExitStrategy) -> list[str]:
    """The same in words."""
    return [PARTS[part] for part in differing(strategy)]


def why_it_differs(strategy: ExitStrategy) -> list[str]:
    """The same as a sentence that holds up what rests on the approval."""
    found = ", ".join(differs(strategy))
    mended = "Put it to the bodies again, or note why the change is immaterial."
    return [f"The approved copy differs in {found}. {mended}"] if found else []


def is_upheld(strategy: ExitStrategy) -> bool:
    """Was it put again after it had been approved, and came back as it was? An approval clears what was returned."""
    return bool(strategy.decided_at and strategy.returned_at)


def was_rejected_since(strategy: ExitStrategy) -> bool:
    """Did bodies say no to a change of what they had approved? Who takes a matter back has heard no answer."""
    return is_upheld(strategy) and strategy.matter.withdrawn_at is None


def unhandled(strategy: ExitStrategy) -> list[str]:
    """What the register says is held or owed, and of which the hand-over says nothing (D35)."""
    entry, spoken_of = strategy.partnership, {item.kind for item in kept(strategy.items)}
    recorded = (
        (HandoverKind.ASSET, "assets", entry.assets_held),
        (HandoverKind.MONEY, "guarantees and liabilities", entry.liabilities),
        (HandoverKind.DATA, "data and records", entry.data_held),
        (HandoverKind.STAFF, "staff", "it employs people" if entry.has_own_staff else ""),
    )
    return [
        f"The register says of {what}: {said.strip().rstrip('.')}. Say under the hand-over what becomes of that."
        for kind, what, said in recorded
        if is_something(said) and kind not in spoken_of
    ]


def look_back_on(strategy: ExitStrategy) -> date:
    """The day from which a completed exit is looked back on: six months later."""
    return due_on(localdate(strategy.completed_at), LOOKED_BACK_AFTER, 1)


def why_left(strategy: ExitStrategy) -> str:
    """Why the entry has ended, in one line for the register."""
    reasons = [str(each.reason) for each in kept(strategy.reasons.select_related("reason"))]
    return f"{strategy.reference}: {'; '.join(reasons)}"


def lacks_to_look_back(strategy: ExitStrategy, said: Mapping[str, Any]) -> dict[str, str]:
    """What must be said of it, by field: a saving that was expected was made, or came to nothing."""
    found = {}
    if not (said.get("impact_came_true") or "").strip():
        found["impact_came_true"] = "Say whether what was predicted came about."
    if strategy.expected_saving is not None and said.get("saving_made") is None:
        found["saving_made"] = "Say which saving was made a year; 0 where none was."
    return found

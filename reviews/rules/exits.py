"""What an exit strategy must say, what of it bodies approve, and when it is looked back on (B15-40 to B15-42)."""

import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from django.utils.timezone import localdate

from register.rules import leaving
from register.rules.agreements import holds
from register.rules.words import long_day, number_of
from reviews.models import (
    ExitConsultee,
    ExitControl,
    ExitEffect,
    ExitMessage,
    ExitReason,
    ExitStrategy,
    HandoverItem,
)
from reviews.models.choices import EffectKind, Equality, ExitCause, ExitStatus, HandoverKind
from reviews.models.exits import AskedFor, ExitLine
from reviews.rules.ends import becomes
from reviews.rules.proposed_ends import proposed_ends, staying
from reviews.rules.readiness import is_something
from reviews.rules.recommendations import after_months

# What is worked on before bodies have it; what is approved may be written too, and then differs from what they saw.
WRITTEN = (ExitStatus.DRAFTING, ExitStatus.RETURNED)
HELD = (ExitStatus.APPROVED, ExitStatus.IMPLEMENTING)
BEFORE_APPROVAL = (ExitStatus.REQUIRED, *WRITTEN, ExitStatus.SUBMITTED, ExitStatus.WITH_BODIES)
LOOKED_BACK_AFTER, LONGEST_AGO = 6, 12
LONG_PAST = "“{}” is more than a year ago. Check the year."
DAYS = {
    "notice_given_on": "Notice given on",
    "notice_ends_on": "Notice ends on",
    "leaves_on": "The council leaves on",
    "due_on": "Due on",
}
# Beside the words of what leaving ends: the keys of it.
ENDING = "ending"
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
    "advice": "the legal advice",
    "ends": "what leaving ends in the register",
    "messages": "who is told",
    "items": "what is handed over",
}


FOLLOWED = (
    "It is left by a merger. Name the partnership that follows it, or give the day and minute of the management "
    "team’s waiver."
)
ANALYSED = {
    Equality.ANALYSED: "An equality analysis was made.",
    Equality.NOT_NEEDED: "No equality analysis is needed.",
}
NOBODY = ("nobody", "no one", "no-one", "none")
ADVISED = "The council is obliged to attend. Say who gave legal advice on leaving, and when."


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
            not strategy.equality or strategy.equality_note.strip() or strategy.equality_document,
            "Say where the equality analysis is, or why none is needed.",
        ),
        (strategy.notice_given_on and strategy.notice_ends_on, "Say when notice is given and when it ends."),
        (strategy.leaves_on, "Say on which day the council leaves."),
        (strategy.taken_over_by.strip(), "Say who takes over, or that nobody does."),
        (kept(strategy.messages), "Say who is told that the council leaves, by whom and when."),
        (heard, "Record when the portfolio holder was consulted, and what they said."),
    )
    lacking = [sentence for there, sentence in needed if not there]
    advice = leaving.lacking(strategy.partnership) or unadvised(strategy)
    found = (short_notice(strategy), unfollowed(strategy), advice)
    return [*lacking, *unhandled(strategy), *filter(None, found)]


def short_notice(strategy: ExitStrategy) -> str:
    """Where notice ends sooner than an agreement in force asks for, somebody says why."""
    given, ends = strategy.notice_given_on, strategy.notice_ends_on
    if not (given and ends) or strategy.short_notice_reason.strip():
        return ""
    agreed = strategy.partnership.documents.filter(removed_at__isnull=True, notice_months__gt=0)
    asked = [(after_months(given, each.notice_months), each) for each in agreed if holds(each, given)]
    late, longest = max(asked, key=lambda each: each[0], default=(ends, None))
    if late <= ends:
        return ""
    months = number_of(longest.notice_months, "month")
    return (
        f"“{longest}” asks for {months} of notice, which end on {long_day(late)}. Change the days, or say why the "
        "notice is shorter."
    )


def unfollowed(strategy: ExitStrategy) -> str:
    """A merger has what follows it, or the management team waived that, as when others end an entry (B15-41)."""
    is_followed = strategy.successor_id or strategy.waived_by_managers.strip()
    return FOLLOWED if strategy.cause == ExitCause.MERGER and not is_followed else ""


def unadvised(strategy: ExitStrategy) -> str:
    """Where the council is obliged to attend, who gave the legal advice, and when (H14-32, H14-43)."""
    return ADVISED if strategy.partnership.is_attendance_obligatory and not strategy.advice_on else ""


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
    return f"{line.get_kind_display()}: {line.text}, {becomes(line)} ({who_does(line)}, by {long_day(line.due_on)})"


def effect_words(line: ExitEffect) -> str:
    return f"{line.get_kind_display()}: {'none. ' if line.is_none else ''}{line.impact}"


def notice_words(strategy: ExitStrategy) -> str:
    given, ends = strategy.notice_given_on, strategy.notice_ends_on
    said = [given and f"Given on {long_day(given)}", ends and f"ends on {long_day(ends)}"]
    why = f". It is short because: {strategy.short_notice_reason}" if strategy.short_notice_reason else ""
    return ", ".join(each for each in said if each) + why


def taken_over_words(strategy: ExitStrategy) -> str:
    said = strategy.taken_over_by
    return f"{said}\nIt is followed by {strategy.successor}" if strategy.successor else said


def successor_words(strategy: ExitStrategy) -> str:
    """Who takes over, in words that stand by themselves."""
    said = strategy.taken_over_by.strip()
    return "Nobody takes over what it did." if said.rstrip(".").casefold() in NOBODY else said


def equality_words(strategy: ExitStrategy) -> str:
    if not strategy.equality:
        return ""
    kept_as = f"“{strategy.equality_document}”" if strategy.equality_document else ""
    return f"{strategy.get_equality_display()}: {' '.join(filter(None, [kept_as, strategy.equality_note]))}"


def implied(strategy: ExitStrategy, heading: str) -> str:
    """What the strategy says already under an implication of a paper: under equality, whether that was analysed."""
    if not strategy.equality or not heading.casefold().startswith("equal"):
        return ""
    kept_as = f"It is “{strategy.equality_document}”." if strategy.equality_document else ""
    return " ".join(filter(None, [ANALYSED[Equality(strategy.equality)], kept_as, strategy.equality_note]))


def consultee(line: ExitConsultee) -> str:
    """Who was consulted, and that it is the portfolio holder where the name does not say so."""
    is_said = "portfolio holder" in line.who.casefold()
    return f"{line.who}, portfolio holder" if line.is_portfolio_holder and not is_said else line.who


def advice_words(strategy: ExitStrategy) -> str:
    return f"By {strategy.advice_by}, on {long_day(strategy.advice_on)}" if strategy.advice_on else ""


def saving_words(strategy: ExitStrategy) -> str:
    if strategy.expected_saving is None:
        return strategy.saving_note
    return f"£{strategy.expected_saving:,.2f} a year. {strategy.saving_note}".strip()


def text_of(strategy: ExitStrategy) -> dict[str, str]:
    """The strategy part by part, in the words that approval is bound to."""
    order, proposed = list(EffectKind), proposed_ends(strategy)
    effects = sorted(kept(strategy.effects), key=lambda each: order.index(EffectKind(each.kind)))
    reasons = kept(strategy.reasons.select_related("reason"))
    return {
        "reasons": "\n".join(f"{each.reason}: {each.note}" for each in reasons),
        "effects": "\n".join(map(effect_words, effects)),
        "controls": "\n".join(map(control_words, kept(strategy.controls.select_related("owner")))),
        "options": strategy.options_considered,
        "equality": equality_words(strategy),
        "consulted": "\n".join(map(consulted_words, kept(strategy.consulted))),
        "notice": notice_words(strategy),
        "leaves_on": long_day(strategy.leaves_on) if strategy.leaves_on else "",
        "taken_over_by": taken_over_words(strategy),
        "saving": saving_words(strategy),
        "messages": "\n".join(map(message_words, kept(strategy.messages))),
        "items": "\n".join(map(item_words, kept(strategy.items.select_related("owner")))),
        "advice": advice_words(strategy),
        "ends": "\n".join([*(each.words for each in proposed), *staying(strategy)]),
        ENDING: " ".join(each.key for each in proposed),
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
    return [part for part in PARTS if part in strategy.put_text and not any(says_so(part, now, each) for each in seen)]


def says_so(part: str, now: Mapping[str, str], seen: Mapping[str, str]) -> bool:
    """Does a part read now as somebody saw it? Of what leaving ends, nothing may end that they did not see.

    What has ended is gone from the register; another sum, or who sits in a place by now, is confirmed by an officer.
    """
    if part == "ends":
        return set(now[ENDING].split()) <= set(seen.get(ENDING, "").split())
    return now[part] == seen.get(part)


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


def was_with_bodies(strategy: ExitStrategy) -> bool:
    """Was it with the bodies when it came back? One that was handed in once more was returned by an officer."""
    return bool(strategy.put_at and strategy.submitted_at and strategy.submitted_at <= strategy.put_at)


def was_rejected_since(strategy: ExitStrategy) -> bool:
    """Did bodies say no to a change of what they had approved? Who takes a matter back has heard no answer."""
    return is_upheld(strategy) and strategy.matter.withdrawn_at is None


def long_past(said: Mapping[str, Any], today: date) -> dict[str, str]:
    """The days of notice, of leaving, and by which something is done, that are more than a year gone, by field.

    Their year is mistyped.
    """
    first = after_months(today, -LONGEST_AGO)
    return {name: LONG_PAST.format(label) for name, label in DAYS.items() if said.get(name) and said[name] < first}


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
    return looked_back_from(localdate(strategy.completed_at))


def looked_back_from(completed_on: date) -> date:
    return after_months(completed_on, LOOKED_BACK_AFTER)


def completed_by(today: date) -> date:
    """The last day of completion of what is looked back on today, as `look_back_on`: a month may end sooner."""
    day = after_months(today, -LOOKED_BACK_AFTER)
    is_last = today.month != (today + timedelta(days=1)).month
    return day.replace(day=monthrange(day.year, day.month)[1]) if is_last else day


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

"""What a partnership did in a year, drafted from what was written about its meetings (H11-06)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from register.rules.money import year_name
from register.rules.words import number_of

STILL_TO_COME = "That day is still to come. Report back once the meeting was held."


@dataclass(frozen=True)
class Met:
    """One meeting as a draft needs it: the day, what was decided, the points that people reported."""

    held_on: date
    decisions: str = ""
    points: tuple[str, ...] = ()


def lines_of(text: str) -> list[str]:
    """The lines of a text, without blank ones and without what people put in front of a point."""
    return [line for raw in text.splitlines() if (line := raw.strip().lstrip("-–•* ").strip())]


def draft(year: int, meetings: Sequence[Met]) -> str:
    """A first text for somebody to make their own. Empty where nothing is known of the year."""
    if not meetings:
        return ""
    held = sorted(meetings, key=lambda met: met.held_on)
    days = ", ".join(f"{met.held_on.day} {met.held_on:%B}" for met in held)
    parts = [f"It met {times(len(held))} in {year_name(year)}: {days}."]
    parts += listed("Decided", (line for met in held for line in lines_of(met.decisions)))
    parts += listed(
        "For the council to know", (point for met in held for text in met.points for point in lines_of(text))
    )
    return "\n\n".join(parts)


def times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count) or number_of(count, "time")


def listed(title: str, lines: Iterable[str]) -> list[str]:
    """A heading with its lines, each once; nothing where there is none."""
    found = list(dict.fromkeys(lines))
    return ["\n".join([f"{title}:", *(f"- {line}" for line in found)])] if found else []

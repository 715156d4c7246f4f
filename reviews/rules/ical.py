"""All-day events as calendars read them (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta


@dataclass(frozen=True)
class Day:
    """One day to keep in mind; `key` stays the same when it is sent again."""

    key: str
    on: date
    title: str


def calendar(days: Iterable[Day], at: datetime) -> str:
    """A calendar of these days, made at this moment."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Partnership register//EN"]
    for day in days:
        lines += event(day, at)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def event(day: Day, at: datetime) -> list[str]:
    """One all-day event: it ends when the next day begins, and takes up nobody's time."""
    return [
        "BEGIN:VEVENT",
        f"UID:{day.key}@partnership-register",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(day.title)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """Text in which commas, semicolons and new lines mean themselves."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, each after the first begun with a space; a letter may take four."""
    width = 72 if line.isascii() else 18
    pieces = [line[start : start + width] for start in range(0, len(line), width)]
    return [piece if number == 0 else f" {piece}" for number, piece in enumerate(pieces)]

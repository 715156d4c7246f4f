"""Small words of the register's sentences."""

from collections.abc import Sequence
from datetime import date


def long_day(day: date) -> str:
    """21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def number_of(count: int, one: str, many: str = "") -> str:
    """1 entry, 2 entries, 1,200 entries."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def in_list(words: Sequence[str]) -> str:
    """One, two and three."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""

"""What recommendations would add or save: each beside its words, and in all (H14-44)."""

from collections.abc import Iterable

from register.models import Partnership
from register.models.choices import RecommendationHeading
from register.rules.saying import money_change, time_change
from reviews.reports import figures
from reviews.reports.shapes import ChangeLine, Changes, Figure, Sum
from reviews.reports.words import capitalised, count

TIME, MONEY = "officer time", "money"


def table(entries: Iterable[Partnership], titles: dict[str, str]) -> Changes | None:
    """The change of each heading and of all; None where no recommendation stands under a heading."""
    recommended = [entry for entry in entries if entry.recommendation_heading]
    if not recommended:
        return None
    lines = tuple(
        line(titles[heading], [entry for entry in recommended if entry.recommendation_heading == heading])
        for heading in RecommendationHeading
    )
    total = line("All recommendations", recommended)
    return Changes(lines, total, tuple(notes(total)))


def line(title: str, entries: list[Partnership]) -> ChangeLine:
    hours = figures.added(Figure(entry.hours_change) for entry in entries)
    pounds = figures.added(Figure(entry.pounds_change) for entry in entries)
    return ChangeLine(title, len(entries), hours, pounds)


def notes(total: ChangeLine) -> list[str]:
    """What is not worked out in words; it is left out of the totals, never counted as nought."""
    parts = [left_out(total.hours, TIME), left_out(total.pounds, MONEY)]
    return [f"{capitalised(part)}; the totals leave {them} out." for part, them in parts if part]


def left_out(total: Sum, what: str) -> tuple[str, str]:
    if not total.unknown:
        return "", ""
    number = count(total.unknown, "recommendation")
    return f"the change of {what} is not worked out for {number}", "it" if total.unknown == 1 else "them"


def said(entries: list[Partnership]) -> tuple[str, ...]:
    """What a wording changes, by name where several partnerships share it; empty where nothing is worked out."""
    worked_out = [entry for entry in entries if entry.hours_change is not None or entry.pounds_change is not None]
    if not worked_out:
        return ()
    if len(entries) == 1:
        return (f"{change(entries[0])}.",)
    return tuple(f"{entry.name}: {change(entry)}." for entry in entries)


def change(entry: Partnership) -> str:
    """`+4 hours a month; money not worked out`."""
    hours, pounds = entry.hours_change, entry.pounds_change
    if hours is None and pounds is None:
        return "not worked out"
    time_said = f"{TIME} not worked out" if hours is None else time_change(hours)
    money_said = f"{MONEY} not worked out" if pounds is None else money_change(pounds)
    return f"{time_said}; {money_said}"

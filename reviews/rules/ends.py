"""What leaving ends in the register: what it is, in the words of its page, and on which days it can end (B15-42)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from register.models import Action, Contribution, GoverningDocument, Link, Participation, Seat
from register.models.choices import ActionStatus
from register.rules.money import financial_year, year_name
from register.rules.roll_forward import first_day
from register.rules.words import long_day
from reviews.models import ExitControl, ExitEnd, ExitMessage, ExitStrategy, HandoverItem
from reviews.models.choices import HOLDING_OPEN
from reviews.rules.recommendations import after_months

Kind = ExitEnd.Kind
Record = Contribution | Seat | GoverningDocument | Link
NOT_HELD = "This is for an exit strategy that is approved."
TOO_EARLY = "The decision took effect on {}. Nothing ends before that day."
TOO_LATE = "The decision took effect on {}, and that is more than five years later. Check the year."
LONGEST = 60
NOT_OUT = "The lead officer has not confirmed yet that the council is out."
NOT_OUT_UNLED = "No lead officer is named, and no policy officer has confirmed yet that the council is out."
YEAR_BEGUN = (
    "The financial year {} has begun by then, so its money stays. Choose a day before {}, or change the day on which "
    "the council leaves."
)


@dataclass(frozen=True)
class Ending:
    """One thing of the register that would end, the words that its page says of it, and a day; without one it stays."""

    kind: str
    record: Record
    words: str
    ends_on: date | None

    @property
    def key(self) -> str:
        """Its name in forms, and among what was confirmed."""
        return f"{self.kind}-{self.record.pk}"


def key_of(row: ExitEnd) -> str:
    """The key of something that was confirmed."""
    return f"{row.kind}-{getattr(row, f'{row.kind}_id')}"


def seen_as(proposed: Iterable[Ending]) -> str:
    """The list as a page showed it: what would end, in which words, on which day."""
    shown = [[each.key, each.words, str(each.ends_on)] for each in proposed]
    return sha256(json.dumps(shown).encode()).hexdigest()


def money_words(line: Contribution, leaves_on: date) -> str:
    """A sum is for one financial year. That of the year in which the council leaves stays; later ones are not paid."""
    stays = year_name(financial_year(leaves_on))
    return f"{sum_words(line)}: is not paid and is taken off. Money for {stays} stays."


def sum_words(line: Contribution) -> str:
    amount = "A sum that nobody knows" if line.amount is None else f"£{line.amount:,.2f}"
    what = f"{amount} of {line.participation.council.short_name} for {year_name(line.financial_year)}"
    return f"{what}, {line.get_kind_display().lower()}"


def owed_words(line: Contribution) -> str:
    """A sum that leaving does not end, and why."""
    year = year_name(line.financial_year)
    return f"{sum_words(line)}: stays. It is paid already or owed, as the council is still in it in {year}."


def hours_words(part: Participation) -> str:
    """Officers’ time is no line that ends: it is the council's for as long as it is in it."""
    hours = f"{round(part.officer_hours_per_month, 2).normalize():f}"
    return f"Officers’ time of {part.council.short_name}, {hours} hours a month: counts until the council has left."


def by_itself_words(what: str, on: date) -> str:
    """What is over without anybody leaving."""
    return f"{what}: ends by itself on {long_day(on)}."


def named(words: str) -> str:
    """The thing alone, without what becomes of it."""
    return words.rpartition(": ")[0] or words


def place_words(seat: Seat) -> str:
    """Whoever holds a place by then leaves it, and it is no vacancy afterwards."""
    if seat.is_vacant:
        return f"A vacant place of {seat.council.short_name}: is taken off, so nobody is appointed to it."
    return f"The place of {seat.who()}, {seat.council.short_name}: they leave it, and it is taken off."


def agreement_name(document: GoverningDocument) -> str:
    return f"{document.get_kind_display()} “{document}”"


def agreement_words(document: GoverningDocument) -> str:
    return f"{agreement_name(document)}: is terminated."


def link_words(link: Link) -> str:
    middle = link.get_kind_display()
    return f"“{link.partnership}” {middle[:1].lower()}{middle[1:]} “{link.other}”: is taken off."


def why_not_on(ending: Ending, day: date, since: date | None) -> str:
    """Why it cannot end on a day; blank where it can. `since` is the day on which the decision took effect."""
    if since and day < since:
        return TOO_EARLY.format(long_day(since))
    if since and day > after_months(since, LONGEST):
        return TOO_LATE.format(long_day(since))
    if ending.kind == Kind.CONTRIBUTION and day >= (begins := first_day(ending.record.financial_year)):
        return YEAR_BEGUN.format(year_name(ending.record.financial_year), long_day(begins))
    return ""


def open_items(items: Iterable[HandoverItem]) -> list[str]:
    """Money, assets, staff and data that are not settled hold an exit open (D35); other things do not."""
    return [
        f"{item.get_kind_display()} is not settled: {item}."
        for item in items
        if item.kind in HOLDING_OPEN and not item.settled_at
    ]


def open_controls(controls: Iterable[ExitControl]) -> list[str]:
    """Control measures that nobody has verified, nor said to be needed no longer."""
    return [
        f"A control measure is neither verified nor dropped: {control}."
        for control in controls
        if control.action is None or control.action.status not in ActionStatus.over()
    ]


def open_messages(messages: Iterable[ExitMessage]) -> list[str]:
    """Who was to be told that the council leaves, and nobody has said that they were, nor that they need not be."""
    return [
        f"Nobody has confirmed that they were told: {line}."
        for line in messages
        if line.told_on is None and (line.action is None or line.action.status not in ActionStatus.over())
    ]


def open_conditions(actions: Iterable[Action]) -> list[str]:
    """What a body made a condition of leaving, and nobody has verified, nor said to be needed no longer."""
    return [
        f"A condition is neither verified nor dropped: {each.text}"
        for each in actions
        if each.status not in ActionStatus.over()
    ]


def open_ends(rows: Iterable[ExitEnd]) -> list[str]:
    """What was confirmed to end and has not ended."""
    return [f"Not ended yet, due on {long_day(row.ends_on)}: {row.words}" for row in rows if not row.ended_at]


def not_out(strategy: ExitStrategy) -> list[str]:
    """Nobody has confirmed yet that the council is out: its lead officer, or where there is none a policy officer."""
    if strategy.confirmed_at:
        return []
    return [NOT_OUT if strategy.partnership.lead_officer_id else NOT_OUT_UNLED]


def becomes(item: HandoverItem) -> str:
    """What becomes of it, and to whom it goes."""
    return " ".join(filter(None, [item.get_outcome_display().lower(), item.recipient and f"to {item.recipient}"]))


def item_task(item: HandoverItem) -> str:
    """What is asked of who sees to it."""
    return f"{item.get_kind_display()}: {item.text} ({becomes(item)})"


def message_task(line: ExitMessage) -> str:
    """What is asked of who tells somebody."""
    how = f" ({line.how[:1].lower()}{line.how[1:]})" if line.how else ""
    return f"{line.audience}: tell them that the council leaves{how}"


def task(line: ExitControl | HandoverItem | ExitMessage) -> dict[str, Any]:
    """What its action says: what is done, by whom and until when."""
    if isinstance(line, ExitMessage):
        return {"text": message_task(line), "owner": None, "owner_post": line.by_whom, "due_on": line.due_on}
    text = item_task(line) if isinstance(line, HandoverItem) else line.text
    return {"text": text, **{name: getattr(line, name) for name in ("owner", "owner_post", "due_on")}}


def reason_to_end(reference: str) -> str:
    return f"The council leaves, by {reference}"


def reason_to_stay(reference: str) -> str:
    return f"The council stays after all: {reference} was reversed"

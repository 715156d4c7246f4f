"""Partnerships left and being left, in the report on a round: what was to be saved, what was, what was learnt.

Read from the edition alone. What is not known is blank, counted as such, and never taken for nought.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.timezone import localdate

from partnerships.templatetags.council import day as in_words
from partnerships.templatetags.council import money
from register.rules.money import financial_year, year_name
from register.rules.saying import signed
from reviews.models.choices import ExitStatus
from reviews.reports import figures
from reviews.reports import register_report as common
from reviews.reports.kept import CouncilEntry, KeptEntry, decimal
from reviews.reports.shapes import Figure, Grid, Section, Sum
from reviews.reports.words import capitalised, count, listed, number_word, numbered

TITLE = "Partnerships left and being left"
LEAVING = (ExitStatus.WITH_BODIES, ExitStatus.APPROVED, ExitStatus.IMPLEMENTING)
UNDECIDED = (ExitStatus.REQUIRED, ExitStatus.DRAFTING, ExitStatus.SUBMITTED, ExitStatus.RETURNED)
SAVINGS = (
    "Partnership", "Where it stands", "Day of leaving", "Expected saving a year", "Saving made a year", "Difference",
)  # fmt: skip
NOT_YET = "Not known yet"
NOTHING = "No partnership was left in the year, and none is being left."
NOT_KEPT = "This edition was frozen before editions kept exit strategies, so that it says nothing of them."
ABOUT = (
    "The saving made is what the officers found when they looked back, half a year after the council had left. A total "
    "adds up what is known; the difference is that of exits of which both savings are known."
)


@dataclass(frozen=True)
class KeptExit:
    """An exit strategy as the edition keeps it."""

    entry: KeptEntry
    content: dict

    @property
    def status(self) -> ExitStatus:
        return ExitStatus(self.content["status"])

    @property
    def leaves_on(self) -> str:
        leaves_on = self.content["leaves_on"]
        return in_words(date.fromisoformat(leaves_on)) if leaves_on else NOT_YET

    @property
    def expected(self) -> Decimal | None:
        return decimal(self.content["expected_saving"])

    @property
    def made(self) -> Decimal | None:
        return decimal(self.content["saving_made"])

    @property
    def difference(self) -> Decimal | None:
        """More or less than was expected; not known as long as either is not."""
        return None if self.expected is None or self.made is None else self.made - self.expected

    @property
    def stands(self) -> str:
        """`Completed on 3 March 2026, looked back on 2 September 2026`, or the status."""
        if self.status != ExitStatus.COMPLETED:
            return str(self.status.label)
        looked_back = self.day("looked_back")
        return f"Completed on {in_words(self.day('completed'))}" + (
            f", looked back on {in_words(looked_back)}" if looked_back else ""
        )

    def day(self, step: str) -> date | None:
        moment = self.content[f"{step}_at"]
        return localdate(datetime.fromisoformat(moment)) if moment else None

    def was(self, step: str, year: int) -> bool:
        """Was this step taken in a financial year?"""
        day = self.day(step)
        return day is not None and financial_year(day) == year


def section(number: int, every: list[CouncilEntry], year: int) -> Section:
    """Savings expected and made, what was reversed, what was learnt (B15-41); nothing that is exempt (H14-47)."""
    if any("exits" not in entry.content for entry in every):
        return Section(number, TITLE, numbered(number, NOT_KEPT))
    exits = [KeptExit(entry, content) for entry in every for content in entry.content["exits"]]
    shown = [each for each in exits if not each.entry.is_exempt]
    told = told_of(shown, year)
    exempt = len({each.entry.pk for each in told_of(exits, year) if each.entry.is_exempt})
    grids = [each for each in (savings(told, exempt), reversals(told), lessons(told)) if each.rows]
    about = ABOUT if told else NOTHING
    return Section(number, TITLE, numbered(number, about, since(shown, year), undecided(shown)), grids=tuple(grids))


def told_of(exits: Iterable[KeptExit], year: int) -> list[KeptExit]:
    """Completed, looked back on or reversed in the year; then those that bodies are asked about or have approved."""
    exits = list(exits)
    over = [each for each in exits if is_over(each) and any(each.was(step, year) for step in steps_of(each))]
    return [*over, *(each for each in exits if each.status in LEAVING)]


def is_over(each: KeptExit) -> bool:
    return each.status in (ExitStatus.COMPLETED, ExitStatus.REVERSED)


def steps_of(each: KeptExit) -> tuple[str, ...]:
    """What puts an exit that is over into the report on a year."""
    return ("reversed",) if each.status == ExitStatus.REVERSED else ("completed", "looked_back")


def since(exits: list[KeptExit], year: int) -> str:
    """Those that were completed after the year, so that nobody misses them here; the next report counts them."""
    found = [
        each.entry.name
        for each in exits
        if each.status == ExitStatus.COMPLETED and financial_year(each.day("completed")) > year
    ]
    return (
        f"Left after {year_name(year)}, and told of in the report on the year after: {listed(found)}." if found else ""
    )


def undecided(exits: list[KeptExit]) -> str:
    """How many strategies are still written; what they say is nobody else's business until bodies are asked."""
    number = sum(each.status in UNDECIDED for each in exits)
    strategies = count(number, "exit strategy is", "exit strategies are")
    return f"{capitalised(strategies)} still being written or checked; no body has been asked yet." if number else ""


def savings(told: list[KeptExit], exempt: int) -> Grid:
    """What each was to save and did, reconciled; what was reversed saves nothing and stands in no total."""
    found = [each for each in told if each.status != ExitStatus.REVERSED]
    rows = tuple(
        (each.entry.name, each.stands, each.leaves_on, pounds(each.expected), pounds(each.made), more(each.difference))
        for each in found
    )
    expected, made, difference = (
        figures.added(Figure(amount) for amount in amounts)
        for amounts in (
            [each.expected for each in found],
            [each.made for each in found],
            [each.difference for each in found],
        )
    )
    sums = (in_all(expected, pounds), in_all(made, pounds), in_all(difference, more))
    total = ("All together", "", "", *sums)
    return Grid("Savings", SAVINGS, rows, numbers=(3, 4, 5), total=total, notes=common.exempt_note(exempt))


def pounds(amount: Decimal | None) -> str:
    return NOT_YET if amount is None else money(amount)


def more(amount: Decimal | None) -> str:
    return NOT_YET if amount is None else signed(amount, money(abs(amount)))


def in_all(total: Sum, said: Callable[[Decimal], str]) -> str:
    """`£1,500, one not known yet`."""
    unknown = f"{number_word(total.unknown)} not known yet" if total.unknown else ""
    known = said(total.amount) if total.known else ""
    return ", ".join(filter(None, [known, unknown if known else capitalised(unknown)]))


def reversals(told: list[KeptExit]) -> Grid:
    """Decided, and reversed before the council was out."""
    rows = tuple(
        (each.entry.name, in_words(each.day("reversed")), each.content["reversal"])
        for each in told
        if each.status == ExitStatus.REVERSED
    )
    return Grid("Reversed", ("Partnership", "Reversed on", "By whom and why"), rows)


def lessons(told: list[KeptExit]) -> Grid:
    """What was learnt, and whether what was predicted came about."""
    rows = tuple(
        (each.entry.name, each.content["lessons"], each.content["impact_came_true"])
        for each in told
        if each.content["lessons"] or each.content["impact_came_true"]
    )
    return Grid("What was learnt", ("Partnership", "Lessons", "Did what was predicted come about?"), rows)

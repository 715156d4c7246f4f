"""The page of what the councils put in, and its file: every text is prepared here, so that the template only prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.urls import reverse

from partnerships.spreadsheets.table import Column, Table
from partnerships.templatetags.council import money, plain_number
from register.reports.spending import SORTS, Spent, Summed, by_council, by_theme, in_order, summed
from register.rules.cost import Leverage
from register.rules.money import Total, year_name

SIZE = 50
DEFAULT_SORT = "name"
NONE, NOT_KNOWN = "None recorded", "Not known"
COLUMNS = (
    ("cash", "Cash"),
    ("in_kind", "In kind"),
    ("hours", "Hours a month"),
    ("time", "Officer time"),
    ("full", "Full cost"),
    ("others", "Money of others"),
    ("leverage", "Leverage"),
)
SUMMED = (*COLUMNS[:6], ("income", "Income"))


@dataclass(frozen=True)
class Figure:
    """One cell: its words, small words below it, whether it is muted because nothing is known or recorded."""

    text: str
    note: str = ""
    is_muted: bool = False

    @property
    def is_nothing(self) -> bool:
        """Nothing is recorded, which is neither nought nor unknown."""
        return self.text == NONE


@dataclass(frozen=True)
class Line:
    """One entry, or several added up."""

    label: str
    figures: tuple[Figure, ...]
    url: str = ""
    tags: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class MoneyPage:
    """The list for one year."""

    lines: tuple[Line, ...]
    total: Line
    councils: tuple[Line, ...]
    themes: tuple[Line, ...]
    numbers: Page
    count: int
    remarks: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = COLUMNS
    summed: tuple[tuple[str, str], ...] = SUMMED


def build(rows: list[Spent], sort: str, page: str) -> MoneyPage:
    """The page for an order and a page number."""
    is_known = sort.removeprefix("-") in SORTS and not sort.startswith("--")
    remarks = () if is_known or not sort else ("The list cannot be sorted that way, so it is sorted by name.",)
    ordered = in_order(rows, sort if is_known else DEFAULT_SORT)
    numbers = Paginator(ordered, SIZE).get_page(page or 1)
    return MoneyPage(
        tuple(line(row) for row in numbers.object_list),
        total_line(summed("Together", rows), ("leverage",)),
        tuple(total_line(each) for each in by_council(rows)),
        tuple(total_line(each) for each in by_theme(rows)),
        numbers,
        len(rows),
        remarks,
    )


def line(row: Spent) -> Line:
    marks = ((row.is_ended, "Ended", "grey"), (row.is_exempt, "Exempt", "magenta"))
    figures = [figure(getattr(row, name), plain_number if name == "hours" else money) for name, _ in COLUMNS[:6]]
    return Line(
        row.name,
        (*figures, leverage(row.leverage)),
        reverse("register:money", args=[row.reference]),
        tuple((words, tone) for holds, words, tone in marks if holds),
    )


def figure(total: Total, words: Callable[[Decimal], str] = money) -> Figure:
    """A figure of one entry."""
    if not total.known:
        return Figure(NOT_KNOWN if total.unknown else NONE, is_muted=True)
    return Figure(words(total.amount) if total.is_complete else f"at least {words(total.amount)}")


def leverage(found: Leverage) -> Figure:
    """Pounds of others to each pound of the councils' own."""
    with_volunteers = found.with_volunteers
    least = "at least " if found.volunteers_at_least else ""
    note = "" if with_volunteers is None else f"{least}{money(with_volunteers)} with volunteers"
    if found.own.is_complete and not found.own.amount:
        return Figure("No own cash", is_muted=True)
    if found.ratio is None:
        nothing = not found.others.known and not found.others.unknown and not note
        return Figure(NONE if nothing else NOT_KNOWN, note, is_muted=not note)
    return Figure(f"{'at least ' if found.is_at_least else ''}{money(found.ratio)}", note)


def total_line(each: Summed, beside: Sequence[str] = ("income",)) -> Line:
    """Entries added up; a total that leaves something out says for how many entries."""
    names = [name for name, _ in COLUMNS[:6]]
    figures = [added(getattr(each, name), plain_number if name == "hours" else money) for name in names]
    if "income" in beside:
        figures.append(added(each.income))
    return Line(f"{each.label} ({each.entries})", tuple(figures))


def added(total: Total, words: Callable[[Decimal], str] = money) -> Figure:
    left_out = f"{total.unknown} not known" if total.unknown else ""
    if not total.known:
        return Figure(NOT_KNOWN if total.unknown else NONE, left_out, is_muted=True)
    return Figure(words(total.amount), left_out)


MONEY_FORMAT = "#,##0.00"
FILE_COLUMNS = (
    Column("Reference"),
    Column("Partnership"),
    Column("Financial year"),
    *(
        Column(heading, MONEY_FORMAT)
        for heading in (
            "Cash (£)",
            "In kind (£)",
            "Officer hours a month",
            "Officer time (£)",
            "Full cost (£)",
            "Money of others (£)",
            "Income to the councils (£)",
            "Of others for each £1",
            "With volunteers, for each £1",
        )
    ),
    Column("Not known in full"),
)
FIGURES = ("cash", "in_kind", "hours", "time", "full", "others", "income")
NAMES = dict(SUMMED)


def table(rows: list[Spent], year: int) -> Table:
    """The same list as a file; a figure of which nothing is known is blank, and the last column names what is not."""
    return Table("What the council puts in", FILE_COLUMNS, (cells(row, year) for row in in_order(rows, DEFAULT_SORT)))


def cells(row: Spent, year: int) -> list[object]:
    figures = [getattr(row, name) for name in FIGURES]
    amounts = [each.amount if each.known else None for each in figures]
    open_ = [NAMES[name] for name, each in zip(FIGURES, figures, strict=True) if not each.is_complete]
    ratios = [row.leverage.ratio, row.leverage.with_volunteers]
    return [row.reference, row.name, year_name(year), *amounts, *ratios, "; ".join(open_)]

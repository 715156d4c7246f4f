"""The page of support by recipient, and its file."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.urls import reverse

from partnerships.spreadsheets.table import Column, Table
from partnerships.templatetags.council import money
from register.reports.money_list import MONEY_FORMAT, Figure, figure
from register.reports.support import Entry, Supported, SupportList
from register.rules.money import year_name
from register.rules.recipients import Standing

SIZE, LINKS = 50, 30
NOBODY = "Nobody has said who is paid"
TAGS = {Standing.ABOVE: ("Above the limit", "red"), Standing.NEAR: ("Near the limit", "yellow")}


@dataclass(frozen=True)
class Through:
    """A link to the entry through which somebody is supported."""

    name: str
    url: str
    is_exempt: bool


@dataclass(frozen=True)
class Recipient:
    """One organisation as the page prints it."""

    name: str
    is_named: bool
    figures: tuple[Figure, ...]
    total: Figure
    tag: tuple[str, str]
    through: tuple[Through, ...]
    count: int

    @property
    def more(self) -> int:
        """How many entries the page leaves to the file."""
        return self.count - len(self.through)


def build(found: SupportList, page: str) -> tuple[Page, tuple[Recipient, ...]]:
    """One page of the list."""
    numbers = Paginator(found.rows, SIZE).get_page(page or 1)
    return numbers, tuple(recipient(row) for row in numbers.object_list)


def recipient(row: Supported) -> Recipient:
    tag = TAGS.get(row.standing, ("", ""))
    years, through = tuple(map(figure, row.years)), tuple(map(linked, row.entries[:LINKS]))
    return Recipient(row.name or NOBODY, bool(row.name), years, figure(row.total), tag, through, len(row.entries))


def linked(entry: Entry) -> Through:
    return Through(entry.name, reverse("register:money", args=[entry.reference]), entry.is_exempt)


def rule(found: SupportList) -> str:
    """What the totals are compared with, in a sentence."""
    years = f"{len(found.years)} financial years" if len(found.years) > 1 else "one financial year"
    if found.limit is None:
        return f"The policy sets no limit, so nothing is compared. The totals add up {years}."
    source = f" ({found.source})" if found.source else ""
    return (
        f"The limit is {money(found.limit)} over {years}{source}. From four fifths of it a total is near the limit; "
        "above it, ask for advice on subsidy control before paying more."
    )


def table(found: SupportList) -> Table:
    """The same list as a file; blank where nothing is known or recorded."""
    years = [Column(f"{year_name(year)} (£)", MONEY_FORMAT) for year in found.years]
    heads = [Column("Paid to"), *years, Column("Total (£)", MONEY_FORMAT), Column("Amounts not known")]
    return Table("Support by recipient", [*heads, Column("Limit"), Column("Through")], map(cells, found.rows))


def cells(row: Supported) -> list[object]:
    amounts = [each.amount if each.known else None for each in (*row.years, row.total)]
    through = "; ".join(f"{entry.reference} {entry.name}" for entry in row.entries)
    tag, _ = TAGS.get(row.standing, ("", ""))
    return [row.name or NOBODY, *amounts, row.total.unknown, tag, through]

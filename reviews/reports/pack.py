"""The pack about one partnership for scrutiny: from the latest edition that may be read, else from the register.

It names officers by their posts, holds no contact details and none of the columns that are internal, whoever reads it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from partnerships.models import Council
from partnerships.roles import Role
from partnerships.templatetags.council import day as in_words
from register.columns import COLUMNS as COLUMNS_OF_REGISTER
from register.columns import PERSONAL
from register.models import Partnership
from register.reports.parts import Card
from register.rules.money import year_name
from reviews.models import Edition, EditionEntry
from reviews.querysets import EditionEntryQuerySet
from reviews.reports import editions, kept, letterhead
from reviews.reports.edition_content import contents
from reviews.reports.kept import KeptEntry
from reviews.reports.recommendations import rating
from reviews.reports.shapes import Fact, Grid, Letterhead, Section
from reviews.reports.words import capitalised, numbered
from reviews.workflow.editions import canonical

# Named in papers by their posts, or standing in sections of their own.
ELSEWHERE = PERSONAL | {
    "name", "reference", "status", "lead_officer", "head_of_service", "supporting_officer", "is_exempt",
    "exempt_paragraph", "risk_rating", "value_rating", "recommendation", "recommendation_heading",
    "recommendation_kind", "officer_hours_per_month", "officer_hours_is_estimate", "contribution", "hours_change",
    "pounds_change",
}  # fmt: skip

PUBLIC = tuple(column for column in COLUMNS_OF_REGISTER if column.public and column.field not in ELSEWHERE)
FIELDS = tuple(column.field for column in PUBLIC)
COLUMNS = ("Heading", "What it says")
NO_REVIEW = "The partnership was in no round of reviews that this pack could be drawn up from."
NOTHING_PUT = "Nothing was put to bodies about it."
NO_ACTIVITY = "Nobody has written a summary of what it did."


@dataclass(frozen=True)
class Pack:
    """Everything that the pack says, as the page and the PDF show it."""

    council: str
    reference: str
    title: str
    kicker: str
    as_of: date
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    letterhead: Letterhead
    is_exempt: bool
    is_reported: bool


def rows_about(reference: str) -> EditionEntryQuerySet:
    """What editions keep of one entry, the latest first."""
    kept = EditionEntry.objects.filter(partnership__reference=reference)
    return kept.select_related("edition__round").order_by("-edition__number")


def of_members(user, reference: str, council: Council) -> Pack | None:
    """The pack that a scrutiny member may read: of the latest edition behind an issued paper, where the entry was
    reported, and is exempt neither there nor by now. None for anybody else (H11-07).
    """
    row = rows_about(reference).behind_papers().first()
    is_exempt_now = Partnership.objects.filter(reference=reference, is_exempt=True).exists()
    if row is None or is_exempt_now or not user.has_role(Role.SCRUTINY_MEMBER):
        return None
    found = of_edition(row, council)
    return found if found.is_reported and not found.is_exempt else None


def of_edition(row: EditionEntry, council: Council) -> Pack:
    """The pack as an edition keeps the partnership."""
    edition = row.edition
    source = f"From {editions.of_day(edition)}"
    return build(kept.read(row), council, localdate(edition.made_at), source, edition)


def as_it_stands(entry: Partnership, council: Council, today: date) -> Pack:
    """The pack of a partnership that no edition holds yet."""
    ((pk, content),) = contents(Partnership.objects.filter(pk=entry.pk), None, today)
    source = f"From the register as it stands on {in_words(today)}; no edition holds it yet"
    return build(kept.from_words(pk, canonical(content)), council, today, source, None)


def build(entry: KeptEntry, council: Council, as_of: date, source: str, edition: Edition | None) -> Pack:
    return Pack(
        council=council.name,
        reference=entry.reference,
        title=entry.name,
        kicker=f"Scrutiny pack · {entry.reference}",
        as_of=as_of,
        facts=tuple(facts(entry, source)),
        sections=tuple(sections(entry, edition)),
        letterhead=Letterhead(letterhead.readable(council.brand_colour), council.logo.name or ""),
        is_exempt=entry.is_exempt,
        is_reported=entry.is_reported,
    )


def facts(entry: KeptEntry, source: str) -> Iterator[Fact]:
    """What stands above: where it comes from, and who answers for it by their post."""
    yield Fact("Drawn up", source)
    yield Fact("Lead officer", entry.marks["lead_post"] or "Not recorded")
    for kind, label in (("risk", "Risk"), ("value", "Value")):
        expires = entry.expires_on(kind)
        until = f", assessed until {in_words(expires)}" if expires else ""
        rated = capitalised(rating(entry.rating(kind), entry.rating_source(kind)))
        yield Fact(label, f"{rated}{until}" if entry.rating(kind) else "Not rated")
    if entry.is_exempt:
        yield Fact("Handling", "Exempt: not for members or the public.")


def sections(entry: KeptEntry, edition: Edition | None) -> Iterator[Section]:
    """Facts, money, the last review, what was recommended and decided, what it did."""
    yield Section(1, "What the register says", grids=(described(entry),))
    yield Section(2, "Officer time and contribution", grids=(as_grid(editions.resources(entry)),))
    yield reviewed(3, entry, edition)
    yield settled(4, entry)
    yield active(5, entry)


def described(entry: KeptEntry) -> Grid:
    """Public columns that hold something, in the order of the register."""
    rows = tuple((row.label, row.value) for row in editions.columns(entry, PUBLIC, FIELDS))
    return Grid("The entry", COLUMNS, rows)


def as_grid(card: Card) -> Grid:
    """A card of the pages as a table of a paper."""
    rows = tuple((row.label, " ".join(filter(None, [row.value or row.absent, said(row.note)]))) for row in card.rows)
    return Grid(card.title, COLUMNS, rows)


def said(note: str) -> str:
    return f"({note})" if note else ""


def reviewed(number: int, entry: KeptEntry, edition: Edition | None) -> Section:
    """What the review of the edition's round said, with how each section was looked at."""
    title = f"Review: {edition.round}" if edition else "Review"
    if entry.review is None:
        return Section(number, title, numbered(number, NO_REVIEW))
    looked_at = Grid(
        "How each section was looked at",
        ("Section", "How", "Note"),
        tuple((name, capitalised(how), note) for name, how, note in entry.review.sections),
    )
    card = editions.review(entry)
    told = Card(card.title, tuple(row for row in card.rows if not row.lines))
    return Section(number, title, grids=(as_grid(told), *([looked_at] if looked_at.rows else [])))


def settled(number: int, entry: KeptEntry) -> Section:
    """What was recommended to bodies, and what they decided."""
    title, card = "Recommendations and decisions", editions.settled(entry)
    if not card.rows:
        return Section(number, title, numbered(number, NOTHING_PUT))
    return Section(number, title, grids=(as_grid(card),))


def active(number: int, entry: KeptEntry) -> Section:
    """The summaries of what it did, the latest year first (H11-06)."""
    years = sorted(entry.content["activity"], key=lambda each: -each["financial_year"])
    texts = [f"{year_name(each['financial_year'])}: {each['text']}" for each in years]
    return Section(number, "What it did", numbered(number, *(texts or [NO_ACTIVITY])))

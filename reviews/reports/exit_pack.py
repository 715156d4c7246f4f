"""The exit pack: one strategy whole, with what the register says of the partnership, its agreements and its history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from partnerships import timeline
from partnerships.models import Council
from partnerships.templatetags.council import day as in_words
from partnerships.templatetags.council import moment
from register.models import GoverningDocument, Partnership
from register.models.choices import AGREEMENT_KINDS
from register.reports.parts import Lines
from reviews.models import ExitStrategy
from reviews.reports import letterhead
from reviews.reports import pack as register_pack
from reviews.reports.exit_page import ends, put_to, standing, tracks, whole
from reviews.reports.exit_parts import Shown
from reviews.reports.pack import COLUMNS, Pack, as_grid
from reviews.reports.shapes import Fact, Grid, Letterhead, Section

LINES = ("What", "What is known of it")
HISTORY = ("When", "What happened", "By whom", "What was changed")


def build(strategy: ExitStrategy, council: Council, today: date) -> Pack:
    """Everything that a body, a successor or an auditor asks for, as it stands on a day."""
    entry = strategy.partnership
    return Pack(
        council=council.name,
        reference=strategy.reference,
        title=f"Leaving {entry.name}",
        kicker=f"Exit pack · {strategy.reference}",
        as_of=today,
        facts=tuple(facts(strategy, today)),
        sections=tuple(
            replace(each, number=number) for number, each in enumerate(sections(strategy, council, today), 1)
        ),
        letterhead=Letterhead(letterhead.readable(council.brand_colour), council.logo.name or ""),
        is_exempt=entry.is_exempt,
        is_reported=False,
    )


def facts(strategy: ExitStrategy, today: date) -> Iterator[Fact]:
    """What stands above."""
    entry = strategy.partnership
    yield Fact("Partnership", f"{entry.reference} {entry.name}")
    yield Fact("Exit strategy", strategy.get_status_display())
    yield Fact("Drawn up", f"As it stands on {in_words(today)}")
    yield Fact("Lead officer", str(entry.lead_officer or entry.lead_officer_post or "Not recorded"))
    if entry.is_exempt:
        yield Fact("Handling", "Exempt: not for members or the public.")


def sections(strategy: ExitStrategy, council: Council, today: date) -> Iterator[Section]:
    """Where it stands, each part, what ends; then the register, the agreements and the history."""
    spoken = put_to(strategy)
    yield Section(0, "Where it stands", grids=(as_grid(standing(strategy)), *([as_grid(spoken)] if spoken else [])))
    for part in whole(strategy):
        yield Section(0, part.title, grids=tuple(grids(part)))
    if ending := ends(strategy):
        yield Section(0, ending.title, grids=(listed(ending),))
    yield register_pack.as_it_stands(strategy.partnership, council, today).sections[0]
    yield Section(0, "Agreements", grids=(agreements(strategy.partnership),))
    yield Section(0, "History", grids=(history(strategy),))


def grids(part: Shown) -> Iterator[Grid]:
    yield from map(as_grid, part.cards)
    yield from map(listed, part.lines)


def listed(lines: Lines) -> Grid:
    """Lines as a table; that there are none is said in it."""
    rows = tuple((item.title, "; ".join(item.details)) for item in lines.items)
    return Grid(lines.title, LINES, rows or ((lines.absent, ""),))


def agreements(entry: Partnership) -> Grid:
    found = GoverningDocument.objects.filter(partnership=entry, kind__in=AGREEMENT_KINDS, removed_at__isnull=True)
    rows = tuple((str(each), f"{each.get_kind_display()}, {each.get_status_display().lower()}") for each in found)
    return Grid("Agreements with the partnership", COLUMNS, rows or (("No agreement is recorded", ""),))


def history(strategy: ExitStrategy) -> Grid:
    """All that became of the strategy and its lines, newest first."""
    known = tracks(strategy)
    first, items = timeline.page(known, 1)
    later = (timeline.page(known, number)[1] for number in first.paginator.page_range[1:])
    rows = tuple(happened(each) for each in [*items, *(each for items in later for each in items)])
    return Grid("What became of the strategy", HISTORY, rows)


def happened(item: timeline.Entry) -> tuple[str, ...]:
    changes = "; ".join(f"{each.label}: {each.words}" for each in item.changes)
    return moment(item.at), item.title, item.by, changes

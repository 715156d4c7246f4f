"""Officer time and money in a report: one figure for each partnership, totals for each family, shares by theme."""

from collections.abc import Iterable
from decimal import Decimal

from register.models import Partnership
from register.models.choices import INVENTED, ContributionKind, FigureStatus
from register.rules.money import total
from reviews.reports.shapes import Figure, ResourceRow, ResourceTable, Sum, ThemeShare
from reviews.reports.words import capitalised, count, listed, number_word

ROUGH = "* Rough estimate."
NO_THEME, SEVERAL_THEMES = "No theme recorded", "Several themes"
# A note names the entries that it is about up to this many.
NAMED = 5


def hours_of(entry: Partnership) -> Figure:
    """Officer hours a month that the council puts into an entry."""
    parts = entry.parts
    known = [part.officer_hours_per_month for part in parts if part.officer_hours_per_month is not None]
    return Figure(
        sum(known, Decimal(0)) if known else None, any(part.officer_hours_is_estimate for part in parts) and bool(known)
    )


def contribution_of(entry: Partnership, year: int) -> Figure:
    """Cash that the council puts into an entry in a year. A line without an amount makes the figure an estimate."""
    lines = [line for part in entry.parts for line in part.live_contributions if counts(line, year)]
    known = [line.amount for line in lines if line.amount is not None]
    estimate = len(known) < len(lines) or any(line.status == FigureStatus.ESTIMATE for line in lines)
    return Figure(sum(known, Decimal(0)) if known else None, estimate and bool(known))


def unverified_note(entries: Iterable[Partnership], year: int) -> tuple[str, ...]:
    """The caveat wherever contributions are printed that nobody has verified (B15-23)."""
    found = sum(
        any(
            line.status == FigureStatus.UNVERIFIED and line.amount is not None and counts(line, year)
            for part in entry.parts
            for line in part.live_contributions
        )
        for entry in entries
    )
    return (f"The contribution has not been verified for {count(found, 'entry', 'entries')}.",) if found else ()


def doubts(entries: Iterable[Partnership], year: int, *, hours: bool = True) -> tuple[str, ...]:
    """The footnotes of every table and chart of these entries' figures; `hours` says whether it shows officer time."""
    entries = list(entries)
    return (*unverified_note(entries, year), *invented_note(entries, year, hours=hours))


def invented_note(entries: list[Partnership], year: int, *, hours: bool) -> tuple[str, ...]:
    """A demonstration says which of its figures nobody has ever reported, by name where they are few."""
    found = [entry.name for entry in entries if any(is_invented(part, year, hours=hours) for part in entry.parts)]
    if not found:
        return ()
    whose = listed(found) if len(found) <= NAMED else f"{number_word(len(found))} of the {len(entries)} entries"
    return (f"{'Hours or sums' if hours else 'Sums'} of {whose} are invented for the demonstration.",)


def is_invented(part, year: int, *, hours: bool) -> bool:
    """Has the demonstration made up what this part pays in the year, or its hours where they are shown?"""
    lines = [line.source for line in part.live_contributions if counts(line, year)]
    return INVENTED in lines or (hours and part.officer_hours_source == INVENTED)


def counts(line, year: int) -> bool:
    return line.financial_year == year and line.kind == ContributionKind.CASH


def added(figures: Iterable[Figure]) -> Sum:
    """The total of some figures (H14-24): computed, never taken from a spreadsheet."""
    figures = list(figures)
    sum_of = total(figure.amount for figure in figures)
    return Sum(sum_of.amount, sum_of.known, sum_of.unknown, any(figure.is_estimate for figure in figures))


def notes_on(hours: Sum | None, contribution: Sum) -> tuple[str, ...]:
    """Footnotes of a table with totals: estimates, and what is not known in words."""
    sums = [(hours, "Officer time"), (contribution, "The contribution")]
    shown = [(each, what) for each, what in sums if each]
    notes = [ROUGH] if any(each.has_estimate for each, _ in shown) else []
    for each, what in shown:
        if each.unknown:
            entries, them = count(each.unknown, "entry", "entries"), "it" if each.unknown == 1 else "them"
            notes.append(f"{what} is not known for {entries}; the total leaves {them} out.")
    return tuple(notes)


def table(
    title: str, entries: Iterable[Partnership], year: int, place: str, *, known_only: bool = False
) -> ResourceTable:
    """The partnerships of a family one by one, with totals over all; `known_only` lists those with a figure alone."""
    entries = list(entries)
    every = [ResourceRow(entry.name, hours_of(entry), contribution_of(entry, year)) for entry in entries]
    rows = tuple(
        row for row in every if not known_only or row.hours.amount is not None or row.contribution.amount is not None
    )
    hours, contribution = added(row.hours for row in every), added(row.contribution for row in every)
    notes = (*notes_on(hours, contribution), *doubts(entries, year))
    if unlisted := len(every) - len(rows):
        verb = "is" if unlisted == 1 else "are"
        notes = (*notes, f"{capitalised(count(unlisted, 'entry', 'entries'))} without any figure {verb} not listed.")
    return ResourceTable(title, place, rows, hours, contribution, notes)


def has_figures(entries: Iterable[Partnership], year: int) -> bool:
    """Is any hour or pound known of these entries?"""
    return any(
        hours_of(entry).amount is not None or contribution_of(entry, year).amount is not None for entry in entries
    )


def by_theme(entries: Iterable[Partnership], year: int) -> tuple[ThemeShare, ...]:
    """Contribution by theme, the largest first. A partnership with several themes counts once, under its own line."""
    groups: dict[str, list[Partnership]] = {}
    for entry in entries:
        groups.setdefault(theme_of(entry), []).append(entry)
    shares = [
        ThemeShare(theme, len(group), added(contribution_of(entry, year) for entry in group))
        for theme, group in groups.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.contribution.amount, -share.contribution.known, share.theme)))


def without_bar(shares: Iterable[ThemeShare]) -> tuple[str, ...]:
    """One sentence on what the chart of contribution by theme has no bar for, and on entries that have no theme."""
    shares = list(shares)
    themes = [share for share in shares if share.theme not in (NO_THEME, SEVERAL_THEMES)]
    nothing = [share.theme for share in themes if share.contribution.known and not share.contribution.amount]
    unknown = [share.theme for share in themes if not share.contribution.known]
    themeless = sum(share.partnerships for share in shares if share.theme == NO_THEME)
    parts = [
        f"{count(len(nothing), 'theme receives', 'themes receive')} £0 ({listed(nothing)})" if nothing else "",
        f"nothing is known of {count(len(unknown), 'theme')} ({listed(unknown)})" if unknown else "",
        f"{count(themeless, 'entry has', 'entries have')} no theme recorded" if themeless else "",
    ]
    said = "; ".join(filter(None, parts))
    return (f"{capitalised(said)}.",) if said else ()


def theme_of(entry: Partnership) -> str:
    themes = [theme.name for theme in entry.themes.all()]
    return themes[0] if len(themes) == 1 else SEVERAL_THEMES if themes else NO_THEME

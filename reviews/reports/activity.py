"""Appendix C: what each partnership did in the year, where the paper asks for it (H11-06, SH-14)."""

from collections import defaultdict
from collections.abc import Iterable

from register.models import ActivitySummary, Partnership, PerformanceReturn
from register.rules.money import year_name
from register.rules.performance import told as performed
from reviews.reports.shapes import Activity, ActivityAppendix, Paragraph
from reviews.reports.words import capitalised, count, paragraphs


def appendix(entries: list[Partnership], year: int) -> ActivityAppendix:
    """The summaries of a financial year of the entries that the paper may show, in their order.

    Entries that nobody has written about are counted, so that silence is not taken for no activity.
    """
    found = ActivitySummary.objects.filter(partnership__in=entries, financial_year=year, removed_at__isnull=True)
    texts = dict(found.values_list("partnership", "text"))
    performed = performance([entry.pk for entry in entries], year)
    written = tuple(
        Activity(entry.name, told(text))
        for entry in entries
        if (text := with_performance(texts.get(entry.pk, ""), performed.get(entry.pk, "")))
    )
    return ActivityAppendix(year, written, notes(sum(entry.pk not in texts for entry in entries), year))


def performance(entries: Iterable[int], year: int) -> dict[int, str]:
    """What the lead officers of selected partnerships said of the year's months, by entry (SH-14)."""
    own = defaultdict(list)
    for each in PerformanceReturn.objects.filter(partnership__in=entries).of_year(year):
        own[each.partnership_id].append(each)
    return {pk: performed(returns) for pk, returns in own.items()}


def with_performance(text: str, performed: str) -> str:
    """The year's summary, and below it each return of the year, unless the summary took it in already."""
    first = performed.partition("\n")[0]
    return text if first and first in text else "\n".join(filter(None, [text, performed]))


def told(text: str) -> tuple[Paragraph, ...]:
    """The text in paragraphs with the points under them."""
    return tuple(Paragraph("", lead, points) for lead, points in paragraphs(text))


def notes(silent: int, year: int) -> tuple[str, ...]:
    if not silent:
        return ()
    has = "has" if silent == 1 else "have"
    return (f"{capitalised(count(silent, 'entry', 'entries'))} {has} no summary of {year_name(year)} yet.",)

"""Appendix C: what each partnership did in the year, where the paper asks for it (H11-06)."""

from register.models import ActivitySummary, Partnership
from register.rules.money import year_name
from reviews.reports.shapes import Activity, ActivityAppendix, Paragraph
from reviews.reports.words import capitalised, count, paragraphs


def appendix(entries: list[Partnership], year: int) -> ActivityAppendix:
    """The summaries of a financial year of the entries that the paper may show, in their order.

    Entries that nobody has written about are counted, so that silence is not taken for no activity.
    """
    found = ActivitySummary.objects.filter(partnership__in=entries, financial_year=year, removed_at__isnull=True)
    texts = dict(found.values_list("partnership", "text"))
    written = tuple(Activity(entry.name, told(texts[entry.pk])) for entry in entries if entry.pk in texts)
    return ActivityAppendix(year, written, notes(len(entries) - len(written), year))


def told(text: str) -> tuple[Paragraph, ...]:
    """The text in paragraphs with the points under them."""
    return tuple(Paragraph("", lead, points) for lead, points in paragraphs(text))


def notes(silent: int, year: int) -> tuple[str, ...]:
    if not silent:
        return ()
    has = "has" if silent == 1 else "have"
    return (f"{capitalised(count(silent, 'entry', 'entries'))} {has} no summary of {year_name(year)} yet.",)

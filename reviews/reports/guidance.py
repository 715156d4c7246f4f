"""Appendix B: what each heading means (H14-12), from the policy in use, else the register's own words."""

from register.columns import COLUMNS
from register.models import FieldGuide
from reviews.reports.shapes import GuidanceNote


def notes() -> tuple[GuidanceNote, ...]:
    """One note for each heading, in the order of the policy."""
    guides = FieldGuide.objects.filter(policy__is_current=True)
    found = tuple(GuidanceNote(guide.label, guide.help_text, guide.source) for guide in guides)
    return found or tuple(GuidanceNote(column.label, column.help, "") for column in COLUMNS if column.public)

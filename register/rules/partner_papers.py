"""What a partner's paper is to say (SH-04: the five headings of a business plan), and when it is late."""

from datetime import date

from register.models import PartnerPaper
from register.models.partner_papers import PaperKind, PaperStatus

HEADINGS = {
    PaperKind.BUSINESS_PLAN: ("spending", "benefit", "priorities", "value_for_money", "measures"),
    PaperKind.ANNUAL_REPORT: ("summary", "value_for_money", "measures"),
}


def label(name: str) -> str:
    """A heading in words."""
    words = str(PartnerPaper._meta.get_field(name).verbose_name)
    return words[:1].upper() + words[1:]


def is_overdue(paper: PartnerPaper, today: date) -> bool:
    """Asked for, not received, and its day is past."""
    return paper.status == PaperStatus.ASKED and paper.due_on < today


def usual_day(today: date) -> date:
    """The end of September that comes next: in time for the next budget (SH-04)."""
    return date(today.year + (today > date(today.year, 9, 30)), 9, 30)

"""Agreements of the demonstration, all invented: one due for renewal, one expired, one unclear, one as it should be."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from partnerships.models import User
from register.models import AgreedOutcome, GoverningDocument, Partnership, Theme
from register.models.choices import INVENTED, DocumentKind
from register.models.documents import Procurement
from register.workflow import agreements, entries, files

SIGNED = "This file stands in for the signed agreement. It was invented for the demonstration.\n"


@dataclass(frozen=True)
class Sample:
    """One agreement: of which entry, from and to which day counted from today, what is known, and its outcomes."""

    partnership: str
    title: str
    kind: DocumentKind
    days: tuple[int, int]
    values: dict[str, object]
    outcomes: tuple[tuple[str, str], ...] = ()
    has_file: bool = False


SAMPLES = (
    Sample(
        "Harborough Tourism Partnership",
        "Tourism service level agreement",
        DocumentKind.SLA,
        (-640, 90),
        {"notice_months": 3, "is_standard": True, "procurement": Procurement.SLA},
        (
            ("One visitor guide a year", "Market Harborough and Lutterworth"),
            ("Training for twenty small businesses", ""),
        ),
        has_file=True,
    ),
    Sample(
        "Rural Youth Voice Project",
        "Youth voice grant agreement",
        DocumentKind.GRANT_LETTER,
        (-760, -30),
        {"procurement": Procurement.GRANT},
        (("A youth council that meets each term", "Kibworth and Fleckney"),),
    ),
    Sample(
        "Stepping Stones Partnership",
        "Stepping Stones agreement",
        DocumentKind.AGREEMENT,
        (-200, 530),
        {"notice_months": 12, "is_standard": False, "procurement": Procurement.UNCLEAR},
        (("Twelve hectares of new woodland", "All"),),
    ),
    Sample(
        "Harborough Community Safety Partnership",
        "Community safety memorandum",
        DocumentKind.MEMORANDUM,
        (-120, 975),
        {"notice_months": 6, "is_standard": True, "procurement": Procurement.SLA},
        (("Fewer burglaries than the year before", "All"),),
        has_file=True,
    ),
)
RUNNING = {
    "Harborough Community Safety Partnership": {
        "has_dispute_protocol": True,
        "dispute_protocol_note": "Memorandum, section 9",
        "shares_information": True,
        "shares_information_evidence": "Quarterly performance return",
        "shares_risks": True,
        "shares_planning": True,
        "shares_decisions": False,
        "data_sharing": "County information sharing protocol",
        "efficiencies_expected": "One analyst instead of two",
    },
    "Harborough Innovation Centre": {
        "external_review_by": "Leicestershire County Council",
        "external_review_waits": "Whether the council keeps its place on the board",
    },
}


def seed(by: User, at: datetime) -> None:
    """Draft each agreement, put it in force, and say of two entries how they are run."""
    theme = Theme.objects.filter(is_retired=False).first()
    for sample in SAMPLES:
        make(sample, theme, by, at)
    for name, values in RUNNING.items():
        entry = Partnership.objects.active().get(name=name)
        entries.edit(entry, values, version=entry.version, by=by, at=at, reason=INVENTED)


def make(sample: Sample, theme: Theme | None, by: User, at: datetime) -> None:
    entry = Partnership.objects.active().get(name=sample.partnership)
    start, end = (day(at, days) for days in sample.days)
    document = GoverningDocument(
        partnership=entry, kind=sample.kind, title=sample.title, ends_on=end, note=INVENTED, **sample.values
    )
    document = agreements.draft(document, entry, by=by, at=at)
    for text, places in sample.outcomes:
        outcome = AgreedOutcome(document=document, text=text, localities=places, theme=theme)
        agreements.add_outcome(outcome, by=by, at=at)
    if sample.has_file:
        files.store("signed-agreement.txt", SIGNED.encode(), document, title="Signed agreement", by=by, at=at)
    document.refresh_from_db()
    agreements.put_in_force(document, start, version=document.version, by=by, at=at, reason=INVENTED)


def day(at: datetime, days: int) -> date:
    return timezone.localdate(at) + timedelta(days=days)

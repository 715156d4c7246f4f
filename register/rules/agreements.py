"""When an agreement holds, when it must be renewed, when it has expired, and what its renewal would carry on unmended.

The status is what was decided; what holds on a day follows from the dates. An agreement put in force holds from its
first day on. One whose renewal is put in force holds until the day before the renewal begins, or to its own end where
that is earlier. This is computed here and, in the same words, by `GoverningDocumentQuerySet`; a test compares them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from register.models import AgreedOutcome, GoverningDocument, Partnership, Policy
from register.models.choices import AGREEMENT_KINDS, Safeguarding
from register.models.documents import Procurement
from register.rules.words import long_day, number_of

Status = GoverningDocument.Status
RENEWAL_DUE, EXPIRED = "renewal_due", "expired"
COMING, LASTING = "coming", "lasting"
DAYS = 31


def ordinal(day: date) -> int:
    """A number that orders days and in which a month is always 31: months are counted back without a calendar."""
    return (day.year * 12 + day.month) * DAYS + day.day


def horizon(document: GoverningDocument, policy: Policy) -> int:
    """How many months before its end the renewal is due: the policy's, or the notice where that is longer."""
    return max(policy.renewal_months, document.notice_months or 0)


def is_agreed(document: GoverningDocument) -> bool:
    """Put in force, whether its first day has come or not; neither renewed since nor taken off the entry."""
    return document.status == Status.IN_FORCE and document.removed_at is None


def begins_later(document: GoverningDocument, today: date) -> bool:
    """Its first day is still to come."""
    return document.starts_on is not None and document.starts_on > today


def renewal_of(document: GoverningDocument) -> GoverningDocument | None:
    """What was put in force in its place, if anything was."""
    return getattr(document, "renewed_by", None) if document.status == Status.RENEWED else None


def last_day(document: GoverningDocument) -> date | None:
    """The last day on which it holds: its end, or the day before its renewal begins; None where no end is known."""
    ends = [document.ends_on] if document.ends_on else []
    renewal = renewal_of(document)
    if renewal and renewal.starts_on and renewal.removed_at is None:
        ends.append(renewal.starts_on - timedelta(days=1))
    return min(ends, default=None)


def lasts_until_renewal(document: GoverningDocument, today: date) -> bool:
    """Its renewal has not begun, or was taken off the entry, and its own end has not come."""
    renewal = renewal_of(document)
    if renewal is None or document.removed_at is not None:
        return False
    is_unfollowed = begins_later(renewal, today) or renewal.removed_at is not None
    return is_unfollowed and (document.ends_on is None or document.ends_on >= today)


def holds(document: GoverningDocument, today: date) -> bool:
    """In force on that day; an expired agreement that nobody renewed or terminated still counts on paper."""
    begun = is_agreed(document) and not begins_later(document, today)
    return begun or lasts_until_renewal(document, today)


def is_expired(document: GoverningDocument, today: date) -> bool:
    """Past its last day, on which it still holds, and neither renewed nor terminated."""
    return is_agreed(document) and document.ends_on is not None and document.ends_on < today


def is_renewal_due(document: GoverningDocument, today: date, policy: Policy) -> bool:
    """In force, not expired, and within the policy's months, or those of the notice, of its end (SH-06, SH-32).

    Neither what has not begun nor what has its renewal agreed is due.
    """
    if not is_agreed(document) or begins_later(document, today):
        return False
    if document.ends_on is None or document.ends_on < today:
        return False
    return ordinal(document.ends_on) - DAYS * horizon(document, policy) <= ordinal(today)


def standing(document: GoverningDocument, today: date, policy: Policy) -> str:
    """The status, or the computed one that takes its place."""
    if is_renewal_due(document, today, policy):
        return RENEWAL_DUE
    if is_agreed(document) and begins_later(document, today):
        return COMING
    if lasts_until_renewal(document, today):
        return LASTING
    return EXPIRED if is_expired(document, today) else document.status


def standing_in_words(document: GoverningDocument, now: str) -> str:
    """A standing as its tag says it, with the day where one matters."""
    if now == COMING:
        return f"In force from {long_day(document.starts_on)}"
    if now == LASTING and (last := last_day(document)):
        return f"In force until {long_day(last)}"
    words = {LASTING: "In force", RENEWAL_DUE: "Renewal due", EXPIRED: "Expired"}
    return words.get(now) or str(Status(now).label)


def is_procurement_open(document: GoverningDocument) -> bool:
    """Nobody knows under which rules it falls, and neither legal nor procurement has cleared it (SH-24)."""
    unclear = document.procurement == Procurement.UNCLEAR and document.procurement_cleared_on is None
    return unclear and document.removed_at is None and document.status in (Status.DRAFT, Status.IN_FORCE)


def is_older_than(day: date, months: int, today: date) -> bool:
    """More than so many months lie between the day and today."""
    return ordinal(day) + DAYS * months < ordinal(today)


def lacks_expected_agreement(entry: Partnership, documents: Iterable[GoverningDocument]) -> bool:
    """The type of the partnership expects an agreement, and none is agreed (SH-15)."""
    if not (entry.type and entry.type.expects_agreement):
        return False
    return not any(is_agreed(each) and each.kind in AGREEMENT_KINDS for each in documents)


@dataclass(frozen=True)
class Gap:
    """One thing that a renewal would carry on: what is missing, and `place`, the page that mends it.

    `place` is `outcomes` (add one), `outcome` (with its key), `confirm`, `document`, `files`, `people`, or a section
    of the entry; `field` is the box on that page.
    """

    sentence: str
    place: str
    field: str = ""
    key: int | None = None


def kept(lines: Iterable) -> list:
    return [line for line in lines if line.removed_at is None]


def gaps(document: GoverningDocument, today: date, policy: Policy) -> list[Gap]:
    """The renewal checklist (SH-32): every gap, in the order of the agreement. Gaps warn; they stop nothing."""
    parts = (outcome_gaps, term_gaps, file_gaps, procurement_gaps)
    found = [gap for part in parts for gap in part(document, today, policy)]
    return [*found, *entry_gaps(document.partnership)]


def outcome_gaps(document: GoverningDocument, today: date, policy: Policy) -> Iterator[Gap]:
    """Clear outcomes, each tied to a theme and to places, and looked at lately (SH-06, SH-27)."""
    outcomes = kept(document.outcomes.all())
    if not outcomes:
        yield Gap("No outcome is agreed.", "outcomes")
        return
    for outcome in outcomes:
        yield from untied(outcome)
    last = document.outcomes_updated_on
    if last is None:
        yield Gap("It is not known when the outcomes were last updated.", "confirm")
    elif is_older_than(last, policy.outcomes_months, today):
        age = number_of(policy.outcomes_months, "month")
        yield Gap(f"The outcomes were last updated on {long_day(last)}, more than {age} ago.", "confirm")


def untied(outcome: AgreedOutcome) -> Iterator[Gap]:
    if outcome.theme_id is None:
        yield Gap(f"The outcome “{outcome}” is tied to no theme.", "outcome", "theme", outcome.pk)
    if not outcome.localities:
        yield Gap(f"The outcome “{outcome}” names no place.", "outcome", "localities", outcome.pk)


def term_gaps(document: GoverningDocument, today: date, policy: Policy) -> Iterator[Gap]:
    """Its end, its notice and its template."""
    if document.ends_on is None:
        yield Gap("No end is set.", "document", "ends_on")
    if document.notice_months is None:
        yield Gap("No notice is set.", "document", "notice_months")
    if document.is_standard is None:
        yield Gap("It is not known whether it was made from the standard template.", "document", "is_standard")
    elif not document.is_standard:
        yield Gap("It was not made from the standard template.", "document", "is_standard")


def file_gaps(document: GoverningDocument, today: date, policy: Policy) -> Iterator[Gap]:
    if not document.link and not kept(document.files.all()):
        yield Gap("Neither its file nor a link to it is here.", "files")


def procurement_gaps(document: GoverningDocument, today: date, policy: Policy) -> Iterator[Gap]:
    """A grant may have become a contract as its outcomes grew tighter (SH-24)."""
    if not document.procurement:
        yield Gap("Nobody has looked at what it is under procurement rules.", "document", "procurement")
    elif is_procurement_open(document):
        yield Gap(
            "It is unclear what it is under procurement rules, and neither legal nor procurement has cleared it.",
            "document",
            "procurement_cleared_on",
        )


def entry_gaps(entry: Partnership) -> list[Gap]:
    """What the entry itself must say before an agreement is renewed, the partners' obligations among it (B15-36)."""
    return [Gap(sentence, place, field) for holds, sentence, place, field in ENTRY if holds(entry)]


def nobody_at_level(entry: Partnership) -> bool:
    return not any(seat.level and not seat.is_vacant for seat in kept(entry.seats.all()))


def unseen(entry: Partnership) -> bool:
    return entry.safeguarding in ("", Safeguarding.NOT_SEEN)


ENTRY: tuple[tuple[Callable[[Partnership], bool], str, str, str], ...] = (
    (unseen, "The partners’ safeguarding policies have not been seen.", "safeguards", "safeguarding"),
    (lambda entry: not entry.data_sharing, "Nothing is said of data sharing.", "sharing", "data_sharing"),
    (
        lambda entry: entry.has_dispute_protocol is None,
        "It is not known whether there is a protocol for disputes.",
        "running",
        "has_dispute_protocol",
    ),
    (
        lambda entry: entry.has_dispute_protocol is False,
        "There is no protocol for disputes.",
        "running",
        "has_dispute_protocol",
    ),
    (
        lambda entry: not (entry.lead_officer_id or entry.lead_officer_post),
        "No lead officer is named.",
        "lead",
        "lead_officer",
    ),
    (
        lambda entry: not entry.efficiencies_expected,
        "The efficiencies that partners owe are not stated.",
        "efficiencies",
        "efficiencies_expected",
    ),
    (nobody_at_level, "Nobody is named with the level at which they attend.", "people", "seats"),
)

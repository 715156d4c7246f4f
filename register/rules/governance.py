"""The nine features of a partnership's governance (H11-12–20), and the five shares of a good one (H11-26).

Each is read from facts of the entry: yes, no, or not known where nothing is said. Nothing is assumed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from register.models import GoverningDocument, Link, Partner, Partnership
from register.models.choices import DocumentKind

SHARES = (
    ("shares_information", "Information"),
    ("shares_risks", "Risks"),
    ("shares_planning", "Planning"),
    ("shares_decisions", "Decisions"),
    ("shares_resources", "Resources"),
)


@dataclass(frozen=True)
class Facts:
    """What the features are read from: the entry, its lines that have not been taken off, and documents in force."""

    entry: Partnership
    partners: tuple[Partner, ...]
    links: tuple[Link, ...]
    documents: tuple[GoverningDocument, ...]


@dataclass(frozen=True)
class Feature:
    """One feature: its name, what it is read from, how, and `place`, the section or kind of line that mends it.

    `code` is what is kept of it where somebody verified it.
    """

    code: str
    name: str
    source: str
    read: Callable[[Facts], bool | None]
    place: str
    field: str = ""


@dataclass(frozen=True)
class Check:
    """A feature with its answer: True, False, or None where it is not known."""

    feature: Feature
    answer: bool | None


def if_any(*values: object) -> bool | None:
    """Yes where something is said; where nothing is, nobody knows."""
    return True if any(values) else None


def if_all(*values: object) -> bool | None:
    """Yes where everything is said."""
    return True if all(values) else None


def constituted(facts: Facts) -> bool | None:
    """A document under which it works, in force; an assessment or a protocol alone is none."""
    beside = (DocumentKind.EQUALITY, DocumentKind.DISPUTES, DocumentKind.OTHER)
    return if_any(*(each for each in facts.documents if each.kind not in beside))


def resourced(facts: Facts) -> bool | None:
    """Staff, a budget or support in kind; no where both are denied and nothing is given in kind."""
    entry = facts.entry
    if entry.has_own_staff or entry.has_own_budget or entry.in_kind_support:
        return True
    return False if entry.has_own_staff is False and entry.has_own_budget is False else None


def settles_disputes(facts: Facts) -> bool | None:
    """The answer of the entry, or a protocol among its documents in force."""
    held = any(each.kind == DocumentKind.DISPUTES for each in facts.documents)
    return True if held else facts.entry.has_dispute_protocol


FEATURES = (
    Feature(
        "purpose",
        "A common purpose and shared outcomes",
        "Function and outcomes sought",
        lambda facts: if_all(facts.entry.function, facts.entry.outcomes_sought),
        "purpose",
        "outcomes_sought",
    ),
    Feature(
        "role",
        "A known role: it decides, or informs and advises",
        "Does it decide or advise",
        lambda facts: if_any(facts.entry.decision_role),
        "purpose",
        "decision_role",
    ),
    Feature(
        "partners",
        "Partner organisations, and the level of their people",
        "Partner organisations",
        lambda facts: if_any(*(partner.level for partner in facts.partners)),
        "partners",
    ),
    Feature(
        "lead",
        "A lead agency, and how it came about",
        "Lead partner and origin",
        lambda facts: if_all(any(partner.is_lead for partner in facts.partners), facts.entry.origin),
        "purpose",
        "origin",
    ),
    Feature(
        "place",
        "Its place among other partnerships",
        "Links to other partnerships",
        lambda facts: if_any(*facts.links),
        "links",
    ),
    Feature("constitution", "A constitution or terms of reference", "Documents in force", constituted, "documents"),
    Feature(
        "resources",
        "Resources of its own",
        "Staff, budget and support in kind",
        resourced,
        "resources",
        "has_own_staff",
    ),
    Feature(
        "sharing",
        "A commitment to share information, to judge performance and value for money",
        "What partners share",
        lambda facts: facts.entry.shares_information,
        "sharing",
        "shares_information",
    ),
    Feature(
        "disputes",
        "A protocol for disputes",
        "How it is run, and documents",
        settles_disputes,
        "running",
        "has_dispute_protocol",
    ),
)


def checklist(facts: Facts) -> list[Check]:
    """The nine features with their answers, in the order of the policy."""
    return [Check(feature, feature.read(facts)) for feature in FEATURES]


def is_gap(check: Check) -> bool:
    """A protocol for disputes that is missing, or of which nobody knows, is a governance gap (H11-20)."""
    return check.feature.read is settles_disputes and check.answer is not True


@dataclass(frozen=True)
class Scorecard:
    """How many of the five are shared, how many are not, and of how many nobody knows."""

    answers: tuple[tuple[str, bool | None], ...]

    def count(self, answer: bool | None) -> int:
        return sum(given is answer for _, given in self.answers)


def scorecard(entry: Partnership) -> Scorecard:
    """Information, risks, planning, decisions and resources (H11-26)."""
    return Scorecard(tuple((label, getattr(entry, field)) for field, label in SHARES))


def years_between(start: date, today: date) -> int:
    """Whole years from one day to another: how long a partnership has stood (SH-34)."""
    return today.year - start.year - ((today.month, today.day) < (start.month, start.day))

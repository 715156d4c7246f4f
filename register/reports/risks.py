"""The tab of an entry's risks: each with its level, what is done about it, and whether they must be there."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import short_day
from register.models import Action, Partnership, PartnershipRisk, Policy
from register.permissions import editing
from register.reports import lines
from register.reports.parts import Item, Lines
from register.rules.lines import LINES
from register.rules.risks import (
    IMPACTS,
    LIKELIHOODS,
    Level,
    is_being_done,
    level_of,
    residual_of,
    why_required,
)
from register.rules.saying import rating_tone


@dataclass(frozen=True)
class Doing:
    """One action about a risk: what, by whom, by when, and how it stands."""

    text: str
    who: str
    due: str
    status: str
    url: str
    is_overdue: bool


@dataclass(frozen=True)
class RiskRow:
    """One risk of the table."""

    item: Item
    likelihood: str
    impact: str
    level: str
    tone: str
    after: str
    after_tone: str
    doing: tuple[Doing, ...]
    act_url: str


@dataclass(frozen=True)
class RiskPage:
    """The risks of an entry with their levels, and whether they must be there."""

    lines: Lines
    rows: tuple[RiskRow, ...]
    hint: str
    is_missing: bool
    rule: str


def build(entry: Partnership, user, policy: Policy, today: date) -> RiskPage:
    """The risks as one person sees them, in the same few queries however many there are."""
    editable = editing(user, entry)
    may = editable.lines(PartnershipRisk).allowed
    found = lines.build(LINES["risks"], entry, user, editable)
    kept = PartnershipRisk.objects.filter(partnership=entry, removed_at__isnull=True)
    risks = {each.pk: each for each in kept.prefetch_related("actions__owner")}
    rows = tuple(
        row(item, each, entry, policy, may, today) for item, each in zip(found.items, risks.values(), strict=True)
    )
    required = why_required(entry, entry.participations.all(), policy)
    is_missing = bool(required) and not (rows and entry.benefits.filter(removed_at__isnull=True).exists())
    return RiskPage(found, rows, hint(required), is_missing, rule(policy))


def hint(required: str) -> str:
    """Whether the tab must be filled in, in proportion to what is at stake (SH-09)."""
    if not required:
        return "Risks and benefits may be recorded here. Only significant or high-risk partnerships must have them."
    return f"At least one risk and one benefit must be recorded here, because {required}."


def rule(policy: Policy) -> str:
    size = policy.matrix_size
    return (
        f"Likelihood and impact each have {size} levels. The score is one times the other: Medium from "
        f"{policy.matrix_medium_from}, High from {policy.matrix_high_from}."
    )


def row(item: Item, line: PartnershipRisk, entry: Partnership, policy: Policy, may: bool, today: date) -> RiskRow:
    now, after = level_of(line, policy), residual_of(line, policy)
    return RiskRow(
        item,
        word(LIKELIHOODS, line.likelihood, policy),
        word(IMPACTS, line.impact, policy),
        now.words,
        rating_tone("risk_rating", now.rating),
        after.words if after else "",
        tone(after),
        tuple(doing(action, today) for action in line.actions.all()),
        reverse("register:risk_action", args=[entry.reference, line.pk]) if may else "",
    )


def tone(level: Level | None) -> str:
    return rating_tone("risk_rating", level.rating) if level else ""


def word(scale: dict[int, tuple[str, ...]], number: int, policy: Policy) -> str:
    """`3 Likely`; a number outside the scale stands alone."""
    words = scale.get(policy.matrix_size, ())
    return f"{number} {words[number - 1]}" if number <= len(words) else str(number)


def doing(action: Action, today: date) -> Doing:
    return Doing(
        action.text,
        action.owner.full_name if action.owner else action.owner_post,
        short_day(action.due_on),
        action.get_status_display(),
        reverse("register:action", args=[action.pk]),
        is_being_done(action) and action.due_on < today,
    )

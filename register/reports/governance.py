"""What the Governance tab says before its cards: nine features, five things shared, and how long it has stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day, yes_no
from register.models import GoverningDocument, Partnership
from register.permissions import can_keep_agreements, editing
from register.permissions.entries import Editing
from register.reports.agreement_list import policy_in_use
from register.reports.verifications import Standing, standing
from register.rules.agreements import holds, is_expired, is_procurement_open, is_renewal_due, lacks_expected_agreement
from register.rules.governance import Check, Facts, Feature, Scorecard, checklist, is_gap, scorecard, years_between
from register.rules.lines import LINES
from register.rules.sections import SECTIONS
from register.rules.words import number_of

TONES = {True: "green", False: "red", None: "grey"}


@dataclass(frozen=True)
class CheckRow:
    """One feature: its answer in words with its tone, what it is read from, and where it is mended."""

    name: str
    answer: str
    tone: str
    source: str
    is_gap: bool
    url: str
    verified: str


@dataclass(frozen=True)
class GovernanceChecks:
    """The checks of one entry, as one person sees them."""

    rows: tuple[CheckRow, ...]
    complete: str
    shared: str
    age: str
    options: str
    warnings: tuple[tuple[str, str], ...]
    verified: tuple[tuple[str, str], ...]
    draft_url: str


def build(entry: Partnership, user, today: date) -> GovernanceChecks:
    """Read the lines once, answer each question, and say where this person mends what is missing."""
    documents = tuple(entry.documents.filter(removed_at__isnull=True).select_related("renewed_by"))
    checks, open_to = checklist(facts_of(entry, user, today, documents)), editing(user, entry)
    verified = standing(entry)
    yes = sum(check.answer is True for check in checks)
    may_draft = can_keep_agreements(user, entry)
    return GovernanceChecks(
        tuple(check_row(check, entry, open_to, verified) for check in checks),
        f"{yes} of {len(checks)}",
        shared(scorecard(entry)),
        age(entry, today),
        day(entry.options_looked_at_on),
        tuple(warnings(entry, documents, today)),
        verified.sentences,
        reverse("register:agreement_new", args=[entry.reference]) if may_draft else "",
    )


def facts_of(entry: Partnership, user, today: date, documents: Sequence[GoverningDocument] | None = None) -> Facts:
    """What the features are read from, as far as this person sees it."""
    kept = {"removed_at__isnull": True}
    if documents is None:
        documents = tuple(entry.documents.filter(**kept).select_related("renewed_by"))
    links = entry.links.filter(other__in=Partnership.objects.visible_to(user).order_by().values("pk"), **kept)
    in_force = tuple(each for each in documents if holds(each, today))
    return Facts(entry, tuple(entry.partners.filter(**kept)), tuple(links), in_force)


def check_row(check: Check, entry: Partnership, open_to: Editing, verified: Standing) -> CheckRow:
    feature, answer = check.feature, check.answer
    url = mend(feature, entry, open_to) if answer is not True else ""
    found = verified.by_feature.get(feature.code, "")
    return CheckRow(feature.name, yes_no(answer), TONES[answer], feature.source, is_gap(check), url, found)


def mend(feature: Feature, entry: Partnership, open_to: Editing) -> str:
    """The form that mends a feature; empty for who may not use it."""
    if line := LINES.get(feature.place):
        may, name = open_to.lines(line.model), "register:line_add"
    else:
        may, name = open_to.fields(SECTIONS[feature.place].fields), "register:edit"
    box = f"#div_id_{feature.field}" if feature.field else ""
    return reverse(name, args=[entry.reference, feature.place]) + box if may else ""


def shared(card: Scorecard) -> str:
    """3 of 5; 1 not known."""
    unknown = card.count(None)
    return f"{card.count(True)} of {len(card.answers)}" + (f"; {unknown} not known" if unknown else "")


def age(entry: Partnership, today: date) -> str:
    """How long it has stood (SH-34)."""
    if entry.started_on is None:
        return ""
    years = years_between(entry.started_on, today)
    return f"Set up on {day(entry.started_on)}, {number_of(years, 'year')} ago"


def warnings(entry: Partnership, documents: tuple[GoverningDocument, ...], today: date) -> list[tuple[str, str]]:
    """What is due, expired, unclear or not there among its agreements, each with the page that shows it."""
    policy = policy_in_use() if any(each.ends_on for each in documents) else None
    questions: tuple[tuple[Callable[[GoverningDocument], bool], str], ...] = (
        (lambda each: is_expired(each, today), "“{}” has expired."),
        (lambda each: policy is not None and is_renewal_due(each, today, policy), "“{}” is due for renewal."),
        (is_procurement_open, "It is unclear what “{}” is under procurement rules."),
    )
    found = [
        (words.format(each), reverse("register:agreement", args=[each.pk]))
        for each in documents
        for applies, words in questions
        if applies(each)
    ]
    if lacks_expected_agreement(entry, documents):
        found.insert(
            0,
            (
                f"A partnership of the type {entry.type} is expected to have an agreement; none is in force or agreed.",
                "",
            ),
        )
    return found

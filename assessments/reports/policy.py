"""The council's policy on one page: everything that the software works by, each with the paragraph it comes from.

It answers where a rule comes from, and who adopted the policy, when, and when it is looked at again (H14-09, SH-33,
W09-07).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assessments.models import CriteriaSet, Criterion, QuestionSet
from assessments.rules.criteria import in_force
from partnerships.templatetags.council import day as in_words
from partnerships.templatetags.council import money, plain_number, yes_no
from register.models import (
    Body,
    EntryReason,
    ExclusionClass,
    NamedRisk,
    PartnershipType,
    PlanItem,
    Policy,
    SignificanceTests,
    Theme,
)
from register.models.choices import Rating
from register.rules import significance
from register.rules.frequency import EVERY
from register.rules.words import in_list

NOT_SAID = "Not said"
LISTS = (
    ("bodies", "Bodies", Body),
    ("types", "Types of partnership", PartnershipType),
    ("themes", "Themes", Theme),
    ("priorities", "Priorities and outcomes", PlanItem),
    ("reasons", "Reasons for entering", EntryReason),
    ("classes", "What is no partnership", ExclusionClass),
    ("risks", "Named risks", NamedRisk),
)


@dataclass(frozen=True)
class Line:
    """One value of the policy: what it is, what it says, and where it comes from."""

    label: str
    text: str
    source: str


@dataclass(frozen=True)
class Part:
    """One part of the policy."""

    anchor: str
    title: str
    lines: tuple[Line, ...]
    note: str = ""


@dataclass(frozen=True)
class PolicyPage:
    """The policy in use on a day."""

    policy: Policy
    is_overdue: bool
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]


def page(policy: Policy, today: date) -> PolicyPage:
    """The policy as it applies on a day; what it says nothing about is left out."""
    due = policy.next_review_due_on
    parts = [
        Part("terms", "Terms and figures", tuple(terms(policy))),
        *tests(policy, today),
        *criteria(policy, today),
        *questions(policy, today),
        Part("routes", "Who decides", tuple(routes(policy))),
        Part("frequencies", "How often", tuple(frequencies(policy))),
        *(Part(anchor, title, tuple(listed(model))) for anchor, title, model in LISTS),
        Part("implications", "Implications that a paper answers", tuple(implications(policy))),
    ]
    return PolicyPage(policy, bool(due and due < today), facts(policy), tuple(part for part in parts if part.lines))


def facts(policy: Policy) -> tuple[tuple[str, str], ...]:
    """The record of the policy itself (H14-09, W09-07)."""
    adopted = " on ".join(filter(None, [policy.adopted_by, in_words(policy.adopted_on) if policy.adopted_on else ""]))
    constitution = policy.is_in_constitution
    return (
        ("Version", policy.edition or NOT_SAID),
        ("Adopted by", adopted or "Not adopted yet, as far as is recorded"),
        ("In effect from", in_words(policy.effective_on) if policy.effective_on else NOT_SAID),
        ("Part of the constitution", NOT_SAID if constitution is None else yes_no(constitution)),
        ("Next looked at", in_words(policy.next_review_due_on) if policy.next_review_due_on else NOT_SAID),
    )


def terms(policy: Policy) -> Iterator[Line]:
    """Words and figures, each with where it comes from."""
    values = {
        "significant_label": policy.significant_label,
        "desirable_label": policy.desirable_label,
        "lead_member_label": policy.lead_member_label,
        "lead_officer_label": policy.lead_officer_label,
        "hours_per_day": plain_number(policy.hours_per_day),
        "weeks_per_year": plain_number(policy.weeks_per_year),
        "matrix_size": f"{policy.matrix_size}; Medium from {policy.matrix_medium_from}, High from "
        f"{policy.matrix_high_from}",
    }
    names = {
        "significant_label": "The higher tier is called",
        "desirable_label": "The lower tier is called",
        "lead_member_label": "The member who answers is called",
        "lead_officer_label": "The officer in charge is called",
        "hours_per_day": "Hours of a working day",
        "weeks_per_year": "Weeks of a year",
        "matrix_size": "Levels of likelihood and impact",
    }
    yield from (Line(names[name], text, policy.sources.get(name, "")) for name, text in values.items())
    yield Line(
        "An assessment expires after", f"{policy.assessment_months} months", policy.sources.get("assessment_months", "")
    )
    source = policy.sources.get("exit_months", "")
    yield Line("An exit strategy is due before an end", f"{policy.exit_months} months", source)
    if policy.support_limit is not None:
        limit = f"{money(policy.support_limit)} over {policy.support_years} financial years"
        yield Line("Limit of support to one recipient", limit, policy.support_source)


def tests(policy: Policy, today: date) -> Iterator[Part]:
    """What makes a partnership significant, in the version of today."""
    versions = list(policy.significance_tests.all())
    current = significance.in_force(versions, today)
    if current is None or not current.is_on:
        silence = significance.silence(policy, versions, current, today)
        yield Part("significance", "What is significant", (Line("No test", silence, ""),))
        return
    note = f"In force since {in_words(current.from_on)} ({current.source})."
    yield Part("significance", "What is significant", tuple(test_lines(current)), note)


def test_lines(tests: SignificanceTests) -> Iterator[Line]:
    if tests.money_amount is not None:
        words = f"{tests.get_money_basis_display()}: {tests.get_money_operator_display()}, {money(tests.money_amount)}"
        years = "a financial year" if tests.money_years == 1 else f"over {tests.money_years} financial years"
        yield Line("Money", f"{words} {years}", tests.money_source)
    if tests.time_number is not None:
        number = f"{plain_number(tests.time_number)} {tests.get_time_unit_display()}"
        yield Line("Officer time", f"{number}: {tests.get_time_operator_display()}", tests.time_source)
    if tests.risk_kinds:
        kinds = dict(significance.RiskKind.choices)
        named = in_list([kinds[kind].lower() for kind in tests.risk_kinds])
        yield Line("Risk", f"Judged {named}", tests.risk_source)
    if tests.statute_counts:
        yield Line("Statute", "A statutory partnership is significant", tests.statute_source)


def criteria(policy: Policy, today: date) -> Iterator[Part]:
    """What High, Medium and Low mean, criterion by criterion."""
    sets: dict[str, list[CriteriaSet]] = {}
    for each in policy.criteria_sets.prefetch_related("criteria"):
        sets.setdefault(each.kind, []).append(each)
    for kind, versions in sets.items():
        if current := in_force(versions, today):
            lines = tuple(Line(each.name, levels(each), each.source) for each in current.criteria.all())
            yield Part(f"criteria-{kind}", f"Criteria of {current.get_kind_display().lower()}", lines, current.source)


def levels(criterion: Criterion) -> str:
    """What each level means."""
    return " ".join(f"{level.label}: {ended(getattr(criterion, level))}" for level in Rating)


def ended(sentence: str) -> str:
    """With one full stop, whether it came with one or not."""
    return f"{sentence.rstrip().rstrip('.')}."


def questions(policy: Policy, today: date) -> Iterator[Part]:
    """What is asked, set by set."""
    sets: dict[str, list[QuestionSet]] = {}
    for each in policy.question_sets.prefetch_related("questions"):
        sets.setdefault(each.kind, []).append(each)
    for kind, versions in sets.items():
        if current := in_force(versions, today):
            lines = tuple(
                Line(each.group or each.get_answer_display(), each.text, each.source)
                for each in current.questions.all()
            )
            yield Part(f"questions-{kind}", current.get_kind_display(), lines, f"{current.title}: {current.source}")


def routes(policy: Policy) -> Iterator[Line]:
    """Which body does what, and when."""
    for route in policy.routes.filter(is_retired=False).select_related("body"):
        when = [
            route.get_significance_display(),
            route.get_budget_display(),
            route.risk and f"Risk {route.get_risk_display().lower()}",
            route.value and f"Value {route.get_value_display().lower()}",
        ]
        conditions = in_list([words[:1].lower() + words[1:] for words in when if words])
        said = f"{route.body}: {route.get_part_display().lower()}{', where ' + conditions if conditions else ''}"
        yield Line(route.get_event_display(), said, route.source)


def frequencies(policy: Policy) -> Iterator[Line]:
    for each in policy.frequencies.all():
        only = [
            each.get_significance_display(),
            each.risk and f"{each.get_risk_display()} risk",
            "Selected" if each.only_selected else "",
        ]
        often = EVERY.get(each.every_months, f"Every {each.every_months} months")
        of = in_list([words[:1].lower() + words[1:] for words in only if words])
        yield Line(each.get_asks_display(), f"{often}{': only where ' + of if of else ''}", each.source)


def listed(model) -> Iterator[Line]:
    """The values of a list in use."""
    for value in model.objects.filter(is_retired=False):
        yield Line(str(value), getattr(value, "help_text", ""), value.source)


def implications(policy: Policy) -> Iterator[Line]:
    yield from (Line(each["name"], "", each.get("source", "")) for each in policy.implications)

"""What a business case says: written from the case and the register, and kept as it was handed in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate

from assessments.models import BusinessCase
from assessments.models.choices import CASE_UNDER_WAY, CaseStatus, Fact
from assessments.reports.known import WHERE, known
from assessments.rules.cases import TITLES
from assessments.rules.questions import Given
from assessments.workflow.case_contents import given, tier_of
from assessments.workflow.case_contents import known as known_of
from register.models import Partnership
from register.models.choices import BudgetStatus, LegalAdvice, Significance
from register.reports.parts import Row
from register.workflow.resting import stated_budget

BY_SUMS = "As the sums in the register say it."
WRITTEN = ("added_value", "similar", "consulted", "legal_note", "procurement_note", "subsidy_note")
OPEN = (CaseStatus.DRAFT, CaseStatus.RETURNED)
HELD = (*CASE_UNDER_WAY, CaseStatus.APPROVED)


@dataclass(frozen=True)
class Answered:
    """One question with its answer, whether somebody gave it here or the register holds it."""

    question: str
    lines: tuple[str, ...]
    source: str
    url: str = ""


@dataclass(frozen=True)
class Text:
    """Everything that a case says: its own fields, and the questions under their titles."""

    rows: tuple[Row, ...]
    answers: tuple[tuple[str, tuple[Answered, ...]], ...]


def text(case: BusinessCase, at: datetime) -> Text:
    """What it says: as the register stands while it is written, and as it was handed in from then on."""
    kept = case.handed_in
    if case.status in OPEN or not kept:
        return written(case, at)
    rows = tuple(Row(label, value, absent=absent, note=note) for label, value, absent, note in kept["rows"])
    answers = tuple(
        (title, tuple(Answered(question, tuple(lines), source) for question, lines, source in each))
        for title, each in kept["answers"]
    )
    return Text(rows, answers)


def written(case: BusinessCase, at: datetime) -> Text:
    """What it says today."""
    asked = given(case, at).items()
    answers = tuple((TITLES[kind], tuple(answered(case, each) for each in of_kind)) for kind, of_kind in asked)
    return Text(tuple(rows(case, at)), answers)


def copy(case: BusinessCase, at: datetime) -> dict[str, Any]:
    """The same in plain values, with what the register says, to be kept with the case."""
    found = written(case, at)
    return {
        "rows": [[row.label, row.value, row.absent, row.note] for row in found.rows],
        "answers": [
            [title, [[each.question, list(each.lines), each.source] for each in of_kind]]
            for title, of_kind in found.answers
        ],
        "register": register_says(case.partnership, at),
    }


def changed(case: BusinessCase, at: datetime) -> list[tuple[str, str, str]]:
    """What the register says otherwise by now than when it was handed in: what about, as it was, and as it is."""
    was = case.handed_in.get("register", {})
    if case.status in OPEN or case.status not in HELD or not was:
        return []
    is_now = register_says(case.partnership, at)
    return [(label, was[label], now) for label, now in is_now.items() if label in was and was[label] != now]


def register_says(entry: Partnership, at: datetime) -> dict[str, str]:
    """The facts of the register on which a case rests, in words. Ratings are kept by their assessments."""
    budget, tier = stated_budget(entry, localdate(at)), tier_of(entry)
    facts = {str(fact.label): "\n".join(known(entry, fact)) for fact in Fact}
    return {
        "Name": entry.name,
        **facts,
        "Head of service": str(entry.head_of_service or entry.head_of_service_post or ""),
        "Impact of leaving it": entry.exit_impact,
        "Is the money in the budget": str(BudgetStatus(budget).label) if budget else "",
        "How significant it is": str(Significance(tier).label) if tier else "",
    }


def answered(case: BusinessCase, each: Given) -> Answered:
    """A question with what was answered, or with what the register holds."""
    question = each.question
    if question.fact:
        fact = Fact(question.fact)
        url = reverse(f"register:{WHERE[fact]}", args=[case.partnership.reference])
        return Answered(question.text, tuple(known(case.partnership, fact)), question.source, url)
    word = {True: "Yes", False: "No", None: ""}[each.is_yes]
    return Answered(question.text, tuple(filter(None, (word, each.text))), question.source)


def rows(case: BusinessCase, at: datetime) -> Iterator[Row]:
    """What the case says by itself."""
    facts = known_of(case.partnership, at)
    no_advice = "None is needed" if case.legal_advice == LegalAdvice.NOT_NEEDED else "Not said"
    yield Row("Size", "Large or complex" if case.is_complex else "Small or simple")
    for name in WRITTEN:
        label = str(BusinessCase._meta.get_field(name).verbose_name)
        absent = no_advice if name == "legal_note" else "Not said"
        yield Row(label[:1].upper() + label[1:], getattr(case, name), absent=absent)
    if facts.budget:
        yield Row("Is the money in the budget", str(BudgetStatus(facts.budget).label), note=BY_SUMS)
    else:
        absent = "Not said" if facts.pays else "No money is put in"
        yield Row("Is the money in the budget", case.get_budget_display(), absent=absent)
    yield Row("Legal advice", case.get_legal_advice_display(), absent="Not said")
    absent = "An equality analysis is attached to the entry" if facts.has_equality else "Not said"
    yield Row("No equality analysis, because", case.equality_reason, absent=absent)

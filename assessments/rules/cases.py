"""What a business case consists of, and what it still lacks: part by part, in sentences (B15-14, B15-15, B15-49)."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.models import BusinessCase
from assessments.models.choices import AssessmentKind, QuestionKind
from assessments.rules.questions import Given, lacks
from register.models import Partnership
from register.models.choices import DecisionEvent, LegalAdvice

ASKED = (QuestionKind.CASE, QuestionKind.CONDITIONS, QuestionKind.KEY_CRITERIA, QuestionKind.SCREEN)
WORDS = {
    "added_value": "Say why it is worth more than the council acting alone.",
    "similar": "Say which similar partnerships exist, and why this one as well.",
    "consulted": "Say who was consulted.",
    "legal_advice": "Say whether legal advice is needed.",
    "procurement_note": "Say what was found on procurement.",
    "subsidy_note": "Say what was found on subsidy control.",
}
TITLES = {
    "entry": "What the register knows",
    "test": "Is it a partnership?",
    QuestionKind.CASE: "Questions about the partnership",
    QuestionKind.CONDITIONS: "Eight conditions",
    QuestionKind.KEY_CRITERIA: "Most important criteria",
    QuestionKind.SCREEN: "Law, procurement and subsidy",
    "assessments": "Risk and value",
}
FAILED_TEST = "By the last answers to the tests it is no partnership. Answer them again first, if that is wrong."
NO_BUDGET = "Say whether the money is in the budget."
# What the entry lacks, by the address of the tab that mends it.
PLACES = {
    "Add what it is for, under Purpose.": "register:entry",
    "Name the lead officer, under People.": "register:people",
    "Name the head of service, under People.": "register:people",
    "Add the impact of leaving it, under Judgement.": "register:entry",
    "Add the officer time, under Money and time.": "register:money",
    "Add what the council pays, under Money and time; nought is an answer.": "register:money",
}
PARTS = {
    "worth": ("Worth, likeness and consultation", ("added_value", "similar", "consulted")),
    "law": (
        "Advice on law, procurement and subsidy",
        ("legal_advice", "legal_note", "procurement_note", "subsidy_note"),
    ),
    "money": ("Is the money in the budget", ("budget",)),
    "equality": ("Equality", ("equality_reason",)),
}
TITLES |= {key: title for key, (title, _) in PARTS.items()}
ADVISED = (LegalAdvice.NEEDED, LegalAdvice.TAKEN)
NOT_STARTED, BEGUN, COMPLETE = "Not started", "In progress", "Completed"


@dataclass(frozen=True)
class Known:
    """What the register says of the entry, as far as the case needs it."""

    entry: Partnership
    has_hours: bool
    has_money: bool
    pays: bool
    budget: str
    has_equality: bool
    assessed: frozenset[str]
    kinds: tuple[str, ...]
    is_tested: bool
    is_partnership: bool | None


@dataclass(frozen=True)
class State:
    """How far one part has come."""

    word: str
    missing: tuple[str, ...]


def state(missing: Iterable[str], begun: bool) -> State:
    found = tuple(missing)
    return State((BEGUN if begun else NOT_STARTED) if found else COMPLETE, found)


def lacks_of_entry(known: Known) -> list[str]:
    """Facts that stand in the entry itself and are never typed again (H11-02)."""
    entry = known.entry
    found = (
        entry.function,
        entry.lead_officer_id,
        entry.head_of_service_id or entry.head_of_service_post,
        entry.exit_impact,
        known.has_hours,
        known.has_money,
    )
    return [sentence for there, sentence in zip(found, PLACES, strict=True) if not there]


def lacks_of_test(known: Known) -> list[str]:
    """The council's tests are answered before anything is handed in, and every answer is yes (H11-08, B15-03)."""
    if known.is_partnership is None:
        return ["Answer the tests whether it is a partnership."]
    return [] if known.is_partnership else [FAILED_TEST]


def lacks_of_assessments(known: Known) -> list[str]:
    """Risk and value are assessed, at least handed in, where the policy has criteria (B15-15)."""
    wanted = [kind for kind in (AssessmentKind.RISK, AssessmentKind.VALUE) if kind in known.kinds]
    return [f"Hand in the assessment of {kind.label.lower()}." for kind in wanted if kind not in known.assessed]


def lacks_of_part(case: BusinessCase, known: Known, part: str) -> list[str]:
    """What one part of the case itself lacks."""
    if part == "money":
        return [NO_BUDGET] if known.pays and not (known.budget or case.budget) else []
    if part == "equality":
        there = known.has_equality or case.equality_reason.strip()
        return [] if there else ["Attach the equality analysis to the entry, or say why none is needed."]
    wanted = {*WORDS, *(["legal_note"] if case.legal_advice in ADVISED else [])}
    words = {**WORDS, "legal_note": "Say who gives the legal advice, and what it is."}
    return [words[name] for name in PARTS[part][1] if name in wanted and not str(getattr(case, name)).strip()]


def lacks_of_carrying(case: BusinessCase, part: str) -> list[str]:
    """What was carried over from the last case is looked at and saved before it is handed in."""
    sentence = f"Look at “{TITLES[part]}” and save it: it was carried over from the last business case."
    return [sentence] if part in case.to_confirm else []


def states(case: BusinessCase, known: Known, given: dict[str, list[Given]]) -> dict[str, State]:
    """Every part in the order of the task list."""
    found = {"entry": state(lacks_of_entry(known), bool(known.entry.function))}
    if known.is_tested and case.event == DecisionEvent.JOIN:
        found["test"] = state(lacks_of_test(known), known.is_partnership is not None)
    for kind, answers in given.items():
        begun = any(each.text or each.is_yes is not None for each in answers)
        found[kind] = state([*filter(None, map(lacks, answers)), *lacks_of_carrying(case, kind)], begun)
    for part, (_, fields) in PARTS.items():
        missing = [*lacks_of_part(case, known, part), *lacks_of_carrying(case, part)]
        found[part] = state(missing, any(getattr(case, name) for name in fields))
    found["assessments"] = state(lacks_of_assessments(known), bool(known.assessed))
    return found


def missing(found: dict[str, State]) -> list[str]:
    """Everything that the case still lacks, in sentences."""
    return [sentence for each in found.values() for sentence in each.missing]

"""Which field a heading asks for.

Wordings in the registry match exactly. Any other heading is compared with all of them by meaning: words become
concepts, rare concepts weigh more, and what stands in brackets weighs less.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt

from register.columns import COLUMNS
from register.columns.future import FUTURE
from register.columns.oversight import OVERSIGHT
from register.columns.readiness import READINESS
from register.interchange.concepts import concepts
from register.interchange.fold import plain, tidy, words

ENOUGH = 0.56
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_QUESTIONS = re.compile(r"(?<=\?)\s+(?=\S)|\s*[;\n]\s*")
_ASIDE = 0.35


@dataclass(frozen=True, slots=True)
class Guess:
    """A field a heading may ask for, and how alike they are: 1 is a wording of the registry."""

    field: str
    score: float


RARE = frozenset(
    {
        "classification",
        "recommendation_heading",
        "information_to_officers",
        "information_between",
        "information_to_councils",
        "information_from_districts",
        "budget_status",
        "budget_code",
        "is_exempt",
        "exempt_paragraph",
        "reference",
        "wards",
        "service",
        "legal_basis",
        "governance_form",
        "acronym",
        "aliases",
        "reasons_for_entering",
        "officer_hours_is_estimate",
        "officer_level",
        "contribution_period",
        "is_attendance_obligatory",
        "statutory_basis",
        "meetings_per_year",
        "next_review_due_on",
        *(column.field for column in OVERSIGHT + FUTURE),
    }
)

# Their words mean money and people like those of many other columns, so that only their own wording asks for them.
LITERAL = frozenset(
    {
        "paid_to",
        "spent_on",
        "strategy_line",
        "supporting_officer",
        *(column.field for column in READINESS),
    }
)


def _key(text: str) -> str:
    return " ".join(words(text))


def _weighed(text: str) -> dict[str, float]:
    aside = " ".join(a or b for a, b in _BRACKETS.findall(text))
    main = _BRACKETS.sub(" ", text)
    found = dict.fromkeys(concepts(words(main)), 1.0)
    for concept in concepts(words(aside)):
        found.setdefault(concept, _ASIDE if found else 1.0)
    return found


def _examples() -> list[tuple[str, str]]:
    return [(column.field, text) for column in COLUMNS if column.imported for text in (column.label, *column.headings)]


_EXACT: dict[str, str] = {}
for _field, _text in _examples():
    _EXACT.setdefault(_key(_text), _field)

_FIELDS_WITH: Counter[str] = Counter()
for _column in COLUMNS:
    _FIELDS_WITH.update({c for text in (_column.label, *_column.headings) for c in _weighed(text)})


_STRANGE = 0.9


def _rarity(concept: str) -> float:
    seen = _FIELDS_WITH.get(concept, 0)
    return log(1 + len(COLUMNS) / (1 + seen)) if seen else _STRANGE


def _vector(text: str) -> dict[str, float]:
    return {concept: weight * _rarity(concept) for concept, weight in _weighed(text).items()}


def _length(vector: dict[str, float]) -> float:
    return sqrt(sum(weight * weight for weight in vector.values()))


_LITERAL = {_key(text): name for name, text in _examples() if name in LITERAL}


def literal(heading: str) -> str | None:
    """The field whose own wording the heading is, or ends with, behind the words that name a council."""
    return next((name for text, name in _LITERAL.items() if f" {_key(heading)}".endswith(f" {text}")), None)


_VECTORS = [
    (name, vector, _length(vector)) for name, text in _examples() if name not in LITERAL and (vector := _vector(text))
]


@lru_cache(maxsize=2_000)
def guesses(heading: str) -> tuple[Guess, ...]:
    """The fields a heading may ask for, likeliest first."""
    text = tidy(heading)
    if own := literal(text):
        return (Guess(own, 1.0),)
    exact = _EXACT.get(_key(text))
    best: dict[str, float] = {exact: 1.0} if exact else {}
    vector = _vector(text)
    size = _length(vector)
    for name, other, length in _VECTORS:
        shared = sum(weight * other[concept] for concept, weight in vector.items() if concept in other)
        score = (0.85 if name in RARE else 0.97) * shared / (size * length) if shared else 0.0
        if score > best.get(name, 0.3):
            best[name] = score
    return tuple(sorted((Guess(name, score) for name, score in best.items()), key=lambda guess: -guess.score))


def best(heading: str) -> Guess | None:
    """The likeliest field, or None where no field is likely enough."""
    found = guesses(heading)
    return found[0] if found and found[0].score >= ENOUGH else None


def questions(heading: str) -> tuple[str, ...]:
    """The separate questions of a heading that asks several: 'Strategic? Statutory? (Y/N)' has two."""
    parts = [part.strip() for part in _QUESTIONS.split(heading.strip()) if part and re.search(r"[A-Za-z]", part)]
    joined: list[str] = []
    for part in parts:
        if joined and part.startswith("("):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return tuple(joined)


def asked(heading: str) -> tuple[str, ...]:
    """The fields of a heading that asks two or more different things, in the order asked; else nothing."""
    parts = questions(heading)
    if len(parts) < 2:
        return ()
    found = [guess.field for part in parts if (guess := best(part))]
    if len(set(found)) < 2:
        return ()
    return tuple(dict.fromkeys(found + (["is_attendance_obligatory"] if _asks_duty(heading, found) else [])))


def _asks_duty(heading: str, found: list[str]) -> bool:
    return "is_statutory" in found and bool(re.search(r"oblig|must", plain(heading)))

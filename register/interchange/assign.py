"""Giving every column of a sheet at most one meaning, the likeliest first."""

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from partnerships.spreadsheets.workbook import Raw, column_letters
from register.columns import BY_FIELD, Kind
from register.interchange.cells.money import financial_year
from register.interchange.cells.parsed import Context, Parsed, empty
from register.interchange.concepts import concepts, is_concept, is_known
from register.interchange.converters import parser_of
from register.interchange.fold import plain, tidy, words
from register.interchange.headings import ENOUGH, asked, guesses, literal
from register.interchange.reading import ReadColumn, Severity
from register.interchange.vocabulary import Vocabulary

CLOSED = frozenset(
    {
        Kind.RATING,
        Kind.YES_NO,
        Kind.ORIENTATION,
        Kind.TYPE,
        Kind.LEVELS,
        Kind.POSITION,
        Kind.SIGNIFICANCE,
        Kind.MONEY,
        Kind.HOURS,
        Kind.DATE,
        Kind.START,
        Kind.END,
        Kind.CHOICE,
        Kind.PERIOD,
        Kind.NUMBER,
        Kind.CHANGE,
        Kind.COUNT,
    }
)
MESSY = frozenset({Kind.MONEY, Kind.HOURS, Kind.DATE, Kind.START, Kind.END})
OPEN = frozenset({Kind.TEXT, Kind.LONG_TEXT})
REPEATED = frozenset(
    {
        "representatives",
        "themes",
        "partners",
        "priorities",
        "aliases",
        "comments",
        "contact",
        "recommendation",
        "value_added",
        "exit_risk",
        "information_sharing",
        "representative_level",
    }
)
SAMPLE = 30
LEAST = 0.35
_STAR = re.compile(r"[*†‡]")
Wish = tuple[float, int, tuple[str, ...]]
_RATED = re.compile(r"^(?:h|m|l|hi|high|med|medium|low|red|amber|green)$")


def assign(headings: Sequence[str], cells: Sequence[Sequence[Raw]], vocabulary: Vocabulary) -> list[ReadColumn]:
    """What each heading stands for, given the cells below it. A heading that nothing explains has no field."""
    columns = [_column(index, heading, cells[index]) for index, heading in enumerate(headings)]
    wishes: list[Wish] = []
    for column in columns:
        if column.heading:
            wishes += [
                (score, column.index, fields) for fields, score in _wishes(column, cells[column.index], vocabulary)
            ]
    taken: dict[str, list[ReadColumn]] = defaultdict(list)
    for score, index, fields in sorted(wishes, key=lambda wish: (-wish[0], wish[1])):
        column = columns[index]
        if (
            not column.fields
            and _is_free(column, fields, taken, vocabulary)
            and not (column.filled and _better_elsewhere(wishes, taken, index, fields, score))
        ):
            column.fields, column.score = fields, score
            for field in fields:
                taken[field].append(column)
    _label(taken, vocabulary)
    return columns


def _better_elsewhere(
    wishes: list[Wish], taken: dict[str, list[ReadColumn]], index: int, fields: tuple[str, ...], score: float
) -> bool:
    """Whether a column that would be the second for its field fits another field, not yet taken, nearly as well."""
    if not any(taken.get(field) for field in fields):
        return False
    return any(
        place == index and other != fields and worth >= 0.7 * score and not any(taken.get(field) for field in other)
        for worth, place, other in wishes
    )


def _column(index: int, heading: str, cells: Sequence[Raw]) -> ReadColumn:
    filled = len(cells) - cells.count(None) - cells.count("")
    return ReadColumn(index, column_letters(index), tidy(heading), starred=bool(_STAR.search(heading)), filled=filled)


def _wishes(column: ReadColumn, cells: Sequence[Raw], vocabulary: Vocabulary) -> list[tuple[tuple[str, ...], float]]:
    compound = asked(column.heading)
    if compound:
        return [(compound, 1.0)]
    sample = list(islice((raw for raw in cells if not empty(raw)), SAMPLE))
    likely = [guess for guess in guesses(column.heading) if guess.score >= ENOUGH]
    found = [((guess.field,), guess.score * _fit(guess.field, sample, vocabulary)) for guess in likely]
    return [(fields, score) for fields, score in found if score >= LEAST]


def _fit(field: str, sample: Sequence[Raw], vocabulary: Vocabulary) -> float:
    """How well the cells suit the field: 1 when nothing speaks against it."""
    if not sample or field not in BY_FIELD:
        return 1.0
    kind = BY_FIELD[field].kind
    if kind in CLOSED:
        context = Context(field, vocabulary=vocabulary, choices=BY_FIELD[field].choices)
        parser = parser_of(field)
        good = sum(_plainness(parser(raw, context)) for raw in sample) / len(sample)
        return 0.75 + 0.25 * good if kind in MESSY else 0.5 + 0.5 * good
    if kind in OPEN:
        rated = sum(isinstance(raw, str) and bool(_RATED.match(plain(raw[:20]))) for raw in sample)
        numeric = sum(isinstance(raw, int | float) and not isinstance(raw, bool) for raw in sample)
        return 1 - 0.35 * (rated + numeric) / len(sample) if field != "reference" else 1.0
    if kind is Kind.NAME:
        texts = [plain(raw) for raw in sample if isinstance(raw, str)]
        return 0.6 + 0.4 * len(set(texts)) / len(sample)
    return 1.0


def _plainness(parsed: Parsed) -> float:
    if all(remark.severity is Severity.NOTE for remark in parsed.remarks):
        return 1.0
    return 0.3 if parsed.values else 0.0


def _is_free(
    column: ReadColumn, fields: tuple[str, ...], taken: dict[str, list[ReadColumn]], vocabulary: Vocabulary
) -> bool:
    for field in fields:
        others = taken.get(field)
        if not others or field in REPEATED:
            continue
        if not BY_FIELD[field].council:
            return False
        mine = _mark(column, vocabulary)
        if not any(mine) or mine in [_mark(other, vocabulary) for other in others]:
            return False
        if not any(_asks_alike(column.heading, other.heading) for other in others):
            return False
    return True


def _asks_alike(one: str, other: str) -> bool:
    """Whether two headings ask the same once the words that name a council are left out."""
    if own := literal(one):
        return own == literal(other)
    mine, theirs = (
        {concept for concept in concepts(words(text)) if is_concept(concept)} - {"council"} for text in (one, other)
    )
    return bool(mine & theirs) and len(mine & theirs) >= 0.5 * len(mine | theirs)


def _mark(column: ReadColumn, vocabulary: Vocabulary) -> tuple[str | None, str | None]:
    return council_of(column.heading, vocabulary), financial_year(plain(column.heading))


def _label(taken: dict[str, list[ReadColumn]], vocabulary: Vocabulary) -> None:
    """Say whose a column is: a council the policy knows, or, where columns differ by a word alone, that word."""
    for field, columns in taken.items():
        if not BY_FIELD[field].council:
            continue
        known = {council.name for council in vocabulary.councils}
        labels = [council_of(column.heading, vocabulary) for column in columns]
        for column, label in zip(columns, labels, strict=True):
            if label in known or len({one for one in labels if one}) > 1:
                column.council = label


def council_of(heading: str, vocabulary: Vocabulary) -> str | None:
    """The council a heading names: one the policy knows, or else its words that mean nothing in headings."""
    text = f" {plain(heading)} "
    for council in vocabulary.councils:
        for name in sorted((council.name, *council.short_names), key=len, reverse=True):
            if re.search(rf"(?<![a-z0-9]){re.escape(plain(name))}(?![a-z0-9])", text):
                return council.name
    strange = [
        word for word in re.findall(r"[A-Za-z][\w&']*", re.sub(r"\([^()]*\)", " ", heading)) if not is_known(word)
    ]
    return " ".join(strange) or None

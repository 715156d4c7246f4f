"""Names of partnerships: what makes two the same, what a name holds besides, when it is no name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    Context,
    Parsed,
    Remark,
    doubt,
    finite,
    is_clock,
    is_day,
    quoted,
    text_of,
)
from register.interchange.fold import plain, tidy
from register.interchange.reading import Severity, shown

LONGEST = 250
REMEDY = "Enter the full name of the partnership."
_ACRONYM = re.compile(r"\s*\(\s*(?P<acronym>(?=[^)]*[A-Z][^)]*[A-Z])[A-Z][A-Za-z0-9&.\-]{1,9})\s*\)\s*$")
_NOW = re.compile(
    r"^(?P<old>.+?)\s*[(,\-–]\s*(?:now (?:called |known as )?|renamed (?:as |to )?|became )(?P<new>[^()]+?)\s*\)?$",
    re.I,
)
_WAS = re.compile(
    r"^(?P<new>.+?)\s*[(,\-–]\s*(?:formerly|previously|was|replaces|replaced)\s+(?:called |known as "
    r"|the )?(?P<old>[^()]+?)\s*\)?$",
    re.I,
)
_STUCK = re.compile(r"\s*[-–:(]?\s*(?P<sum>£\s?[\d,.]+\s?[km]?(?:\s?(?:p\.?a\.?|per annum))?)\s*\)?$", re.I)
_SEVERAL = (
    re.compile(
        r"\ball (?:\w+ ){0,3}except\b|\bexcept(?:ing)? (?:for )?the\b|\bexcluding\b|\bapart from\b|\bother than\b", re.I
    ),
    re.compile(r"\bx\s?\d{1,2}\b|\b\d{1,2}\s?x\b|\(\d{1,2}\)\s*$", re.I),
    re.compile(r"\bsee (?:below|above|list)\b|\bvarious\b|\betc\b|\band (?:all )?(?:its |their )?sub-?groups\b", re.I),
    re.compile(r"[a-z)]\s*[;•]\s*[A-Za-z]|\w{3,}\.\s+[A-Z]\w+.*\s\w"),
    re.compile(r"\n\s*\S+\s+\S+.*\n"),
)
_NOISE = re.compile(r"[^\w&+]+")
_TAIL_WORDS = frozenset(
    [
        "board",
        "group",
        "groups",
        "partnership",
        "partnerships",
        "committee",
        "forum",
        "panel",
        "programme",
        "project",
        "team",
        "scheme",
        "network",
        "executive",
        "steering",
        "sub-group",
        "subgroup",
        "trust",
        "service",
        "services",
        "company",
        "ltd",
        "limited",
        "consortium",
        "alliance",
        "board).",
    ]
)
_UNNAMED = frozenset(
    [
        "?",
        "??",
        "???",
        "n/a",
        "na",
        "tbc",
        "tba",
        "tbd",
        "none",
        "nil",
        "unknown",
        "name",
        "new",
        "blank",
        "x",
        "xx",
        "xxx",
        "test",
    ]
)
_SENTENCE = 12
_CROWD = 60


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """What two spellings of one name share: '&' is 'and'; case, dashes, full stops, possessives, spaces and a final
    bracketed acronym make no difference."""
    text = plain(_ACRONYM.sub("", tidy(name)))
    text = re.sub(
        r"\b(?:[a-z]\.){2,}",
        lambda match: match.group().replace(".", ""),
        text.replace("&", " and ").replace("+", " and "),
    )
    text = re.sub(r"'s?\b|s'(?=\s|$)", lambda match: "s" if "s" in match.group() else "", text)
    return " ".join(word for word in _NOISE.sub(" ", text.replace("_", " ")).split() if word != "the")


def acronym(name: str) -> str | None:
    """The short form in brackets at the end of a name, or None."""
    found = _ACRONYM.search(tidy(name))
    return found["acronym"].replace(".", "") if found else None


def usable(raw: Raw) -> bool:
    """Whether a cell can name a partnership: it has letters and does not only say that nothing is known."""
    if not isinstance(raw, str):
        return False
    text = plain(raw[:LONGEST]).strip(" .-_*")
    return (
        bool(re.search(r"[a-z].*[a-z0-9]|[a-z]\d|\d.*[a-z]", text))
        and text not in _UNNAMED
        and not text.startswith("#")
    )


def describes_several(name: str) -> bool:
    """Whether a name stands for more than one partnership, so that somebody has to say whether to split it."""
    return any(pattern.search(name) for pattern in _SEVERAL)


def is_fragment(text: str) -> bool:
    """Whether a text is more likely the end of a name that ran over than a name: 'Board', 'and Housing Group'."""
    parts = plain(text).strip(" ().,").split()
    if not parts or len(parts) > 4:
        return False
    joins = (
        re.match(r"(?:and|&|of|for|the|in|with|to)\b", plain(text))
        or tidy(text)[:1] in "(&)/-"
        or tidy(text)[:1].islower()
    )
    return bool(joins) or all(part in _TAIL_WORDS for part in parts)


def is_sentence(text: str) -> bool:
    """Whether a text is a remark rather than a name."""
    text = tidy(text)
    if text.startswith(("*", "†", "‡", "Note:", "Notes:", "NB", "N.B.", "Source:", "Key:")):
        return True
    number = len(text.split())
    return number > _SENTENCE or (
        number > 6 and bool(re.search(r"\b(?:is|are|was|were|has|have|will|should|must|not)\b", text))
    )


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a name: its acronym, a former name and money stuck to it come apart, several partnerships are asked."""
    if raw is None or not usable(raw):
        return _unusable(raw)
    text = tidy(text_of(raw)).strip(" ;,")
    remarks: list[Remark] = []
    if len(text) > LONGEST:
        remarks.append(_asked(f"{quoted(raw)} is longer than {LONGEST} characters and was cut. Shorten it."))
        text = text[:LONGEST].rstrip()
    if stuck := _STUCK.search(text):
        remarks.append(
            _asked(f"{quoted(raw)} ends with a sum, {stuck['sum']}. Move it to the contribution if it belongs there.")
        )
        text = text[: stuck.start()].rstrip()
    values = _named(text, raw, remarks)
    if describes_several(text if "\n" not in shown(raw).strip() else shown(raw)):
        values["describes_several"] = True
        found = f"{quoted(raw)} describes several partnerships. Split it, or confirm that it is one entry."
        remarks.append(_asked(found))
    return Parsed(values, tuple(remarks))


def _asked(message: str) -> Remark:
    return Remark(Severity.CONFIRM, message, "name")


def _named(text: str, raw: Raw, remarks: list[Remark]) -> dict[str, object]:
    values: dict[str, object] = {}
    short = acronym(text)
    changed = None if short else _NOW.match(text) or _WAS.match(text)
    if changed:
        remarks.append(
            _asked(
                f"{quoted(raw)} gives a new and a former name; '{changed['new']}' is suggested. Confirm or correct it."
            )
        )
        values["aliases"] = [changed["old"].strip()]
        text = changed["new"].strip()
        short = acronym(text)
    values["name"] = _ACRONYM.sub("", text) if short else text
    return values | ({"acronym": short} if short else {})


def _unusable(raw: Raw) -> Parsed:
    if raw is None or not text_of(raw):
        return Parsed({}, (Remark(Severity.ERROR, f"The row has no name. {REMEDY}", "name"),))
    if finite(raw) or is_day(raw) or is_clock(raw):
        return Parsed({}, (Remark(Severity.ERROR, f"{quoted(raw)} is not a name. {REMEDY}", "name"),))
    return Parsed({}, (Remark(Severity.ERROR, f"{quoted(raw)} cannot be used as a name. {REMEDY}", "name"),))


def acronym_cell(raw: Raw, context: Context) -> Parsed:
    """Read a column of short forms."""
    if raw is None:
        return Parsed()
    text = text_of(raw).strip("()- .?")
    if not text:
        return Parsed()
    if len(text) > 30:
        return doubt(f"{quoted(raw)} is too long for an acronym. Enter the short form alone.", "acronym")
    return Parsed({"acronym": text})


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two names that may be one: positions in what was searched and in what was searched for, and a score to 100."""

    position: int
    other: int
    score: float


def near(names: Sequence[str], others: Sequence[str], least: float = 90.0) -> list[Likeness]:
    """The likeliest namesake of each name among the others, where one is alike enough without being the same.

    Only names that share all but one word, or all letters but the spaces, are compared, so that time grows with the
    number of names and not with its square.
    """
    known = [key(name) for name in others]
    index: dict[str, list[int]] = {}
    for position, text in enumerate(known):
        for trace in _traces(text):
            index.setdefault(trace, []).append(position)
    wanted = known if others is names else [key(name) for name in names]
    found = ((position, _nearest(text, known, index, least)) for position, text in enumerate(wanted))
    return [Likeness(position, *hit) for position, hit in found if hit]


def _traces(text: str) -> set[str]:
    parts = text.split()
    shorter = (
        {" ".join(parts[:skip] + parts[skip + 1 :]) for skip in range(len(parts))} if 1 < len(parts) <= 20 else set()
    )
    return shorter | {text, "".join(parts), " ".join(sorted(parts))}


def _nearest(text: str, known: Sequence[str], index: dict[str, list[int]], least: float) -> tuple[int, float] | None:
    places = {place for trace in _traces(text) if len(hits := index.get(trace, ())) <= _CROWD for place in hits}
    scored = [(fuzz.ratio(text, known[place]), -place) for place in places if known[place] != text]
    good = [(score, -place) for score, place in scored if score >= least and not differs(text, known[-place])]
    return max(((place, score) for score, place in good), key=lambda hit: hit[1], default=None)


def differs(one: str, other: str) -> bool:
    """Whether two alike keys are told apart by a number or a place word each has of its own."""
    mine, theirs = set(one.split()), set(other.split())
    own, their = mine - theirs, theirs - mine
    if any(word.isdigit() for word in own | their):
        return True
    return bool(own and their) and max(fuzz.ratio(word, twin) for word in own for twin in their) < 70


def keys_of(name: str, short: str | None = None, aliases: Iterable[str] = ()) -> set[str]:
    """All the keys a record may be found by."""
    return {found for text in (name, *aliases) if (found := key(text))} | ({key(short)} if short else set())

"""The council's own types of partnership."""

from functools import lru_cache

from rapidfuzz import fuzz

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import NOTHING, Context, Parsed, doubt, empty, quoted, text_of, usual
from register.interchange.fold import plain, words

FIELD = "partnership_type"


@lru_cache(maxsize=5_000)
def _key(text: str) -> str:
    return " ".join(word for word in words(text) if word not in ("partnership", "partnerships", "type", "group"))


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the type against the policy's list (`SH-15`). A near miss has to be confirmed."""
    if empty(raw):
        return NOTHING
    types = context.vocabulary.types
    remedy = f"Choose one of: {', '.join(types.values())}." if types else "The policy has no types."
    if isinstance(raw, str) and (ready := usual(raw, FIELD, remedy)):
        return ready
    key = _key(text_of(raw))
    for code, label in types.items():
        if key in (_key(label), plain(code), _key(code.replace("_", " "))):
            return Parsed({FIELD: code})
    near = sorted(((fuzz.ratio(key, _key(label)), code) for code, label in types.items()), reverse=True)[:2]
    alone = near and near[0][0] >= 80 and (len(near) == 1 or near[0][0] - near[1][0] >= 10)
    if not alone:
        return doubt(f"{quoted(raw)} is not a type of the policy. {remedy}", FIELD)
    label = types[near[0][1]]
    return doubt(f"{quoted(raw)} is read as {label}. Confirm or correct it.", FIELD, {FIELD: near[0][1]})

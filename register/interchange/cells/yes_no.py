"""Yes, no, and the Act that is named beside it."""

import re

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain
from register.interchange.reading import Severity

REMEDY = "Answer yes or no."
_YES = frozenset(
    {"y", "yes", "true", "✓", "✔", "☑", "t", "statutory", "stat", "mandatory", "obligatory", "required", "1"}
)
_NO = frozenset(
    {
        "n",
        "no",
        "false",
        "✗",
        "✘",
        "f",
        "non-statutory",
        "non statutory",
        "nonstatutory",
        "not statutory",
        "voluntary",
        "discretionary",
        "optional",
        "0",
        "non-stat",
        "none",
    }
)
_PRINTED = re.compile(r"^(?:y\W*n|yes\W*(?:or\W*)?no|yes/no/?.*|y\s*or\s*n)\W*$")
_LEADING = re.compile(
    r"^(?P<answer>non\W{0,2}statutory|not statutory|yes|no|y|n|statutory|stat|✓"
    r"|✔)(?![a-z'])[\s.]*(?P<rest>(?:[-:;,(–—].*|\w.*))?$"
)
_BASIS = re.compile(
    r"\bact\b|\b(?:19|20)\d\d\b|regulation|section|s\.\s?\d|order|duty|statut|legislat|required|requires", re.I
)
_UNSURE = re.compile(
    r"\b(?:until|till|was|were|no|not|non|yes|longer|lapsed?|repealed|expired|ended|former\w*|previous\w*|once|n"
    r"|part(?! (?:[ivx]+|\d+)\b)\w*"
    r"|but|probabl\w*|possib\w*|think|believe|tbc|maybe|perhaps|may|should|except|some|mostly|usually|sometimes"
    r"|voluntary|discretion\w*|option\w*|advis\w*|guidance)\b|\?|^\W*\d+$|^of\b"
)


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a yes or no (`B15-43`, `H11-28`). 'Y/N' left unfilled says nothing."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, bool):
        return Parsed({context.field: raw})
    if isinstance(raw, str) and (ready := usual(raw, context.field, REMEDY)):
        return ready
    text = plain(text_of(raw)).strip(" .!*")
    if _PRINTED.match(text):
        return note(f"{quoted(raw)} was left as printed; the answer is unknown. {REMEDY}", context.field)
    if text in _YES or text in _NO:
        return Parsed({context.field: text in _YES})
    leading = _LEADING.match(text)
    if leading:
        return _with_rest(leading, raw, context)
    if text == "x":
        return doubt(f"{quoted(raw)} may be a tick or a cross. {REMEDY}", context.field, {context.field: True})
    if re.search(r"\bact\b.{0,20}\b(?:19|20)\d\d\b", text) and context.field == "is_statutory":
        values = {"is_statutory": True, "statutory_basis": text_of(raw)}
        return doubt(f"{quoted(raw)} names an Act, so yes is suggested. Confirm or correct it.", context.field, values)
    return doubt(f"{quoted(raw)} is neither yes nor no. {REMEDY}", context.field)


def _with_rest(leading: re.Match[str], raw: Raw, context: Context) -> Parsed:
    answer = leading["answer"] in ("yes", "y", "statutory", "stat", "✓", "✔")
    rest = text_of(raw)[-len(leading["rest"]) :].strip(" -:;,–—") if leading["rest"] else ""
    rest = rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") else rest
    values: dict[str, object] = {context.field: answer}
    if not rest or plain(rest) in ("partnership", "body", "duty"):
        return Parsed(values)
    word = "yes" if answer else "no"
    basis = context.field == "is_statutory" and _BASIS.search(rest)
    if _UNSURE.search(plain(rest)) or (basis and not answer and not plain(rest).startswith("statutory ")):
        return doubt(f"{quoted(raw)} is read as {word}. Confirm or correct it.", context.field, values)
    if basis and answer:
        return Parsed(values | {"statutory_basis": rest})
    return Parsed(
        values, (Remark(Severity.NOTE, f"{quoted(raw)} is read as {word}; '{rest}' is kept as a note.", context.field),)
    )

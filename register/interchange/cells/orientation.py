"""Strategic or operational."""

import re

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import NOTHING, Context, Parsed, doubt, empty, note, quoted, text_of, usual
from register.interchange.fold import plain

FIELD = "orientation"
REMEDY = "Choose strategic or operational."
_STRATEGIC = re.compile(r"^(?:s|strat|strategic|strategy|steering|oversight|strategic level|strategic partnership)$")
_OPERATIONAL = re.compile(
    r"^(?:o|op|ops|oper|operational|tactical|delivery|delivery group|operational/tactical"
    r"|operational level|operational partnership)$"
)
_BOTH = re.compile(
    r"^(?:both|s\W*o|(?:strat\w*)\W*(?:&|and|/|,|-)?\W*(?:and )?(?:op\w*)|(?:op\w*)\W*(?:&|and|/|,"
    r"|-)?\W*(?:and )?(?:strat\w*))$"
)
_PRINTED = re.compile(r"^strategic\s*/\s*operational$|^s\s*/\s*o$")


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the orientation (`B15-44`). A partnership that is both has to be given one of the two."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, str) and (ready := usual(raw, FIELD, REMEDY)):
        return ready
    text = plain(text_of(raw)).strip(" .")
    if _STRATEGIC.match(text):
        return Parsed({FIELD: "strategic"})
    if _OPERATIONAL.match(text):
        return Parsed({FIELD: "operational"})
    if _PRINTED.match(text):
        return note(f"{quoted(raw)} may have been left as printed; nothing is set. {REMEDY}", FIELD)
    if _BOTH.match(text):
        return doubt(f"{quoted(raw)} names both. {REMEDY}", FIELD)
    found = {word for word in ("strategic", "operational") if re.search(rf"\b{word}\b", text)}
    if len(found) == 1:
        value = found.pop()
        return doubt(f"{quoted(raw)} is read as {value}. Confirm or correct it.", FIELD, {FIELD: value})
    return doubt(f"{quoted(raw)} is neither strategic nor operational. {REMEDY}", FIELD)

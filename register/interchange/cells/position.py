"""Control, influence or information: the council's position in a partnership."""

import re

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import NOTHING, Context, Parsed, doubt, empty, note, quoted, text_of, usual
from register.interchange.fold import plain

FIELD = "council_position"
REMEDY = "Choose control, influence or information."
_SURE = {
    "control": re.compile(
        r"^(?:c|cont|control|controls|controlling|chair|chairs|chairing|chairman|lead|leads|lead partner|leading|host)$"
    ),
    "influence": re.compile(r"^(?:inf|infl|influence|influences|influencing|influential)$"),
    "information": re.compile(r"^(?:info|information|informed|observer|observe|observing)$"),
}
_ROOTS = {
    "control": re.compile(r"\bcontrol|\bchair|\blead(?:s|ing)?\b"),
    "influence": re.compile(r"\binfl"),
    "information": re.compile(r"\binfo|\bobserv"),
}
_LIKELY = {
    "inform": "information",
    "attendee": "information",
    "attends": "information",
    "partner": "influence",
    "voting member": "influence",
    "member": "influence",
    "full member": "influence",
    "i": None,
}


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the position (`B15-39`). 'Inform' and 'Partner' may mean more than one, so they are asked."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, str) and (ready := usual(raw, FIELD, REMEDY)):
        return ready
    text = plain(text_of(raw)).strip(" .")
    for value, pattern in _SURE.items():
        if pattern.match(text):
            return Parsed({FIELD: value})
    found = [value for value, pattern in _ROOTS.items() if pattern.search(text)] if text not in _LIKELY else []
    if len(found) == 3:
        return note(f"{quoted(raw)} was left as printed; the position is unknown. {REMEDY}", FIELD)
    if len(found) == 1 and len(text.split()) <= 4 and not re.search(r"\bnot?\b", text):
        return Parsed({FIELD: found[0]})
    value = found[0] if found else _LIKELY.get(text)
    if value:
        return doubt(f"{quoted(raw)} is read as {value}. {REMEDY}", FIELD, {FIELD: value})
    return doubt(f"{quoted(raw)} is not a position of the council. {REMEDY}", FIELD)

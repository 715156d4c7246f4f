"""The three results of reading a cell: a value, a value with a doubt, or no value and the reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from math import isfinite

from partnerships.spreadsheets.workbook import Raw
from register.interchange.fold import plain, tidy
from register.interchange.reading import Severity, shown
from register.interchange.vocabulary import Vocabulary

LONGEST = 2_000
ERRORS = frozenset({"#ref!", "#n/a", "#value!", "#div/0!", "#name?", "#null!", "#num!", "#spill!", "#calc!"})
BLANKS = frozenset({"", "-", "--", "---", ".", "…", "...", "_"})
UNKNOWNS = frozenset(
    {
        "?",
        "??",
        "???",
        "tbc",
        "tba",
        "tbd",
        "t.b.c.",
        "to be confirmed",
        "to be agreed",
        "to be advised",
        "unknown",
        "not known",
        "n/k",
        "nk",
        "not sure",
        "not available",
        "awaited",
        "pending",
        "to follow",
    }
)
NOT_APPLICABLE = frozenset({"n/a", "na", "n.a.", "n.a", "not applicable"})
_RAISED = re.compile(r"[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]")


@dataclass(frozen=True, slots=True)
class Remark:
    """What has to be said about a cell, and about which field when the cell fills several."""

    severity: Severity
    message: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of a cell by field, unknown ones left out, and what has to be said about them.

    `contributions` are for cells that name several councils' money at once.
    """

    values: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    contributions: tuple[Mapping[str, object], ...] = ()

    @property
    def doubt(self) -> str | None:
        """What a person has to confirm, or None."""
        return next((r.message for r in self.remarks if r.severity is Severity.CONFIRM), None)

    @property
    def note(self) -> str | None:
        """What is worth telling without asking, or None."""
        return next((r.message for r in self.remarks if r.severity is Severity.NOTE), None)


NOTHING = Parsed()


@dataclass(frozen=True)
class Context:
    """What the heading and the policy say about the cells of one column."""

    field: str
    heading: str = ""
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    council: str | None = None
    starred: bool = False
    choices: tuple[tuple[str, str], ...] = ()


Parser = Callable[[Raw, Context], Parsed]


def note(message: str, field: str | None = None, values: Mapping[str, object] | None = None) -> Parsed:
    """A result that only has to be told."""
    return Parsed(values or {}, (Remark(Severity.NOTE, message, field),))


def doubt(message: str, field: str | None = None, values: Mapping[str, object] | None = None) -> Parsed:
    """A result that a person has to confirm; without values, one that a person has to supply."""
    return Parsed(values or {}, (Remark(Severity.CONFIRM, message, field),))


def quoted(raw: Raw, most: int = 60) -> str:
    """The cell as quoted in a message, cut when it is long."""
    text = tidy(shown(raw))
    return f"'{text[: most - 1]}…'" if len(text) > most else f"'{text}'"


def text_of(raw: Raw) -> str:
    """The cell as tidy text; never longer than a reader of patterns can bear."""
    return tidy(shown(raw)[:LONGEST])


def empty(raw: Raw) -> bool:
    """Whether a cell says nothing at all. Zero and No say something."""
    if raw is None:
        return True
    if not isinstance(raw, str):
        return False
    text = raw.strip()
    return (len(text) <= 3 and text in BLANKS) or (not text.isascii() and len(text) < 40 and tidy(text) in BLANKS)


def finite(raw: Raw) -> bool:
    """Whether a cell is a usable number. True and False are answers, not numbers."""
    return isinstance(raw, int | float) and not isinstance(raw, bool) and isfinite(raw) and abs(raw) < 1e15


def is_day(raw: Raw) -> bool:
    """Whether the spreadsheet itself holds the cell as a date."""
    return isinstance(raw, date | datetime)


def is_clock(raw: Raw) -> bool:
    """Whether the spreadsheet holds the cell as a time or a length of time."""
    return isinstance(raw, time | timedelta)


def usual(raw: Raw, field: str, remedy: str) -> Parsed | None:
    """The result of a cell that is blank, an error of the spreadsheet, unknown or not applicable; else None."""
    if empty(raw):
        return NOTHING
    if not isinstance(raw, str):
        return None
    if _RAISED.search(raw):
        return doubt(f"{quoted(raw)} holds a small raised figure, perhaps of a footnote. {remedy}", field)
    key = plain(raw[:LONGEST]).strip(" .!") or plain(raw[:LONGEST])
    if plain(raw[:20]) in ERRORS:
        return doubt(f"{quoted(raw)} is an error of the spreadsheet, not a value. {remedy}", field)
    if key in UNKNOWNS or not key.strip("? ."):
        return note(f"{quoted(raw)} is not a value; it is left unknown. {remedy}", field)
    if key in NOT_APPLICABLE:
        return note(f"{quoted(raw)} is read as no value. {remedy}", field)
    return None

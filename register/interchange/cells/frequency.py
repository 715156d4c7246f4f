"""How often a partnership meets: the words as typed, and meetings a year where they say so."""

import re
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.numbers import SMALL, rounded, said, spelt
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    finite,
    is_day,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain
from register.interchange.reading import Severity

TEXT = "meeting_frequency"
FIELD = "meetings_per_year"
REMEDY = "Enter how often it meets, such as Quarterly."
_IRREGULAR = re.compile(
    r"as (?:and when )?(?:required|needed|necessary)|ad[ -]?hoc|as and when|irregular|varies|various"
    r"|when (?:required|needed)|on demand|virtual"
)
_TWO_MEANINGS = {
    re.compile(r"\bbi[ -]?monthly\b"): (6, "every two months or twice a month"),
    re.compile(r"\bbi[ -]?annual(?:ly)?\b"): (2, "twice a year or every two years"),
    re.compile(r"\bbi[ -]?weekly\b"): (26, "every two weeks or twice a week"),
}
_WORDS = (
    (re.compile(r"\bfortnight"), 26),
    (
        re.compile(
            r"\bhalf[ -]?year|\bsix[ -]monthly|\b6[ -]monthly|\bevery 6 months|\bbiannual"
            r"|\btwice (?:yearly|annually|a year|per)|\b2 (?:yearly|annually)"
        ),
        2,
    ),
    (re.compile(r"\bbiennial|\bevery (?:2|other) years?|\b2[ -]yearly"), Decimal("0.5")),
    (re.compile(r"\bevery other month|\balternate months?"), 6),
    (
        re.compile(
            r"\bq(?:uarter|t|tr|rt|rtr)ly|\bquarterly|\b1/4ly|\b0\.25 ?ly|\beach quarter|\bper quarter|\bevery quarter"
        ),
        4,
    ),
    (re.compile(r"\btermly|\beach term|\bper term|\bevery term"), 3),
    (
        re.compile(
            r"\bmonthly|\bof (?:the|each|every) month|\bof month|\beach month|\bevery month\b|\bper month|\ba month\b"
        ),
        12,
    ),
    (re.compile(r"\bweekly|\beach week|\bevery week\b|\bper week"), 52),
    (re.compile(r"\bannual|\byearly|\bper year\b|\beach year\b|\bevery year\b"), 1),
)
_TIMES = re.compile(
    rf"(?P<low>{SMALL})\s*(?:(?:-|to|or)\s*(?P<high>{SMALL})\s*)?"
    r"(?:(?:x|\*|times|meetings?)\s*(?:/|per|a|an|each|every|in the|in)?\s*|(?:/|per|a|each|every|in the|in)\s+|(?=p))"
    r"(?P<period>p\.?\s?/?\s?a\b|annum|year|annually|yearly|month|quarter|week)"
)
_EVERY = re.compile(
    rf"(?:every|each)?\s*(?P<low>{SMALL})(?:\s*(?:-|to|or)\s*(?P<high>{SMALL}))?[ -]*(?P<unit>week|month"
    rf"|day)s?(?:ly)?\b"
)
_A_YEAR = {"month": 12, "quarter": 4, "week": 52}


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the frequency (`B15-43`). The words are kept; a wording with two meanings is asked."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, bool) or is_day(raw):
        return doubt(
            f"{quoted(raw)} is not a frequency; the spreadsheet may have changed what was typed. {REMEDY}", TEXT
        )
    if finite(raw):
        return _of_number(Decimal(str(raw)), raw)
    if not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a frequency. {REMEDY}", TEXT)
    if ready := usual(raw, TEXT, REMEDY):
        return ready
    typed = text_of(raw)
    if re.fullmatch(r"\d{1,3}(?:\.\d+)?", typed):
        return _of_number(Decimal(typed), raw)
    remark, times = _times(plain(typed), raw)
    values: dict[str, object] = {TEXT: typed} | ({} if times is None else {FIELD: rounded(times, "0.01")})
    return Parsed(values, (remark,) if remark else ())


def _of_number(number: Decimal, raw: Raw) -> Parsed:
    if not 0 <= number <= 366:
        return doubt(f"{quoted(raw)} is not a number of meetings. {REMEDY}", TEXT)
    values = {TEXT: text_of(raw), FIELD: rounded(number, "0.01")}
    return note(f"{quoted(raw)} is read as that many meetings a year.", FIELD, values)


def _remark(severity: Severity, message: str) -> Remark:
    return Remark(severity, message, FIELD)


def _times(text: str, raw: str) -> tuple[Remark | None, Decimal | None]:
    for pattern, (number, meanings) in _TWO_MEANINGS.items():
        if pattern.search(text):
            line = f"{quoted(raw)} may mean {meanings}; {number} meetings a year is suggested. Confirm or correct it."
            return _remark(Severity.CONFIRM, line), Decimal(number)
    if re.search(r"\bnot met\b|\bno longer meets?\b|\bdormant\b", text):
        return _remark(
            Severity.CONFIRM, f"{quoted(raw)} says that it does not meet. Check whether it still exists."
        ), None
    if _IRREGULAR.search(text):
        return None, None
    number, ranged = _number(
        spelt(text.replace("twice", "2 times").replace("once", "1 times").replace("thrice", "3 times"))
    )
    if number is None:
        number, ranged = _dates(text)
    if number is None:
        return _remark(Severity.NOTE, f"{quoted(raw)} gives no number of meetings a year; the words are kept."), None
    if number > 366:
        return _remark(Severity.CONFIRM, f"{quoted(raw)} is more meetings than days in a year. {REMEDY}"), None
    if ranged:
        middle = said(rounded(number, "0.1"))
        line = f"{quoted(raw)} is not one figure; {middle} meetings a year is suggested. Confirm or correct it."
        return _remark(Severity.CONFIRM, line), rounded(number, "0.1")
    return None, number


def _number(text: str) -> tuple[Decimal | None, bool]:
    several = len(re.findall(r"weekly|monthly|quarterly|annual|yearly", text)) > 1
    if match := _TIMES.search(text):
        middle, ranged = _middle(match)
        return middle * _A_YEAR.get(match["period"], 1), ranged or several
    if (match := _EVERY.search(text)) and not re.search(r"\b1/4ly", text):
        middle, ranged = _middle(match)
        a_year = {"week": Decimal(52), "month": Decimal(12), "day": Decimal(365)}[match["unit"]]
        return (a_year / middle if middle else None), ranged
    found = [(match.start(), Decimal(number)) for pattern, number in _WORDS if (match := pattern.search(text))]
    return (min(found)[1], several) if found else (None, False)


def _middle(match: re.Match[str]) -> tuple[Decimal, bool]:
    low = Decimal(match["low"])
    return ((low + Decimal(match["high"])) / 2, True) if match["high"] else (low, False)


def _dates(text: str) -> tuple[Decimal | None, bool]:
    months = re.findall(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", text)
    return (Decimal(len(months)), True) if len(months) > 1 else (None, False)


def number(raw: Raw, context: Context) -> Parsed:
    """Read a column that holds the number of meetings itself."""
    if empty(raw):
        return NOTHING
    parsed = parse(raw, context)
    values = {FIELD: parsed.values[FIELD]} if FIELD in parsed.values else {}
    remarks = tuple(remark for remark in parsed.remarks if remark.severity is not Severity.NOTE)
    if values or remarks:
        return Parsed(values, remarks)
    return doubt(f"{quoted(raw)} is not a number of meetings a year. Enter one figure, such as 4.", FIELD)

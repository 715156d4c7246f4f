"""Dates of agreements and reviews, day before month, with what the precision allows."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    finite,
    is_clock,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain
from register.interchange.reading import Severity

START, END = "agreement_starts_on", "agreement_ends_on"
REMEDY = "Enter a date such as 1 April 2016, or leave it blank."
_MONTHS = {
    name: index
    for index, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19|20)\d{2}|'?\d{2}"
_MOMENT = re.compile(
    rf"(?P<iso>\b(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}\b)"
    rf"|\b(?P<d>\d{{1,2}})\s?[/.\-]\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?(?P<y>{_YEAR})\b"
    rf"|\b(?P<d2>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?(?:of )?[\s\-]?(?P<m2>{_MONTH})\b\.?[\s,\-]*(?P<y2>{_YEAR})?\b"
    rf"|\b(?P<m5>{_MONTH})\s?(?P<d5>\d{{1,2}})\s?(?:st|nd|rd|th)?\s?,?\s(?P<y5>(?:19|20)\d{{2}})\b"
    rf"|\b(?P<m3>{_MONTH})\b\.?[\s\-]*(?P<y3>{_YEAR})\b"
    rf"|\b(?P<f1>(?:20)?\d{{2}})\s?/\s?(?P<f2>(?:20)?\d{{2}})\b"
    rf"|\b(?P<y4>(?:19|20)\d{{2}})\b"
)
_ENDING = re.compile(
    r"\b(?:ends?|ending|ended|until|till|to|expires?|expiry|expired|finish(?:es)?|terminates?|through|end of)"
    r"\s*(?:in|on)?\s*$"
)
_BEGINNING = re.compile(
    r"\b(?:from|since|start(?:s|ed|ing)?|commenc\w+|began|begins|established|joined|signed)\s*(?:in|on)?\s*$"
)
_OPEN = re.compile(r"\b(?:onwards?|ongoing|on-going|rolling|continuing|open[ -]ended|indefinite|no end)\b")
_NO_DATE = re.compile(
    r"^(?:ongoing|on-going|rolling|continuing|open[ -]ended|indefinite|annual(?:ly)?|none|no agreement"
    r"|not signed|informal)\.?$"
)
_ODD = re.compile(r"\d{5,}|<\w+>")
_EARLIEST, _LATEST = 1900, 2100
_LIKELY = range(1950, 2051)
_DAY_OR_YEAR = re.compile(rf"\b(?:{_MONTH})\.?\s\d{{2}}$")


@dataclass(frozen=True, slots=True)
class _Moment:
    first: date
    last: date
    exact: bool
    start: int
    stop: int


def _of_cell(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    if finite(raw) and 18_264 <= raw <= 73_050 and float(raw).is_integer():
        return date(1899, 12, 30) + timedelta(days=int(raw))
    return None


def _plausible(day: date) -> bool:
    return _EARLIEST <= day.year <= _LATEST


def _year(text: str) -> int:
    figures = int(text.strip("'"))
    return figures if figures >= 100 else 2000 + figures if figures < 70 else 1900 + figures


def _span(year: int, month: int | None = None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _moment(match: re.Match[str], years: list[date]) -> _Moment | None:
    try:
        first, last = _days(match, years)
    except (ValueError, StopIteration):
        return None
    return _Moment(first, last, first == last, *match.span())


def _days(match: re.Match[str], years: list[date]) -> tuple[date, date]:
    if match["iso"]:
        day = date.fromisoformat(match["iso"])
    elif match["d"]:
        day = date(_year(match["y"]), int(match["m"]), int(match["d"]))
    elif match["d2"]:
        day = _day_of_month(match, years)
    elif match["m5"]:
        day = date(_year(match["y5"]), _MONTHS[match["m5"]], int(match["d5"]))
    elif match["m3"]:
        return _span(_year(match["y3"]), _MONTHS[match["m3"]])
    elif match["f1"]:
        return _financial(match)
    else:
        return _span(int(match["y4"]))
    return day, day


def _day_of_month(match: re.Match[str], years: list[date]) -> date:
    month, number = _MONTHS[match["m2"]], int(match["d2"])
    if match["y2"]:
        return date(_year(match["y2"]), month, number)
    later = next(day for day in years if day)
    year = later.year - ((month, number) > (later.month, later.day))
    return date(year, month, number)


def _financial(match: re.Match[str]) -> tuple[date, date]:
    start = _year(match["f1"][-2:])
    if (start + 1) % 100 != int(match["f2"][-2:]):
        raise ValueError
    return date(start, 4, 1), date(start + 1, 3, 31)


def _moments(text: str) -> tuple[list[_Moment], bool]:
    matches = list(_MOMENT.finditer(text))
    known = [moment.last for match in matches if (not match["d2"] or match["y2"]) and (moment := _moment(match, []))]
    moments = [_moment(match, known) for match in matches]
    good = [moment for moment in moments if moment and _plausible(moment.first) and _plausible(moment.last)]
    return good, len(good) == len(moments)


def parse(raw: Raw, context: Context) -> Parsed:
    """Read the dates of an agreement (`SH-19`). A column of starts or ends may still hold both."""
    if empty(raw):
        return NOTHING
    if day := _of_cell(raw):
        return _single(day, raw, context)
    if is_clock(raw) or not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a date. {REMEDY}", context.field)
    if re.fullmatch(r"\s*\d{5}\s*", raw) and (day := _of_cell(int(raw))):
        return _single(day, int(raw), context)
    return usual(raw, context.field, REMEDY) or _read(raw, context)


def _single(day: date, raw: Raw, context: Context) -> Parsed:
    if not _plausible(day):
        return doubt(f"{quoted(raw)} is too far away to be right. {REMEDY}", context.field)
    values = {context.field: day}
    if day.year not in _LIKELY:
        return doubt(f"{quoted(raw)} is read as {_said(day)}. Confirm or correct it.", context.field, values)
    if not finite(raw):
        return Parsed(values)
    meant = f"{quoted(raw)} is a number that a spreadsheet may show as {_said(day)}."
    return doubt(f"{meant} Confirm or correct it.", context.field, values)


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _read(raw: str, context: Context) -> Parsed:
    text = plain(text_of(raw))
    if _NO_DATE.match(text):
        return note(f"{quoted(raw)} gives no date and is kept as a note.", context.field)
    moments, sound = _moments(text)
    if _ODD.search(text) or not sound or len(moments) > 2:
        return doubt(f"{quoted(raw)} is not a date that can be right. {REMEDY}", context.field)
    if not moments:
        return _wordy(text, raw, context)
    return _placed(moments, text, raw, context)


def _wordy(text: str, raw: str, context: Context) -> Parsed:
    if re.search(r"\d", text):
        return doubt(f"{quoted(raw)} is not a date. {REMEDY}", context.field)
    return note(f"{quoted(raw)} gives no date and is kept as a note. {REMEDY}", context.field)


def _placed(moments: list[_Moment], text: str, raw: str, context: Context) -> Parsed:
    values = _ends(moments, text, context)
    if START in values and END in values and values[END] < values[START]:
        return doubt(f"{quoted(raw)} ends before it starts. {REMEDY}", context.field)
    rest = _left(moments, text)
    if any(moment.first.year not in _LIKELY for moment in moments):
        rest = "a year that is far away"
    if all(moment.exact for moment in moments) and not rest:
        return Parsed(values)
    exact_month = all(moment.exact or _is_month(moment) for moment in moments)
    known = " and ".join(
        f"{'start' if field != END else 'end'} {_said(day)}" for field, day in sorted(values.items(), reverse=True)
    )
    if exact_month and not rest and not _DAY_OR_YEAR.search(text):
        return note(f"{quoted(raw)} is read as {known}.", next(iter(values)), values)
    return doubt(f"{quoted(raw)} is read as {known}. Confirm or correct it.", next(iter(values)), values)


def _left(moments: list[_Moment], text: str) -> str:
    """What a wording says beside its dates. Between two dates only what joins a start to an end is understood."""
    before, after = text[: moments[0].start], text[moments[-1].stop :]
    between = text[moments[0].stop : moments[-1].start] if len(moments) > 1 else ""
    rest = re.sub(r"[\s.,():;]|\b(?:to|from|until)\b", "", f"{before} {after}")
    return rest + ("" if re.fullmatch(r"\s*(?:-|to|until|till)?\s*", between) else between.strip())


def _is_month(moment: _Moment) -> bool:
    return (moment.first.year, moment.first.month) == (moment.last.year, moment.last.month)


def _ends(moments: list[_Moment], text: str, context: Context) -> dict[str, date]:
    if len(moments) == 2:
        return (
            {START: moments[0].first, END: moments[1].last}
            if context.field in (START, END)
            else {context.field: moments[0].first}
        )
    only = moments[0]
    before = text[: only.start]
    if context.field not in (START, END):
        return {context.field: only.first}
    if _ENDING.search(before):
        return {END: only.last}
    if _BEGINNING.search(before) or _OPEN.search(text):
        return {START: only.first}
    if (
        not only.exact
        and re.search(r"\d\s?/\s?\d", text)
        and only.last != only.first
        and only.first.month == 4
        and only.first.day == 1
        and only.last.month == 3
    ):
        return {START: only.first, END: only.last}
    return {context.field: only.last if context.field == END else only.first}


def single(raw: Raw, context: Context) -> Parsed:
    """Read one date."""
    return parse(raw, context)


def contradiction(starts: date | None, ends: date | None) -> Remark | None:
    """What to say when the end of an agreement, read from another cell, comes before its start."""
    if starts is None or ends is None or starts <= ends:
        return None
    line = f"The agreement ends on {_said(ends)}, before it starts on {_said(starts)}. Correct one of the two."
    return Remark(Severity.CONFIRM, line, END)

"""Officer time, turned into hours a month; what was typed stays beside it."""

import re
from datetime import time, timedelta
from decimal import Decimal

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.numbers import APPROXIMATE, AT_LEAST, AT_MOST, SMALL, rounded, said, spelt
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
from register.interchange.vocabulary import Vocabulary

FIELD = "officer_hours_per_month"
ESTIMATE = "officer_hours_is_estimate"
REMEDY = "Enter hours a month as one figure, such as 6.5, or leave it blank if they are not known."
MOST = Decimal(744)
_NONE = frozenset({"nil", "none", "zero", "no time", "nil hours", "no hours", "0 hours", "0 hrs"})
_DAY = r"days?"
_HOUR = r"hours?|hrs?|hr|h"
_FULL_TIME = r"f\.?t\.?e\.?|w\.?t\.?e\.?"
_MINUTE = r"minutes?|mins?"
_FIGURE = re.compile(
    rf"(?<![\w.,])(?P<figure>{SMALL})(?!,\d)\s*(?P<unit>{_HOUR}|{_DAY}|{_FULL_TIME}|{_MINUTE})?(?![a-z\d]|\.\d)"
)
_RANGE = re.compile(rf"(?P<low>{SMALL})\s*(?:-|to)\s*(?P<high>{SMALL})")
_MONTHLY = r"\bp\.?\s?m\b|per month|(?:1|a|each|every) month|monthly|/\s?m(?:on)?th\b|pcm"
_WEEKLY = r"\bp\.?\s?w\b|per week|(?:1|a|each|every) week|weekly|/\s?w(?:ee)?k\b"
_QUARTERLY = r"\bp\.?\s?q\b|per q(?:uarte|t|rt)r|(?:1|a|each|every) q(?:uarte|t|rt)r|quarterly|/\s?q(?:uarte|t|rt)r\b"
_YEARLY = r"\bp\.?\s?/?\s?a\b|per annum|per y(?:ea)?r|(?:1|a|each|every) y(?:ea)?r|annual(?:ly)?|yearly|/\s?y(?:ea)?r\b"
_PERIODS = tuple(
    (re.compile(pattern), name)
    for pattern, name in ((_WEEKLY, "week"), (_MONTHLY, "month"), (_QUARTERLY, "quarter"), (_YEARLY, "year"))
)
_UNDERSTOOD = re.compile(
    r"\b(?:of|for|the|in|on|to|total|average|averages|avg|av|about|around|approx\w*|circa|ca?|roughly|est|estimated?|only"
    r"|officers?'?|staff|time|meetings?|mtgs?|prep\w*|attend\w*|including|incl?|inc|and|nil|cost)\b|[~]"
)
_AVERAGE = re.compile(r"\b(?:on average|average|avg|av)\b")
_NOT_HOURS = re.compile(
    r"[£€$%]|\d\s?(?:officers?|meetings?|mtgs?|members?|staff|posts?|people|persons?|visits?)\b(?! hours?)"
)
_OTHER_PERIOD = re.compile(
    rf"\b(?:per|a|each|every) (?:day|meeting|mtg|term|fortnight|session|visit|partnership|officer|person|{SMALL})\b"
    r"|\bdaily\b|fortnight|bi-?month|every other|half[ -]year|\btermly\b|\bpercent|%"
)
_MEETINGS = re.compile(rf"(?P<hours>{SMALL})\s*(?:{_HOUR})\s*(?:x|\*|times)\s*(?P<times>{SMALL})")


def parse(raw: Raw, context: Context) -> Parsed:
    """Read officer time (`H14-24`, `B15-43`, `B15-53`). A word alone is no number; blank is unknown, not 0."""
    if empty(raw):
        return NOTHING
    if isinstance(raw, bool) or is_day(raw):
        return doubt(
            f"{quoted(raw)} is not a number of hours; the spreadsheet may have changed what was typed. {REMEDY}", FIELD
        )
    if isinstance(raw, time | timedelta):
        return _of_clock(raw, context)
    if re.search(r"[£€$%]", context.heading) and not re.search(r"hours?|hrs?|days?", plain(context.heading)):
        return doubt(f"{quoted(raw)} stands under a heading that does not count hours. {REMEDY}", FIELD)
    if finite(raw):
        return _kept(Decimal(str(raw)), "", raw, context, ())
    if not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a number of hours. {REMEDY}", FIELD)
    return usual(raw, FIELD, REMEDY) or _read(raw, context)


def _of_clock(raw: time | timedelta, context: Context) -> Parsed:
    seconds = raw.total_seconds() if isinstance(raw, timedelta) else raw.hour * 3600 + raw.minute * 60 + raw.second
    return _kept(Decimal(int(seconds)) / 3600, "", raw, context, ())


def _read(raw: str, context: Context) -> Parsed:
    parted = re.sub(r"(?<=\d)(?=[½¼¾])", " ", text_of(raw))
    text = spelt(re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain(parted)))
    if text.strip(" .") in _NONE:
        return _kept(Decimal(0), text, raw, context, ())
    if re.match(r"\(?-\s?\d|\([\d.]+\)$", text):
        return doubt(f"{quoted(raw)} looks like a negative number of hours. {REMEDY}", FIELD)
    if _NOT_HOURS.search(text) and not _MEETINGS.search(text):
        return doubt(f"{quoted(raw)} does not say plainly how many hours. {REMEDY}", FIELD)
    if ranged := _RANGE.search(text):
        return _ranged(ranged, text, raw, context)
    if each := _MEETINGS.search(text):
        total = Decimal(each["hours"]) * Decimal(each["times"]) / 12
        return _kept(total, "hours a month", raw, context, (f"{quoted(raw)} is read as that many times a year.",))
    figures = list(_FIGURE.finditer(text))
    if not figures and re.search(r"\d", text):
        return doubt(f"{quoted(raw)} is not a number of hours that can be read for certain. {REMEDY}", FIELD)
    if not figures:
        return note(f"{quoted(raw)} is not a number of hours and is kept as a note. {REMEDY}", FIELD)
    return _of_figures(figures, text, raw, context)


def _ranged(ranged: re.Match[str], text: str, raw: str, context: Context) -> Parsed:
    low, high = Decimal(ranged["low"]), Decimal(ranged["high"])
    if not low < high:
        return doubt(f"{quoted(raw)} is not one number of hours. {REMEDY}", FIELD)
    middle = (low + high) / 2
    rest = text[: ranged.start()] + f"{middle}" + text[ranged.end() :]
    unit = f"{rest} {_FIGURE.search(rest)['unit'] or ''}" if _FIGURE.search(rest) else rest
    said_so = f"{quoted(raw)} is a range. Enter one figure, such as {said(rounded(middle, '0.01'))}."
    return _kept(middle, unit, raw, context, (said_so,), plain_remark=True, estimate=True)


def _of_figures(figures: list[re.Match[str]], text: str, raw: str, context: Context) -> Parsed:
    total = Decimal(figures[0]["figure"])
    remarks: list[str] = []
    if len(figures) > 1 and "+" in text and all(figure["unit"] == figures[0]["unit"] for figure in figures):
        total = sum((Decimal(figure["figure"]) for figure in figures), Decimal(0))
        remarks.append(f"{quoted(raw)} is added up to {said(total)}.")
    elif len(figures) > 1:
        remarks.append(f"{quoted(raw)} holds several figures; the first is suggested.")
    elif _left(text):
        remarks.append(f"{said(total)} is taken from {quoted(raw)}.")
    if AT_LEAST.search(text) or AT_MOST.search(text):
        remarks.append(f"{quoted(raw)} is a limit, not a figure.")
    approximate = bool(APPROXIMATE.search(text) or _AVERAGE.search(text))
    return _kept(total, text, raw, context, tuple(remarks), estimate=approximate or bool(remarks))


def _left(text: str) -> str:
    """What of a wording was not understood, once figure, unit and period are taken away."""
    rest = _FIGURE.sub(" ", text, count=1)
    for pattern, _ in _PERIODS:
        rest = pattern.sub(" ", rest)
    return re.sub(r"[\s.,:;()]", "", _UNDERSTOOD.sub(" ", rest))


def _unit(text: str) -> str:
    figure = _FIGURE.search(text)
    unit = (figure["unit"] if figure else None) or ""
    if re.fullmatch(_FULL_TIME, unit):
        return "fte"
    if re.fullmatch(_MINUTE, unit):
        return "minute"
    return "day" if unit.startswith("day") else "hour" if unit else ""


def _heading_unit(heading: str) -> str:
    text = plain(heading)
    if re.search(r"\bhours?\b|\bhrs?\b", text):
        return "hour"
    if re.search(r"\bfte\b|\bwte\b", text):
        return "fte"
    return "day" if re.search(r"\bdays?\b", text) else "hour"


def _period(text: str) -> str | None:
    return next((name for pattern, name in _PERIODS if pattern.search(text)), None)


def _factor(unit: str, period: str, vocabulary: Vocabulary) -> Decimal:
    full_time = vocabulary.hours_per_day * vocabulary.days_per_week
    if unit == "fte":
        return full_time * vocabulary.weeks_per_month
    hours = {"hour": Decimal(1), "day": vocabulary.hours_per_day, "minute": Decimal(1) / 60}[unit]
    return (
        hours
        * {"week": vocabulary.weeks_per_month, "month": 1, "quarter": Decimal(1) / 3, "year": Decimal(1) / 12}[period]
    )


def _kept(
    figure: Decimal,
    text: str,
    raw: Raw,
    context: Context,
    remarks: tuple[str, ...],
    *,
    plain_remark: bool = False,
    estimate: bool = False,
) -> Parsed:
    unit = _unit(text) or _heading_unit(context.heading)
    period = _period(text) or _period(plain(context.heading)) or "month"
    factor = _factor(unit, period, context.vocabulary)
    hours = rounded(figure * factor, "0.000001" if factor == 1 else "0.01")
    if hours > MOST:
        return doubt(f"{quoted(raw)} is more hours than a month has. {REMEDY}", FIELD)
    if hours < 0:
        return doubt(f"{quoted(raw)} is a negative number of hours. {REMEDY}", FIELD)
    values: dict[str, object] = {FIELD: hours, ESTIMATE: bool(estimate or context.starred)}
    if (unit, period) != ("hour", "month") or not finite(raw):
        values["officer_hours_as_typed"] = text_of(raw)
    ending = "" if plain_remark else " Confirm or correct it."
    if not remarks and _uncertain(figure, text, plain(context.heading)):
        remarks = (f"It is not certain how many hours a month {quoted(raw)} means.",)
    found = [Remark(Severity.CONFIRM, f"{line}{ending}", FIELD) for line in remarks]
    return Parsed(values, (*found, *_turned(unit, period, hours, raw)))


def _uncertain(figure: Decimal, text: str, heading: str) -> bool:
    """Whether a figure may count something else: a period of no fixed length, a share of a post, hours and minutes,
    days without a period under a heading that counts hours.
    """
    if _OTHER_PERIOD.search(text) or re.search(r"\d\.[1-5]0\b", text):
        return True
    if _period(text):
        return False
    if _unit(text) == "day" and not re.search(r"\bdays?\b", heading):
        return True
    share = 0 < figure < 1 and not _unit(text) and not re.search(r"hours?|hrs?|days?|fte|wte", heading)
    return share or bool(_OTHER_PERIOD.search(heading) or re.search(r"\b(?:meetings?|mtgs?)\b", text))


def _turned(unit: str, period: str, hours: Decimal, raw: Raw) -> tuple[Remark, ...]:
    """What to say of a figure that was not in hours a month; a share of a full-time post rests on an assumption."""
    if (unit, period) == ("hour", "month"):
        return ()
    line = f"{quoted(raw)} is read as {said(hours)} hours a month."
    if unit == "fte":
        return (Remark(Severity.CONFIRM, f"{line} Confirm or correct it.", FIELD),)
    return (Remark(Severity.NOTE, line, FIELD),)

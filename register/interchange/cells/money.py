"""Money: amount in pounds, what period it is for, whether it is in kind, which council and year."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from partnerships.spreadsheets.workbook import Raw
from register.interchange.cells.numbers import APPROXIMATE, AT_LEAST, decimal, rounded, said
from register.interchange.cells.parsed import (
    NOTHING,
    Context,
    Parsed,
    Remark,
    doubt,
    empty,
    finite,
    is_clock,
    is_day,
    note,
    quoted,
    text_of,
    usual,
)
from register.interchange.fold import plain
from register.interchange.reading import Severity

FIELD = "contribution"
REMEDY = "Enter a sum in pounds, such as 8000, or leave it blank if it is not known."
MOST = Decimal("9999999999.99")
_SUM = re.compile(
    r"(?:(?P<pound>£\s?)|(?<![\w.,']))(?P<figure>\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,2})?"
    r"|\d{1,3}\.\d{3,4}(?=\s?(?:m|mn|million)\b))"
    r"\s?(?P<unit>k|m|mn|million|thousand|bn)?(?![\w.]*\d|[,']\w)(?=\W|p\.?a\b|$)"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_BRACKETED = re.compile(r"^-?\(\s?£?\s?[\d,. ]+\s?(?:k|m)?\s?\)\W*$")
_NONE = frozenset(
    {"nil", "none", "zero", "no cost", "no contribution", "no money", "nothing", "£nil", "£0", "nil cost"}
)
_NO_MONEY = re.compile(r"^(?:no|nil)\b.{0,60}\b(?:fund|cost|contribution|money|financ|budget|cash|charge)")
_ANNUAL = re.compile(r"(?:\b|(?<=[\dk]))p\.?\s?a\b|per annum|(?:per|a|each|every) year|annual|yearly|/\s?y(?:ea)?r\b")
_ONCE = re.compile(r"one[ -]?off|\bonce\b|non[ -]recurr|single payment|\bcapital\b|one[ -]time")
_YEARS = re.compile(
    r"(?:over|for|across) (?:\d+|two|three|four|five|six|ten) years|multi[ -]?year|\d[ -]year (?:deal|grant)"
)
_RATE = re.compile(
    r"(?:\bper|\ba|\beach|/)\s?(?P<unit>month|quarter|week|head|resident|hour|day|meeting|member|partner|council"
    r"|district|authority|household|capita|visit)\b|\b(?P<word>monthly|quarterly|weekly|pcm|p\.?m|p\.?w|p\.?q)\b"
)
_TIMES = {"month": 12, "monthly": 12, "pcm": 12, "pm": 12, "quarter": 4, "quarterly": 4, "pq": 4}
_TIMES |= {"week": 52, "weekly": 52, "pw": 52}
_NOT_POUNDS = re.compile(r"[€$%]|\b(?:eur|euros?|usd|dollars?|percent|per cent)\b")
_NO_SUMS_OF = re.compile(
    r"\d\s?(?:h|hours?|hrs?|days?|weeks?|months?|fte|wte|officers?|members?|meetings?|staff|posts?|miles)\b"
    r"|\b(?:officer|staff|member)s?'? time\b"
)
_SPELT = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand|million)\b")
_THOUSANDS = re.compile(r"£\s?'?0{3}s?\b|\(\s?'?0{3}'?s?\s?\)|\bthousands?\b|(?<=\W)£?k\b")
_LIKE_A_YEAR = range(1990, 2050)
_UNDERSTOOD = re.compile(
    r"(?:\b|(?<=[\dk]))p\.?\s?a\b\.?|\b(?:per|a|each|every) (?:year|annum)\b|/\s?y(?:ea)?r\b|\b(?:annual(?:ly)?|yearly"
    r"|one[ -]?off|one[ -]time|once|non[ -]recurring|single payment|capital|revenue|cash|grants?|subscriptions?|subs?"
    r"|membership|fees?|contributions?|contributes|funding|payments?|paid|total|sla|core|gbp|pounds?|sterling|only|for"
    r"|of|the|to|towards|in|financial year|over (?:\d+|two|three|four|five|six|ten) years|multi[ -]?year)\b"
)
_KIND = re.compile(r"\bin[ -]kind\b|officer time only|staff time only|accommodation only|room hire only")
_FINANCIAL_YEAR = re.compile(
    r"(?<![\d/.\-])\b(?P<start>(?:20)?\d{2})\s?[/-]\s?(?P<end>(?:20)?\d{2})\b(?!\s?[/.\-]\s?\d)"
)


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a sum of money. Blank is unknown, a nought or 'Nil' is none, a word alone is no number (`H14-24`)."""
    if empty(raw):
        return NOTHING
    if finite(raw):
        return _bare(Decimal(str(raw)), raw, context)
    if is_day(raw) or is_clock(raw) or not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a sum of money. {REMEDY}", FIELD)
    return usual(raw, FIELD, REMEDY) or _read(raw, context)


def _bare(amount: Decimal, raw: Raw, context: Context) -> Parsed:
    """A figure alone. The heading says what it counts; what may be a year, a number of something or a tick is asked."""
    heading = plain(context.heading)
    if _THOUSANDS.search(heading) and amount > 0:
        return _in_thousands(amount, raw, context)
    if amount in _LIKE_A_YEAR and amount % 50:
        return _kept(amount, raw, context, (f"{quoted(raw)} may be a year; £{said(amount)} is suggested.",))
    if 0 < amount < 10 and amount == amount.to_integral_value():
        return _kept(amount, raw, context, (f"{quoted(raw)} is a very small sum; £{said(amount)} is suggested.",))
    turned, rate = _yearly(amount, heading, raw)
    if turned is None:
        return doubt(rate[0], FIELD)
    return _kept(turned, raw, context, rate if amount else ())


def _in_thousands(amount: Decimal, raw: Raw, context: Context) -> Parsed:
    if amount >= 1_000:
        line = f"{quoted(raw)} stands under a heading in thousands; £{said(amount)} is suggested."
        return _kept(amount, raw, context, (line,))
    kept = _kept(amount * 1_000, raw, context, ())
    line = f"{quoted(raw)} is read as £{said(rounded(amount * 1_000, '0.01'))}: the heading is in thousands."
    return Parsed(kept.values, (*kept.remarks, Remark(Severity.NOTE, line, FIELD)))


def _read(raw: str, context: Context) -> Parsed:
    text = plain(text_of(raw)).replace("gbp", "£")
    if text.strip(" .") in _NONE:
        return _kept(Decimal(0), raw, context, ())
    if shared := _by_council(text, raw, context):
        return shared
    sums = [(match, amount) for match in _SUM.finditer(_without_years(text)) if (amount := _amount(match)) is not None]
    if _KIND.search(text) and not any(match["pound"] for match, _ in sums):
        return _in_kind(raw, bool(sums))
    if not sums:
        return _no_sum(text, raw, context)
    if _NOT_POUNDS.search(text):
        return doubt(f"{quoted(raw)} is not a sum in pounds. {REMEDY}", FIELD)
    if _NO_SUMS_OF.search(text) and not any(match["pound"] for match, _ in sums):
        return doubt(f"{quoted(raw)} speaks of time or of a number of things, not of money. {REMEDY}", FIELD)
    if len(sums) == 1 and not sums[0][0]["pound"] and sums[0][0].span() == (0, len(text)):
        return _bare(sums[0][1], raw, context)
    return _first(text, raw, context, sums)


def _in_kind(raw: str, holds_figures: bool) -> Parsed:
    values = {"contribution_in_kind": True}
    line = f"{quoted(raw)} is kept as a contribution in kind, without a sum. {REMEDY}"
    return doubt(line, FIELD, values) if holds_figures else note(line, FIELD, values)


def _without_years(text: str) -> str:
    return _FINANCIAL_YEAR.sub(
        lambda match: " " * len(match.group()) if financial_year(match.group()) else match.group(), text
    )


def _amount(match: re.Match[str]) -> Decimal | None:
    number = decimal(match["figure"])
    return None if number is None else number * _SCALES.get(match["unit"] or "", 1)


def _no_sum(text: str, raw: str, context: Context) -> Parsed:
    if _NO_MONEY.search(text):
        return Parsed(
            {FIELD: Decimal(0)},
            (Remark(Severity.CONFIRM, f"{quoted(raw)} is read as £0. Confirm, or clear it.", FIELD),),
        )
    if re.search(r"\d", text) or _SPELT.search(text):
        return doubt(f"{quoted(raw)} holds no sum that can be read for certain. {REMEDY}", FIELD)
    return note(f"{quoted(raw)} holds no sum of money and is kept as a note. {REMEDY}", FIELD)


def _first(text: str, raw: str, context: Context, sums: list[tuple[re.Match[str], Decimal]]) -> Parsed:
    marked = [pair for pair in sums if pair[0]["pound"]] or sums
    match, amount = marked[0]
    remarks: list[str] = []
    around = text[max(0, match.start() - 2) : match.end() + 2]
    if _BRACKETED.match(text) or ("(" in around and ")" in around and not match["pound"] and text.startswith("(")):
        return doubt(f"{quoted(raw)} looks like a negative sum. {REMEDY}", FIELD)
    if re.search(r"-\s?£?$", text[: match.start("figure")]) and match.start() <= 2:
        return doubt(f"{quoted(raw)} is a negative sum. A contribution cannot be less than nothing. {REMEDY}", FIELD)
    if ranged := _range(text, raw, marked):
        return ranged
    if len(marked) > 1:
        remarks.append(f"{quoted(raw)} names several sums; the first, £{said(amount)}, is suggested.")
    if AT_LEAST.search(text) or re.search(r"\+\s*vat", text):
        remarks.append(f"{quoted(raw)} may be more than £{said(amount)}.")
    if APPROXIMATE.search(text):
        remarks.append(f"{quoted(raw)} is an approximate sum; £{said(amount)} is suggested.")
    if _KIND.search(text):
        remarks.append(f"{quoted(raw)} names a sum and something in kind; £{said(amount)} in kind is suggested.")
    turned, rate = _yearly(amount, text if _RATE.search(text) or period_of(text) else plain(context.heading), raw)
    if turned is None:
        return doubt(rate[0], FIELD)
    if not (remarks or rate) and _left(text, match, context):
        remarks.append(f"£{said(amount)} is taken from {quoted(raw)}.")
    kept = _kept(turned, raw, context, (*remarks, *rate), text)
    return replace(kept, values={**kept.values, "contribution_in_kind": True}) if _KIND.search(text) else kept


def _left(text: str, match: re.Match[str], context: Context) -> str:
    """What of a wording was not understood, once the sum, its year and its period are taken away."""
    before, after = text[: match.start()], text[match.end() :]
    rest = _UNDERSTOOD.sub(" ", f"{_without_years(before)} {_without_years(after)}")
    for council in context.vocabulary.councils:
        for name in (council.name, *council.short_names):
            rest = re.sub(rf"\b{re.escape(plain(name))}\b", " ", rest)
    return re.sub(r"[\s.,:;()£]|(?<=\s)-(?=\s)", "", f" {rest.strip()}")


def _range(text: str, raw: str, sums: list[tuple[re.Match[str], Decimal]]) -> Parsed | None:
    span = re.search(r"£?\s?([\d,.]+)\s?(k|m)?\s?(?:-|to)\s?£?\s?([\d,.]+)\s?(k|m)?\b", _without_years(text))
    if not span:
        return None
    low, high = decimal(span[1].strip(",.")), decimal(span[3].strip(",."))
    if low is None or high is None:
        return None
    low, high = low * _SCALES.get(span[2] or span[4] or "", 1), high * _SCALES.get(span[4] or "", 1)
    if not low < high <= low * 100:
        return None
    middle = rounded((low + high) / 2, "0.01")
    return doubt(f"{quoted(raw)} is a range. Enter one sum, such as £{said(middle)}.", FIELD, {FIELD: middle})


def _yearly(amount: Decimal, text: str, raw: str) -> tuple[Decimal | None, tuple[str, ...]]:
    rate = _RATE.search(text)
    if not rate:
        return amount, ()
    times = _TIMES.get((rate["unit"] or rate["word"] or "").replace(".", ""))
    if times is None:
        return None, (f"{quoted(raw)} is a rate, not a sum for a year. {REMEDY}",)
    return amount * times, (f"{quoted(raw)} is turned into £{said(amount * times)} a year.",)


def _kept(amount: Decimal, raw: Raw, context: Context, remarks: tuple[str, ...], text: str = "") -> Parsed:
    if amount < 0:
        return doubt(f"{quoted(raw)} is a negative sum. A contribution cannot be less than nothing. {REMEDY}", FIELD)
    if amount > MOST:
        return doubt(f"{quoted(raw)} is too large to be a contribution. {REMEDY}", FIELD)
    values: dict[str, object] = {FIELD: rounded(amount, "0.01")}
    if period := period_of(text) or period_of(plain(context.heading)):
        values["contribution_period"] = period
    if year := financial_year(text) or financial_year(plain(context.heading)):
        values["contribution_year"] = year
    return Parsed(values, tuple(Remark(Severity.CONFIRM, f"{text} Confirm or correct it.", FIELD) for text in remarks))


def period_of(text: str) -> str | None:
    """The period a wording names: annual, one_off, multi_year, or None."""
    if (rate := _RATE.search(text)) and (rate["unit"] or rate["word"]).replace(".", "") in _TIMES:
        return "annual"
    named = ((_ONCE, "one_off"), (_YEARS, "multi_year"), (_ANNUAL, "annual"))
    return next((period for pattern, period in named if pattern.search(text)), None)


@lru_cache(maxsize=1_000)
def financial_year(text: str) -> str | None:
    """The one financial year a wording names, as 2016/17; None where it names none or several."""
    found = set()
    for match in _FINANCIAL_YEAR.finditer(text):
        start, end = int(match["start"][-2:]), int(match["end"][-2:])
        if (start + 1) % 100 == end and (len(match["start"]) == 4 or "/" in match.group()):
            found.add(f"20{start:02}/{end:02}")
    return found.pop() if len(found) == 1 else None


def _by_council(text: str, raw: str, context: Context) -> Parsed | None:
    items = []
    for council in context.vocabulary.councils:
        for name in (*council.short_names, council.name):
            near = re.search(
                rf"(?:(?P<before>£\s?[\d,.]+\s?[km]?)\s?{re.escape(plain(name))}\b)"
                rf"|(?:\b{re.escape(plain(name))}\s?:?\s?(?P<after>£\s?[\d,.]+\s?[km]?))",
                text,
            )
            match = near and _SUM.search(near["before"] or near["after"] or "")
            if match and (amount := _amount(match)) is not None:
                items.append(
                    {"council": council.name, "amount": rounded(amount, "0.01"), "period": period_of(text), "text": raw}
                )
                break
    if len(items) < 2:
        return None
    parts = ", ".join(f"{item['council']} £{said(item['amount'])}" for item in items)
    return Parsed(
        {},
        (Remark(Severity.CONFIRM, f"{quoted(raw)} is read as {parts}. Confirm or correct it.", FIELD),),
        tuple(items),
    )

"""Money: amount in pounds, what period it is for, whether it is in kind, which council and year."""

import re
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
    r"(?P<pound>£\s?)?(?P<figure>\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:\.\d{1,4})?)\s?"
    r"(?P<unit>k|m|mn|million|thousand|bn)?(?![\w.]*\d)(?=\W|pa\b|$)"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000}
_BRACKETED = re.compile(r"^-?\(\s?£?\s?[\d,. ]+\s?(?:k|m)?\s?\)\W*$")
_NONE = frozenset(
    {"nil", "none", "zero", "no cost", "no contribution", "no money", "nothing", "£nil", "£0", "nil cost"}
)
_NO_MONEY = re.compile(r"^(?:no|nil)\b.{0,60}\b(?:fund|cost|contribution|money|financ|budget|cash|charge)")
_ANNUAL = re.compile(r"\bp\.?\s?a\b|per annum|(?:per|a|each|every) year|annual|yearly|/\s?y(?:ea)?r\b")
_ONCE = re.compile(r"one[ -]?off|\bonce\b|non[ -]recurr|single payment|\bcapital\b|one[ -]time")
_YEARS = re.compile(
    r"(?:over|for|across) (?:\d+|two|three|four|five|six|ten) years|multi[ -]?year|\d[ -]year (?:deal|grant)"
)
_RATE = re.compile(
    r"(?:per|a|each|/)\s?(?P<unit>month|quarter|week|head|resident|hour|day|meeting)\b|(?P<word>monthly"
    r"|quarterly|weekly)\b"
)
_TIMES = {"month": 12, "monthly": 12, "quarter": 4, "quarterly": 4, "week": 52, "weekly": 52}
_KIND = re.compile(r"\bin[ -]kind\b|officer time only|staff time only|accommodation only|room hire only")
_FINANCIAL_YEAR = re.compile(r"\b(?P<start>(?:20)?\d{2})\s?[/-]\s?(?P<end>(?:20)?\d{2})\b")


def parse(raw: Raw, context: Context) -> Parsed:
    """Read a sum of money. Blank is unknown, a nought or 'Nil' is none, a word alone is no number (`H14-24`)."""
    if empty(raw):
        return NOTHING
    if finite(raw):
        return _kept(Decimal(str(raw)), raw, context, ())
    if is_day(raw) or is_clock(raw) or not isinstance(raw, str):
        return doubt(f"{quoted(raw)} is not a sum of money. {REMEDY}", FIELD)
    return usual(raw, FIELD, REMEDY) or _read(raw, context)


def _read(raw: str, context: Context) -> Parsed:
    text = plain(text_of(raw))
    if text.strip(" .") in _NONE:
        return _kept(Decimal(0), raw, context, ())
    if shared := _by_council(text, raw, context):
        return shared
    sums = [(match, amount) for match in _SUM.finditer(_without_years(text)) if (amount := _amount(match)) is not None]
    if _KIND.search(text) and not any(match["pound"] for match, _ in sums):
        values = {"contribution_in_kind": True}
        return note(f"{quoted(raw)} is kept as a contribution in kind, without a sum. {REMEDY}", FIELD, values)
    if not sums:
        return _no_sum(text, raw, context)
    return _first(text, raw, context, sums)


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
    if _words_left(text) > 3 and not match["pound"] and not finite(raw) and len(sums) == 1 and not match["unit"]:
        remarks.append(f"£{said(amount)} is taken from {quoted(raw)}.")
    if AT_LEAST.search(text) or re.search(r"\+\s*vat", text):
        remarks.append(f"{quoted(raw)} may be more than £{said(amount)}.")
    if APPROXIMATE.search(text):
        remarks.append(f"{quoted(raw)} is an approximate sum; £{said(amount)} is suggested.")
    amount, rate = _yearly(amount, text, raw)
    return _kept(amount, raw, context, (*remarks, *rate), text) if amount is not None else doubt(rate[0], FIELD)


def _words_left(text: str) -> int:
    return len(re.findall(r"[a-z]{3,}", text))


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
    times = _TIMES.get(rate["unit"] or rate["word"] or "")
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
    if _RATE.search(text) and "head" not in text:
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

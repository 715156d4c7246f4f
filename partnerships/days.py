"""Days: as people write them, and counted in months."""

import re
from calendar import month_name, monthrange
from datetime import date

from django.core.exceptions import ValidationError

MONTHS = [name.lower() for name in month_name]
WEEKDAY = re.compile(r"^(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\.?,?\s+", re.IGNORECASE)
EARLIEST, LATEST = 1850, 2200


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month: 31 January and one month is 28 or 29 February."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_number(word: str) -> int | None:
    """3 for 3, 03, Mar, Mar., Sept or March; None for anything else."""
    word = word.lower().rstrip(".")
    if word.isdigit():
        return int(word)
    if len(word) < 3:
        return None
    return next((number for number, name in enumerate(MONTHS) if word in (name, name[:3], name[:4])), None)


def full_year(word: str) -> int:
    """Two figures are the nearest such year: 26 is 2026, 85 is 1985."""
    year = int(word)
    return year if len(word) > 2 else year + (2000 if year < 70 else 1900)


def read_day(text: str) -> date:
    """A date as people in the United Kingdom write it, day first. Raises ValidationError with what to do."""
    text = WEEKDAY.sub("", " ".join(text.split()))
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in iso.groups())
    elif parts := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?[ /.\-]+([A-Za-z]+\.?|\d{1,2})[ /.,\-]+(\d{2}|\d{4})", text):
        day, month, year = int(parts[1]), month_number(parts[2]), full_year(parts[3])
    else:
        raise ValidationError(f"“{text}” is not a date that can be read. Enter day, month and year, such as 27 3 2026.")
    try:
        found = date(year, month, day)
    except (ValueError, TypeError):
        raise ValidationError(f"There is no such day as “{text}”. Check the day and the month.") from None
    if not EARLIEST <= found.year <= LATEST:
        raise ValidationError(f"Check the year: {found.year} is too far away.")
    return found

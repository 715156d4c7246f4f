"""Counting in months."""

from calendar import monthrange
from datetime import date


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of its month: 31 January and one month is 28 or 29 February."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))

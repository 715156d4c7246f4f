"""How the cells of a list are written and read: words for codes, Yes and No, British dates, other records by name."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from import_export.widgets import Widget

from partnerships.days import read_day
from partnerships.spreadsheets.table import Cell

KNOWN_BY = ("email", "number", "name", "title")


class Words(Widget):
    """Text as it is; a code as its words, and back."""

    def __init__(self, column: models.Field):
        super().__init__()
        self.column = column
        self.words = {str(code): str(word) for code, word in column.flatchoices if code != ""}

    def clean(self, value: Cell, row=None, **kwargs: Any) -> str:
        text = plain(value)
        if not self.words or not text:
            return text
        found = [code for code, word in self.words.items() if text.casefold() in (word.casefold(), code.casefold())]
        if not found:
            raise ValueError(f"“{text}” is not on offer. Write one of: {'; '.join(self.words.values())}.")
        return found[0]

    def render(self, value: Any, obj=None, **kwargs: Any) -> Cell:
        return self.words.get(str(value), value) if value not in (None, "") else ""


class YesNo(Widget):
    """Yes and No; blank where a field may be unknown."""

    def __init__(self, column: models.Field):
        super().__init__()
        self.column = column

    def clean(self, value: Cell, row=None, **kwargs: Any) -> bool | None:
        text = plain(value).casefold()
        if text in ("yes", "y", "true", "1"):
            return True
        if text in ("no", "n", "false", "0"):
            return False
        if not text and self.column.null:
            return None
        raise ValueError("Write Yes or No.")

    def render(self, value: Any, obj=None, **kwargs: Any) -> Cell:
        return "" if value is None else "Yes" if value else "No"


class Number(Widget):
    """A number, whole where the field is; thousands may be marked by commas."""

    def __init__(self, column: models.Field):
        super().__init__()
        self.whole = isinstance(column, models.IntegerField)
        self.blank = column.get_default() if column.has_default() else None

    def clean(self, value: Cell, row=None, **kwargs: Any) -> Decimal | int | None:
        text = plain(value).replace(",", "").removeprefix("£").strip()
        if not text:
            return self.blank
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or (self.whole and number != int(number)):
            raise ValueError(f"“{text}” is not a {'whole ' if self.whole else ''}number.")
        return int(number) if self.whole else number

    def render(self, value: Any, obj=None, **kwargs: Any) -> Cell:
        return value


class Day(Widget):
    """A date, written the British way."""

    def clean(self, value: Cell, row=None, **kwargs: Any) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date) or not plain(value):
            return value or None
        try:
            return read_day(plain(value))
        except ValidationError as error:
            raise ValueError(error.messages[0]) from None

    def render(self, value: date | None, obj=None, **kwargs: Any) -> Cell:
        return value.strftime("%d/%m/%Y") if value else ""


class Named(Widget):
    """Another record, by what people call it: an address, a number, a name."""

    def __init__(self, column: models.Field):
        super().__init__()
        self.column, self.model = column, column.remote_field.model
        own = {field.name for field in self.model._meta.fields}
        self.by = next(name for name in KNOWN_BY if name in own)

    def clean(self, value: Cell, row=None, **kwargs: Any) -> models.Model | None:
        text = plain(value)
        if not text:
            return None
        try:
            return self.model._default_manager.get(**{f"{self.by}__iexact": text})
        except ObjectDoesNotExist:
            noun = self.model._meta.verbose_name
            raise ValueError(f"There is no {noun} called “{text}”. Correct the name, or add it first.") from None

    def render(self, value: models.Model | None, obj=None, **kwargs: Any) -> Cell:
        return getattr(value, self.by) if value else ""


def plain(value: Cell) -> str:
    """A cell as text; a whole number without a point."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def widget_for(column: models.Field) -> Widget:
    """How the cells of one field are read and written."""
    if isinstance(column, models.ForeignKey):
        return Named(column)
    if isinstance(column, models.BooleanField):
        return YesNo(column)
    if isinstance(column, models.DateField):
        return Day()
    if isinstance(column, (models.DecimalField, models.IntegerField)) and not column.choices:
        return Number(column)
    return Words(column)

"""Fields that take what people type: days, money, hours, and yes or no that may be unknown.

Each ignores the characters people add out of habit (spaces, £, commas) and refuses the rest with a sentence.
"""

import re
from datetime import date, datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError

from partnerships.days import read_day

NUMBER = re.compile(r"^-?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$")
HOURS_UNIT = re.compile(r"\s*(hours?|hrs?|h)\b\.?$", re.IGNORECASE)
WITH_PART = re.compile(r"^(?P<whole>\d*)\s*(?P<part>[½¼¾]|(?<!\d)(?:1/2|1/4|3/4))$")
PARTS = {"½": ".5", "1/2": ".5", "¼": ".25", "1/4": ".25", "¾": ".75", "3/4": ".75"}
BELOW = "Enter a number that is not below %(limit_value)s"


def tidy(text: str) -> str:
    """Without spaces at the ends and with every other run of space, hard spaces included, as one space."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", str(text)).strip()


class DayField(forms.DateField):
    """A date typed in one box: 27 3 2026, 27 Mar 2026, 27/3/26. Shows 27 March 2026."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "For example, 27 3 2026 or 27 Mar 2026")
        super().__init__(**kwargs)

    def widget_attrs(self, widget) -> dict:
        return {"class": "govuk-input--width-10"}

    def prepare_value(self, value):
        return f"{value.day} {value:%B %Y}" if isinstance(value, date) else value

    def to_python(self, value) -> date | None:
        if isinstance(value, datetime):
            return value.date()
        if value in self.empty_values or isinstance(value, date):
            return value or None
        return read_day(value) if tidy(value) else None


class NumberInput(forms.TextInput):
    """A number in a text box, which takes commas and £, with what it counts before or behind it."""

    def __init__(self, attrs=None, *, prefix: str = "", suffix: str = ""):
        super().__init__({"inputmode": "decimal", "class": "govuk-input--width-10", **(attrs or {})})
        self.prefix, self.suffix = prefix, suffix


class TypedNumberField(forms.DecimalField):
    """A decimal that people type, with commas in the right places or none. Not negative unless `min_value` says so."""

    widget = NumberInput
    example = "8,000"

    def __init__(self, *, min_value=Decimal(0), **kwargs):
        super().__init__(min_value=min_value, **kwargs)
        self.error_messages["min_value"] = f"{BELOW}."

    def widget_attrs(self, widget) -> dict:
        return {}

    def bare(self, text: str) -> str:
        """The text without what people add to a number of this kind."""
        return text

    def to_python(self, value) -> Decimal | None:
        if value in self.empty_values or isinstance(value, Decimal | int | float):
            return super().to_python(value)
        if not (text := tidy(value)):
            return None
        number = self.bare(text).replace(" ", "")
        if not number or not NUMBER.match(number):
            raise ValidationError(self.refusal(text, number))
        return super().to_python(number.replace(",", ""))

    def run_validators(self, value) -> None:
        """One sentence about a number is enough, and a figure that is too fine is not called too large."""
        fine = self.error_messages.get("max_decimal_places")
        if fine and isinstance(value, Decimal) and -int(value.as_tuple().exponent) > self.decimal_places:
            raise ValidationError(fine, params={"max": self.decimal_places})
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise ValidationError(error.messages[0]) from None

    def refusal(self, text: str, number: str) -> str:
        if re.fullmatch(r"[\d.,]+[kKmM]", number):
            return f"“{text}” is a short form. Write the number in full, such as {self.example}."
        if re.match(r"^(c\.?|ca\.?|about|around|approx\w*\.?|~)", number, re.IGNORECASE):
            return f"“{text}” is not a plain number. Enter the number alone, and say that it is an estimate."
        return f"“{text}” is not a number that can be read. Enter figures, such as {self.example}."

    def prepare_value(self, value):
        if not isinstance(value, Decimal | int | float) or isinstance(value, bool):
            return value
        text = f"{Decimal(str(value)):,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class MoneyField(TypedNumberField):
    """Pounds: 8,000 and £8000 and 1,250.50. Refuses 8k."""

    example = "8,000 or 1,250.50"

    def __init__(self, **kwargs):
        kwargs.setdefault("max_digits", 12)
        kwargs.setdefault("decimal_places", 2)
        kwargs.setdefault("widget", NumberInput(prefix="£"))
        super().__init__(**kwargs)

    def bare(self, text: str) -> str:
        return text.replace("£", "").removesuffix("GBP")

    def prepare_value(self, value):
        if not isinstance(value, Decimal | int) or isinstance(value, bool):
            return value
        return f"{Decimal(value):,.2f}".removesuffix(".00")


class PartsField(TypedNumberField):
    """A number that may end in a half or in quarters: 10, 3.5, 1½, 1 1/2."""

    example = "10 or 3.5"

    def bare(self, text: str) -> str:
        found = WITH_PART.match(text)
        return f"{found['whole'] or 0}{PARTS[found['part']]}" if found else text


class HoursField(PartsField):
    """Hours: 10, 3.5, 10 hours, 1½ hours."""

    def bare(self, text: str) -> str:
        return super().bare(HOURS_UNIT.sub("", text))


class DescribedRadios(forms.RadioSelect):
    """Radio buttons that may each carry the guidance for their answer: `hints` maps values to text."""

    def __init__(self, attrs=None, choices=(), *, hints: dict[str, str] | None = None):
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs) -> dict:
        option = super().create_option(name, value, *args, **kwargs)
        return {**option, "hint": self.hints.get(str(value), "")}


class YesNoUnknownField(forms.ChoiceField):
    """Yes, No or Not known, as True, False or None: what is unknown is never taken for no."""

    widget = DescribedRadios
    words = {True: "yes", False: "no", None: "unknown"}

    def __init__(self, **kwargs):
        kwargs.setdefault("choices", [("yes", "Yes"), ("no", "No"), ("unknown", "Not known")])
        super().__init__(**kwargs)

    def prepare_value(self, value):
        return self.words.get(value, value)

    def clean(self, value) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value))

    def has_changed(self, initial, data) -> bool:
        return {"yes": True, "no": False}.get(data) != self.known(initial)

    def known(self, value) -> bool | None:
        return {"yes": True, "no": False}.get(value) if isinstance(value, str) else value

"""Values of records in words: labels instead of codes, names instead of keys, days as people write them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from partnerships import contributions
from partnerships.templatetags.council import day, moment, plain_number, yes_no

BLANK = "blank"
BRIEF, FEW = 80, 3
GONE = "an entry that is no longer there"


def in_sentence(label: str) -> str:
    """The label as it reads after the first word of a sentence; acronyms keep their capitals."""
    first = label.split(" ")[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


class Names:
    """The names behind keys. Ask with `want`, then read: each kind of record costs one query, however many keys."""

    def __init__(self):
        self._wanted: dict[type[models.Model], set] = defaultdict(set)
        self._known: dict[type[models.Model], dict] = {}

    def want(self, field: models.Field, value: Any) -> None:
        """Note the keys of a foreign key's or a many-to-many field's value."""
        if field.is_relation and value:
            self._wanted[field.related_model] |= set(value) if field.many_to_many else {value}

    def of(self, model: type[models.Model], key: Any) -> str:
        if key not in self._known.setdefault(model, {}):
            keys = self._wanted.pop(model, set()) | {key}
            found = model._base_manager.select_related().filter(pk__in=keys)
            self._known[model] |= dict.fromkeys(keys, GONE) | {record.pk: str(record) for record in found}
        return self._known[model][key]


def in_words(field: models.Field, value: Any, names: Names) -> str:
    """One plain value in words; empty when there is none. False and nought are values."""
    if value is None or value == "" or value == frozenset():
        return ""
    if field.many_to_many:
        return ", ".join(sorted(names.of(field.related_model, key) for key in value))
    if field.is_relation:
        return names.of(field.related_model, value)
    if own := formatter(field):
        return own(value)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return plain_number(value) if isinstance(value, Decimal) else str(value)


@cache
def formatter(field: models.Field) -> Callable[[Any], str] | None:
    """How an app says the values of this field, if it says so under `words`."""
    return next((own for find in contributions.collect("words") if (own := find(field))), None)


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut after a whole word where it is too long."""
    text = " ".join(text.split())
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"


def briefly(field: models.Field, value: Any, names: Names) -> str:
    """A value within a sentence: what somebody wrote stands in quotation marks, and is cut where it is long."""
    words = in_words(field, value, names)
    written = not (field.is_relation or field.choices) and isinstance(value, str)
    brief = shortened(words, BRIEF)
    return f"“{brief}”" if brief and written else brief


def told(changes: Sequence[tuple[str, models.Field, Any, Any]]) -> str:
    """What was changed, as one sentence, of (label, field, old value, new value): the first few, and how many more."""
    names = Names()
    for _, field, *values in changes:
        for value in values:
            names.want(field, value)
    parts = [f"{label} {difference(field, old, new, names, briefly)}" for label, field, old, new in changes[:FEW]]
    more = [f"and {len(changes) - FEW} more"] if len(changes) > FEW else []
    return "; ".join([*parts, *more]) + "."


def difference(field: models.Field, old: Any, new: Any, names: Names, say: Callable = in_words) -> str:
    """What happened to one field, to be read after its label: "changed from Low to High"."""
    if field.many_to_many:
        added, removed = say(field, new - old, names), say(field, old - new, names)
        return "; ".join(part for part in (added and f"added {added}", removed and f"removed {removed}") if part)
    before, after = say(field, old, names), say(field, new, names)
    if not before:
        return f"set to {after}"
    return f"changed from {before} to {after}" if after else f"cleared, was {before}"

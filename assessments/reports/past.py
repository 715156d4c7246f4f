"""Entries as history says that they stood on a past day, with all that checks read, in the shape in which they read it.

What has no history, such as who may sign in, is as it is today; the checks that rest on such things say so themselves.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet

from assessments.reports.looking import CHECKED, CHUNK, READ_WITH, Looks, Rule, look
from partnerships.checking import Looking
from partnerships.history import rows_of
from register.models import Partnership

Records = dict[Any, Model]


def look_back(day: date, wanted: list[Rule]) -> Looks:
    """What the rules, as they are set now, find on the entries of a past day: (their keys, the hits)."""
    looking = Looking(day)
    for entries in stood(day, wanted):
        yield [entry.pk for entry in entries], list(look(entries, wanted, looking))


def stood(day: date, wanted: Iterable[Rule]) -> Iterator[list[Partnership]]:
    """The entries that checks looked at on a day, so many at a time, as they stood then."""
    needs = {*READ_WITH, *(need for rule in wanted for need in rule.check.needs)}
    accepted = Q(batch__isnull=True) | Q(batch__accepted_at__date__lte=day)
    known = sorted(rows_until(Partnership, day).order_by().values_list("id", flat=True).distinct())
    for start in range(0, len(known), CHUNK):
        rows = latest(rows_until(Partnership, day).filter(id__in=known[start : start + CHUNK]))
        entries = made(Partnership, rows.filter(CHECKED, accepted))
        fill(Partnership, entries, needs, day)
        yield [entries[pk] for pk in sorted(entries)]


def rows_until(model: type[Model], day: date) -> QuerySet:
    """The history of a model up to the end of a day."""
    return rows_of(model, "history").objects.filter(history_date__date__lte=day)


def latest(rows: QuerySet) -> QuerySet:
    """Of each record the last of these rows."""
    found = rows.order_by("history_date", "history_id").values_list("id", "history_id")
    return rows.model.objects.filter(history_id__in=list(dict(found).values())).order_by()


def made(model: type[Model], rows: QuerySet) -> Records:
    """Records as their rows of history have them, by key; computed columns, of which there is no history, as today."""
    kept = [field.attname for field in model.history_writer.fields_included(model)]
    known = list(rows)
    today = computed(model, [row.id for row in known])
    found = {}
    for row in known:
        record = model(**{name: getattr(row, name) for name in kept}, **today.get(row.id, {}))
        record._state.adding, record._state.db, record._stood = False, rows.db, row.history_id
        found[record.pk] = record
    return found


def computed(model: type[Model], keys: list) -> dict[Any, dict[str, Any]]:
    """The computed columns of these records, by key."""
    if not model.derived_fields:
        return {}
    rows = model._base_manager.filter(pk__in=keys).order_by().values("pk", *model.derived_fields)
    return {values.pop("pk"): values for values in rows}


def fill(model: type[Model], records: Records, needs: Iterable[str], day: date) -> None:
    """Put behind each relation what stood there."""
    after: dict[str, set[str]] = {}
    for need in needs:
        first, _, rest = need.partition("__")
        after.setdefault(first, set()).update([rest] if rest else [])
    for name, rests in after.items():
        relation = model._meta.get_field(name)
        if relation.many_to_many:
            found = fill_many(model, relation, records, day)
        elif relation.auto_created:
            found = fill_lines(relation, records, day)
        else:
            found = fill_one(relation, records, day)
        if rests and found:
            fill(relation.related_model, found, rests, day)


def fill_one(relation, records: Records, day: date) -> Records:
    """A relation to one record."""
    found = by_key(relation.related_model, {getattr(each, relation.attname) for each in records.values()}, day)
    for record in records.values():
        relation.set_cached_value(record, found.get(getattr(record, relation.attname)))
    return found


def fill_many(model: type[Model], relation, records: Records, day: date) -> Records:
    """A list of chosen values, which history keeps with each row of the record."""
    column = relation.remote_field.through._meta.get_field(relation.m2m_reverse_field_name()).attname
    links = model.history_writer.m2m_models[relation]._base_manager
    chosen: dict[int, list] = {}
    for row, key in links.filter(history__in=[each._stood for each in records.values()]).values_list(
        "history_id", column
    ):
        chosen.setdefault(row, []).append(key)
    found = by_key(relation.related_model, {key for keys in chosen.values() for key in keys}, day)
    for record in records.values():
        remember(record, relation.name, relation.related_model, [found[key] for key in chosen.get(record._stood, ())])
    return found


def fill_lines(relation, records: Records, day: date) -> Records:
    """What points to each record; a line that pointed elsewhere on that day is not its own."""
    related, back = relation.related_model, relation.field
    rows = rows_until(related, day)
    ever = rows.filter(**{f"{back.attname}__in": list(records)}).order_by().values("id")
    found = made(related, latest(rows.filter(id__in=ever)))
    own: dict[Any, list] = {key: [] for key in records}
    for key in sorted(found):
        if (owner := getattr(found[key], back.attname)) in own:
            back.set_cached_value(found[key], records[owner])
            own[owner].append(found[key])
    for key, record in records.items():
        if relation.one_to_one:
            relation.set_cached_value(record, own[key][0] if own[key] else None)
        else:
            remember(record, relation.get_accessor_name(), related, own[key])
    return found


def remember(record: Model, name: str, related: type[Model], found: list) -> None:
    """What `record.name.all()` gives from now on."""
    rows = related._base_manager.all()
    rows._result_cache, rows._prefetch_done = found, True
    record.__dict__.setdefault("_prefetched_objects_cache", {})[name] = rows


def by_key(model: type[Model], keys: set, day: date) -> Records:
    """Records as they stood; as they are today where history does not know them."""
    keys = keys - {None}
    has_history = hasattr(model, "history_writer")
    found = made(model, latest(rows_until(model, day).filter(id__in=keys))) if has_history and keys else {}
    return {**model._base_manager.in_bulk(keys - found.keys()), **found}

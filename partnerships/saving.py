"""The one way to write a record. A save that would overwrite somebody else's raises Conflict; nothing is half written.

`create` makes a record, `claimed` changes one, `claimed_many` changes a batch, `derive` sets computed columns. Anything
else that calls `save()` on a record raises, so a write outside an owner function cannot go unnoticed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F

from partnerships import contributions


class Kinds(Set):
    """The kinds of records that a batch changed, and which partnerships each of them says something about."""

    def __init__(self, changed: Mapping[type["Versioned"], set[int]] | None = None):
        self.changed: dict[type[Versioned], set[int]] = {}
        for kind, ids in (changed or {}).items():
            self.add(kind, ids)

    @classmethod
    def _from_iterable(cls, kinds: Iterable[type]) -> set[type]:
        return set(kinds)

    def __contains__(self, kind: object) -> bool:
        return kind in self.changed

    def __iter__(self) -> Iterator[type["Versioned"]]:
        return iter(self.changed)

    def __len__(self) -> int:
        return len(self.changed)

    def add(self, kind: type["Versioned"], ids: Iterable[int]) -> None:
        self.changed.setdefault(kind, set()).update(ids)

    @property
    def ids(self) -> set[int]:
        """Every partnership that any of them changed."""
        return set().union(*self.changed.values())

    def of(self, partnership: int) -> set[type["Versioned"]]:
        """The kinds that changed this one."""
        return {kind for kind, ids in self.changed.items() if partnership in ids}


_gathering: ContextVar[Kinds | None] = ContextVar("gathering", default=None)


class NotClaimed(Exception):
    """A record was saved, or deleted, without going through this module."""


class Conflict(Exception):
    """Somebody saved this record after the page was opened. Carries the record as it now stands."""

    def __init__(self, record: models.Model, seen: int):
        super().__init__(f"{record} was changed by somebody else: version {seen} was shown.")
        self.record, self.seen = record, seen


class Versioned(models.Model):
    """A record that people edit: each save counts the version up by one and adds one row of history."""

    version = models.PositiveIntegerField(default=1, editable=False)
    derived_fields: tuple[str, ...] = ()
    # What people call such a record, where its model has another name.
    noun: str = ""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not getattr(self, "_claimed", False):
            raise NotClaimed(f"{type(self).__name__} is written through partnerships.saving, never by save().")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise NotClaimed(f"{type(self).__name__} is never deleted; end or retire it instead.")

    def subject_ids(self) -> set[int]:
        """The partnerships that this record says something about; told to every app's `after_change`."""
        return set()

    @classmethod
    def called(cls) -> str:
        """What people call such a record, in the middle of a sentence."""
        return cls.noun or str(cls._meta.verbose_name)


@dataclass(frozen=True)
class Edit:
    """One record's part of a batch: which row, the version it was read at, and the values to set."""

    pk: int
    version: int
    changes: Mapping[str, Any]


@contextmanager
def _writing(record: Versioned):
    record._claimed = True
    try:
        yield
    finally:
        record._claimed = False


def create(
    record: Versioned, *, by, at: datetime, lists: Mapping[str, Iterable] | None = None, reason="", change_set=None
):
    """Save a new record with its many-to-many `lists`, and the first row of its history. Returns the record.

    Raises ValidationError with sentences for people when a constraint does not hold.
    """
    with transaction.atomic():
        record.version = 1
        with _explained([record]):
            record.clean_fields(exclude=_settled(record))
            record.clean()
            with _writing(record):
                record.save(force_insert=True)
        for name, values in (lists or {}).items():
            getattr(record, name).set(values)
        write_histories([record], "+", lists or (), by=by, at=at, reason=reason, change_set=change_set)
        announce(record.subject_ids(), type(record), by=by, at=at)
    return record


def claimed(
    model: type[Versioned],
    pk: int,
    version: int,
    changes: Mapping[str, Any],
    *,
    by,
    at: datetime,
    reason: str = "",
    change_set=None,
    guard: Callable[[Versioned], None] | None = None,
):
    """Change one record that was read at `version`, and return it as it now stands.

    The row is claimed first (`version + 1` where it is still `version`), then re-read under that lock, then `guard` may
    refuse by raising; only then are the changed fields applied, checked and saved once. Raises Conflict when somebody
    was faster, ValidationError when a constraint does not hold; in both cases nothing is written.
    """
    with transaction.atomic():
        if not model._base_manager.filter(pk=pk, version=version).update(version=F("version") + 1):
            raise Conflict(model._base_manager.get(pk=pk), version)
        record = model._base_manager.get(pk=pk)
        if guard:
            guard(record)
        before = record.subject_ids()
        lists = _apply(record, changes)
        with _explained([record]):
            record.clean_fields(exclude=_unchanged(record, {*changes}))
            record.clean()
            with _writing(record):
                record.save()
        for name, values in lists.items():
            getattr(record, name).set(values)
        write_histories([record], "~", by=by, at=at, reason=reason, change_set=change_set)
        announce(before | record.subject_ids(), model, by=by, at=at)
    return record


def claimed_many(
    model: type[Versioned], edits: Iterable[Edit], *, by, at: datetime, reason: str = "", change_set=None
) -> list:
    """Change a batch of records of one model in one transaction: all of them, or none.

    Rows are locked in the order of their keys, versions compared, then updated together. Raises Conflict for the first
    record that somebody changed meanwhile, ValidationError for the first that breaks a constraint.
    """
    wanted = {edit.pk: edit for edit in edits}
    with transaction.atomic():
        locked = model._base_manager.filter(pk__in=wanted).order_by("pk").select_for_update()
        records = list(locked)
        touched, lists, subjects = set(), defaultdict(dict), set()
        for record in records:
            edit = wanted[record.pk]
            if record.version != edit.version:
                raise Conflict(record, edit.version)
            subjects |= record.subject_ids()
            lists[record.pk] = _apply(record, edit.changes)
            record.version += 1
            changed = {name for name in edit.changes if name not in lists[record.pk]}
            record.clean_fields(exclude=_unchanged(record, changed))
            record.clean()
            subjects |= record.subject_ids()
            touched |= changed
        if records:
            _update(records, touched)
        for record in records:
            for name, values in lists[record.pk].items():
                getattr(record, name).set(values)
        write_histories(records, "~", by=by, at=at, reason=reason, change_set=change_set)
        announce(subjects, model, by=by, at=at)
    return records


def create_many(
    records: list,
    *,
    by,
    at: datetime,
    lists: list[Mapping[str, Iterable]] | None = None,
    reason: str = "",
    change_set=None,
) -> list:
    """Save new records of one model and their first history. `lists` holds each record's many-to-many values, in order.

    Raises ValidationError for the first record that breaks a rule; nothing is written then.
    """
    if not records:
        return []
    with transaction.atomic():
        for record in records:
            record.clean_fields(exclude=_settled(record))
            record.clean()
        _insert(records)
        filled = {name for values in lists or [] for name in values}
        for name in filled:
            _fill_list(records, name, [values.get(name, ()) for values in lists])
        write_histories(records, "+", filled, by=by, at=at, reason=reason, change_set=change_set)
        announce(set().union(*(record.subject_ids() for record in records)), type(records[0]), by=by, at=at)
    return records


def _settled(record: models.Model) -> set[str]:
    """Foreign keys set to a record that is in memory and saved: looking each of them up again would say nothing new."""
    cached = record._state.fields_cache
    return {name for name, other in cached.items() if other is not None and other.pk is not None}


def _unchanged(record: models.Model, changed: set[str]) -> set[str]:
    """The columns that a batch does not set, by name: they were checked when they were written."""
    return {field.name for field in record._meta.concrete_fields if not {field.name, field.attname} & changed}


def _insert(records: list) -> None:
    """Insert the records in one go."""
    with _explained(records):
        type(records[0])._base_manager.bulk_create(records, batch_size=200)


def _update(records: list, fields: set[str]) -> None:
    """Update the records in one go, each a version further; the same values for all are set by one statement."""
    model = type(records[0])
    with _explained(records):
        if not (shared := _shared(records, fields)):
            model._base_manager.bulk_update(records, sorted(fields | {"version"}), batch_size=200)
            return
        for start in range(0, len(records), 500):
            chosen = model._base_manager.filter(pk__in=[each.pk for each in records[start : start + 500]])
            chosen.update(version=F("version") + 1, **shared)


def _shared(records: list, fields: set[str]) -> dict[str, Any]:
    """The values of these fields where all records have the same; empty where one differs."""
    columns = [records[0]._meta.get_field(name).attname for name in fields]
    first = {column: getattr(records[0], column) for column in columns}
    alike = all(getattr(record, column) == value for record in records for column, value in first.items())
    return first if alike else {}


@contextmanager
def _explained(records: list):
    """The database checks the constraints as it writes; where it refuses, record and sentences are looked for."""
    try:
        with transaction.atomic():
            yield
    except (IntegrityError, ValidationError):
        for record in records:
            record.full_clean()
        raise


def _fill_list(records: list, name: str, values: list[Iterable]) -> None:
    """Set one many-to-many field of new records, all in one go."""
    field = records[0]._meta.get_field(name)
    own, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    through = field.remote_field.through
    pairs = [(record, item) for record, items in zip(records, values, strict=True) for item in dict.fromkeys(items)]
    through._base_manager.bulk_create([through(**{own: record, other: item}) for record, item in pairs], batch_size=400)


def write_histories(records: list, kind: str, lists: Iterable[str] | None = None, **who) -> None:
    """One row of history for each record, written together; the values of its `lists`, of all where None, with them."""
    if not records:
        return
    writer = type(records[0]).history_writer
    rows = [writer.row(record, kind, **who) for record in records]
    rows = type(rows[0])._base_manager.bulk_create(rows, batch_size=200)
    for field in rows[0]._history_m2m_fields:
        if lists is None or field.name in lists:
            writer.write_lists(field, rows, records)


@contextmanager
def announced_once(*, by, at: datetime):
    """Inside, what changes is gathered; every app is told once, at the end. For writes of several records."""
    gathered = Kinds()
    token = _gathering.set(gathered)
    try:
        yield
    finally:
        _gathering.reset(token)
    tell(gathered, by=by, at=at)


def derive(model: type[Versioned], pk: int, **values) -> None:
    """Set computed columns of one record: on no form, outside history, and without counting the version up."""
    derive_many(model, {pk: values})


def derive_many(model: type[Versioned], values: Mapping[int, Mapping[str, Any]]) -> None:
    """Set the same computed columns of many records."""
    names = {name for each in values.values() for name in each}
    if not names <= set(model.derived_fields):
        raise NotClaimed(f"{sorted(names - set(model.derived_fields))} are not derived fields of {model.__name__}.")
    if names:
        model._base_manager.bulk_update(
            [model(pk=pk, **each) for pk, each in values.items()], sorted(names), batch_size=200
        )


def announce(ids: set[int], *models: type[Versioned], by, at: datetime) -> None:
    """Tell every app, once per batch and in its transaction, which partnerships changed, by what kinds of records."""
    tell(Kinds(dict.fromkeys(models, ids)), by=by, at=at)


def tell(kinds: Kinds, *, by, at: datetime) -> None:
    """Gather what changed where a batch is under way; else tell every app."""
    if (gathered := _gathering.get()) is not None:
        for kind, ids in kinds.changed.items():
            gathered.add(kind, ids)
    elif ids := kinds.ids:
        for react in contributions.collect("after_change"):
            react(ids, kinds, by=by, at=at)


def _apply(record: Versioned, changes: Mapping[str, Any]) -> dict[str, Iterable]:
    """Set plain values on the record; hand back the many-to-many ones, to be set after the save."""
    lists = {}
    for name, value in changes.items():
        if record._meta.get_field(name).many_to_many:
            lists[name] = value
        else:
            setattr(record, name, value)
    return lists


def sentences(error: ValidationError) -> list[str]:
    """The sentences of a validation error, whatever fields they belong to."""
    return list(dict.fromkeys(error.messages))

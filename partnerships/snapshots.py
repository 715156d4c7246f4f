"""A record's values as they were at some version, in the plain form in which they can be compared."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.core.exceptions import BadRequest
from django.db import models
from simple_history.utils import get_m2m_reverse_field_name

from partnerships.numbers import whole
from partnerships.saving import Versioned


def plain(value: Any) -> Any:
    """A value that can be compared: keys instead of records, a frozenset for many, one kind of line ending."""
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, models.QuerySet | models.Manager | list | set):
        return frozenset(plain(each) for each in (value.all() if isinstance(value, models.Manager) else value))
    return value


def editable(model: type[Versioned]) -> list[str]:
    """The names of the fields that history keeps, many-to-many fields included."""
    row = model.history.model
    names = [field.name for field in row.tracked_fields if field.name not in ("id", "version")]
    return names + [field.name for field in row._history_m2m_fields]


def values_of(record: Versioned) -> dict[str, Any]:
    """The values of a record as it stands."""
    return {name: value_of(record, name) for name in editable(type(record))}


def value_of(record: Versioned, name: str) -> Any:
    field = record._meta.get_field(name)
    return plain(getattr(record, name if field.many_to_many else field.attname))


def for_saving(record: Versioned, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values under the names by which a record takes them: a foreign key by its key."""
    fields = {name: record._meta.get_field(name) for name in changes}
    return {name if field.many_to_many else field.attname: changes[name] for name, field in fields.items()}


def list_items(rows: list, field: models.ManyToManyField) -> dict[int, frozenset]:
    """The keys that a many-to-many field held, for each of these rows of history. One query."""
    held = {row.history_id: set() for row in rows}
    if rows:
        items = field.model.history_writer.m2m_models[field]._base_manager
        reverse = f"{get_m2m_reverse_field_name(field)}_id"
        for history_id, key in items.filter(history_id__in=held).values_list("history_id", reverse):
            held[history_id].add(key)
    return {history_id: frozenset(keys) for history_id, keys in held.items()}


class Seen:
    """A record as somebody saw it when they opened a form: the version, the instance and its values.

    An unknown version is a tampered form: BadRequest.
    """

    def __init__(self, record: Versioned, version: Any):
        if (number := whole(version)) is None:
            raise BadRequest("The form does not say which version of the record it shows.")
        self.version = number
        self.row = None if self.version == record.version else self._row(record)
        self.instance = self._instance(record)
        self._record = record

    def _row(self, record: Versioned):
        row = type(record).history.filter(id=record.pk, version=self.version).first()
        if row is None:
            raise BadRequest("The form shows a version of the record that never was.")
        return row

    def _instance(self, record: Versioned) -> Versioned:
        """An instance of its own: forms write into theirs."""
        fields = record._meta.concrete_fields
        source = record if self.row is None else self.row.instance
        values = [getattr(source, field.attname) for field in fields]
        copy = type(record).from_db(record._state.db, [field.attname for field in fields], values)
        if self.row is None:
            copy._prefetched_objects_cache = dict(getattr(record, "_prefetched_objects_cache", {}))
        return copy

    @cached_property
    def values(self) -> dict[str, Any]:
        """The record's values as they were seen, plain."""
        if self.row is None:
            return values_of(self._record)
        values = {
            field.name: plain(getattr(self.row, field.attname))
            for field in self.row.tracked_fields
            if field.name not in ("id", "version")
        }
        return values | self.lists()

    def lists(self) -> dict[str, frozenset]:
        """The many-to-many values as they were; empty for the version that stands, which the instance itself knows."""
        if self.row is None:
            return {}
        return {
            field.name: list_items([self.row], field)[self.row.history_id] for field in self.row._history_m2m_fields
        }

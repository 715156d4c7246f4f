"""A report as JSON and back, value for value, so that an issued paper reads the same for ever."""

import dataclasses
import hashlib
import json
import types
import typing
from datetime import date
from decimal import Decimal
from typing import Any


def freeze(value: Any) -> Any:
    """Dataclasses, tuples, decimals and dates as JSON values."""
    if dataclasses.is_dataclass(value):
        return {field.name: freeze(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [freeze(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def thaw(kind: Any, value: Any) -> Any:
    """The value of this type that `freeze` wrote. What papers did not yet have when it was frozen takes its default."""
    if value is None:
        return None
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: thaw(hint, value[name]) for name, hint in hints.items() if name in value})
    if typing.get_origin(kind) is tuple:
        return tuple(thaw(typing.get_args(kind)[0], item) for item in value)
    if isinstance(kind, types.UnionType):
        return thaw(next(part for part in typing.get_args(kind) if part is not types.NoneType), value)
    if kind is Decimal:
        return Decimal(value)
    return date.fromisoformat(value) if kind is date else value


def digest(value: Any) -> str:
    """A fingerprint of a report: the same words and figures give the same one."""
    return hashlib.sha256(json.dumps(freeze(value), sort_keys=True).encode()).hexdigest()

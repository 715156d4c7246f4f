"""Versions of what the policy asks and judges by: one that was used stays as it is, and another follows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from partnerships.saving import Versioned, claimed, create
from partnerships.verdict import Verdict, require

PAST = "A version begins today or later: what was answered before stays as it was."


@dataclass(frozen=True)
class Versions:
    """One kind of version with its lines, who keeps it, and when one of it stays as it is.

    `link` is the column of a line that names its version; `lines` the way back; `content` compares two lines.
    """

    model: type[Versioned]
    line: type[Versioned]
    link: str
    lines: str
    content: Callable[[Mapping[str, Any]], tuple]
    columns: tuple[str, ...]
    may_keep: Callable[[Any], Verdict]
    may_change: Callable[[Any], Verdict]
    taken: str

    def make(self, version: Any, lines: Sequence[Mapping[str, Any]], who: dict) -> Any:
        """Create a version with its lines, in their order."""
        with transaction.atomic():
            made = create(version, **who)
            for position, values in enumerate(lines, start=1):
                create(self.line(**{self.link: made, "position": position, **values}), **who)
        return made

    def begin(self, version: Any, lines: Sequence[Mapping[str, Any]], *, by, at: datetime) -> Any:
        """The policy team adds a version that begins today or later. Raises Refused or ValidationError."""
        require(self.may_keep(by))
        refuse_past(version.from_on, localdate(at))
        same_day = {"policy": version.policy, "kind": version.kind, "from_on": version.from_on}
        if self.model._base_manager.filter(**same_day).exists():
            raise ValidationError({"from_on": self.taken})
        return self.make(version, lines, {"by": by, "at": at})

    def change(
        self,
        version: Any,
        changes: Mapping[str, Any],
        lines: Sequence[tuple[Any | None, Mapping[str, Any]]],
        *,
        seen: int,
        by,
        at: datetime,
    ) -> Any:
        """Change a version that nobody used yet: its own columns, its lines, and lines that are new."""
        require(self.may_keep(by))
        if "from_on" in changes:
            refuse_past(changes["from_on"], localdate(at))
        who = {"by": by, "at": at}
        with transaction.atomic():
            saved = claimed(
                self.model, version.pk, seen, changes, **who, guard=lambda current: require(self.may_change(current))
            )
            last = getattr(saved, self.lines).count()
            for line, values in lines:
                if line is None:
                    last += 1
                    create(self.line(**{self.link: saved, "position": last, **values}), **who)
                elif self.content(values) != self.content({name: getattr(line, name) for name in self.columns}):
                    claimed(self.line, line.pk, line.version, values, **who)
        return saved


def refuse_past(day: date, today: date) -> None:
    """Raises ValidationError for a version that would begin before today."""
    if day < today:
        raise ValidationError({"from_on": PAST})

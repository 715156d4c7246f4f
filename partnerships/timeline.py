"""The history of a record and of its lines in words: who, when, what became of which field, why, in which act.

However long the history and however many lines there are, a page of it takes the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, Q, Value

from partnerships.saving import Versioned
from partnerships.snapshots import list_items
from partnerships.words import Names, difference, in_words

PER_PAGE = 20
NEVER_SHOWN = frozenset({"id", "version", "removed_by", "confirmed_by"})


@dataclass(frozen=True)
class Track:
    """One kind of record in a timeline.

    `of` narrows its history to the subject, `noun` names it ("seat"), `naming` are the fields by which one line is told
    from another, `hidden` the fields that this reader does not see, `label` the council's name of a field, `formats`
    says the values of some fields better than their type can. `left_out` are rows that changed nothing that is shown.
    """

    key: str
    model: type[Versioned]
    of: dict[str, Any]
    noun: str
    naming: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    label: Callable[[str], str] = lambda name: name
    formats: dict[str, Callable[[Any], str]] = field(default_factory=dict)
    left_out: dict[str, Any] = field(default_factory=dict)

    def say(self, each, value: Any, names: Names) -> str:
        """One value of this kind of record in words; empty when there is none."""
        if value is not None and each.name in self.formats:
            return self.formats[each.name](value)
        return in_words(each, value, names)

    def rows(self):
        found = self.model.history.filter(**self.of)
        return found.exclude(**self.left_out) if self.left_out else found

    def fields(self) -> list:
        row = self.model.history.model
        known = (*row.tracked_fields, *row._history_m2m_fields)
        return [each for each in known if each.name not in NEVER_SHOWN | self.hidden | {*self.of} - {*self.naming}]


@dataclass(frozen=True)
class Change:
    """One field, and what happened to it, to be read after its label."""

    label: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One item of the timeline."""

    title: str
    by: str
    at: datetime
    reason: str
    changes: tuple[Change, ...]
    change_set: Any = None


@dataclass
class Moment:
    """A row of history beside the one before it, with the many-to-many values of both."""

    track: Track
    row: Any
    before: Any = None
    lists: dict[str, dict[int, frozenset]] = field(default_factory=dict)

    def value(self, row, each) -> Any:
        return self.lists[each.name][row.history_id] if each.many_to_many else getattr(row, each.attname)


def page(tracks: Sequence[Track], number: Any, *, by: Any = None, kind: str = "") -> tuple[Page, list[Entry]]:
    """One page of the timeline, newest first. `by` is a person's key, `kind` a track's; a wrong number is mended."""
    found = Paginator(index(tracks, by=by, kind=kind), PER_PAGE).get_page(number)
    moments = read(tracks, list(found))
    names = wanted_names(moments)
    return found, [told(moment, names) for moment in moments]


def index(tracks: Sequence[Track], *, by: Any = None, kind: str = ""):
    """(track, row of history, moment) for everything that happened, newest first, as one query."""
    parts = []
    for number, track in enumerate(tracks):
        rows = track.rows().order_by().annotate(track=Value(number, IntegerField()))
        if by:
            rows = rows.filter(history_user_id=by)
        if kind in ("", track.key):
            parts.append(rows.values_list("track", "history_id", "history_date"))
    return parts[0].union(*parts[1:], all=True).order_by("-history_date", "-track", "-history_id")


def people(tracks: Sequence[Track]) -> list[tuple[int, str]]:
    """Who appears in the timeline, by name: (key, name)."""
    known = [track.rows().exclude(history_user=None).order_by() for track in tracks]
    parts = [rows.values_list("history_user_id", "history_by_name") for rows in known]
    return sorted(dict(parts[0].union(*parts[1:])).items(), key=lambda person: person[1])


def read(tracks: Sequence[Track], found: list[tuple]) -> list[Moment]:
    """The rows of a page, each with the row before it, in the order of the page."""
    wanted = defaultdict(list)
    for number, history_id, _at in found:
        wanted[number].append(history_id)
    moments = {}
    for number, ids in wanted.items():
        moments |= {(number, moment.row.history_id): moment for moment in read_track(tracks[number], ids)}
    return [moments[number, history_id] for number, history_id, _at in found]


def read_track(track: Track, ids: list[int]) -> list[Moment]:
    rows = list(track.model.history.filter(history_id__in=ids).select_related("change_set"))
    earlier = Q(pk__in=[])
    for row in rows:
        if row.version > 1:
            earlier |= Q(id=row.id, version=row.version - 1)
    before = {(row.id, row.version): row for row in track.model.history.filter(earlier)}
    lists = {each.name: list_items([*rows, *before.values()], each) for each in track.fields() if each.many_to_many}
    return [Moment(track, row, before.get((row.id, row.version - 1)), lists) for row in rows]


def wanted_names(moments: list[Moment]) -> Names:
    names = Names()
    for moment in moments:
        for row in filter(None, (moment.row, moment.before)):
            for each in (*moment.track.fields(), *naming_fields(moment.track)):
                names.want(each, moment.value(row, each))
    return names


def naming_fields(track: Track) -> list:
    return [track.model._meta.get_field(name) for name in track.naming]


def told(moment: Moment, names: Names) -> Entry:
    """One row of history in words."""
    row = moment.row
    verb = happening(moment)
    shown = [] if verb in ("removed", "put back") else moment.track.fields()
    return Entry(
        title=title(moment, verb, names),
        by=row.history_by_name,
        at=row.history_date,
        reason=row.history_change_reason or "",
        changes=tuple(change for each in shown if (change := changed(moment, each, names))),
        change_set=row.change_set,
    )


def happening(moment: Moment) -> str:
    """The verb: added, changed, removed or put back."""
    if moment.before is None:
        return "added"
    was, is_now = (getattr(row, "removed_at", None) for row in (moment.before, moment.row))
    if bool(was) != bool(is_now):
        return "removed" if is_now else "put back"
    return "changed"


def title(moment: Moment, verb: str, names: Names) -> str:
    words = (moment.track.say(each, moment.value(moment.row, each), names) for each in naming_fields(moment.track))
    name = ", ".join(dict.fromkeys(word for word in words if word))
    return f"{moment.track.noun} {verb}: {name}" if name else f"{moment.track.noun} {verb}"


def changed(moment: Moment, each, names: Names) -> Change | None:
    new = moment.value(moment.row, each)
    if moment.before is None:
        words = moment.track.say(each, new, names) if new is not False else ""
    else:
        old = moment.value(moment.before, each)
        words = difference(each, old, new, names, moment.track.say) if old != new else ""
    return Change(moment.track.label(each.name), words) if words else None

"""What happens when a form is saved: written, nothing to write, refused, or the page that merges two changes."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from partnerships.forms.versioned import VersionedForm
from partnerships.merging import MINE, THEIRS, decided, packed, three_way, undecided, unpacked
from partnerships.saving import Conflict, Versioned
from partnerships.snapshots import Seen, for_saving
from partnerships.words import BLANK, Names, difference, in_words

ONTO, CHOICE = "onto", "keep-"
Write = Callable[..., Versioned]


def save_or_merge(
    request, form: VersionedForm, record: Versioned, write: Write, done: Callable, *, always: bool = False
) -> HttpResponse | None:
    """Save what a valid form changed, or show the merge page.

    `write(changes, version=…, reason=…)` is the workflow's verb; `done(record, changed)` answers, `changed` being the
    old and the new value of each field that was written, none when there was nothing to write. Returns None when the
    save was refused: the form then says why, with everything that was typed. `always` is for steps without fields.
    """
    merge = Merging(form, record, request.POST)
    if merge.is_open():
        return Merging(form, record, request.POST, onto=record.version, asked=True).page(request)
    changes = merge.changes()
    if not (changes or always):
        return done(record, {})
    try:
        saved = write(for_saving(record, changes), version=merge.base.version, reason=form.why())
    except Conflict as conflict:
        return Merging(form, conflict.record, request.POST, onto=conflict.record.version).page(request)
    except ValidationError as error:
        form.refuse(error)
        return None
    return done(saved, {name: (merge.base.values[name], value) for name, value in changes.items()})


class Merging:
    """One attempt to save: my form, the version it showed, and the version that it is to be written onto."""

    def __init__(self, form: VersionedForm, record: Versioned, data, onto: int | None = None, *, asked=False):
        self.form, self.record, self.data = form, record, data
        self.groups = form.together
        self.is_merge = onto is not None or ONTO in data
        self.base = Seen(record, onto or data[ONTO]) if self.is_merge else form.seen
        self.mine = packed(form.values(), self.groups)
        self.choices = {key.removeprefix(CHOICE): data[key] for key in data if key.startswith(CHOICE)}
        self.asked = asked
        if self.base.version < form.seen.version:
            raise BadRequest("The form merges into a version that is older than the one it shows.")
        self.merge = three_way(packed(form.seen.values, self.groups), packed(self.base.values, self.groups), self.mine)

    def is_open(self) -> bool:
        """Is this a merge in which somebody must still choose?"""
        return self.is_merge and bool(undecided(self.merge, self.choices))

    def changes(self) -> dict[str, Any]:
        """The fields to write, against the version written onto."""
        wanted = unpacked(decided(self.merge, self.mine, self.choices), self.groups)
        return {name: value for name, value in wanted.items() if value != self.base.values[name]}

    def page(self, request) -> HttpResponse:
        names = Names()
        context = {
            "record": self.record,
            "who": (who := last_change(self.record)),
            "is_own": who is not None and who.history_user_id == request.user.pk,
            "clashes": [self.clash(name, names) for name in self.merge.clashes],
            "kept": self.differences(self.merge.theirs, names),
            "joined": self.differences(self.merge.mine, names, self.base.values),
            "carried": carried(self.data),
            "onto": self.base.version,
            "cancel_url": self.form.cancel_url,
            "missing": undecided(self.merge, self.choices) if self.asked else [],
        }
        return render(request, "kernel/merge.html", context, status=409)

    def clash(self, name: str, names: Names) -> dict[str, Any]:
        """One row of the table: the field, what it was, what they and I made of it."""
        original = packed(self.form.seen.values, self.groups)[name]
        theirs = packed(self.base.values, self.groups)[name]
        return {
            "name": f"{CHOICE}{name}",
            "label": self.label(name),
            "original": self.words(name, original, names),
            "chosen": self.choices.get(name),
            "options": [
                {"value": THEIRS, "words": self.words(name, theirs, names)},
                {"value": MINE, "words": self.words(name, self.mine[name], names)},
            ],
        }

    def words(self, name: str, value: Any, names: Names) -> str:
        group = next((group for group in self.groups if group[0] == name), None)
        if group is None:
            return in_words(self.record._meta.get_field(name), value, names) or BLANK
        pairs = zip(group, value, strict=True)
        said = [in_words(self.record._meta.get_field(each), part, names) for each, part in pairs]
        return ", ".join(part for part in said if part) or BLANK

    def label(self, name: str) -> str:
        if name in self.form.fields:
            return str(self.form.fields[name].label)
        label = str(self.record._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def differences(self, values: dict[str, Any], names: Names, against: dict[str, Any] | None = None) -> list[dict]:
        """Fields that merged by themselves, in words."""
        before, found = against or self.form.seen.values, []
        for name, value in unpacked(values, self.groups).items():
            old = before[name]
            if value != old:
                field = self.record._meta.get_field(name)
                found.append({"label": self.label(name), "words": difference(field, old, value, names)})
        return found


def carried(data) -> list[tuple[str, str]]:
    """Everything that was typed, to be posted again with the decision."""
    own = {"csrfmiddlewaretoken", ONTO}
    return [
        (key, value)
        for key, values in data.lists()
        if key not in own and not key.startswith(CHOICE)
        for value in values
    ]


def last_change(record: Versioned):
    """The row of history that says who changed the record last, and when."""
    return type(record).history.filter(id=record.pk).order_by("-version").first()

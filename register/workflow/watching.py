"""Watching an entry, and the notices that people read inside the service. Nobody is told of their own doing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from partnerships.history import rows_of
from partnerships.models import User
from partnerships.saving import Kinds
from register.models import Action, Notice, Participation, Partnership, Seat, Watch
from register.rules.parts import parts_of

TOGETHER = timedelta(hours=1)
NAMED = {
    Partnership: {"lead_officer_id": "named you lead officer", "head_of_service_id": "named you head of service"},
    Participation: {"lead_member_id": "named you portfolio holder"},
    Seat: {"holder_id": "named you representative"},
    Action: {"owner_id": "asked you to carry out an action"},
}
PAGES = {Partnership: "entry", Participation: "people", Seat: "people", Action: "decisions"}


def watch(entry: Partnership, *, by: User, at: datetime) -> None:
    """Be told when others change this entry. Watching it twice is watching it."""
    Watch.objects.get_or_create(person=by, partnership=entry, defaults={"begun_at": at})


def stop_watching(entry: Partnership, *, by: User) -> None:
    """Be told no more of it; what was told already stays."""
    Watch.objects.filter(person=by, partnership=entry).delete()


def mark_read(notices: Iterable[int], *, by: User, at: datetime) -> int:
    """Say that these notices of one's own were read. Returns how many were not before."""
    return Notice.objects.unread().filter(person=by, pk__in=notices).update(read_at=at)


def tell_watchers(ids: set[int], models: Kinds, *, by: User | None, at: datetime) -> None:
    """Tell who watches these entries which parts of each changed. Contributed under `after_change`.

    One look where nobody watches. What one person changes within an hour, and is not read yet, is one notice.
    """
    if not parts_of(models):
        return
    watched = list(Watch.objects.to_tell(ids, by).values_list("person", "partnership", "partnership__reference"))
    if not watched:
        return
    told = said_before(watched, by, at)
    fresh = []
    for person, entry, reference in watched:
        if not (parts := parts_of(models.of(entry))):
            continue
        if (found := told.get((person, entry))) is not None:
            found.parts = list(dict.fromkeys([*found.parts, *parts]))
            found.path, found.made_at = page_of(reference, found.parts, parts), at
        else:
            fresh.append(
                Notice(
                    **who(by, at),
                    person_id=person,
                    partnership_id=entry,
                    kind=Notice.Kind.CHANGED,
                    parts=list(parts),
                    path=page_of(reference, parts, parts),
                )
            )
    Notice.objects.bulk_update(told.values(), ["parts", "path", "made_at"])
    Notice.objects.bulk_create(fresh)


def said_before(watched: list[tuple[int, int, str]], by: User | None, at: datetime) -> dict[tuple[int, int], Notice]:
    """What these people were told of the same person's changes within the hour and have not read yet."""
    recent = Notice.objects.unread().filter(
        kind=Notice.Kind.CHANGED,
        by=by,
        made_at__gte=at - TOGETHER,
        person__in={person for person, _, _ in watched},
        partnership__in={entry for _, entry, _ in watched},
    )
    pairs = {(person, entry) for person, entry, _ in watched}
    return {
        (each.person_id, each.partnership_id): each for each in recent if (each.person_id, each.partnership_id) in pairs
    }


def page_of(reference: str, words: Iterable[str], parts: dict[str, str]) -> str:
    """The page of the one part that changed; of several, the entry's first."""
    pages = {parts.get(each, "entry") for each in words}
    return reverse(f"register:{pages.pop() if len(pages) == 1 else 'entry'}", args=[reference])


def who(by: User | None, at: datetime) -> dict:
    """Who did it and when, as a notice keeps it."""
    return {"by": by, "by_name": by.full_name if by else "", "made_at": at}


def tell_of_review(
    person: User | None, entry: Partnership, text: str, path: str, *, by: User, at: datetime
) -> Notice | None:
    """Tell one person what somebody else did about their part of an entry's review; `text` continues the name."""
    if person is None or person == by:
        return None
    about = {"person": person, "kind": Notice.Kind.REVIEW, "partnership": entry, "text": text, "path": path}
    return Notice.objects.create(**who(by, at), **about)


def tell_named(ids: set[int], models: Kinds, *, by: User | None, at: datetime) -> None:
    """Tell people that they were just named lead, holder or owner, once for each act however many writes it takes.
    Contributed under `after_change`.
    """
    named = defaultdict(list)
    for model in NAMED.keys() & models:
        for entry, field, person in newly_named(model, ids, at):
            if by is None or person != by.pk:
                named[person, model, field].append(entry)
    if not named:
        return
    references = dict(Partnership.objects.filter(pk__in=set().union(*named.values())).values_list("pk", "reference"))
    notices = [
        named_notice(person, model, NAMED[model][field], entries, references, by, at)
        for (person, model, field), entries in named.items()
    ]
    told = Notice.objects.filter(kind=Notice.Kind.NAMED, by=by, made_at=at, person__in={each for each, _, _ in named})
    said = set(told.values_list("person", "partnership", "text"))
    Notice.objects.bulk_create(each for each in notices if (each.person_id, each.partnership_id, each.text) not in said)


def newly_named(model: type, ids: set[int], at: datetime) -> list[tuple[int, str, int]]:
    """(entry, field, person) for each record of these entries that names somebody since this very change."""
    rows, entry = rows_of(model, "history"), "id" if model is Partnership else "partnership_id"
    newest = model._base_manager.filter(pk=OuterRef("id")).values("version")
    before = rows.objects.filter(id=OuterRef("id"), version=OuterRef("version") - 1).order_by()
    found = rows.objects.filter(history_date=at, version=Subquery(newest), **{f"{entry.removesuffix('_id')}__in": ids})
    past = {f"past_{field}": Subquery(before.values(field)[:1]) for field in NAMED[model]}
    return [
        (row[entry], field, row[field])
        for row in found.order_by("history_id").annotate(**past).values(entry, *NAMED[model], *past)
        for field in NAMED[model]
        if row[field] and row[field] != row[f"past_{field}"]
    ]


def named_notice(
    person: int, model: type, done: str, entries: list[int], references: dict[int, str], by: User | None, at: datetime
) -> Notice:
    """One notice, however many entries name the person at once."""
    several = len(set(entries)) > 1
    return Notice(
        **who(by, at),
        person_id=person,
        kind=Notice.Kind.NAMED,
        partnership_id=None if several else entries[0],
        text=f"{done}: {len(set(entries))} partnerships" if several else done,
        path=reverse("register:list")
        if several
        else reverse(f"register:{PAGES[model]}", args=[references[entries[0]]]),
    )

"""Reminders: one letter a day and person at most, each step of each thing once, rendered from what then waits."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from partnerships import mail
from partnerships.models import Letter, User
from partnerships.roles import Role
from register.rules.words import long_day, number_of
from reviews.models import Reminder
from reviews.reports.due import Due, soon_due, still_waiting
from reviews.rules.reminders import CORPORATE, HEAD, OWNER, Window, is_sent, when, window


@dataclass(frozen=True)
class Wanted:
    """One thing that one person is to be reminded of, at one step."""

    due: Due
    step: int
    to: int

    @property
    def key(self) -> tuple[str, int, date, int, int]:
        return self.due.kind, self.due.record, self.due.due_on, self.step, self.to


def told_of(due: Due, found: Window, corporate: frozenset[int]) -> frozenset[int]:
    """Who is told at this step."""
    by_part = {OWNER: due.owners, HEAD: due.heads, CORPORATE: corporate}
    return frozenset().union(*(by_part[part] for part in found.to))


def wanted(today: date) -> dict[User, list[Wanted]]:
    """What each person is to be reminded of today and was not yet."""
    people = {user.pk: user for user in User.objects.active()}
    corporate = frozenset(User.objects.active().holding(Role.CORPORATE_MANAGER).values_list("pk", flat=True))
    found = [
        Wanted(due, open_now.first, person)
        for due in soon_due(today)
        if (open_now := window(due.due_on, today))
        for person in sorted(told_of(due, open_now, corporate))
        if person in people and is_sent(due.due_on, today, reminders_off=people[person].reminders_off)
    ]
    sent = logged(found)
    by_person = defaultdict(list)
    for each in found:
        if each.key not in sent:
            by_person[people[each.to]].append(each)
    return by_person


def logged(found: Iterable[Wanted]) -> set[tuple[str, int, date, int, int]]:
    """Those that were sent already."""
    first = min((each.due.due_on for each in found), default=None)
    if first is None:
        return set()
    rows = Reminder.objects.filter(due_on__gte=first)
    return set(rows.values_list("kind", "record", "due_on", "step", "to"))


def remind(today: date, *, at: datetime) -> int:
    """Write to everybody who is to be reminded; running it again changes nothing. Returns how many are written to."""
    return sum(write(to, lines, at=at) for to, lines in wanted(today).items())


def write(to: User, lines: list[Wanted], *, at: datetime) -> bool:
    """One letter about all of it. False where another run was faster."""
    text = repr(sorted(each.key for each in lines))
    key = f"reminders {to.pk} {sha256(text.encode()).hexdigest()}"
    try:
        with transaction.atomic():
            letter = mail.write(to, "reminders", key=key, at=at)
            if letter:
                log(letter, lines)
            return letter is not None
    except IntegrityError:
        return False


def log(letter: Letter, lines: Iterable[Wanted]) -> None:
    """Note that these were sent, with the letter that says so."""
    Reminder.objects.bulk_create(
        Reminder(
            kind=each.due.kind,
            record=each.due.record,
            due_on=each.due.due_on,
            step=each.step,
            to=letter.to,
            letter=letter,
        )
        for each in lines
    )


def reminders(letter: Letter, at: datetime) -> mail.Told | None:
    """What of it still waits when the letter is sent: not what was handed in, moved or given to others meanwhile."""
    today = localdate(at)
    rows = {(each.kind, each.record): each for each in letter.reminders.all()}
    found = still_waiting(rows, letter.to)
    true = [due for key, due in found.items() if due.due_on == rows[key].due_on]
    parts = {
        "own": [due for due in true if letter.to_id in due.owners],
        "headed": [due for due in true if letter.to_id in due.heads - due.owners],
    }
    if letter.to.has_role(Role.CORPORATE_MANAGER):
        parts["others"] = [due for due in true if letter.to_id not in due.owners | due.heads]
    lines = {part: [line(due, today) for due in sorted(dues, key=by_day)] for part, dues in parts.items()}
    told = [each for dues in parts.values() for each in dues]
    return mail.Told({**lines, "subject": subject(told, today)}) if told else None


def by_day(due: Due) -> tuple[date, str]:
    return due.due_on, due.title


def line(due: Due, today: date) -> dict[str, str]:
    """One thing, as the letter tells it."""
    return {"title": due.title, "due": long_day(due.due_on), "when": when(due.due_on, today), "path": due.url}


def subject(told: list[Due], today: date) -> str:
    """What the letter is about: the thing itself, or how many."""
    late = sum(due.due_on < today for due in told)
    if len(told) == 1:
        return f"{told[0].title} {'was' if late else 'is'} due {long_day(told[0].due_on)}"
    return f"{number_of(len(told), 'thing')} due{f', {late} of them overdue' if late else ''}"


def send(day: date, *, at: datetime) -> str:
    """Contributed under `nightly`: reminders of the day, and how many letters they are."""
    return f"Reminders written: {remind(day, at=at)}."

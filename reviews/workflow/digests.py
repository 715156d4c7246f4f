"""The letter of the week: what waits for a person, and what corporate managers watch over (B15-22, B15-33)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from partnerships import mail, work
from partnerships.models import Letter, User
from partnerships.roles import Role
from reviews.reports import watched_over
from reviews.rules.reminders import sends_digest


def key(day: date) -> str:
    """The week of a letter, as ISO counts weeks, so that the days around New Year are no trap."""
    year, week, _ = day.isocalendar()
    return f"digest {year}-W{week:02d} "


def readers(day: date) -> list[User]:
    """Who is written to today: everybody with a role who wants it and was not written to this week."""
    if not sends_digest(day):
        return []
    written = Letter.objects.filter(dedupe_key__startswith=key(day)).values("to")
    wanting = User.objects.active().filter(grants__isnull=False, digest_off=False).distinct()
    return list(wanting.exclude(pk__in=written).order_by("pk"))


def write_week(day: date, *, at: datetime) -> int:
    """A letter for each; whether anything waits is looked at when it is sent. Returns how many are on their way."""
    return sum(mail.write(person, "digest", key=f"{key(day)}{person.pk}", at=at) is not None for person in readers(day))


def digest(letter: Letter, at: datetime) -> mail.Told | None:
    """What waits for the person now, by the same rules as their home page. Nothing is said when nothing waits."""
    today, person = localdate(at), letter.to
    if person.digest_off:
        return None
    tasks = work.tasks(person, today)
    above = watched_over.build(person, today) if person.has_role(Role.CORPORATE_MANAGER) else None
    if not tasks and not above:
        return None
    return mail.Told({"tasks": tasks, "number": sum(task.count for task in tasks), "above": above})


def send(day: date, *, at: datetime) -> str:
    """Contributed under `nightly`: the letters of the week, and how many they are."""
    return f"Letters of the week written: {write_week(day, at=at)}."

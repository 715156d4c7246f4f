"""How long somebody stays signed in: two hours after the last request, twelve hours after signing in (WCAG 2.2.1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.dateparse import parse_datetime

HEADER = "Session-Left"


@dataclass(frozen=True)
class Left:
    """The seconds until somebody is signed out; the last ones, if nothing that they do makes them more."""

    seconds: int
    is_last: bool

    def __str__(self) -> str:
        """As pages and answers say it to the script that warns: `7200`, or `290 last`."""
        return f"{self.seconds} last" if self.is_last else f"{self.seconds}"


def left(session, now: datetime) -> Left:
    """What is left of a session by its two stamps."""
    idle = stamp(session, "seen_at", now) + timedelta(seconds=settings.SESSION_IDLE_SECONDS) - now
    longest = stamp(session, "signed_in_at", now) + timedelta(seconds=settings.SESSION_COOKIE_AGE) - now
    return Left(int(min(idle, longest).total_seconds()), longest <= idle)


def stamp(session, name: str, now: datetime) -> datetime:
    """A moment of the session; now where it has none yet."""
    if name not in session:
        session[name] = now.isoformat()
    return parse_datetime(session[name])


def go_on(session, now: datetime) -> None:
    """Somebody is here."""
    session["seen_at"] = now.isoformat()

"""When an entry is looked at again: after so many meetings, or once what was deferred falls due (H14-32, H14-39)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from register.models import Partnership
from register.rules.words import long_day, number_of

COUNTED = "look_again_meetings"
SINCE = "look_again_from"


def counted_from(changes: Mapping[str, Any], entry: Partnership, today: date) -> dict[str, Any]:
    """The changes with the day from which meetings are counted: today where nobody gave one, none where none count."""
    wanted = dict(changes)
    if COUNTED not in changes or SINCE in changes:
        return wanted
    if not changes[COUNTED]:
        return {**wanted, SINCE: None}
    return wanted if getattr(entry, SINCE) else {**wanted, SINCE: today}


def meetings_due(entry: Partnership, held: int) -> str:
    """`2 of 2 meetings held since 3 May 2026` once so many were held; empty before."""
    wanted = entry.look_again_meetings
    if not wanted or held < wanted:
        return ""
    return f"{held} of {number_of(wanted, 'meeting')} held since {long_day(entry.look_again_from)}"


def deferral(entry: Partnership) -> str:
    """`Deferred until 3 May 2026, to the budget report`; empty where nothing is deferred."""
    parts = [
        f"until {long_day(entry.deferred_until_on)}" if entry.deferred_until_on else "",
        f"to: {entry.deferred_to}" if entry.deferred_to else "",
    ]
    said = ", ".join(filter(None, parts))
    return f"Deferred {said}" if said else ""


def reasons(entry: Partnership, held: int, today: date) -> list[str]:
    """Why an entry is to be looked at again today; `held` are the meetings held since they are counted."""
    due = deferral(entry) if entry.deferred_until_on and entry.deferred_until_on <= today else ""
    return [reason for reason in (meetings_due(entry, held), due) if reason]

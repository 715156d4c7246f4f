"""When somebody is reminded of what is due, and who is told once it is late (D03).

The days are the product's own, as its users asked for them: four weeks and one week before, on the day, one and two
weeks after; then the head of service, then the corporate management team. Each is a window that ends where the next one
begins: what could not be sent on its first day is sent on a later one, and what was missed altogether is not made up
for, so that nobody is ever sent two steps at once.
"""

from dataclasses import dataclass
from datetime import date

from register.models.choices import Significance
from register.rules.words import number_of

OWNER, HEAD, CORPORATE = "owner", "head of service", "corporate management team"
MINUTES = {Significance.SIGNIFICANT: 10}
SHORT_MINUTES = 5
THURSDAY = 3


@dataclass(frozen=True)
class Window:
    """Days counted from the day on which something is due, both included; the last window has no end."""

    first: int
    last: int | None
    to: tuple[str, ...]


WINDOWS = (
    Window(-28, -8, (OWNER,)),
    Window(-7, -1, (OWNER,)),
    Window(0, 6, (OWNER,)),
    Window(7, 13, (OWNER,)),
    Window(14, 27, (OWNER, HEAD)),
    Window(28, None, (CORPORATE,)),
)
EARLIEST = -WINDOWS[0].first


def window(due_on: date, today: date) -> Window | None:
    """The window that is open today for what is due then; None while it is more than four weeks away."""
    late = (today - due_on).days
    return next((each for each in reversed(WINDOWS) if late >= each.first), None)


def is_sent(due_on: date, today: date, *, reminders_off: bool) -> bool:
    """Reminders of what is overdue cannot be switched off."""
    return due_on < today or not reminders_off


def when(due_on: date, today: date) -> str:
    """How far away the day is, in words."""
    late = (today - due_on).days
    if late == 0:
        return "today"
    far = how_long(abs(late))
    return f"{far} overdue" if late > 0 else f"in {far}"


def how_long(days: int) -> str:
    """In days while they are easily counted, then in months, then in years."""
    if days < 100:
        return number_of(days, "day")
    return number_of(days // 30, "month") if days < 2 * 365 else number_of(days // 365, "year")


def minutes(tier: str) -> int:
    """How long the review of a partnership of this tier takes, in minutes: what the form was made for."""
    return MINUTES.get(tier, SHORT_MINUTES)


def sends_digest(day: date) -> bool:
    """The letter of the week is Monday's; where nobody sent it then, it goes out until Thursday, and then no more."""
    return day.weekday() <= THURSDAY

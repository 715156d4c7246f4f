"""What of meetings and of the reporting programme waits for a person."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode

from partnerships.work import Task, told
from register.models import Meeting, MeetingReport
from register.reports import programme
from register.rules.words import long_day


def items(user, today: date) -> list[Task]:
    """The person's tasks, each with the list that shows exactly the records it counts."""
    return [*decisions(user), *briefings(user, today), *programme.work(user, today)]


def listed(**filters: str) -> str:
    return f"{reverse('register:all_meetings')}?{urlencode(filters)}"


def decisions(user) -> Iterator[Task]:
    """Decisions that representatives ask for: for the lead officer, or the policy team where none signs in."""
    waiting = MeetingReport.objects.visible_to(user).to_be_dealt_with_by(user)
    meetings = Meeting.objects.filter(pk__in=waiting.values("meeting")).select_related("partnership")
    words = ("Meeting after which a decision is needed", "Meetings after which a decision is needed")
    line = told("register:meetings", "{0.partnership}: {0}", key="partnership.reference")
    yield Task(meetings, *words, listed(show="decisions", whose="mine"), line=line, nearest=("held_on", "pk"))


def briefings(user, today: date) -> Iterator[Task]:
    """Meetings still to come before which the lead officer briefs the members (B15-38)."""
    to_brief = Meeting.objects.visible_to(user).to_brief(today).led_by(user).order_by("held_on")
    days = list(to_brief.values_list("held_on", flat=True))
    if days:
        first = long_day(days[0])
        one, many = f"Brief the members before {first}", f"Briefings to give, the first before {first}"
        yield Task(len(days), one, many, listed(show="briefings", whose="mine"), "You are the lead officer")

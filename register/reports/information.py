"""Who hears of what: how each council attends and is briefed, what was passed on, what the programme asks for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from partnerships.templatetags.council import day
from register.models import Partnership
from register.permissions import can_keep_meetings, can_see_contacts, editing
from register.reports import programme
from register.reports.parts import Card, Row

LAST_ITEMS = 20


@dataclass(frozen=True)
class Passed:
    """One item that was passed on."""

    at: datetime
    by: str
    text: str
    to: tuple[str, ...]
    direction: str
    meeting: str


@dataclass(frozen=True)
class Information:
    """The tab, besides its sections and its lines."""

    briefing: tuple[Card, ...]
    passed: tuple[Passed, ...]
    due: tuple[programme.Due, ...]
    sent: tuple[programme.Sent, ...]
    may_pass_on: bool
    refusal: str


def build(entry: Partnership, user, today: date) -> Information:
    """What the tab shows this person."""
    verdict = can_keep_meetings(user, entry)
    items = entry.passed_on.filter(removed_at__isnull=True).select_related("sent_by", "meeting")
    items = items.prefetch_related("recipients__person", "recipients__group")[:LAST_ITEMS]
    return Information(
        tuple(briefings(entry, user)),
        tuple(passed(item) for item in items),
        tuple(programme.due(user, today, overdue=False, entry=entry)),
        (*programme.sent(user, noted=False, entry=entry), *programme.sent(user, noted=True, entry=entry)),
        bool(verdict),
        verdict.reason,
    )


def passed(item) -> Passed:
    to = tuple(recipient.who() for recipient in item.recipients.all())
    return Passed(
        item.sent_at,
        str(item.sent_by),
        item.text,
        to,
        item.get_direction_display(),
        str(item.meeting) if item.meeting else "",
    )


def briefings(entry: Partnership, user) -> list[Card]:
    """For each council that takes part: how it attends, and how it is briefed where another speaks for it (H14-18)."""
    parts = entry.participations.select_related("council", "represented_by")
    may_change = editing(user, entry).lines(parts.model)
    return [
        Card(
            f"How {part.council} attends and is briefed",
            tuple(rows(part, can_see_contacts(user, entry))),
            f"briefing-{part.pk}",
            reverse("register:line_edit", args=[entry.reference, "representation", part.pk]) if may_change else "",
        )
        for part in parts
    ]


def rows(part, sees_contacts: bool) -> list[Row]:
    """The basis on which the council attends (H14-39); contact, arrangement and last briefing through another."""
    found = [
        Row("How we attend", part.get_attendance_display()),
        Row("How the council is represented", part.get_representation_display()),
    ]
    if part.representation == "through_another":
        found.append(Row("Council that takes the lead", str(part.represented_by or "")))
        found += [Row("Contact there", part.district_lead)] if sees_contacts else []
    if part.representation in ("through_another", "none") or part.briefing_arrangement or part.last_briefed_on:
        found.append(Row("How we are briefed", part.briefing_arrangement))
        found.append(Row("Last briefed on", day(part.last_briefed_on) if part.last_briefed_on else "", absent="Never"))
    return found

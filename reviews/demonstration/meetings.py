"""Meetings, reports and the reporting programme of the demonstration: all of it invented, and marked so."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from partnerships import saving
from partnerships.models import User
from register.models import (
    ActivitySummary,
    Body,
    ClientGroup,
    InternalGroup,
    Meeting,
    Partnership,
    ProgrammeItem,
    Recipient,
)
from register.rules.money import financial_year
from register.workflow import entries, knowledge, meetings

INVENTED = "Invented for the demonstration."
BOARD, SAFETY = "Leicestershire Environment Board", "Harborough Community Safety Partnership"
TOURISM, YOUTH = "Harborough Tourism Partnership", "Rural Youth Voice Project"
GROUPS = ("Older people", "Young people", "People with disabilities", "Visitors")
# Partnership, days before today, who reports, points, decision needed, hours.
REPORTS = (
    (BOARD, 250, "representative", "The county's waste plan goes out to consultation in the spring.", "", 4),
    (BOARD, 160, "representative", "Two districts will share an air quality officer.\nThe carbon survey is late.", "", 3),
    (BOARD, 20, "representative", "The board looks for a district to host the climate officer.",
     "Does the council want to host the climate officer? The board needs to know within eight weeks.", 5),
    (SAFETY, 140, "councillor", "Burglary in the market towns fell by a tenth.", "", 2),
    (SAFETY, 35, "councillor", "The police leave the town centre office in the summer.",
     "Shall the council offer a room in its own offices?", Decimal("2.5")),
    (TOURISM, 90, "lead.officer", "The visitor guide is shared by three districts from next year.", "", 3),
)  # fmt: skip


def seed(at: datetime) -> None:
    """Meetings with reports, one still to come, a distribution list, the reporting programme, client groups."""
    who = {"by": User.objects.get(email="policy.officer@example.org"), "at": at, "reason": INVENTED}
    today = at.date()
    for name, days, person, points, decision, hours in REPORTS:
        entry = Partnership.objects.active().get(name=name)
        held = Meeting(partnership=entry, held_on=today - timedelta(days=days), title="Board meeting", notes=INVENTED)
        entries.add_line(held, entry, **who)
        values = {"attended": True, "points": points, "decision_needed": decision, "hours": Decimal(hours)}
        by = User.objects.get(email=f"{person}@example.org")
        meetings.report_back(entry, held, values, by=by, at=at)
    tourism = Partnership.objects.active().get(name=TOURISM)
    to_come = {"held_on": today + timedelta(days=24), "title": "Annual general meeting", "notes": INVENTED}
    entries.add_line(Meeting(partnership=tourism, **to_come), tourism, **who)
    hears(tourism, today, who)
    reports(today, who)
    serves(who)


def hears(entry: Partnership, today: date, who: dict) -> None:
    """Who hears of the tourism partnership, something passed on to them, and its year in a few words."""
    group = saving.create(InternalGroup(name="Economic Prosperity Board"), **who)
    officer = User.objects.get(email="officer@example.org")
    lines = (
        Recipient(partnership=entry, person=officer, note="Planning of hotels and camp sites"),
        Recipient(partnership=entry, group=group, note=INVENTED),
    )
    recipients = [entries.add_line(line, entry, **who) for line in lines]
    text = "The visitor guide is shared by three districts from next year. " + INVENTED
    knowledge.pass_on(entry, text, recipients, direction="out", by=entry.lead_officer, at=who["at"])
    year = financial_year(today) - 1
    summary = "It met three times and brought out one guide for three districts. " + INVENTED
    entries.add_line(ActivitySummary(partnership=entry, financial_year=year, text=summary), entry, **who)


def reports(today: date, who: dict) -> None:
    """Two lines of the reporting programme: one overdue, one due later."""
    body = Body.objects.order_by("position", "name").first()
    due = (
        (TOURISM, "lead.officer", today - timedelta(days=12), 12),
        (SAFETY, "head.of.service", today + timedelta(days=70), 6),
    )
    for name, person, first, months in due:
        entry = Partnership.objects.active().get(name=name)
        responsible = User.objects.get(email=f"{person}@example.org")
        item = ProgrammeItem(
            partnership=entry,
            first_due_on=first,
            every_months=months,
            responsible=responsible,
            body=body,
            note=INVENTED,
        )
        entries.add_line(item, entry, **who)


def serves(who: dict) -> None:
    """Client groups: young people have a partnership, older people none of their own."""
    groups = {
        name: saving.create(ClientGroup(name=name, position=place), **who) for place, name in enumerate(GROUPS, 1)
    }
    entry = Partnership.objects.active().get(name=YOUTH)
    changes = {"client_groups": [groups["Young people"].pk]}
    saving.claimed(Partnership, entry.pk, entry.version, changes, **who)
    older = groups["Older people"]
    covers = {"covered_by": "The community safety partnership and the council’s own wardens. " + INVENTED}
    saving.claimed(ClientGroup, older.pk, older.version, covers, **who)

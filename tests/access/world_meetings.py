"""Meetings, reports, recipients and the reporting programme of the world of the access tests."""

from datetime import UTC, date, datetime

from register.models import ActivitySummary, Meeting, MeetingReport, ProgrammeItem, Recipient
from register.workflow import entries, programme

EARLIER = datetime(2026, 2, 1, 10, 0, tzinfo=UTC)


def plant(world) -> None:
    """One line of each kind and one that was taken off; reports of the programme, submitted and received."""
    own, people = world.records["own entry"], world.people
    lines = {
        "meetings": (
            Meeting(partnership=own, held_on=date(2026, 3, 3)),
            Meeting(partnership=own, held_on=date(2026, 1, 9)),
        ),
        "summaries": (summary(own, 2024), summary(own, 2023)),
        "recipients": (Recipient(partnership=own, person=people["officer"]), Recipient(partnership=own, name="Clerks")),
        "programme": (item(own, people["lead_officer"]), item(own, people["lead_officer"])),
    }
    for noun, (stays, goes) in lines.items():
        keep(world, noun, stays, goes)
    meeting = world.records["meetings of own entry"]
    asks = {"decision_needed": "Shall we host the officer?", "points": "The county pays"}
    keep(
        world,
        "reports",
        MeetingReport(meeting=meeting, person=people["representative"], **asks),
        MeetingReport(meeting=meeting, person=people["councillor"]),
    )
    submitted = item(own, people["lead_officer"]), item(own, people["lead_officer"])
    first, second = (world.line(each, own) for each in submitted)
    by = {"by": people["lead_officer"], "at": EARLIER}
    received = programme.submit(second, date(2025, 5, 1), "All is well.", **by)
    recorder = {"by": people["democratic_services"], "at": EARLIER}
    world.records |= {
        "submitted report": programme.submit(first, date(2025, 5, 1), "All is well.", **by),
        "received report": programme.receive(received, date(2026, 2, 2), "3/26", version=1, **recorder),
    }


def keep(world, noun: str, stays, goes) -> None:
    own = world.records["own entry"]
    world.records[f"{noun} of own entry"] = world.line(stays, own)
    gone = world.line(goes, own)
    world.records[f"removed {noun} of own entry"] = entries.remove_line(gone, own, version=1, **world.by)


def summary(own, year: int) -> ActivitySummary:
    return ActivitySummary(partnership=own, financial_year=year, text="It met.")


def item(own, responsible) -> ProgrammeItem:
    return ProgrammeItem(partnership=own, first_due_on=date(2025, 5, 1), responsible=responsible)

"""Partners' papers and performance returns of the world: at each stage, and of an exempt entry."""

from datetime import date

from partnerships import saving
from register.models import PerformanceReturn
from register.rules.performance import TIME_TO_RECORD, months_of
from register.workflow import partner_papers as papers
from tests.factories import NOW
from tests.register.places import body

DAY = date(2026, 11, 1)


def plant(world) -> None:
    who = {"by": world.people["policy_officer"], "at": NOW}
    own, meeting = world.records["own entry"], body("Overview and Scrutiny Committee")
    world.records["a body"] = meeting
    world.records["selected entry"] = world.entry("Selected Forum", is_selected_for_returns=True)
    for year, state in enumerate(("", "received ", "decided "), 2026):
        paper = asked(own, year, who)
        if state:
            paper = papers.receive(paper, {"received_on": DAY, "spending": "A worker"}, version=1, **who)
        if state == "decided ":
            heard = {"body": meeting, "held_on": DAY, "minute": "4", "part": "decided", "words": "Agreed."}
            papers.hear(paper, heard, version=paper.version, **who)
            paper.refresh_from_db()
        world.records[f"{state}paper of a partner"] = paper
    world.records["paper of an exempt partner"] = asked(world.records["exempt entry"], 2026, who)
    world.records["performance return"] = returned(own, 7)
    world.records["performance return of running months"] = returned(own, 10)
    world.records["performance return of an exempt entry"] = returned(world.records["exempt entry"], 7)


def returned(entry, month: int) -> PerformanceReturn:
    """The return of the quarter of 2026 that begins with this month."""
    first, last = months_of(date(2026, month, 1), 3)
    days = {"starts_on": first, "ends_on": last, "due_on": last + TIME_TO_RECORD}
    return saving.create(PerformanceReturn(partnership=entry, **days), by=None, at=NOW)


def asked(entry, year: int, who: dict):
    values = {"kind": "business_plan", "financial_year": year, "due_on": date(2026, 9, 30)}
    return papers.ask(entry, values, **who)

"""Partners' papers of the world: asked for, received, decided, and one of an exempt entry."""

from datetime import date

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


def asked(entry, year: int, who: dict):
    values = {"kind": "business_plan", "financial_year": year, "due_on": date(2026, 9, 30)}
    return papers.ask(entry, values, **who)

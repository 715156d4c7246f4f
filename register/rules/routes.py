"""Which bodies decide what, by the policy's route table (B15-13, B15-16, B15-17, SH-20)."""

from collections.abc import Iterable
from dataclasses import dataclass

from register.models import Body, Policy, Route
from register.models.choices import BudgetStatus, DecisionEvent, Part, Rating, Significance
from register.rules.significance import tier_name

CONDITIONS = ("significance", "budget", "risk", "value")
STRENGTH = (Part.APPROVES, Part.CONSULTED, Part.REVIEWS)
BUDGETS = {
    BudgetStatus.IN_BUDGET: "all money is in the budget",
    BudgetStatus.IN_PRINCIPLE: "money is only allocated in principle",
    BudgetStatus.NOT_IN_BUDGET: "money is not in the budget",
}
ASKED = {
    "significance": "Who decides depends on how significant it is, and nothing says so yet. Say which tier, and why.",
    "risk": "Who decides depends on the risk. Rate the overall risk of the partnership first.",
    "value": "Who decides depends on the value. Rate the overall value of the partnership first.",
}


@dataclass(frozen=True)
class Facts:
    """What a route rests on. A blank budget means that no money is asked for, so none is outside the budget."""

    event: str
    significance: str = ""
    budget: str = ""
    risk: str = ""
    value: str = ""

    def of(self, condition: str) -> str:
        return getattr(self, condition) or (BudgetStatus.IN_BUDGET if condition == "budget" else "")


@dataclass(frozen=True)
class Asked:
    """One body with its part, the paragraph that names it, and the sentence why it is asked."""

    body: Body
    part: str
    source: str
    why: str


def fits(line: Route, facts: Facts) -> bool:
    """Is this line of the table for such a case? What it leaves blank fits everything."""
    if line.is_retired or line.event != facts.event:
        return False
    return all(getattr(line, name) in ("", facts.of(name)) for name in CONDITIONS)


def route(lines: Iterable[Route], facts: Facts, policy: Policy) -> tuple[Asked, ...]:
    """Each body once, with the strongest part that the table gives it, in the order of the table."""
    found: dict[int, Route] = {}
    for line in sorted((each for each in lines if fits(each, facts)), key=lambda each: each.position):
        stands = found.get(line.body_id)
        if stands is None or STRENGTH.index(Part(line.part)) < STRENGTH.index(Part(stands.part)):
            found[line.body_id] = line
    return tuple(Asked(line.body, line.part, line.source, why(line, policy)) for line in found.values())


def missing(lines: Iterable[Route], facts: Facts) -> list[str]:
    """What must be said before the table can be read: a fact on which it depends and that nobody has stated."""
    unread = [
        name
        for name in ASKED
        if not facts.of(name) and any(line.event == facts.event and getattr(line, name) for line in lines)
    ]
    return [ASKED[name] for name in unread]


def lacking(found: tuple[Asked, ...], facts: Facts) -> list[str]:
    """A table that names nobody who approves cannot decide anything."""
    if any(asked.part == Part.APPROVES for asked in found):
        return []
    event = DecisionEvent(facts.event).label.lower()
    return [f"The route table of the policy names no body that approves {event} in such a case. Add it there first."]


def why(line: Route, policy: Policy) -> str:
    """Why this body is asked, in one sentence with its paragraph."""
    event = DecisionEvent(line.event).label.lower()
    part = Part(line.part).label.lower()
    about = {"approves": event, "reviews": event}.get(line.part, f"on {event}")
    return f"{line.body} {part} {about} {case(line, policy)} ({line.source})."


def case(line: Route, policy: Policy) -> str:
    """In which case the line applies, in words."""
    said = [
        line.significance and f"it is {tier_name(Significance(line.significance), policy)}",
        line.budget and BUDGETS[BudgetStatus(line.budget)],
        line.risk and f"the risk is {Rating(line.risk).label}",
        line.value and f"the value is {Rating(line.value).label}",
    ]
    stated = [words for words in said if words]
    return f"where {' and '.join(stated)}" if stated else "in every case"

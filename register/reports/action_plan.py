"""The action plan: what is still to be done, by work area, with the risk that it answers (SH-31)."""

from dataclasses import dataclass
from datetime import date

from partnerships.models import Council
from partnerships.templatetags.council import day as said_day
from register.models import Action, Partnership, Policy
from register.rules.risks import level_of
from register.rules.words import number_of

NO_AREA = "No theme"


@dataclass(frozen=True)
class PlanLine:
    """One action: where it belongs, what is to be done, and against which risk."""

    area: str
    partnership: str
    action: str
    risk: str
    who: str
    when: str
    is_overdue: bool


@dataclass(frozen=True)
class Plan:
    """All of it as it stands on a day, for the screen and for paper alike. Exempt entries are left out and counted."""

    council: str
    as_of: date
    lines: tuple[PlanLine, ...]
    left_out: int

    @property
    def summary(self) -> str:
        """12 actions, 3 overdue."""
        late = sum(line.is_overdue for line in self.lines)
        every = number_of(len(self.lines), "action")
        return f"{every}, {late} overdue" if late else every


def plan(user, today: date) -> Plan:
    """What is in force and not done, by work area and day, in the same few queries however much it is."""
    every = Action.objects.visible_to(user).to_do()
    shown = every.filter(partnership__is_exempt=False).select_related("partnership", "owner", "risk")
    policy = Policy.objects.filter(is_current=True).first() or Policy()
    actions = list(shown.prefetch_related("partnership__themes"))
    found = sorted((line(action, policy, today) for action in actions), key=lambda each: (each.area, each.partnership))
    council = Council.objects.of(user)
    return Plan(str(council or ""), today, tuple(found), every.filter(partnership__is_exempt=True).count())


def line(action: Action, policy: Policy, today: date) -> PlanLine:
    entry = action.partnership
    area = ", ".join(str(theme) for theme in entry.themes.all())
    late = action.due_on < today
    who, when = str(action.owner or action.owner_post), said_day(action.due_on)
    return PlanLine(area or NO_AREA, entry.name, action.text, risk_of(action, entry, policy), who, when, late)


def risk_of(action: Action, entry: Partnership, policy: Policy) -> str:
    """The risk that it answers with its level; else how risky the whole partnership is."""
    if action.risk:
        return f"{action.risk}: {level_of(action.risk, policy).words}"
    return f"Overall risk: {entry.get_risk_rating_display()}" if entry.risk_rating else "Not rated"

"""What the route of a matter rests on: kept when it is put to the bodies, and held against the register afterwards."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from register.models import Contribution, Matter, Partnership, Policy, Route
from register.models.choices import BudgetStatus, Rating, Significance
from register.rules.budgets import together, worst
from register.rules.money import financial_year, year_name
from register.rules.routes import Facts, missing, route

ROUTED = ("significance", "budget", "risk", "value")
LABELS = {
    "money": "What the council pays",
    "budget": "Whether the budget holds the money",
    "significance": "How significant it is",
    "risk": "The risk",
    "value": "The value",
}
OTHER_ROUTE = (
    "What the route rested on has changed, and other bodies would decide by now. Nothing is carried out until a policy "
    "officer puts it again, or confirms with a reason that it goes on by this route."
)
NO_BUDGET = "Money is put in, and nothing says whether the budget holds it. Choose what holds."
CHOICES = {"budget": BudgetStatus, "significance": Significance, "risk": Rating, "value": Rating}


def sums(entry: Partnership, day: date) -> QuerySet[Contribution]:
    """What is put in, in the financial year of a day and the one after; a sum that nobody knows counts, nought not."""
    year = financial_year(day)
    lines = Contribution.objects.filter(participation__partnership=entry, removed_at__isnull=True)
    return lines.filter(Q(amount__isnull=True) | Q(amount__gt=0), financial_year__in=(year, year + 1))


def stated_budget(entry: Partnership, day: date) -> str:
    """Whether the budget holds the money, as its sums say; blank where there are none, or one does not say."""
    return together(sums(entry, day).values_list("budget_status", flat=True))


def budget_needed(entry: Partnership, budget: str, day: date) -> bool:
    """Does it put money in, while neither its sums nor anybody says whether the budget holds it (B15-13)?"""
    return not (budget or stated_budget(entry, day)) and sums(entry, day).exists()


def require_budget(entry: Partnership, budget: str, day: date) -> None:
    """Raises ValidationError where somebody must say first whether the budget holds the money."""
    if budget_needed(entry, budget, day):
        raise ValidationError({"budget": NO_BUDGET})


def tier_of(entry: Partnership) -> str:
    """The highest tier that any council gives it, or that the tests give it and nobody has settled; blank: none."""
    tiers = set()
    for part in entry.participations.all():
        tiers |= {part.significance, part.computed_significance if part.is_to_settle else ""}
    return next((str(tier) for tier in Significance.values if tier in tiers), "")


def facts_of(entry: Partnership, event: str, day: date, budget: str = "", significance: str = "") -> Facts:
    """What the route of an entry rests on. What is said here holds where the register does not say worse or more."""
    asked = worst({stated_budget(entry, day), budget})
    return Facts(event, tier_of(entry) or significance, asked, entry.risk_rating, entry.value_rating)


def table() -> tuple[Policy, list[Route]]:
    """The policy in use with its route table. Raises ValidationError where no policy is loaded."""
    policy = Policy.objects.filter(is_current=True).first()
    if policy is None:
        raise ValidationError("No policy is loaded, so there is no route table. Load one first.")
    return policy, list(policy.routes.select_related("body"))


def kept(entry: Partnership, facts: Facts, day: date, said_budget: str) -> dict[str, str]:
    """What a matter keeps of it, plain; `said_budget` is what a person said of the budget."""
    found = {name: getattr(facts, name) for name in ROUTED}
    return {"money": money(entry, day), **found, "said_budget": said_budget}


def money(entry: Partnership, day: date) -> str:
    """What is put in, year by year, in words."""
    years: dict[int, list[Decimal | None]] = {}
    for year, amount in sums(entry, day).values_list("financial_year", "amount"):
        years.setdefault(year, []).append(amount)
    return " and ".join(f"{total(years[year])} in {year_name(year)}" for year in sorted(years))


def total(amounts: list[Decimal | None]) -> str:
    known = sum((each for each in amounts if each is not None), Decimal(0))
    return f"£{known:,.2f}" + (" and a sum that nobody knows" if None in amounts else "")


def now(matter: Matter) -> tuple[Facts, dict[str, str]]:
    """The same for a matter as the register stands, for the years that it was put for."""
    entry, day = Partnership._base_manager.get(pk=matter.partnership_id), localdate(matter.put_at)
    said = matter.rested_on.get("said_budget", "")
    told = matter.significance if matter.significance_reason else ""
    facts = facts_of(entry, matter.event, day, said, told)
    return facts, kept(entry, facts, day, said)


def changes(matter: Matter) -> list[str]:
    """What the route rested on and is otherwise by now, in sentences."""
    return sentences(matter.rested_on, now(matter)[1]) if matter.rested_on else []


def sentences(was: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    return [
        f"{label} has changed: it was {words(name, was.get(name, ''))} and is now {words(name, found[name])}."
        for name, label in LABELS.items()
        if was.get(name, "") != found[name]
    ]


def words(name: str, value: str) -> str:
    """A kept value as it reads in the middle of a sentence."""
    if not value:
        return "nothing" if name == "money" else "not said"
    return str(CHOICES[name](value).label) if name in CHOICES else value


def is_other_route(matter: Matter) -> bool:
    """Has what it rests on changed so that other bodies would decide, and has nobody confirmed that it goes on?"""
    if not matter.rested_on:
        return False
    facts, found = now(matter)
    if not sentences(matter.rested_on, found) or found == matter.route_confirmed_on:
        return False
    policy = Policy.objects.filter(is_current=True).first()
    lines = list(policy.routes.select_related("body")) if policy else []
    if missing(lines, facts):
        return True
    taken = set(matter.steps.values_list("body_id", "part"))
    return policy is not None and {(each.body.pk, each.part) for each in route(lines, facts, policy)} != taken

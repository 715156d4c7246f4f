"""Whether the budget holds the money: what the single sums say, taken together (B15-12, B15-13)."""

from collections.abc import Iterable

from register.models.choices import BudgetStatus

# The first that any sum has is what holds for all of them.
WORST_FIRST = (BudgetStatus.NOT_IN_BUDGET, BudgetStatus.IN_PRINCIPLE, BudgetStatus.IN_BUDGET)


def worst(statuses: Iterable[str]) -> str:
    """The one that decides the route; blank where none is known."""
    known = set(statuses)
    return next((str(each) for each in WORST_FIRST if each in known), "")


def together(statuses: Iterable[str]) -> str:
    """What the sums say: one outside the budget is enough, and otherwise each of them must say. Blank: they do not."""
    known = set(statuses)
    return worst(known) if BudgetStatus.NOT_IN_BUDGET in known or "" not in known else ""

"""What the route of a matter rests on, for people: as it was put, what has changed since, and how it goes on."""

from datetime import date

from django.urls import reverse

from partnerships.templatetags.council import day as said_day
from register.models import Matter, Partnership, Policy
from register.models.choices import BudgetStatus, Significance
from register.reports.parts import Row, Step
from register.rules.significance import tier_name
from register.rules.words import in_list
from register.workflow.decisions import may_confirm_route
from register.workflow.resting import OTHER_ROUTE, is_other_route, stated_budget, tier_of

BY_SUMS = "As the sums in the register say it."


def facts(matter: Matter) -> list[Row]:
    """What the route rested on when the matter was put."""
    policy = Policy.objects.filter(is_current=True).first()
    tier = Significance(matter.significance) if matter.significance else None
    return [
        Row("About", matter.get_event_display()),
        Row("Drafted by", drafters(matter)),
        Row("Put to the bodies", f"{said_day(matter.put_at)} by {matter.put_by}"),
        Row("Significance", tier_name(tier, policy) if tier and policy else "", note=matter.significance_reason),
        Row("Money", matter.get_budget_display(), absent="No money is asked for"),
        Row("Risk", matter.get_risk_display(), absent="Not rated"),
        Row("Value", matter.get_value_display(), absent="Not rated"),
        *confirmation(matter),
    ]


def confirmation(matter: Matter) -> list[Row]:
    """Why it goes on although other bodies would decide, where somebody has confirmed that."""
    if not matter.route_confirmed_at:
        return []
    note = f"Confirmed on {said_day(matter.route_confirmed_at)} by {matter.route_confirmed_by}"
    return [Row("Goes on by this route", matter.route_confirmed_reason, note=note)]


def drafters(matter: Matter) -> str:
    """Everybody who wrote what is decided."""
    return in_list([str(each) for each in dict.fromkeys([matter.drafted_by, *matter.also_drafted_by.all()])])


def stuck(matter: Matter) -> list[str]:
    """Why it is not carried out although everybody has decided."""
    return [OTHER_ROUTE] if is_other_route(matter) else []


def confirming(matter: Matter, user) -> list[Step]:
    """The way to go on by the old route, where another would be taken by now."""
    if not is_other_route(matter):
        return []
    url = reverse("register:matter_confirm_route", args=[matter.pk])
    return [Step("Go on by this route", url, may_confirm_route(user, matter).reason)]


def known_to_route(entry: Partnership, today: date) -> list[Row]:
    """What is not asked when a matter is put, because the register says it."""
    budget, tier = stated_budget(entry, today), tier_of(entry)
    policy = Policy.objects.filter(is_current=True).first()
    found = []
    if budget:
        found.append(Row("Is the money in the budget", str(BudgetStatus(budget).label), note=BY_SUMS))
    if tier and policy:
        found.append(Row("Significance", tier_name(Significance(tier), policy)))
    return found

"""The pages of one entry."""

from collections.abc import Callable

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships import contributions
from register.models import Partnership
from register.reports.cost import cards
from register.reports.entry import Builder
from register.reports.governance import build as governance_checks
from register.reports.next_steps import next_steps
from register.reports.significance import cards as significance_cards
from register.reports.years import recorded, year_of
from register.rules.representation import findings
from register.views.loading import entry_or_404


def tabs_of(user, entry: Partnership, current: str) -> list[dict]:
    """Every app's tabs of an entry, the current one marked."""
    found = [tab for tabs in contributions.collect("tabs") for tab in tabs(user, entry)]
    found.sort(key=lambda tab: tab.get("last", False))
    return [{**tab, "current": tab["key"] == current} for tab in found]


def tab(request, reference: str, key: str, template: str, more: Callable[[Partnership], dict] = lambda entry: {}):
    """One tab; `more` gives what a tab shows beside its cards and lines."""
    entry = entry_or_404(request.user, reference)
    page = Builder(entry, request.user).page(key)
    context = {"page": page, "entry": entry, "tabs": tabs_of(request.user, entry, key), **more(entry)}
    return render(request, template, context)


@require_safe
def entry(request, reference: str):
    """Summary."""

    def steps(entry: Partnership) -> dict:
        today = timezone.localdate()
        return {
            "next_steps": next_steps(entry, request.user, today),
            "significance": significance_cards(entry, request.user, today),
        }

    return tab(request, reference, "entry", "register/entry.html", steps)


@require_safe
def people(request, reference: str):
    """Who answers for it, who takes part, who sits on it."""

    def look(entry: Partnership) -> dict:
        seats = entry.seats.filter(removed_at__isnull=True).select_related("council", "holder")
        return {"findings": findings(entry, seats, entry.participations.all(), timezone.localdate())}

    return tab(request, reference, "people", "register/people.html", look)


@require_safe
def money(request, reference: str):
    """What each council puts in."""

    def costs(entry: Partnership) -> dict:
        shown = year_of(request.GET.get("year", ""), recorded(entry), timezone.localdate())
        return {"years": shown, "costs": cards(entry, shown.chosen)}

    return tab(request, reference, "money", "register/money.html", costs)


@require_safe
def governance(request, reference: str):
    """Legal footing, meetings, information, documents."""

    def checks(entry: Partnership) -> dict:
        return {"checks": governance_checks(entry, request.user, timezone.localdate())}

    return tab(request, reference, "governance", "register/governance.html", checks)

"""The pages of one entry."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from partnerships import contributions
from register.models import Partnership
from register.reports.entry import Builder
from register.views.loading import entry_or_404


def tabs_of(user, entry: Partnership, current: str) -> list[dict]:
    """Every app's tabs of an entry, the current one marked."""
    found = [tab for tabs in contributions.collect("tabs") for tab in tabs(user, entry)]
    return [{**tab, "current": tab["key"] == current} for tab in found]


def tab(request, reference: str, key: str, template: str):
    entry = entry_or_404(request.user, reference, full=True)
    page = Builder(entry, request.user).page(key)
    return render(request, template, {"page": page, "entry": entry, "tabs": tabs_of(request.user, entry, key)})


@require_safe
def entry(request, reference: str):
    """Summary."""
    return tab(request, reference, "entry", "register/entry.html")


@require_safe
def people(request, reference: str):
    """Who answers for it, who takes part, who sits on it."""
    return tab(request, reference, "people", "register/people.html")


@require_safe
def money(request, reference: str):
    """What each council puts in."""
    return tab(request, reference, "money", "register/money.html")


@require_safe
def governance(request, reference: str):
    """Legal footing, meetings, information, documents."""
    return tab(request, reference, "governance", "register/governance.html")

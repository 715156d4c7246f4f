"""How ready the council is to leave: one partnership, and all of them by what a failure would cost."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships.verdict import require
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown
from register.views.tables import sent
from reviews.permissions.readiness import can_see_readiness
from reviews.reports import readiness as report


@require_safe
def readiness(request):
    """What if it failed on Monday: the most exposed partnerships first (B15-25)."""
    require(can_see_readiness(request.user))
    part, today = shown(request, report.SHOWN), timezone.localdate()
    ranked = report.ranked(report.found(request.user, part.key, today), today)
    page = Paginator(ranked, 50).get_page(request.GET.get("page"))
    rows = report.exposed(page.object_list, today)
    context = {"page": page, "rows": rows, "tabs": part.tabs, "title": part.title, "order": report.ORDER}
    return render(request, "reviews/readiness/list.html", context)


@require_POST
def readiness_export(request, file_format: str):
    """The list of the same address as a file; the export is noted in the event log."""
    if file_format not in ("csv", "xlsx"):
        raise Http404
    require(can_see_readiness(request.user))
    part, today = shown(request, report.SHOWN), timezone.localdate()
    rows = report.exposed(report.ranked(report.found(request.user, part.key, today), today), today)
    return sent(request, report.table(rows), "readiness", file_format, len(rows))


@require_safe
def entry_readiness(request, reference: str):
    """What is known of leaving one partnership, before anybody leaves it."""
    entry = entry_or_404(request.user, reference)
    require(can_see_readiness(request.user), instead=reverse("register:entry", args=[reference]))
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("readiness"),
        "tabs": tabs_of(request.user, entry, "readiness"),
        "readiness": report.of_entry(entry, request.user, timezone.localdate()),
    }
    return render(request, "reviews/readiness/tab.html", context)

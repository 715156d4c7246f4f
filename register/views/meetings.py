"""The meetings of one entry, those of all entries, and the decisions that somebody asks for."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.snapshots import Seen
from partnerships.verdict import Refused, require
from partnerships.views.merge import save_or_merge
from register.forms.meeting_filters import MeetingFilters
from register.forms.meetings import DealtForm
from register.models import MeetingReport
from register.permissions import can_deal_with_decision, can_edit_partnership, can_see_register
from register.reports import activity
from register.reports import all_meetings as list_report
from register.reports import meetings as report
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.information import sections
from register.views.loading import entry_or_404
from register.views.telling import tell
from register.workflow import meetings as workflow


@require_safe
def meetings(request, reference: str):
    """Meetings, newest first, with what was reported; attendance; the activity of each year."""
    entry = entry_or_404(request.user, reference)
    today, query = timezone.localdate(), request.GET.get("q", "").strip()
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("meetings"),
        "tabs": tabs_of(request.user, entry, "meetings"),
        "meetings": report.build(entry, request.user, query=query, number=request.GET.get("page"), today=today),
        "years": activity.years_without(entry, today) if can_edit_partnership(request.user, entry) else [],
    }
    return render(request, "register/meetings/meetings.html", context)


@require_safe
def all_meetings(request):
    """The meetings of all partnerships that the person may read, searched and filtered."""
    require(can_see_register(request.user))
    page = list_report.build(request.GET, request.path, request.user, timezone.localdate())
    context = {
        "page": page,
        "filter_form": MeetingFilters(request.GET),
        "sections": sections(request.user, "all_meetings"),
    }
    return render(request, "register/meetings/all_meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request, reference: str, pk: int):
    """Say what came of a decision that somebody asked for after a meeting."""
    entry = entry_or_404(request.user, reference)
    found = MeetingReport.objects.kept().filter(meeting__partnership=entry).exclude(decision_needed="")
    asked = get_object_or_404(found.select_related("meeting__partnership", "person"), pk=pk)
    back = reverse("register:meetings", args=[reference])
    require(can_deal_with_decision(request.user, asked), instead=back)
    if asked.dealt_at and request.method != "POST":
        raise Refused("Somebody has said already what came of this decision.", back)
    seen = Seen(asked, request.POST.get("version", "") if request.method == "POST" else asked.version)
    form = DealtForm(request.POST or None, seen=seen, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(dealt, asked, form.cleaned_data["outcome"], by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, asked, write, partial(done, request, entry, back), always=True):
            return answer
    return render(
        request, "register/meetings/decision.html", {"form": form, "entry": entry, "asked": asked, "back": back}
    )


def dealt(asked: MeetingReport, outcome: str, changes, *, version: int, reason: str, **who) -> MeetingReport:
    return workflow.deal(asked, outcome, version=version, **who)


def done(request, entry, back: str, record, changed):
    tell(request, entry, f"{entry.name}: the decision that was needed is dealt with.")
    return redirect(back)

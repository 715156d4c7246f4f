"""Reporting back from a meeting: which partnership, the form of two minutes, and who is told."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.verdict import require
from register.forms.report_back import ReportBackForm
from register.models import Meeting, MeetingReport, Partnership
from register.permissions import can_keep_meetings, can_see_register
from register.reports.meetings import not_yet_reported, who_is_told
from register.views.loading import entry_or_404
from register.workflow import meetings as workflow


@require_safe
def report_start(request):
    """The partnerships from which the person may report; where it is one, straight to its form."""
    require(can_see_register(request.user))
    entries = Partnership.objects.visible_to(request.user).active().attended_by(request.user).order_by("name")
    found = list(entries)
    if len(found) == 1:
        return redirect("register:report_back", found[0].reference)
    return render(request, "register/report_back/start.html", {"entries": found})


@require_http_methods(["GET", "HEAD", "POST"])
def report_back(request, reference: str):
    """At most six fields, on one screen of a telephone."""
    entry = entry_or_404(request.user, reference)
    back = reverse("register:meetings", args=[reference])
    require(can_keep_meetings(request.user, entry), instead=back)
    form = ReportBackForm(
        request.POST or None, meetings=offered(request, entry), today=timezone.localdate(), cancel_url=back
    )
    if form.is_bound and form.is_valid():
        try:
            report = workflow.report_back(entry, form.of(), form.words(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("register:report_done", reference, report.pk)
    return render(request, "register/report_back/report_back.html", {"form": form, "entry": entry, "back": back})


def offered(request, entry: Partnership) -> list[Meeting]:
    """The meetings to choose from: those without a report of this person, and the one that was sent just now."""
    meetings = not_yet_reported(entry, request.user, timezone.localdate())
    sent = request.POST.get("meeting", "")
    if sent.isdecimal() and int(sent) not in {meeting.pk for meeting in meetings}:
        meetings += Meeting.objects.kept().filter(partnership=entry, pk=int(sent), held_on__lte=timezone.localdate())
    return meetings


@require_safe
def report_done(request, reference: str, pk: int):
    """The report is saved, and who is told."""
    entry = entry_or_404(request.user, reference)
    mine = MeetingReport.objects.kept().filter(meeting__partnership=entry, person=request.user)
    report = get_object_or_404(mine.select_related("meeting__partnership__lead_officer"), pk=pk)
    told = who_is_told(report, request.user)
    return render(request, "register/report_back/done.html", {"entry": entry, "report": report, "told": told})

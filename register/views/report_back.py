"""Reporting back from a meeting: which partnership, the form of two minutes, and who is told."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.saving import sentences
from partnerships.verdict import require
from register.forms.report_back import ReportBackForm
from register.models import Meeting, MeetingReport, Partnership
from register.permissions import can_keep_meetings, can_see_register
from register.reports.meetings import not_yet_reported, who_is_told
from register.views.loading import entry_or_404
from register.workflow import meetings as workflow

REFUSED, AGAIN = "refused report", "again"


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
    kept = request.session.get(f"{REFUSED} {reference}") if AGAIN in request.GET else None
    data = request.POST or (QueryDict(kept["data"]) if kept else None)
    form = ReportBackForm(
        data, meetings=offered(request.user, entry, data or {}), today=timezone.localdate(), cancel_url=back
    )
    if request.method == "POST":
        return sent(request, entry, form)
    for sentence in kept["sentences"] if kept else ():
        form.add_error(None, sentence)
    context = {"form": form, "entry": entry, "back": back, "earlier": kept["earlier"] if kept else None}
    return render(request, "register/report_back/report_back.html", context)


def sent(request, entry: Partnership, form: ReportBackForm):
    """Save the report and show its receipt. What is refused is shown again at an address of its own, so that the
    browser's way back never asks to send a form twice.
    """
    said, refusals, earlier = None, [], None
    if form.is_valid():
        try:
            said = workflow.report_back(entry, form.of(), form.words(), by=request.user, at=timezone.now())
        except ValidationError as error:
            refusals, earlier = sentences(error), (getattr(error, "params", None) or {}).get("report")
    key = f"{REFUSED} {entry.reference}"
    if said:
        request.session.pop(key, None)
        return redirect("register:report_done", entry.reference, said.pk)
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    request.session[key] = {"data": typed.urlencode(), "sentences": refusals, "earlier": earlier}
    return redirect(f"{request.path}?{AGAIN}=1")


def offered(user, entry: Partnership, data: Mapping[str, str]) -> list[Meeting]:
    """The meetings to choose from: those without a report of this person, and the one that was sent just now."""
    meetings = not_yet_reported(entry, user, timezone.localdate())
    sent = data.get("meeting", "")
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

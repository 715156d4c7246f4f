"""Assessments of an entry, the list of all, one of them, and starting one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from assessments.permissions.assessments import can_see_assessments
from assessments.reports import entry as report
from assessments.reports import lists
from assessments.reports.page import page
from assessments.rules.ratings import RULE, RULE_SOURCE
from assessments.views.loading import assessment_or_404, kind_or_404
from assessments.workflow import assessments as workflow
from partnerships.verdict import require
from register.reports.entry import Builder
from register.views.entry import tabs_of
from register.views.loading import entry_or_404
from register.views.shown import shown, tabs_to


@require_safe
def entry_assessments(request, reference: str):
    """The assessments of one entry."""
    entry = entry_or_404(request.user, reference)
    require(can_see_assessments(request.user, entry), instead=reverse("register:entry", args=[reference]))
    context = {
        "entry": entry,
        "page": Builder(entry, request.user).page("assessments"),
        "tabs": tabs_of(request.user, entry, "assessments"),
        "standings": report.standings(entry, request.user, timezone.now(), timezone.localdate()),
        "assessments": report.of_entry(entry, request.user),
        "rule": RULE,
        "rule_source": RULE_SOURCE,
    }
    return render(request, "assessments/assessments/tab.html", context)


@require_POST
def assessment_start(request, reference: str, kind: str):
    """Begin an assessment of one kind and go to its form: one page, or step by step for a significant partnership."""
    entry = entry_or_404(request.user, reference)
    back = reverse("assessments:entry_assessments", args=[reference])
    require(can_see_assessments(request.user))
    require(workflow.may_start(request.user, entry, kind_or_404(kind), timezone.now()), instead=back)
    begun = workflow.start(entry, kind, by=request.user, at=timezone.now())
    return redirect(report.form_address(begun))


@require_safe
def assessment_list(request):
    """Assessments by what is to be done with them."""
    require(can_see_assessments(request.user))
    part = shown(request, lists.SHOWN)
    is_mine = request.GET.get("mine") == "yes"
    today = timezone.localdate()
    found = lists.found(request.user, part.key, today, is_mine)
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    rows = [{"assessment": each, "tone": report.tone(each), "expiry": report.expiry(each, today)} for each in page]
    title = f"{part.title}{', on entries that you lead' if is_mine else ''}"
    context = {"page": page, "rows": rows, "tabs": list_tabs(part.key), "title": title}
    return render(request, "assessments/assessments/list.html", context)


def list_tabs(show: str) -> list[dict]:
    """The tabs of the list, calibration among them."""
    found = tabs_to(lists.SHOWN, reverse("assessments:assessment_list"), show)
    calibration = {"label": "Calibration", "url": reverse("assessments:calibration"), "current": show == "calibration"}
    return [*found, calibration]


@require_safe
def assessment(request, pk: int):
    """One assessment: where it stands, its answers, what can be done and what happened."""
    found = assessment_or_404(request.user, pk)
    context = page(found, request.user, timezone.localdate())
    context |= {
        "entry": found.partnership,
        "back": reverse("assessments:entry_assessments", args=[found.partnership.reference]),
        "rule": RULE,
        "rule_source": RULE_SOURCE,
    }
    return render(request, "assessments/assessments/assessment.html", context)


def told(request, found, sentence: str):
    """Say what happened, and show the assessment."""
    messages.success(request, f"{found}: {sentence}")
    return redirect("assessments:assessment", found.pk)

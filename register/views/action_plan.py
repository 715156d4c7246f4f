"""The action plan as a page to print and as PDF (SH-31)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.downloads import attached
from partnerships.verdict import require
from register import rendering
from register.permissions.decisions import can_see_plan
from register.reports.action_plan import plan
from register.workflow.actions import note_plan


@require_safe
def action_plan(request):
    """What is still to be done, by work area."""
    require(can_see_plan(request.user))
    found = plan(request.user, timezone.localdate())
    return render(request, "register/action_plan/page.html", {"plan": found})


@require_safe
def action_plan_pdf(request):
    """The same as PDF. Who downloaded it is noted: it names people."""
    require(can_see_plan(request.user))
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    content = rendering.plan_pdf(plan(request.user, timezone.localdate()))
    note_plan(by=request.user, at=timezone.now())
    return HttpResponse(content, content_type="application/pdf", headers=attached("action-plan.pdf"))

"""Audits: the list, one with its findings, entered and completed, and each step."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from partnerships.snapshots import Seen
from partnerships.verdict import require
from partnerships.views.merge import save_or_merge
from register.views.acts import Act, plainly, take
from reviews.forms import audits as forms
from reviews.models import Audit
from reviews.models.choices import AuditStatus
from reviews.permissions.audits import can_keep_audits
from reviews.permissions.recommendations import can_see_recommendations
from reviews.reports import audits as report
from reviews.workflow import audits as workflow
from reviews.workflow.audits import AUDITS


def audit_or_404(user, pk: int) -> Audit:
    return get_object_or_404(Audit.objects.visible_to(user), pk=pk)


def address_of(audit: Audit) -> str:
    return reverse("reviews:audit", args=[audit.pk])


@require_safe
def audits(request):
    """All audits, the latest first."""
    require(can_see_recommendations(request.user))
    page = Paginator(Audit.objects.visible_to(request.user), 25).get_page(request.GET.get("page"))
    rows = [(each, report.TONES[AuditStatus(each.status)]) for each in page.object_list]
    context = {"page": page, "rows": rows, "may_enter": bool(can_keep_audits(request.user))}
    return render(request, "reviews/audits/list.html", context)


@require_safe
def audit(request, pk: int):
    """One audit with what it found."""
    found = audit_or_404(request.user, pk)
    return render(request, "reviews/audits/audit.html", {"audit": found, "page": report.page(found, request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_new(request):
    """Enter an audit."""
    back = reverse("reviews:audits")
    require(can_keep_audits(request.user), instead=back)
    form = forms.AuditForm(request.POST or None, user=request.user, submit_text="Enter the audit", cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            made = workflow.enter(form.audit_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "The audit is entered.")
            return redirect(address_of(made))
    return render(request, "reviews/audits/form.html", {"form": form, "back": back, "title": "Enter an audit"})


@require_http_methods(["GET", "HEAD", "POST"])
def audit_edit(request, pk: int):
    """Correct or complete an audit."""
    found = audit_or_404(request.user, pk)
    back = address_of(found)
    require(can_keep_audits(request.user, found), instead=back)
    seen = Seen(found, request.POST.get("version", "") if request.method == "POST" else found.version)
    form = forms.AuditForm(request.POST or None, seen=seen, user=request.user, cancel_url=back)
    if form.is_bound and form.is_valid():
        write = partial(written, found, by=request.user, at=timezone.now())
        if answer := save_or_merge(request, form, found, write, partial(saved, request)):
            return answer
    return render(request, "reviews/audits/form.html", {"form": form, "back": back, "title": f"Change {found}"})


def written(found: Audit, changes, *, version: int, reason: str, **who):
    return workflow.edit(found, changes, version=version, **who)


def saved(request, found: Audit, changed: dict):
    messages.success(request, "Saved.")
    return redirect(address_of(found))


REPORT = Act(
    lambda user, found: AUDITS.may_start(user, found, "report"),
    forms.ReportedForm,
    plainly(workflow.report),
    "Record that the audit reported",
    "What it found about a partnership is added as a recommendation that names this audit.",
    "The audit is recorded as reported.",
    "reviews/audits/act.html",
)
IMPLEMENT = Act(
    lambda user, found: AUDITS.may_start(user, found, "implement"),
    forms.ImplementedForm,
    plainly(workflow.implement),
    "Say that everything is implemented",
    "Each of its findings is closed, turned down or taken back.",
    "The audit is implemented.",
    "reviews/audits/act.html",
)


def step(request, pk: int, act: Act):
    found = audit_or_404(request.user, pk)
    return take(request, found, act, entry=None, back=address_of(found))


@require_http_methods(["GET", "HEAD", "POST"])
def audit_report(request, pk: int):
    """The auditor has reported."""
    return step(request, pk, REPORT)


@require_http_methods(["GET", "HEAD", "POST"])
def audit_implement(request, pk: int):
    """Everything that it found is closed."""
    return step(request, pk, IMPLEMENT)

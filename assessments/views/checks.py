"""What the checks found: on an entry, across the register, as a file; and waivers."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.forms.checks import FindingFilter, LiftForm, WaiverForm
from assessments.models import Finding, Waiver
from assessments.permissions.checks import can_see_findings, can_waive
from assessments.reports import findings as report
from assessments.workflow import checks as workflow
from partnerships.verdict import require
from register.models import Partnership
from register.permissions import can_export_register
from register.views.acts import Act, take, with_reason
from register.views.entry import tab
from register.views.tables import sent

SIZE = 50


@require_safe
def entry_checks(request, reference: str):
    """The checks of one entry."""
    require(can_see_findings(request.user))

    def found(entry: Partnership) -> dict:
        return {"checks": report.of_entry(entry, request.user, timezone.localdate())}

    return tab(request, reference, "checks", "assessments/checks/tab.html", found)


@require_safe
def checks(request):
    """What was found across the register, by check and one by one."""
    require(can_see_findings(request.user))
    today, form = timezone.localdate(), FindingFilter(request.GET)
    found = report.narrowed(request.user, form.asked(), today)
    page = Paginator(found, SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": report.rows(page.object_list, request.user, today),
        "summary": report.by_check(request.user, today),
        "of_council": council_rows(request, form, today),
        "filter_form": form,
        "asked": form.asked(),
        "remarks": form.remarks,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "may_export": can_export_register(request.user),
    }
    return render(request, "assessments/checks/list.html", context)


def council_rows(request, form: FindingFilter, day: date) -> list[report.Row]:
    """The council as a whole stands above the whole list, or above all that is waived; a narrower one is of entries."""
    if any(request.GET.get(name) for name in form.fields if name != "show"):
        return []
    found = report.about_council(request.user, day)
    return [row for row in found if row.waiver] if form.asked().is_waived else found


@require_POST
def checks_exported(request, file_format: str):
    """The list of the same address as a file; the export is noted in the event log."""
    if file_format not in ("csv", "xlsx"):
        raise Http404
    require(can_see_findings(request.user))
    require(can_export_register(request.user))
    today, form = timezone.localdate(), FindingFilter(request.GET)
    of_entries = report.rows(report.narrowed(request.user, form.asked(), today), request.user, today)
    found = council_rows(request, form, today) + of_entries
    return sent(request, report.table(found), "findings", file_format, len(found))


def open_to(user) -> Q:
    """Findings and waivers of what the person may read, and of the council as a whole."""
    require(can_see_findings(user))
    visible = Partnership.objects.visible_to(user).order_by().values("pk")
    return Q(partnership__in=visible) | Q(partnership=None)


def listed(entry: Partnership | None) -> str:
    """Where the findings stand beside which this one does."""
    return reverse("assessments:entry_checks", args=[entry.reference]) if entry else reverse("assessments:checks")


@require_http_methods(["GET", "HEAD", "POST"])
def waive(request, pk: int):
    """Accept a finding until a day."""
    finding = get_object_or_404(Finding.objects.select_related("partnership"), open_to(request.user), pk=pk)
    entry, back = finding.partnership, listed(finding.partnership)
    require(can_waive(request.user), instead=back)
    form = WaiverForm(request.POST or None, cancel_url=back)
    if form.is_bound and form.is_valid():
        try:
            workflow.waive(finding, form.waiver_values(), by=request.user, at=timezone.now())
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, "The finding is waived. It comes back after that day.")
            return redirect(back)
    context = {"form": form, "entry": entry, "finding": finding, "back": back}
    return render(request, "assessments/checks/waive.html", context)


LIFT = Act(
    lambda user, waiver: can_waive(user),
    LiftForm,
    with_reason(workflow.lift),
    "Lift the waiver",
    "The finding counts again at once.",
    "The waiver was lifted, and the finding counts again.",
    "assessments/checks/lift.html",
)


@require_http_methods(["GET", "HEAD", "POST"])
def lift(request, pk: int):
    """End a waiver before its day."""
    waiver = get_object_or_404(Waiver.objects.select_related("partnership"), open_to(request.user), pk=pk)
    entry = waiver.partnership
    about = f"{waiver.code}: {waiver.reason}"
    return take(request, waiver, LIFT, entry=entry, back=listed(entry), about=about)

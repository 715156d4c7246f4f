"""Performance returns: all of them, one, and the short form that records it (SH-14)."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from register.forms.performance import RecordForm
from register.guidance import Guidance
from register.models import PerformanceReturn
from register.reports import performance as report
from register.views.acts import Act, plainly, take
from register.views.shown import shown
from register.workflow import performance as workflow


def return_or_404(user, pk: int) -> PerformanceReturn:
    found = PerformanceReturn.objects.visible_to(user).select_related("partnership", "recorded_by")
    return get_object_or_404(found, pk=pk)


@require_safe
def performance_returns(request):
    """All that the person may read, by where they stand."""
    part, today = shown(request, report.SHOWN), timezone.localdate()
    page = Paginator(report.found(request.user, part.key, today), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": report.rows(page.object_list, today),
        "tabs": part.tabs,
        "title": part.title,
        "next": report.next_of(request.user, part.key, today),
        "box": Guidance.current().label("is_selected_for_returns"),
        "is_asked_for": report.is_asked_for(),
    }
    return render(request, "register/performance/list.html", context)


@require_safe
def performance_return(request, pk: int):
    """What one says, and what can be done."""
    found = return_or_404(request.user, pk)
    context = {
        "found": found,
        "entry": found.partnership,
        "back": reverse("register:entry_partner_papers", args=[found.partnership.reference]),
        "page": report.page(found, request.user, timezone.localdate()),
    }
    return render(request, "register/performance/performance_return.html", context)


RECORD = Act(
    lambda user, found: workflow.may_record(user, found, timezone.localdate()),
    RecordForm,
    plainly(workflow.record),
    "Record how it performs",
    "A few lines are enough. They stand on the entry, and in the report of the year.",
    "It is recorded how the partnership performs.",
    "register/performance/record.html",
    report.measures,
)


@require_http_methods(["GET", "HEAD", "POST"])
def performance_return_record(request, pk: int):
    """The short form."""
    found = return_or_404(request.user, pk)
    back = reverse("register:performance_return", args=[pk])
    return take(request, found, RECORD, entry=found.partnership, back=back)

"""The pack about one partnership, as a page and as PDF."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.downloads import attached
from partnerships.events import log
from partnerships.models import Council, Event
from register.views.loading import entry_or_404
from reviews import rendering
from reviews.reports import pack as report
from reviews.reports.pack import Pack


def pack_or_404(user, reference: str) -> Pack:
    """What the person may read: officers any entry, scrutiny members those that an edition behind a paper holds."""
    council = Council.objects.of(user)
    if user.reads_register:
        entry = entry_or_404(user, reference)
        row = report.rows_about(reference).first()
        return report.of_edition(row, council) if row else report.as_it_stands(entry, council, timezone.localdate())
    found = report.of_members(user, reference, council)
    if found is None:
        raise Http404
    return found


@require_safe
def pack(request, reference: str):
    """The pack as a page."""
    found = pack_or_404(request.user, reference)
    reads = request.user.reads_register
    context = {
        "pack": found,
        "back": reverse("register:entry", args=[reference]) if reads else reverse("reviews:papers"),
        "back_label": "Back to the partnership" if reads else "All reports",
    }
    return render(request, "reviews/packs/page.html", context)


@require_safe
def pack_pdf(request, reference: str):
    """The pack as PDF. Who downloaded it is noted."""
    found = pack_or_404(request.user, reference)
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    content = rendering.pack(found)
    log(Event.Kind.DOWNLOADED, f"pack {reference}", by=request.user, at=timezone.now(), bytes=len(content))
    return HttpResponse(content, content_type="application/pdf", headers=attached(f"{reference}-scrutiny-pack.pdf"))

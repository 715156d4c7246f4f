"""The register as a list, and the list as a file."""

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from partnerships.downloads import attached
from partnerships.verdict import require
from register.listing import page
from register.listing.columns import columns_for
from register.listing.export import TYPES, export
from register.listing.filters import find
from register.listing.sorting import in_order
from register.listing.state import ListState
from register.permissions import can_see_register


@require_safe
def partnerships(request):
    """What the person may read, searched, filtered and sorted as the address says."""
    require(can_see_register(request.user))
    built = page.build(request.GET, request.path, request.user, timezone.localdate())
    return render(request, "register/list.html", {"page": built, "sort": built.state.sort})


@require_POST
def exported(request, file_format: str):
    """The list of the same address as a file. A POST, because an export is noted in the event log."""
    if file_format not in TYPES:
        raise Http404
    today = timezone.localdate()
    found = find(ListState.from_query(request.GET, columns_for(request.user)), request.user, today)
    entries = in_order(found.queryset, found.state.sort, today)
    file = export(
        entries, found.state.columns, file_format, found.state.to_query(without=("page", "size", "columns")),
        by=request.user, at=timezone.now(), today=today,
    )  # fmt: skip
    return StreamingHttpResponse(file.content, content_type=file.content_type, headers=attached(file.name))

"""What a person is told of, what they have read of it, and the partnerships that they watch."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from register.models import Notice, Watch
from register.views.loading import entry_or_404
from register.workflow import watching

PER_PAGE = 25


@require_safe
def notices(request):
    """The unread first, then the others; and the partnerships that the person watches."""
    found = Notice.objects.visible_to(request.user).select_related("partnership")
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "unread": found.unread().count(),
        "watches": Watch.objects.visible_to(request.user).filter(person=request.user).select_related("partnership"),
    }
    return render(request, "register/notices/list.html", context)


@require_POST
def notices_read(request):
    """Everything was read."""
    unread = Notice.objects.visible_to(request.user).unread().values("pk")
    watching.mark_read(unread, by=request.user, at=timezone.now())
    messages.success(request, "All notices are marked as read.")
    return redirect("register:notices")


@require_POST
def notice_read(request, pk: int):
    """One was read. Reading it twice is reading it."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    watching.mark_read([notice.pk], by=request.user, at=timezone.now())
    return redirect("register:notices")


@require_POST
def watch(request, reference: str):
    """Be told when others change this entry."""
    entry = entry_or_404(request.user, reference)
    watching.watch(entry, by=request.user, at=timezone.now())
    messages.success(request, f"You watch {entry.name}: you get a notice when others change it.")
    return redirect("register:entry", reference)


@require_POST
def watch_stop(request, reference: str):
    """Be told no more."""
    entry = entry_or_404(request.user, reference)
    watching.stop_watching(entry, by=request.user)
    messages.success(request, f"You no longer watch {entry.name}.")
    return redirect("register:entry", reference)

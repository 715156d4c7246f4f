"""Staying signed in from the warning, without a page being left."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from partnerships import sessions


@require_POST
def stay(request):
    """The session goes on; the answer says in its header for how long."""
    sessions.go_on(request.session, timezone.now())
    return HttpResponse("You stay signed in.", content_type="text/plain; charset=utf-8")

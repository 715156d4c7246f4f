"""Pages for when something does not work: what happened, in one sentence, and what to do."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def refused(request, exception=None):
    """The reason is the very sentence of the verdict that refused."""
    return render(request, "403.html", {"reason": getattr(exception, "reason", "")}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def failed(request):
    """Rendered without the database, which may be what failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))


def csrf_failure(request, reason=""):
    return render(request, "csrf.html", status=403)

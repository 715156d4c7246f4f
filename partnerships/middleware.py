"""What every request passes through, besides Django's own."""

from datetime import timedelta

from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone

from partnerships import sessions
from partnerships.views import errors

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
STAMP_EVERY = timedelta(minutes=5)


class KnownMethods:
    """Answer 405 to any method but GET, HEAD, POST and OPTIONS, whatever the route."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return self.refused(request, HttpResponseNotAllowed(METHODS)["Allow"])
        response = self.get_response(request)
        return self.refused(request, response["Allow"]) if response.status_code == 405 else response

    def refused(self, request, allowed: str):
        """The page that says so, with the methods that would do."""
        response = render(request, "405.html", status=405)
        response["Allow"] = allowed
        return response


class SessionClock:
    """Sign people out after two hours without a request, and twelve hours after they signed in, by the server's clock.

    The stamp of the last request is written at most every five minutes: the one exception to "GET never writes".
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and self.expired(request):
            logout(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response[sessions.HEADER] = str(sessions.left(request.session, timezone.now()))
        return response

    def expired(self, request) -> bool:
        now = timezone.now()
        if sessions.left(request.session, now).seconds < 0:
            return True
        if now - sessions.stamp(request.session, "seen_at", now) >= STAMP_EVERY:
            sessions.go_on(request.session, now)
        return False


class SignInFirst(LoginRequiredMiddleware):
    """Send who is not signed in to do so; who sends a form then is shown what they typed, so that it is not lost."""

    def handle_no_permission(self, request, view_func):
        if request.method == "POST" and errors.typed(request):
            return errors.signed_out(request)
        return super().handle_no_permission(request, view_func)


class PrivatePages:
    """No page of a signed-in person is kept by a browser or a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response

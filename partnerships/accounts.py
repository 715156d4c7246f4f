"""Sign-in by e-mail through allauth, with sign-up closed. People are added by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from partnerships.events import log
from partnerships.models import Event


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; every sign-in, failed sign-in and sign-out goes to the event log."""

    def is_open_for_signup(self, request) -> bool:
        return False

    def post_login(self, request, user, **kwargs):
        request.session["signed_in_at"] = request.session["seen_at"] = timezone.now().isoformat()
        log(Event.Kind.SIGNED_IN, by=user, at=timezone.now())
        return super().post_login(request, user, **kwargs)

    def authentication_failed(self, request, **credentials):
        log(Event.Kind.SIGN_IN_FAILED, credentials.get("email", "")[:200], by=None, at=timezone.now())
        super().authentication_failed(request, **credentials)

    def logout(self, request):
        if request.user.is_authenticated:
            log(Event.Kind.SIGNED_OUT, by=request.user, at=timezone.now())
        super().logout(request)

    def set_password(self, user, password):
        super().set_password(user, password)
        log(Event.Kind.PASSWORD_CHANGED, by=user, at=timezone.now())

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """None: the page that follows a sign-in or sign-out says it already."""

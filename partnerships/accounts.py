"""Sign-in by e-mail through allauth, with sign-up closed. People are added by an administrator."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils import timezone

from partnerships.events import log
from partnerships.models import Event


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; every sign-in, failed sign-in and sign-out goes to the event log."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right. Check both and try again.",
        "too_many_login_attempts": "There were too many attempts to sign in. Wait five minutes, then try again.",
        "incorrect_password": "This is not your password. Try again.",
        "enter_current_password": "This is not your current password. Try again.",
        "invalid_password_reset": "The link has been used already, or it is too old. Ask for a new one.",
        "rate_limited": "You have asked too often. Wait a few minutes, then try again.",
        "account_inactive": "This account is closed. If you think that this is wrong, ask your administrator.",
    }

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

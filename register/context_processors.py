"""What every page knows of the register: how many notices the person has not read."""

from django.utils.functional import SimpleLazyObject

from register.models import Notice


def notices(request) -> dict:
    """Counted once for a request, and only where a page shows it."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return {}
    return {"unread_notices": SimpleLazyObject(lambda: Notice.objects.visible_to(user).unread().count())}

"""What the kernel adds to the menu."""

from django.urls import reverse


def links(user) -> list[dict]:
    """The administration, for those who keep something there."""
    return [{"label": "Administration", "url": reverse("admin:index"), "order": 90}] if user.is_staff else []

"""What this layer adds to the menu."""

from django.urls import reverse


def links(user) -> list[dict]:
    """Reports, for everybody who signs in."""
    return [{"label": "Reports", "url": reverse("reviews:papers"), "order": 40}]

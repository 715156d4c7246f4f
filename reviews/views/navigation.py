"""What this layer adds to the menu."""

from django.urls import reverse


def links(user) -> list[dict]:
    """Home and reports, for everybody who signs in."""
    return [
        {"label": "Home", "url": reverse("reviews:home"), "order": 10},
        {"label": "Reports", "url": reverse("reviews:papers"), "order": 40},
    ]

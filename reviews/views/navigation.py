"""What this layer adds to the menu."""

from django.urls import reverse

from reviews.permissions.recommendations import can_see_recommendations


def links(user) -> list[dict]:
    """Home and reports, for everybody who signs in; recommendations and audits beside the papers, for officers."""
    home = {"label": "Home", "url": reverse("reviews:home"), "order": 10}
    reports = {"label": "Reports", "url": reverse("reviews:papers"), "order": 40}
    return [home, {**reports, "parts": parts()} if can_see_recommendations(user) else reports]


def parts() -> list[dict]:
    """What stands beside the papers."""
    found = (("Papers", "papers"), ("Recommendations", "recommendations"), ("Audits", "audits"))
    return [{"label": label, "url": reverse(f"reviews:{name}")} for label, name in found]

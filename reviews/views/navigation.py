"""What this layer adds to the menu."""

from django.urls import reverse

from reviews.permissions.exits import can_see_exits
from reviews.permissions.readiness import can_see_readiness
from reviews.permissions.recommendations import can_see_recommendations
from reviews.permissions.rounds import can_see_rounds
from reviews.permissions.scrutiny import can_see_scrutiny


def links(user) -> list[dict]:
    """Home and reports, for everybody who signs in; recommendations and audits beside the papers, for officers."""
    home = {"label": "Home", "url": reverse("reviews:home"), "order": 10, "parts": home_parts()}
    reports = {"label": "Reports", "url": reverse("reviews:papers"), "order": 40}
    beside = parts(user)
    return [home, {**reports, "parts": beside} if len(beside) > 1 else reports, *beside_the_register(user)]


def beside_the_register(user) -> list[dict]:
    """What this layer adds to the pages of the register."""
    if not can_see_readiness(user):
        return []
    register = reverse("register:list")
    return [{"label": "If it failed", "url": reverse("reviews:readiness"), "part_of": register}]


def home_parts() -> list[dict]:
    """What stands beside home."""
    found = (("Home", "reviews:home"), ("My work", "reviews:work"), ("Notices", "register:notices"))
    return [{"label": label, "url": reverse(name)} for label, name in found]


def parts(user) -> list[dict]:
    """What stands beside the papers for this person."""
    found = [("Papers", "papers")]
    if can_see_rounds(user):
        found += [("Rounds", "rounds"), ("Reviews", "reviews"), ("Dashboards", "dashboards")]
    if can_see_recommendations(user):
        found += [
            ("Editions", "editions"),
            ("Recommendations", "recommendations"),
        ]
    if can_see_exits(user):
        found.append(("Exits", "exits"))
    if can_see_recommendations(user):
        found += [("Involvement", "involvement_reviews"), ("Audits", "audits")]
    if can_see_scrutiny(user):
        found.append(("Scrutiny", "scrutiny_reviews"))
    return [{"label": label, "url": reverse(f"reviews:{name}")} for label, name in found]

"""The pages that belong to the list of places, side by side."""

from django.urls import reverse

TABS = (
    ("seats", "All places"),
    ("outside_bodies", "Outside bodies"),
    ("rounds", "Rounds of appointments"),
    ("calendar", "Municipal calendar"),
)


def place_tabs(current: str) -> list[dict]:
    """The tabs, the current one marked."""
    return [
        {"label": label, "url": reverse(f"register:{key}"), "current": key == current, "key": key}
        for key, label in TABS
    ]

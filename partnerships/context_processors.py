"""What every page knows: whose register this is, and where the person may go."""

from partnerships import contributions
from partnerships.models import Council


def shell(request) -> dict:
    """The council whose branding the page wears, and the navigation for this person."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "council": (user.council if signed_in and user.council_id else None) or Council.objects.current().first(),
        "navigation": navigation(request) if signed_in else [],
    }


def navigation(request) -> list[dict]:
    """Links to what this person may open, at most six, in the order in which the apps contribute them.

    A link may have `parts`, which stand in a line of their own wherever one of them is open.
    """
    links = [link for items in contributions.collect("navigation") for link in items(request.user)]
    for link in links:
        mark_current(link.get("parts", []), request.path)
        link["current"] = covers(link, request.path) or any(part["current"] for part in link.get("parts", []))
    return sorted(links, key=lambda link: link["order"])


def mark_current(parts: list[dict], path: str) -> None:
    for part in parts:
        part["current"] = covers(part, path)


def covers(link: dict, path: str) -> bool:
    """Is the page one of those below this link? Home is below no other page."""
    return path == "/" if link["url"] == "/" else path.startswith(link["url"])

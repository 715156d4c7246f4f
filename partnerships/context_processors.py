"""What every page knows: whose register this is, and where the person may go."""

from django.conf import settings
from django.utils import timezone

from partnerships import contributions, sessions
from partnerships.models import Council


def shell(request) -> dict:
    """The council whose branding the page wears, the navigation for this person, and what is left of their session."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "council": Council.objects.of(user),
        "navigation": navigation(request) if signed_in else [],
        "session_left": sessions.left(request.session, timezone.now()) if signed_in else None,
        "session_warning": settings.SESSION_WARNING_SECONDS,
    }


def navigation(request) -> list[dict]:
    """Links to what this person may open, at most six, in the order in which the apps contribute them.

    A link may have `parts`, which stand in a line of their own wherever one of them is open. A link that is
    `part_of` the address of another one is the last of its parts so far.
    """
    found = [link for items in contributions.collect("navigation") for link in items(request.user)]
    links = [link for link in found if "part_of" not in link]
    for link in links:
        link.setdefault("parts", []).extend(part for part in found if part.get("part_of") == link["url"])
        mark_current(link["parts"], request.path)
        link["current"] = covers(link, request.path) or any(part["current"] for part in link["parts"])
    return sorted(links, key=lambda link: link["order"])


def mark_current(parts: list[dict], path: str) -> None:
    for part in parts:
        part["current"] = covers(part, path)


def covers(link: dict, path: str) -> bool:
    """Is the page one of those below this link? Home is below no other page."""
    return path == "/" if link["url"] == "/" else path.startswith(link["url"])

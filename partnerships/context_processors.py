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
    """Links to what this person may open, at most six, in the order in which the apps contribute them."""
    links = [link for items in contributions.collect("navigation") for link in items(request.user)]
    for link in links:
        link["current"] = request.path.startswith(link["url"]) if link["url"] != "/" else request.path == "/"
    return sorted(links, key=lambda link: link["order"])

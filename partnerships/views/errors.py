"""Pages for when something does not work: what happened, in one sentence, and what to do."""

import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from partnerships import contributions
from partnerships.forms.base import CouncilFormMixin

# Keys and codes of lists, which are chosen and not typed, and passwords and what a page carries hidden, which none
# repeats.
CHOSEN = re.compile(r"[a-z_]*|\d+|unknown")
UNREPEATED = re.compile(r"csrfmiddlewaretoken|(\w+_)?version|seen([_-].*)?|shown|onto|next|.*password.*")


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def refused(request, exception=None):
    """The reason is the very sentence of the verdict that refused; `instead` leads to how things stand now.

    What was typed meanwhile, in a second tab or an old one, is shown again.
    """
    found = {name: getattr(exception, name, "") for name in ("reason", "instead")}
    return render(request, "403.html", found | {"typed": getattr(exception, "typed", ()) or typed(request)}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def too_many(request):
    return render(request, "429.html", status=429)


def failed(request):
    """Rendered without the database, which may be what failed."""
    return HttpResponseServerError(loader.render_to_string("500.html"))


def csrf_failure(request, reason=""):
    """The form is older than the session, or the browser keeps no cookies."""
    address = form_address(request)
    signs_in = not request.user.is_authenticated and not address.startswith(reverse("account_login"))
    return render(request, "csrf.html", {"typed": typed(request), "address": address, "signs_in": signs_in}, status=403)


def signed_out(request):
    """Somebody sent a form after their session had ended."""
    return render(request, "signed_out.html", {"typed": typed(request), "address": form_address(request)}, status=401)


def typed(request) -> list[tuple[str, str]]:
    """What somebody wrote into the form that was not taken, so that they can copy it: (label of the field, text).

    It is shown and never sent again from there: a form that another site made must not be sent by one press here.
    """
    found = [
        (name, value.strip())
        for name, values in request.POST.lists()
        for value in values
        if not UNREPEATED.fullmatch(name) and not CHOSEN.fullmatch(value.strip())
    ]
    known = labels(app_of(request)) if found else {}
    return [(known.get(name, name.replace("_", " ").capitalize()), value) for name, value in found]


def labels(app: str) -> dict[str, str]:
    """What forms call their fields: one label where all forms of the app agree, or else all forms; and what apps say
    of their own.
    """
    said, own = defaultdict(set), defaultdict(set)
    for form in forms_of(CouncilFormMixin):
        for name, field in getattr(form, "base_fields", {}).items():
            said[name].add(str(field.label or ""))
            if form.__module__.startswith(f"{app}."):
                own[name].add(str(field.label or ""))
    agreed = {name: next(iter(words)) for found in (said, own) for name, words in found.items() if len(words) == 1}
    contributed = [found() for found in contributions.collect("labels")]
    return {name: label for each in (agreed, *contributed) for name, label in each.items() if label}


def app_of(request) -> str:
    """The app whose page the form was sent to."""
    return request.resolver_match.func.__module__.split(".")[0] if request.resolver_match else ""


def forms_of(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from forms_of(each)


def form_address(request) -> str:
    """The page of this service on which the form stands: where the browser says it came from, or else its own."""
    came_from = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(came_from, request.get_host(), require_https=request.is_secure()):
        return request.get_full_path()
    page = urlsplit(came_from)
    return f"{page.path}?{page.query}" if page.query else page.path

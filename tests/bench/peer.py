"""The peer: the same tables under Django's own admin, as it comes, in its own templates and with its own middleware.

Eleven columns, five filters, six fields to search, 25 a page: about what our list offers.
"""

from collections.abc import Callable

from django.contrib.admin import AdminSite, ModelAdmin
from django.test import Client, override_settings
from django.urls import path, reverse

from partnerships.models import User
from register.models import Partnership
from tests.bench.entries import MANY, middle, pages


class Entries(ModelAdmin):
    """The register as a list and a form."""

    list_display = (
        "reference", "name", "status", "type", "family", "lead_officer", "service", "risk_rating", "value_rating",
        "is_statutory", "next_review_due_on",
    )  # fmt: skip
    list_filter = ("status", "type", "risk_rating", "value_rating", "is_statutory")
    search_fields = ("reference", "name", "acronym", "function", "comments", "lead_officer__full_name")
    list_select_related = ("type", "family", "lead_officer", "service")
    list_per_page = 25
    ordering = ("name",)

    def has_module_permission(self, request) -> bool:
        return True

    def has_view_permission(self, request, obj=None) -> bool:
        return True

    has_change_permission = has_view_permission


class Site(AdminSite):
    """Open to whoever is signed in: asking who they are is not what is measured."""

    final_catch_all_view = False

    def has_permission(self, request) -> bool:
        return True


site = Site("peer")
site.register(Partnership, Entries)
urlpatterns = [path("peer/", site.urls)]
override_settings(
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "django.contrib.messages.context_processors.messages",
                ]
            },
        }
    ],
).enable()


def opened(name: str, query: str = "", *args) -> Callable[[], object]:
    """Opening one page of the admin, signed in."""
    client = Client()
    client.force_login(User.objects.get(email="policy.officer@example.org"))
    address = reverse(f"admin:register_partnership_{name}", args=args, current_app="peer") + query

    def get():
        answer = client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        return answer.content

    return get


WORK = {
    "admin_first": lambda: opened("changelist"),
    "admin_end": lambda: opened("changelist", f"?p={pages()}"),
    "admin_search": lambda: opened("changelist", f"?q={MANY}"),
    "admin_entry": lambda: opened("change", "", middle().pk),
}

"""Addresses of concerns."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import concerns

urlpatterns = [
    path(f"{ENTRY}concerns/", concerns.concerns, name="concerns"),
    path(f"{ENTRY}concerns/raise/", concerns.concern_raise, name="concern_raise"),
    path("concerns/", concerns.concern_list, name="concern_list"),
    path("concerns/<int:pk>/", concerns.concern, name="concern"),
    path("concerns/<int:pk>/advise/", concerns.concern_advise, name="concern_advise"),
    path("concerns/<int:pk>/escalate/", concerns.concern_escalate, name="concern_escalate"),
    path("concerns/<int:pk>/resolve/", concerns.concern_resolve, name="concern_resolve"),
]

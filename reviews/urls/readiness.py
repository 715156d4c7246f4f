"""Addresses of readiness to leave."""

from django.urls import path

from register.urls.entry import ENTRY
from reviews.views import readiness as views

urlpatterns = [
    path("readiness/", views.readiness, name="readiness"),
    path("readiness/export/<slug:file_format>/", views.readiness_export, name="readiness_export"),
    path(f"{ENTRY}readiness/", views.entry_readiness, name="entry_readiness"),
]

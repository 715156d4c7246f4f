"""Addresses of what the checks found."""

from django.urls import path

from assessments.views import checks
from register.urls.entry import ENTRY

urlpatterns = [
    path(f"{ENTRY}checks/", checks.entry_checks, name="entry_checks"),
    path("checks/", checks.checks, name="checks"),
    path("checks/export/<slug:file_format>/", checks.checks_exported, name="checks_export"),
    path("checks/<int:pk>/waive/", checks.waive, name="waive"),
    path("checks/waivers/<int:pk>/lift/", checks.lift, name="lift"),
]

"""Pages that belong to no procedure: help, statements, branding, health."""

from django.urls import path

from partnerships.views import branding, health, pages

app_name = "kernel"
urlpatterns = [
    path("help/", pages.guidance, name="help"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("preferences/", pages.preferences, name="preferences"),
    path("branding.css", branding.stylesheet, name="branding_css"),
    path("branding/logo/", branding.logo, name="logo"),
    path("health/", health.health, name="health"),
]

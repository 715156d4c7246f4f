"""Addresses of the guidance and of the record of briefings."""

from django.urls import path

from register.views import guides

urlpatterns = [
    path("procedures/", guides.procedures, name="procedures"),
    path("help/<slug:slug>/", guides.guide, name="guide"),
    path("briefings/", guides.briefings, name="briefings"),
    path("briefings/new/", guides.briefing_new, name="briefing_new"),
    path("briefings/<int:pk>/remove/", guides.briefing_remove, name="briefing_remove"),
]

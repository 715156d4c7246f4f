"""Addresses of the definition test."""

from django.urls import path

from assessments.views import screenings
from register.urls.entry import ENTRY

urlpatterns = [
    path(f"{ENTRY}is-it-a-partnership/", screenings.entry_screenings, name="entry_screenings"),
    path(f"{ENTRY}is-it-a-partnership/answer/", screenings.screen, name="screen"),
    path("is-it-a-partnership/", screenings.screenings, name="screenings"),
    path("is-it-a-partnership/<int:pk>/settle/", screenings.screening_settle, name="screening_settle"),
]

"""Addresses of rounds, lists of reviews, dashboards."""

from django.urls import path

from register.urls.entry import ENTRY
from reviews.views import dashboards, review_list, rounds

ONE = "rounds/<int:pk>/"
STEPS = ("edit", "open", "chase", "freeze", "late", "report", "close", "cancel")
urlpatterns = [
    path("dashboards/", dashboards.dashboards, name="dashboards"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/new/", rounds.round_new, name="round_new"),
    path(ONE, rounds.round, name="round"),
    *(path(f"{ONE}{step}/", getattr(rounds, f"round_{step}"), name=f"round_{step}") for step in STEPS),
    path(f"{ENTRY}reviews/", review_list.entry_reviews, name="entry_reviews"),
    path("reviews/", review_list.reviews, name="reviews"),
]

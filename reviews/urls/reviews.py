"""Addresses of one review."""

from django.urls import path

from reviews.views import review_changes, review_steps, reviews

urlpatterns = [
    path("reviews/<int:pk>/", reviews.review, name="review"),
    path("reviews/<int:pk>/fill-in/", reviews.review_answer, name="review_answer"),
    path("reviews/<int:pk>/check/", review_steps.review_check, name="review_check"),
    path("reviews/<int:pk>/endorse/", review_steps.review_endorse, name="review_endorse"),
    path("reviews/<int:pk>/return/", review_steps.review_return, name="review_return"),
    path("reviews/<int:pk>/accept/", review_steps.review_accept, name="review_accept"),
    path("reviews/<int:pk>/waive/", review_steps.review_waive, name="review_waive"),
    path("reviews/<int:pk>/another-day/", review_steps.review_postpone, name="review_postpone"),
    path("reviews/<int:pk>/reopen/", review_steps.review_reopen, name="review_reopen"),
    path("reviews/<int:pk>/questions/", review_changes.review_appendix, name="review_appendix"),
    path("reviews/<int:pk>/give/<slug:key>/", review_steps.review_delegate, name="review_delegate"),
    path("reviews/<int:pk>/change/<slug:key>/<slug:card>/", review_changes.review_change, name="review_change"),
    path("reviews/<int:pk>/fill-in/<slug:page>/", reviews.review_page, name="review_page"),
]

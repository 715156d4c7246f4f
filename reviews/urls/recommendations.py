"""Addresses of recommendations, their lines and their follow-up."""

from django.urls import path

from register.urls.entry import ENTRY
from reviews.views import follow_ups, recommendation_lines
from reviews.views import recommendations as views

ONE = "recommendations/<int:pk>/"
LINE = "recommendations/lines/<slug:noun>/<int:pk>/"
FOLLOW_UP = "recommendations/follow-ups/<int:pk>/"
urlpatterns = [
    path(f"{ENTRY}recommendations/", views.entry_recommendations, name="entry_recommendations"),
    path(f"{ENTRY}recommendations/begin/", views.recommendation_begin, name="recommendation_begin"),
    path("recommendations/", views.recommendations, name="recommendations"),
    path("recommendations/new/", views.recommendation_new, name="recommendation_new"),
    path(ONE, views.recommendation, name="recommendation"),
    path(f"{ONE}edit/<slug:part>/", views.recommendation_edit, name="recommendation_edit"),
    path(f"{ONE}submit/", views.recommendation_submit, name="recommendation_submit"),
    path(f"{ONE}return/", views.recommendation_return, name="recommendation_return"),
    path(f"{ONE}propose/", views.recommendation_propose, name="recommendation_propose"),
    path(f"{ONE}withdraw/", views.recommendation_withdraw, name="recommendation_withdraw"),
    path(f"{ONE}changes/", views.recommendation_note_changes, name="recommendation_note_changes"),
    path(f"{ONE}pass-on/", views.recommendation_pass_on, name="recommendation_pass_on"),
    path(f"{ONE}carry-out/", views.recommendation_carry_out, name="recommendation_carry_out"),
    path(f"{ONE}close/", views.recommendation_close, name="recommendation_close"),
    path(f"{ONE}add/<slug:noun>/", recommendation_lines.recommendation_line_add, name="recommendation_line_add"),
    path(LINE, recommendation_lines.recommendation_line_change, name="recommendation_line_change"),
    path(f"{LINE}remove/", recommendation_lines.recommendation_line_remove, name="recommendation_line_remove"),
    path(f"{FOLLOW_UP}report/", follow_ups.follow_up_report, name="follow_up_report"),
    path(f"{FOLLOW_UP}record/", follow_ups.follow_up_record, name="follow_up_record"),
    path(f"{FOLLOW_UP}wait/", follow_ups.follow_up_wait, name="follow_up_wait"),
]

"""Addresses of meetings and what comes of them."""

from django.urls import path

from register.urls.entry import ENTRY
from register.views import meetings, report_back

urlpatterns = [
    path("meetings/", meetings.all_meetings, name="all_meetings"),
    path("report-back/", report_back.report_start, name="report_start"),
    path(f"{ENTRY}meetings/", meetings.meetings, name="meetings"),
    path(f"{ENTRY}report-back/", report_back.report_back, name="report_back"),
    path(f"{ENTRY}report-back/<int:pk>/", report_back.report_done, name="report_done"),
    path(f"{ENTRY}decisions/<int:pk>/", meetings.decision, name="decision"),
]

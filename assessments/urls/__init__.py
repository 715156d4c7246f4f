"""Addresses of assessments, by noun."""

from assessments.urls import assessments

app_name = "assessments"
urlpatterns = [
    *assessments.urlpatterns,
]

"""Addresses of assessments, by noun."""

from assessments.urls import assessments, policy, screenings

app_name = "assessments"
urlpatterns = [
    *assessments.urlpatterns,
    *screenings.urlpatterns,
    *policy.urlpatterns,
]

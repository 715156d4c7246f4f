"""Addresses of assessments, by noun."""

from assessments.urls import assessments, cases, checks, policy, screenings

app_name = "assessments"
urlpatterns = [
    *assessments.urlpatterns,
    *cases.urlpatterns,
    *checks.urlpatterns,
    *screenings.urlpatterns,
    *policy.urlpatterns,
]

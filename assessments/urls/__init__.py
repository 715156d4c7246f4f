"""Addresses of assessments, by noun."""

from assessments.urls import assessments, cases, policy, screenings

app_name = "assessments"
urlpatterns = [
    *assessments.urlpatterns,
    *cases.urlpatterns,
    *screenings.urlpatterns,
    *policy.urlpatterns,
]

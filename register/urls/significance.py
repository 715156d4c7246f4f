"""Addresses of significance: one council's part, settled and judged."""

from django.urls import path

from register.views import significance

urlpatterns = [
    path(
        "partnerships/<entry:reference>/significance/<int:pk>/",
        significance.significance_settle,
        name="significance_settle",
    ),
    path(
        "partnerships/<entry:reference>/significance/<int:pk>/risks/",
        significance.significance_risks,
        name="significance_risks",
    ),
]

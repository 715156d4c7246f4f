"""Addresses of performance returns."""

from django.urls import path

from register.views import performance

urlpatterns = [
    path("performance-returns/", performance.performance_returns, name="performance_returns"),
    path("performance-returns/<int:pk>/", performance.performance_return, name="performance_return"),
    path(
        "performance-returns/<int:pk>/record/", performance.performance_return_record, name="performance_return_record"
    ),
]

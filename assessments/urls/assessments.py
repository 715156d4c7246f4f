"""Addresses of assessments of risk and value."""

urlpatterns: list = []

"""Addresses: imports."""

urlpatterns = []

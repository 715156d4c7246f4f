"""Addresses: entry."""

urlpatterns = []
